//! Who holds seats, as rows of numbers that are the same for all rules.

use std::collections::BTreeSet;

use crate::system::{ElectoralSystem, Outcome, TierRule};
use crate::votes::Votes;

/// Who can hold seats under any of some rules: the parties of the votes, those of winners that are given, and who
/// appoints; then those without a party, and seats that nobody has for sure.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan;
/// use sailau::reform::Holders;
///
/// let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
/// let law = election.law()?;
/// let holders = Holders::new(&election.votes(), [law]);
/// let seats = holders.seats(&law.count(&election.votes())?);
/// let rows: Vec<_> = holders.names().zip(seats).filter(|row| row.1 > 0).collect();
/// assert_eq!(rows[0], ("Nur Otan", 76));
/// assert_eq!(rows[3], ("Assembly of the People of Kazakhstan", 9));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holders {
    names: Vec<String>,
}

/// What follows the names.
const OTHERS: [&str; 3] = ["(without a party)", "(tied)", "(unfilled)"];

impl Holders {
    /// Who can hold seats when these votes are counted under these rules.
    #[must_use]
    pub fn new<'a>(votes: &Votes, systems: impl IntoIterator<Item = &'a ElectoralSystem>) -> Self {
        let parties = votes.field().parties().iter().map(|party| party.name.clone());
        let winners = votes.winners().iter().filter_map(|winner| winner.party.clone());
        let tiers = systems.into_iter().flat_map(|system| &system.tiers);
        let appointing = tiers.filter_map(|tier| match &tier.rule {
            TierRule::Appointed(rule) => Some(rule.by.clone()),
            _ => None,
        });
        let mut known = BTreeSet::new();
        let all = parties.chain(winners).chain(appointing);
        Self { names: all.filter(|name| known.insert(name.clone())).collect() }
    }

    /// What the rows are called: the names, then those without a party, tied seats and unfilled seats.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str).chain(OTHERS)
    }

    /// The seats of each row. Holders that are none of these rules' are left out.
    #[must_use]
    pub fn seats(&self, outcome: &Outcome) -> Vec<i64> {
        let totals = outcome.totals();
        let of = |holder: Option<&str>| {
            let row = totals.iter().find(|row| row.0 == holder);
            row.map_or(0, |row| i64::from(row.1))
        };
        let tied = outcome.ties.iter().map(|tie| i64::from(tie.seats)).sum();
        let unfilled = outcome.unfilled.iter().map(|row| i64::from(row.seats)).sum();
        let names = self.names.iter().map(|name| of(Some(name)));
        names.chain([of(None), tied, unfilled]).collect()
    }
}
