//! Pooled remainders in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::RemainderSeats;
use crate::plan::ListPlan;
use crate::protocol::layout::{count, decimal, table};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};
use sailau_apportion::Ratio;

/// Remainders of other tiers stand in the place of votes, and the seats that these left are shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PooledRemaindersStep {
    /// The tiers that left the seats.
    pub with: Vec<String>,
    /// How many seats there are to share.
    pub seats: u32,
    /// How they go by the remainders.
    pub remainders: RemainderSeats,
    /// Each list that has some and takes part, most first.
    pub lists: Vec<RemainderLine>,
}

/// What quotas left of a list's votes in all districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RemainderLine {
    /// The list.
    pub party: String,
    /// Votes, exact.
    pub remainder: Ratio,
}

/// Remainders in units of 1/`unit` vote.
pub(super) fn pooled(
    names: &Names<'_>,
    plan: &ListPlan,
    by: RemainderSeats,
    (tiers, seats): (&[usize], u32),
    (unit, remainders): (u128, &[u64]),
) -> PooledRemaindersStep {
    let line = |_, party, n: u64| RemainderLine {
        party,
        remainder: Ratio { numerator: n.into(), denominator: unit },
    };
    PooledRemaindersStep {
        with: tiers.iter().map(|&tier| names.plan.tiers[tier].name.clone()).collect(),
        seats,
        remainders: by,
        lists: names.lines(plan, remainders, line),
    }
}

impl Words for PooledRemaindersStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (seats, with) = (count(self.seats, "seat"), self.with.join(", "));
        writeln!(
            f,
            "  {seats} left by {with}. The remainders there stand in the place of votes from here on:{margin}"
        )?;
        let row = |line: &RemainderLine| vec![line.party.clone(), decimal(line.remainder)];
        table(f, &["list", "remainders"], self.lists.iter().map(row).collect())?;
        match self.remainders {
            RemainderSeats::Pooled => Ok(()),
            RemainderSeats::InTurn => {
                let again = self.seats as usize > self.lists.len();
                let again = if again { ", and again from the first" } else { "" };
                writeln!(f, "  One seat each in this order{again}.")
            }
        }
    }
}
