//! Votes of candidates for their lists, in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::plan::ListPlan;
use crate::protocol::layout::{grouped, table};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// Votes of candidates were added to their lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TransferredStep {
    /// Each list that got some, most first.
    pub lists: Vec<VotesLine>,
}

/// A list's votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VotesLine {
    /// The list.
    pub party: String,
    /// The votes.
    pub votes: u64,
}

pub(crate) fn transferred(names: &Names<'_>, plan: &ListPlan, votes: &[u64]) -> TransferredStep {
    let lists = names.lines(plan, votes, |_, party, votes| VotesLine { party, votes });
    TransferredStep { lists }
}

impl Words for TransferredStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Votes of candidates that are added to the lists:{margin}")?;
        let row = |line: &VotesLine| vec![line.party.clone(), grouped(line.votes)];
        table(f, &["list", "votes"], self.lists.iter().map(row).collect())
    }
}
