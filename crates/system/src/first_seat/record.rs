//! First seats in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::plan::ListPlan;
use crate::protocol::layout::{grouped, joined};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// Lists of a kind that have a first seat for a part of the quota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FirstSeatsStep {
    /// The votes that it costs.
    pub price: u64,
    /// Who has one, by name.
    pub lists: Vec<String>,
}

pub(crate) fn first_seats(names: &Names<'_>, plan: &ListPlan, price: u64, lists: &[u32]) -> FirstSeatsStep {
    FirstSeatsStep { price, lists: names.lists(plan, lists) }
}

impl Words for FirstSeatsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (price, lists) = (grouped(self.price), joined(&self.lists, "nobody"));
        writeln!(f, "  A first seat costs {price} votes; one each: {lists}.{margin}")
    }
}
