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
    /// The most seats that they may have together; none without a limit that could matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// Their sure seats together.
    pub seats: u32,
}

pub(super) fn allied(
    names: &Names<'_>,
    plan: &ListPlan,
    method: &Method,
    seats: u32,
    (members, groups): (&[u32], &[Group]),
    most: &[u32],
    inner: bool,
) -> AlliedStep {
    let line = |(i, group): (usize, &Group)| GroupLine {
        lists: names.lists(plan, group.lists(members)),
        votes: group.votes,
        most: most.get(i).copied().filter(|&most| most < seats),
        seats: group.seats,
    };
    let mut groups: Vec<_> = groups.iter().enumerate().map(line).collect();
    groups.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.lists.cmp(&b.lists)));
    AlliedStep { method: method.clone(), seats, inner, groups }
}

impl Words for AlliedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let among = if self.inner { "Within the alliance" } else { "Among alliances and lists" };
        writeln!(f, "  {among}: {}, {}.{margin}", self.method.title(), count(self.seats, "seat"))?;
        let bounded = self.groups.iter().any(|line| line.most.is_some());
        let row = |line: &GroupLine| {
            let most = line.most.map_or("-".to_owned(), grouped);
            let mut row = vec![line.lists.join(" + "), grouped(line.votes), most, grouped(line.seats)];
            if !bounded {
                row.remove(2);
            }
            row
        };
        let heads: &[&str] =
            if bounded { &["lists", "votes", "at most", "seats"] } else { &["lists", "votes", "seats"] };
        table(f, heads, self.groups.iter().map(row).collect())
    }
}
