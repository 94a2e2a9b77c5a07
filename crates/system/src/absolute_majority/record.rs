//! More seats for a list with more than half of the votes, in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::majority::Majority;
use crate::plan::ListPlan;
use crate::protocol::layout::{count, grouped};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// A list with more than half of the votes had no more than half of the seats, and gets more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AbsoluteMajorityStep {
    /// The list.
    pub party: String,
    /// Its votes.
    pub votes: u64,
    /// The votes of which it has more than half.
    pub of: u128,
    /// The seats that it had.
    pub had: u64,
    /// The seats that were shared.
    pub seats: u64,
    /// The seats that it gets besides.
    pub more: u32,
    /// Whether the house grows by them; otherwise another list has one seat fewer.
    pub added: bool,
}

pub(super) fn absolute_majority(
    names: &Names<'_>,
    plan: &ListPlan,
    majority: Majority,
    (had, seats): (u64, u64),
    more: u32,
    added: bool,
) -> AbsoluteMajorityStep {
    let Majority { list, votes, of } = majority;
    AbsoluteMajorityStep { party: names.list(plan, list), votes, of, had, seats, more, added }
}

impl Words for AbsoluteMajorityStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (votes, of) = (grouped(self.votes), grouped(self.of));
        let (had, seats) = (grouped(self.had), grouped(self.seats));
        let more = count(self.more, "more seat");
        let from = if self.added { "added to the house" } else { "and the others share one fewer" };
        writeln!(
            f,
            "  {} has {votes} of {of} votes, more than half, and {had} of {seats} seats: {more}, {from}.{margin}",
            self.party
        )
    }
}
