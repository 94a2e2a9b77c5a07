//! A bonus in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::system::plan::ListPlan;
use crate::system::protocol::layout::count;
use crate::system::protocol::names::Names;
use crate::system::protocol::words::{Margin, Words};

/// The largest list gets seats before the others are shared out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BonusStep {
    /// The list.
    pub party: String,
    /// How many seats.
    pub seats: u32,
}

pub(crate) fn bonus(names: &Names<'_>, plan: &ListPlan, list: u32, seats: u32) -> BonusStep {
    BonusStep { party: names.list(plan, list as usize), seats }
}

impl Words for BonusStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let seats = count(self.seats, "seat");
        writeln!(f, "  {} has most votes and gets {seats} first.{margin}", self.party)
    }
}
