//! What a run has seen.

use std::collections::BTreeMap;
use std::fmt;

/// Counts of elections, each held against its definition.
#[derive(Default)]
pub(crate) struct Tally {
    /// Alone and in a batch, by method; those with divisors of their own together.
    pub(crate) counts: BTreeMap<String, u64>,
    /// Of these, with a tie.
    pub(crate) ties: u64,
    /// Of these, without a vote, and refused.
    pub(crate) without_votes: u64,
    /// Of these, by the quota method with more ways than are followed: only the house was compared.
    pub(crate) too_many_ways: u64,
    /// The fewest and the most seats of each party, besides.
    pub(crate) bounded: u64,
    /// Of these, with a tie.
    pub(crate) bounded_ties: u64,
    /// Of these, with bounds that no house meets, and refused.
    pub(crate) refused: u64,
}

impl Tally {
    /// Whether there was one of everything.
    pub(crate) fn has_everything(&self) -> bool {
        let seen = [self.ties, self.without_votes, self.bounded, self.bounded_ties, self.refused];
        seen.into_iter().chain(self.counts.values().copied()).all(|times| times > 0)
    }

    /// A line for each method.
    pub(crate) fn by_method(&self) -> String {
        self.counts.iter().map(|(method, counts)| format!("{method} {counts}\n")).collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let free: u64 = self.counts.values().sum();
        write!(
            f,
            "{} counts: {free} free ({} with a tie, {} without votes, {} with too many ways), {} bounded ({} with a tie, {} refused)",
            free + self.bounded,
            self.ties,
            self.without_votes,
            self.too_many_ways,
            self.bounded,
            self.bounded_ties,
            self.refused,
        )
    }
}
