//! Alliances in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::group::Group;
use crate::apportion::Method;
use crate::system::plan::ListPlan;
use crate::system::protocol::layout::{count, grouped, table};
use crate::system::protocol::names::Names;
use crate::system::protocol::words::{Margin, Words};

/// Seats were shared among lists and alliances of lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AlliedStep {
    /// The method.
    pub method: Method,
    /// Seats to share.
    pub seats: u32,
    /// Whether it was within an alliance.
    pub inner: bool,
    /// Each group, most votes first.
    pub groups: Vec<GroupLine>,
}

/// Lists that share seats as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GroupLine {
    /// The lists, by name.
    pub lists: Vec<String>,
    /// Their votes together.
    pub votes: u64,
    /// Their sure seats together.
    pub seats: u32,
}

pub(super) fn allied(
    names: &Names<'_>,
    plan: &ListPlan,
    method: &Method,
    seats: u32,
    members: &[u32],
    groups: &[Group],
    inner: bool,
) -> AlliedStep {
    let line = |group: &Group| GroupLine {
        lists: names.lists(plan, group.lists(members)),
        votes: group.votes,
        seats: group.seats,
    };
    let mut groups: Vec<_> = groups.iter().map(line).collect();
    groups.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.lists.cmp(&b.lists)));
    AlliedStep { method: method.clone(), seats, inner, groups }
}

impl Words for AlliedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let among = if self.inner { "Within the alliance" } else { "Among alliances and lists" };
        writeln!(f, "  {among}: {}, {}.{margin}", self.method.title(), count(self.seats, "seat"))?;
        let row = |line: &GroupLine| vec![line.lists.join(" + "), grouped(line.votes), grouped(line.seats)];
        table(f, &["lists", "votes", "seats"], self.groups.iter().map(row).collect())
    }
}
