//! A levelled house in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::system::plan::ListPlan;
use crate::system::protocol::layout::{grouped, table};
use crate::system::protocol::names::Names;
use crate::system::protocol::words::{Margin, Words};

/// The house grew until it held what everybody is sure of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LevellingStep {
    /// The seats to begin with.
    pub base: u32,
    /// The smallest house that is enough.
    pub house: u32,
    /// Each list, most seats first.
    pub lists: Vec<LevellingLine>,
}

/// What a list is sure of and what the house that was found gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LevellingLine {
    /// The list.
    pub party: String,
    /// Seats that it is sure of.
    pub least: u32,
    /// Seats that its votes are worth in the house that was found.
    pub share: u32,
}

pub(super) fn levelled(
    names: &Names<'_>,
    plan: &ListPlan,
    (base, house): (u32, u32),
    least: &[u32],
    share: &[u32],
) -> LevellingStep {
    let line = |i| LevellingLine { party: names.list(plan, i), least: least[i], share: share[i] };
    let some = (0..share.len()).filter(|&i| share[i] > 0 || least[i] > 0);
    let mut lists: Vec<_> = some.map(line).collect();
    lists.sort_by(|a, b| b.share.cmp(&a.share).then_with(|| a.party.cmp(&b.party)));
    LevellingStep { base, house, lists }
}

impl Words for LevellingStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(
            f,
            "  Each list's least seats, and its share of the smallest house that holds them: {} grew to {}.{margin}",
            grouped(self.base),
            grouped(self.house)
        )?;
        let row = |line: &LevellingLine| vec![line.party.clone(), grouped(line.least), grouped(line.share)];
        table(f, &["list", "least", "share"], self.lists.iter().map(row).collect())
    }
}
