//! Quotas in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::apportion::{Method, Ratio, largest_remainder};
use crate::system::plan::ListPlan;
use crate::system::protocol::layout::{count, decimal, exact, grouped, table};
use crate::system::protocol::names::Names;
use crate::system::protocol::words::{Margin, Words};

/// Seats by a quota and largest remainders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QuotaStep {
    /// The method.
    pub method: Method,
    /// Votes of those who take part.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub votes: u128,
    /// Seats to share.
    pub seats: u32,
    /// The quota, exact.
    pub quota: Ratio,
    /// Each list, most votes first.
    pub lists: Vec<QuotaLine>,
    /// Seats left after whole quotas.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub left: u128,
}

/// A list's whole quotas and remainder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QuotaLine {
    /// The list.
    pub party: String,
    /// Its votes.
    pub votes: u64,
    /// Whole quotas.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub whole: u128,
    /// What is left, in units of 1/(the quota's denominator) vote.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub remainder: u128,
    /// Seats for the remainder that are sure, ties left out.
    pub extra: u32,
}

impl QuotaStep {
    #[expect(clippy::too_many_arguments, reason = "the figures of the step")]
    pub(crate) fn of(
        names: &Names<'_>,
        plan: &ListPlan,
        method: &Method,
        quota: Ratio,
        (divided, seats): (u128, u32),
        left: u128,
        votes: &[u64],
        given: &[u32],
    ) -> Self {
        let lists = names.lines(plan, votes, |i, party, votes| {
            let share = largest_remainder::share(votes, quota);
            let extra = u128::from(given[i]).saturating_sub(share.whole);
            let extra = u32::try_from(extra).unwrap_or(u32::MAX);
            QuotaLine { party, votes, whole: share.whole, remainder: share.remainder, extra }
        });
        Self { method: method.clone(), votes: divided, seats, quota, lists, left }
    }
}

pub(crate) fn by_quota(
    names: &Names<'_>,
    plan: &ListPlan,
    quota: Ratio,
    divided: (u128, u32),
    left: u128,
    votes: &[u64],
    given: &[u32],
) -> QuotaStep {
    QuotaStep::of(names, plan, &plan.rule.method, quota, divided, left, votes, given)
}

impl Words for QuotaStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let Self { method, quota, .. } = self;
        let (title, votes) = (method.title(), grouped(self.votes));
        let seats = count(self.seats, "seat");
        writeln!(f, "  {title}: {votes} votes of those who take part, {seats}.{margin}")?;
        writeln!(f, "  Quota {} = {} votes a seat.", exact(*quota), decimal(*quota))?;
        let rows = self.lists.iter().map(|line| {
            let remainder = Ratio { numerator: line.remainder, denominator: quota.denominator };
            let extra = match line.extra {
                0 => String::new(),
                n => format!("+{n}"),
            };
            vec![line.party.clone(), grouped(line.votes), grouped(line.whole), decimal(remainder), extra]
        });
        table(f, &["list", "votes", "whole quotas", "remainder", "extra"], rows.collect())?;
        let left = match u32::try_from(self.left) {
            Ok(0) => return Ok(()),
            Ok(left) => count(left, "seat"),
            Err(_) => format!("{} seats", self.left),
        };
        let to = match method {
            Method::QuotaThenAverages(_) => "the highest votes by (seats + 1)",
            Method::RelativeRemainder(_) => "the largest votes by whole quotas",
            _ => "the largest remainders",
        };
        writeln!(f, "  {left} left after whole quotas, to {to}.")
    }
}

/// Seats that quotas leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LeftToOtherTiersStep {
    /// How many.
    pub seats: u32,
}

pub(crate) fn left_to_others(seats: u32) -> LeftToOtherTiersStep {
    LeftToOtherTiersStep { seats }
}

impl Words for LeftToOtherTiersStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  {} left to other tiers.{margin}", count(self.seats, "seat"))
    }
}
