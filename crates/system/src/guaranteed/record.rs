//! Seats that a kind is sure of, in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::plan::ListPlan;
use crate::protocol::layout::count;
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// Lists of a kind have the seats that they are sure of, where their votes are worth fewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GuaranteedStep {
    /// The kind.
    pub kind: String,
    /// Its lists that take part.
    pub lists: Vec<String>,
    /// The seats that their votes are worth.
    pub own: u32,
    /// The seats that they are sure of, and share.
    pub seats: u32,
}

pub(super) fn guaranteed(
    names: &Names<'_>,
    plan: &ListPlan,
    kind: usize,
    own: u32,
    weights: &[u64],
) -> GuaranteedStep {
    let in_it =
        |&list: &u32| weights[list as usize] > 0 && plan.guaranteed.kind_of[list as usize] == Some(kind);
    let lists: Vec<u32> = (0u32..).take(weights.len()).filter(in_it).collect();
    let name = plan.rule.guaranteed.as_ref().and_then(|rule| rule.kinds.keys().nth(kind));
    GuaranteedStep {
        kind: name.cloned().unwrap_or_default(),
        lists: names.lists(plan, &lists),
        own,
        seats: plan.guaranteed.least[kind],
    }
}

impl Words for GuaranteedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (own, seats) = (count(self.own, "seat"), count(self.seats, "seat"));
        let (kind, lists) = (&self.kind, self.lists.join(", "));
        writeln!(
            f,
            "  Lists of the kind `{kind}` ({lists}) have {own} by their votes and are sure of {seats}; the others share the rest.{margin}"
        )
    }
}
