//! Seats by the tier's method, as steps of the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::layout::{count, decimal, grouped, table};
use super::names::Names;
use super::words::{Margin, Words};
use super::{QuotaStep, Step};
use crate::plan::ListPlan;
use crate::quota::price::Divided;
use sailau_apportion::{Divisor, DivisorValue, Method, Quotient, Ratio, largest_remainder};

/// What stands in the place of votes where seats are shared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SharedBy {
    /// Votes themselves.
    #[default]
    Votes,
    /// Votes, some of which weigh more.
    WeightedVotes,
    /// Claims: the seats that other tiers left lists short of.
    Claims,
    /// Seats that lists have in other tiers.
    Seats,
    /// Numbers of voters: votes by the seats of their districts.
    Voters,
}

impl SharedBy {
    pub(crate) fn is_votes(&self) -> bool {
        *self == Self::Votes
    }

    /// The head of its column.
    pub(crate) fn head(self) -> &'static str {
        match self {
            Self::Votes => "votes",
            Self::WeightedVotes => "weighted votes",
            Self::Claims => "claim",
            Self::Seats => "seats held",
            Self::Voters => "voters",
        }
    }

    /// So many of them.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Votes => "votes",
            Self::WeightedVotes => "weighted votes",
            Self::Claims => "claimed seats",
            Self::Seats => "seats held",
            Self::Voters => "voters",
        }
    }
}

/// What the weights of lists are, in units of `1/unit`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighed {
    pub(crate) by: SharedBy,
    pub(crate) unit: u128,
}

impl Default for Weighed {
    fn default() -> Self {
        Self { by: SharedBy::Votes, unit: 1 }
    }
}

/// For `serde`: a unit that is left out.
pub(crate) fn one() -> u128 {
    1
}

pub(crate) fn is_one(n: &u128) -> bool {
    *n == 1
}

/// A figure of a step in units of `1/unit`.
pub(crate) fn figure(n: u128, unit: u128) -> String {
    decimal(Ratio { numerator: n, denominator: unit.max(1) })
}

/// The heads of the columns of quotients.
pub(crate) const QUOTIENTS: [&str; 2] = ["last quotient", "next quotient"];

/// The quotients of the last of so many seats and of one more: none without a seat, or where the method has no divisors.
pub(crate) fn last_and_next(
    divisor: Option<&Divisor>,
    votes: u64,
    seats: u32,
) -> (Option<Quotient>, Option<Quotient>) {
    let quotient = |held| divisor.map(|divisor| Quotient { votes, divisor: divisor.after(held) });
    (seats.checked_sub(1).and_then(quotient), quotient(seats))
}

/// Both in their columns, of votes in units of `1/unit`.
pub(crate) fn quotient_columns(last: Option<Quotient>, next: Option<Quotient>, unit: u128) -> [String; 2] {
    [last, next].map(|own| own.map_or("-".to_owned(), |own| quotient(own, unit)))
}

/// The heads of the columns of whole quotas.
pub(crate) const QUOTAS: [&str; 2] = ["whole quotas", "remainder"];

/// Whole quotas and the remainder in their columns.
pub(crate) fn quota_columns(votes: u64, quota: Ratio) -> [String; 2] {
    let share = largest_remainder::share(votes, quota);
    let remainder = Ratio { numerator: share.remainder, denominator: quota.denominator };
    [grouped(share.whole), decimal(remainder)]
}

/// Seats by highest averages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AveragesStep {
    /// The method.
    pub method: Method,
    /// Seats to share.
    pub seats: u32,
    /// What they are shared by. Left out of JSON where it is votes.
    #[serde(default, skip_serializing_if = "SharedBy::is_votes")]
    pub by: SharedBy,
    /// The figures of the lists, their quotients too, are in units of 1/`unit`; 1 where they are whole.
    #[serde(default = "one", skip_serializing_if = "is_one", deserialize_with = "crate::wide_numbers::read")]
    pub unit: u128,
    /// Each list, most votes first.
    pub lists: Vec<AverageLine>,
}

/// A list's seats and the quotients at the border.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AverageLine {
    /// The list.
    pub party: String,
    /// Its votes, or what stands in their place.
    pub votes: u64,
    /// Its sure seats.
    pub seats: u32,
    /// The quotient that brought the last of them; none without a seat.
    pub last: Option<Quotient>,
    /// The quotient for one more.
    pub next: Quotient,
}

/// What votes alone are worth stands in the entry that follows: a rule compares seats with it, and nobody has these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TrialStep {}

impl Words for TrialStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  What votes alone are worth:{margin}")
    }
}

/// Seats by a method that has no figures to show for each list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MethodStep {
    /// The method.
    pub method: Method,
    /// Seats to share.
    pub seats: u32,
    /// What they are shared by. Left out of JSON where it is votes.
    #[serde(default, skip_serializing_if = "SharedBy::is_votes")]
    pub by: SharedBy,
}

pub(crate) fn apportioned(
    names: &Names<'_>,
    plan: &ListPlan,
    method: &Method,
    seats: u32,
    (votes, weighed): (&[u64], Weighed),
    given: &[u32],
) -> Step {
    let Weighed { by, unit } = weighed;
    match method {
        Method::LargestRemainder(quota)
        | Method::RelativeRemainder(quota)
        | Method::QuotaThenAverages(quota) => {
            let votes_in_all = votes.iter().map(|&n| u128::from(n)).sum();
            let divided = Divided { quota: *quota, votes: votes_in_all, seats, unit: 1 };
            let step = QuotaStep::of(names, plan, method, None, divided, seats, votes, given);
            Step::Quota(step.weighed(weighed))
        }
        Method::HighestAverages(divisor) => {
            let line = |i: usize, party, votes| {
                let quotient = |held| Quotient { votes, divisor: divisor.after(held) };
                let (seats, last) = (given[i], given[i].checked_sub(1).map(quotient));
                AverageLine { party, votes, seats, last, next: quotient(given[i]) }
            };
            let lists = names.lines(plan, votes, line);
            Step::Averages(AveragesStep { method: method.clone(), seats, by, unit, lists })
        }
        // Balinski and Young's method, the block vote: what has no quotients to show.
        _ => Step::Method(MethodStep { method: method.clone(), seats, by }),
    }
}

impl Words for AveragesStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  {}: {}.{margin}", self.method.title(), count(self.seats, "seat"))?;
        let rows = self.lists.iter().map(|line| {
            let mut row = vec![line.party.clone(), figure(line.votes.into(), self.unit), grouped(line.seats)];
            row.extend(quotient_columns(line.last, Some(line.next), self.unit));
            row
        });
        let [last, next] = QUOTIENTS;
        table(f, &["list", self.by.head(), "seats", last, next], rows.collect())
    }
}

impl Words for MethodStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let by = if self.by.is_votes() { String::new() } else { format!(" by {}", self.by.noun()) };
        writeln!(f, "  {}: {}{by}.{margin}", self.method.title(), count(self.seats, "seat"))
    }
}

/// A quotient to three places: cut where it is a fraction, rounded where its divisor is a root or a power.
#[expect(clippy::float_arithmetic, reason = "roots are shown rounded; nothing is decided by them")]
pub(crate) fn quotient(quotient: Quotient, unit: u128) -> String {
    let unit = unit.max(1);
    match quotient.divisor {
        DivisorValue::Fraction(Ratio { numerator: 0, .. }) => "∞".to_owned(),
        DivisorValue::Fraction(by) => {
            // 64 bits by the denominators of divisors.
            let numerator = u128::from(quotient.votes).saturating_mul(by.denominator);
            decimal(Ratio { numerator, denominator: by.numerator.saturating_mul(unit) })
        }
        _ => {
            let rounded = format!("{:.3}", quotient.to_f64() / unit as f64);
            match rounded
                .split_once('.')
                .and_then(|(whole, places)| Some((whole.parse::<u128>().ok()?, places)))
            {
                Some((whole, places)) => format!("{}.{places}", grouped(whole)),
                None => rounded,
            }
        }
    }
}
