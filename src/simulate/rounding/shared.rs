//! What rounding is held against.

/// What an exact count of an area gave, without ties.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shared<'a> {
    /// Votes of those who take part; 0 for the others.
    pub(super) votes: &'a [u64],
    pub(super) seats: &'a [u32],
}
