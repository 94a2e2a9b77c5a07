use serde::{Deserialize, Serialize};

use super::Rules;
use crate::law::Share;
use crate::procedure::office::{self, Standing};
use crate::procedure::{Decision, FactError, Law, Limit, Measure};

/// What a law says of deposits, in minimum wages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deposit {
    /// For each person on a list.
    pub per_person: u64,
    /// For a candidate in a district; none where nobody stands in one.
    pub single: Option<u64>,
    /// What a party pays instead that did well last time, best result first.
    pub reductions: Vec<Reduction>,
    /// The part of the votes with which the deposit returns.
    pub returns: Limit<Share>,
}

/// What a party pays that did well last time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reduction {
    /// Its part of the votes at the last election.
    pub last_time: Limit<Share>,
    /// The part of the deposit that it pays.
    pub pays: Share,
}

/// A deposit, exact: so many minimum wages over a denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DepositDue {
    /// Minimum wages, times the denominator.
    pub numerator: u128,
    /// The denominator, at least 1.
    pub denominator: u32,
}

impl DepositDue {
    /// In money, rounded up to a whole unit; none when that exceeds 2^64.
    #[must_use]
    pub fn money(&self, minimum_wage: u64) -> Option<u64> {
        let product = self.numerator.checked_mul(u128::from(minimum_wage))?;
        u64::try_from(product.div_ceil(u128::from(self.denominator.max(1)))).ok()
    }
}

impl Law<Rules> {
    /// What a party pays for a list of so many persons. `last_time` are its votes at the last election of the same
    /// house and all votes, those against all among them; none for a party that did not stand.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no votes at all last time, or more for the party than there were.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    ///
    /// let law = kazakhstan::mandate_laws().on(date(2023, 3, 19))?.value;
    /// // 90 persons at 15 minimum wages of 70,000 tenge.
    /// assert_eq!(law.deposit(90, None)?.money(70_000), Some(94_500_000));
    /// // Half of it with 3 per cent of the last votes, nothing with 5.
    /// assert_eq!(law.deposit(90, Some((300, 10_000)))?.money(70_000), Some(47_250_000));
    /// assert_eq!(law.deposit(90, Some((500, 10_000)))?.money(70_000), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deposit(&self, persons: u64, last_time: Option<(u64, u64)>) -> Result<DepositDue, FactError> {
        let full = u128::from(persons) * u128::from(self.rules.deposit.per_person);
        let whole = DepositDue { numerator: full, denominator: 1 };
        let Some((votes, of)) = last_time else {
            return Ok(whole);
        };
        check_votes(votes, of)?;
        let reached =
            |limit: &Limit<Share>| Measure::share(*limit, votes, "votes", of, "votes").met() == Some(true);
        let reduction = self.rules.deposit.reductions.iter().find(|one| reached(&one.last_time));
        Ok(reduction.map_or(whole, |Reduction { pays, .. }| DepositDue {
            numerator: full.saturating_mul(u128::from(pays.numerator())),
            denominator: pays.denominator(),
        }))
    }

    /// Decides whether a deposit returns.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no votes at all, or more for one than there were.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::mandates::Standing;
    ///
    /// let law = kazakhstan::mandate_laws().on(date(2023, 3, 19))?.value;
    /// assert!(law.deposit_returns("A", Standing::Votes { votes: 5, of: 100 })?.met());
    /// assert!(!law.deposit_returns("A", Standing::Votes { votes: 4, of: 100 })?.met());
    /// assert!(law.deposit_returns("A", Standing::Elected)?.met());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deposit_returns(&self, who: &str, standing: Standing) -> Result<Decision, FactError> {
        let returns = self.rules.deposit.returns;
        office::deposit_returns(self, "deposit.returns", returns, who, standing)
    }
}

fn check_votes(votes: u64, of: u64) -> Result<(), FactError> {
    if of == 0 {
        return Err(FactError::Nobody { what: "votes".to_owned() });
    }
    FactError::check_part("votes of one", votes, "votes", of)
}
