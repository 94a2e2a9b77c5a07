//! A bonus in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::system::plan::ListPlan;
use crate::system::protocol::layout::{count, grouped};
use crate::system::protocol::names::Names;
use crate::system::protocol::words::{Margin, Words};

/// The largest list, or alliance, gets seats before the others are shared out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BonusStep {
    /// The list; of an alliance all of them, with a plus between them.
    pub party: String,
    /// How many seats.
    pub seats: u32,
}

pub(crate) fn bonus(names: &Names<'_>, plan: &ListPlan, lists: &[u32], seats: u32) -> BonusStep {
    BonusStep { party: names.lists(plan, lists).join(" + "), seats }
}

impl Words for BonusStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let seats = count(self.seats, "seat");
        writeln!(f, "  {} has most votes and gets {seats} first.{margin}", self.party)
    }
}

/// The largest list, or alliance, is raised to a number of seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TopUpStep {
    /// The list; of an alliance all of them, with a plus between them.
    pub party: String,
    /// The seats that its votes are worth.
    pub own: u32,
    /// The seats that it has in all.
    pub seats: u32,
    /// Whether they are added to the seats of the area.
    pub grows: bool,
}

pub(crate) fn topped_up(
    names: &Names<'_>,
    plan: &ListPlan,
    lists: &[u32],
    (own, seats): (u32, u32),
    grows: bool,
) -> TopUpStep {
    TopUpStep { party: names.lists(plan, lists).join(" + "), own, seats, grows }
}

impl Words for TopUpStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (own, seats) = (count(self.own, "seat"), grouped(self.seats));
        let how = if self.grows { "the house grows by them" } else { "the others share the rest" };
        writeln!(
            f,
            "  {} has most votes, which are worth {own}, and is raised to {seats}; {how}.{margin}",
            self.party
        )
    }
}
