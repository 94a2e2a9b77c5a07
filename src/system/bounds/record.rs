//! Fewest and most seats in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::system::plan::ListPlan;
use crate::system::protocol::layout::{count, grouped, table};
use crate::system::protocol::names::Names;
use crate::system::protocol::words::{Margin, Words};

/// Lists with a fewest or a most number of seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoundedStep {
    /// Seats to share.
    pub seats: u32,
    /// Each list, most votes first.
    pub lists: Vec<BoundLine>,
}

/// A list that may not have fewer or more than so many seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoundLine {
    /// The list.
    pub party: String,
    /// The votes.
    pub votes: u64,
    /// The fewest seats; none without a number that could matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// The most seats; none without a limit that could matter.
    pub most: Option<u32>,
    /// The sure seats.
    pub seats: u32,
}

pub(crate) fn bounded(
    names: &Names<'_>,
    plan: &ListPlan,
    seats: u32,
    votes: &[u64],
    (least, most): (&[u32], &[u32]),
    given: &[u32],
) -> BoundedStep {
    let line = |i: usize, party, votes| BoundLine {
        party,
        votes,
        least: least.get(i).copied().filter(|&least| least > 0),
        most: most.get(i).copied().filter(|&most| most < seats),
        seats: given[i],
    };
    BoundedStep { seats, lists: names.lines(plan, votes, line) }
}

impl Words for BoundedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let seats = count(self.seats, "seat");
        let least = self.lists.iter().any(|line| line.least.is_some());
        let most = self.lists.iter().any(|line| line.most.is_some());
        let bounds = match (least, most) {
            (true, true) => " between the fewest and the most of each list",
            (true, false) => ", no list fewer than it has for sure",
            (false, true) => ", no list more than the most that it can have",
            (false, false) => "",
        };
        writeln!(f, "  {seats}{bounds}:{margin}")?;
        let bound = |seats: Option<u32>| seats.map_or("-".to_owned(), grouped);
        let mut head = vec!["list", "votes"];
        head.extend(least.then_some("at least"));
        head.extend(most.then_some("at most"));
        head.push("seats");
        let rows = self.lists.iter().map(|line| {
            let mut row = vec![line.party.clone(), grouped(line.votes)];
            row.extend(least.then(|| bound(line.least)));
            row.extend(most.then(|| bound(line.most)));
            row.push(grouped(line.seats));
            row
        });
        table(f, &head, rows.collect())
    }
}
