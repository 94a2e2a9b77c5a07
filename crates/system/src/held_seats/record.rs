//! Seats in the place of votes, in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::plan::ListPlan;
use crate::protocol::layout::{grouped, table};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// Seats of other tiers stand in the place of votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SharedBySeatsStep {
    /// Each list that has some, most first.
    pub lists: Vec<HeldLine>,
}

/// A list's seats in other tiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HeldLine {
    /// The list.
    pub party: String,
    /// The seats.
    pub held: u64,
}

pub(super) fn shared_by_seats(names: &Names<'_>, plan: &ListPlan, held: &[u64]) -> SharedBySeatsStep {
    SharedBySeatsStep { lists: names.lines(plan, held, |_, party, held| HeldLine { party, held }) }
}

impl Words for SharedBySeatsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Seats of other tiers, which stand in the place of votes from here on:{margin}")?;
        let row = |line: &HeldLine| vec![line.party.clone(), grouped(line.held)];
        table(f, &["list", "seats held"], self.lists.iter().map(row).collect())
    }
}
