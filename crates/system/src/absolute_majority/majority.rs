//! Who has more than half of the votes: the count finds it, and the record tells of it.

/// A list with more than half of the votes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Majority {
    pub(super) list: usize,
    pub(super) votes: u64,
    /// The votes of which it has more than half.
    pub(super) of: u128,
}
