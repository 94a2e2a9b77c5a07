//! Room for the count of districts of candidates.

use std::cmp::Reverse;

use crate::count::ties::Tied;
use crate::ranked::buffers::RankedBuffers;

#[derive(Debug, Clone, Default)]
pub(crate) struct CandidateBuffers {
    /// Candidates in the order of their votes, or those with most of them.
    pub(super) leaders: Vec<u32>,
    pub(super) tied: Tied,
    pub(super) groups: GroupBuffers,
    pub(crate) ranked: RankedBuffers,
    pub(super) preferred: PreferredBuffers,
    /// Votes that are marks of ballots.
    pub(super) marked: Vec<u64>,
}

/// A second round on ranked ballots.
#[derive(Debug, Clone, Default)]
pub(crate) struct PreferredBuffers {
    /// Those who stand again: entries of the first round, and their numbers on the ranked paper.
    pub(super) entries: Vec<u32>,
    pub(super) on_paper: Vec<usize>,
    pub(super) votes: Vec<u64>,
    /// Of those with equal votes for the last places.
    pub(super) equal: Vec<u32>,
    /// Who wins with some of them.
    pub(super) possible: Vec<u32>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct GroupBuffers {
    /// The seats that each group may still have, and its candidates among those with equal votes.
    pub(super) room: Vec<u32>,
    pub(super) equal: Vec<u32>,
    /// Candidates with equal votes; those whose group has its most seats already.
    pub(super) block: Vec<u32>,
    pub(super) passed_over: Vec<u32>,
}

/// Candidates with votes, the most first, and equals by their place in the alphabet.
pub(super) fn in_order(candidates: &mut Vec<u32>, votes: &[u64], ranks: &[u32]) {
    candidates.clear();
    candidates.extend((0u32..).zip(votes).filter(|&(_, &n)| n > 0).map(|(i, _)| i));
    candidates.sort_unstable_by_key(|&i| (Reverse(votes[i as usize]), ranks[i as usize]));
}
