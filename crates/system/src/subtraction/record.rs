//! Votes that won seats, in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::plan::ListPlan;
use crate::protocol::layout::{grouped, table};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// Votes that won seats were taken off the lists of the winners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SubtractedStep {
    /// Each list that lost some, most votes first.
    pub lists: Vec<SubtractionLine>,
}

/// A list whose candidates won seats with votes that no longer count for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SubtractionLine {
    /// The list.
    pub party: String,
    /// Its votes before.
    pub votes: u64,
    /// How many are taken off: no more than it has.
    pub taken: u64,
}

pub(crate) fn subtracted(names: &Names<'_>, plan: &ListPlan, votes: &[u64], taken: &[u64]) -> SubtractedStep {
    let lists = names.ordered(plan, votes).into_iter().filter(|(i, _, _)| taken[*i] > 0);
    let lists = lists.map(|(i, party, votes)| SubtractionLine { party, votes, taken: taken[i] });
    SubtractedStep { lists: lists.collect() }
}

impl Words for SubtractedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Votes that won seats are taken off the lists of the winners:{margin}")?;
        let rows = self.lists.iter().map(|line| {
            let figures = [line.votes, line.taken, line.votes.saturating_sub(line.taken)];
            std::iter::once(line.party.clone()).chain(figures.map(grouped)).collect()
        });
        table(f, &["list", "votes", "taken off", "left"], rows.collect())
    }
}
