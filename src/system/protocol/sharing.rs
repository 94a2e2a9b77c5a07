//! Seats by the tier's method, as steps of the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::layout::{count, decimal, grouped, table};
use super::names::Names;
use super::words::{Margin, Words};
use super::{QuotaStep, Step};
use crate::apportion::{DivisorValue, Method, Quotient, Ratio};
use crate::system::plan::ListPlan;
use crate::system::quota::price::Divided;

/// Seats by highest averages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AveragesStep {
    /// The method.
    pub method: Method,
    /// Seats to share.
    pub seats: u32,
    /// Each list, most votes first.
    pub lists: Vec<AverageLine>,
}

/// A list's seats and the quotients at the border.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AverageLine {
    /// The list.
    pub party: String,
    /// Its votes.
    pub votes: u64,
    /// Its sure seats.
    pub seats: u32,
    /// The quotient that brought the last of them; none without a seat.
    pub last: Option<Quotient>,
    /// The quotient for one more.
    pub next: Quotient,
}

/// Seats by a method that has no figures to show for each list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MethodStep {
    /// The method.
    pub method: Method,
    /// Seats to share.
    pub seats: u32,
}

pub(crate) fn apportioned(
    names: &Names<'_>,
    plan: &ListPlan,
    method: &Method,
    seats: u32,
    votes: &[u64],
    given: &[u32],
) -> Step {
    match method {
        Method::LargestRemainder(quota)
        | Method::RelativeRemainder(quota)
        | Method::QuotaThenAverages(quota) => {
            let votes_in_all = votes.iter().map(|&n| u128::from(n)).sum();
            let divided = Divided { quota: *quota, votes: votes_in_all, seats, unit: 1 };
            Step::Quota(QuotaStep::of(names, plan, method, None, divided, seats, votes, given))
        }
        Method::BalinskiYoung | Method::Block => Step::Method(MethodStep { method: method.clone(), seats }),
        Method::HighestAverages(divisor) => {
            let line = |i: usize, party, votes| {
                let quotient = |held| Quotient { votes, divisor: divisor.after(held) };
                let (seats, last) = (given[i], given[i].checked_sub(1).map(quotient));
                AverageLine { party, votes, seats, last, next: quotient(given[i]) }
            };
            let lists = names.lines(plan, votes, line);
            Step::Averages(AveragesStep { method: method.clone(), seats, lists })
        }
    }
}

impl Words for AveragesStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  {}: {}.{margin}", self.method.title(), count(self.seats, "seat"))?;
        let rows = self.lists.iter().map(|line| {
            vec![
                line.party.clone(),
                grouped(line.votes),
                grouped(line.seats),
                line.last.map_or("-".to_owned(), quotient),
                quotient(line.next),
            ]
        });
        table(f, &["list", "votes", "seats", "last quotient", "next quotient"], rows.collect())
    }
}

impl Words for MethodStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  {}: {}.{margin}", self.method.title(), count(self.seats, "seat"))
    }
}

/// A quotient to three places: cut where it is a fraction, rounded where its divisor is a root or a power.
fn quotient(quotient: Quotient) -> String {
    match quotient.divisor {
        DivisorValue::Fraction(Ratio { numerator: 0, .. }) => "∞".to_owned(),
        DivisorValue::Fraction(by) => {
            // 64 bits by the denominators of divisors.
            let numerator = u128::from(quotient.votes).saturating_mul(by.denominator);
            decimal(Ratio { numerator, denominator: by.numerator })
        }
        _ => format!("{:.3}", quotient.to_f64()),
    }
}
