//! Weighted votes in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::Weight;
use crate::plan::ListPlan;
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// Votes of some lists weigh more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WeightedStep {
    /// What they are multiplied by.
    pub times: String,
    /// Whose.
    pub lists: Vec<String>,
}

pub(crate) fn weighted(
    names: &Names<'_>,
    plan: &ListPlan,
    rule: &Weight,
    votes: &[u64],
    heavier: &[bool],
) -> WeightedStep {
    WeightedStep { times: rule.times.to_string(), lists: names.those(plan, votes, heavier) }
}

impl Words for WeightedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Votes multiplied by {}: {}.{margin}", self.times, self.lists.join(", "))
    }
}
