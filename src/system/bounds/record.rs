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

/// A list that may not have more than so many seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoundLine {
    /// The list.
    pub party: String,
    /// The votes.
    pub votes: u64,
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
    most: &[u32],
    given: &[u32],
) -> BoundedStep {
    let line = |i: usize, party, votes| BoundLine {
        party,
        votes,
        most: Some(most[i]).filter(|&most| most < seats),
        seats: given[i],
    };
    BoundedStep { seats, lists: names.lines(plan, votes, line) }
}

impl Words for BoundedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let seats = count(self.seats, "seat");
        writeln!(f, "  {seats} between the fewest and the most of each list:{margin}")?;
        let most = |most: Option<u32>| most.map_or("-".to_owned(), grouped);
        let rows = self
            .lists
            .iter()
            .map(|line| vec![line.party.clone(), grouped(line.votes), most(line.most), grouped(line.seats)]);
        table(f, &["list", "votes", "at most", "seats"], rows.collect())
    }
}
