//! Which list is the strongest in a district.

/// The first place of a district.
#[derive(Debug, Clone)]
pub(crate) struct FirstPlace {
    /// The number of the area.
    pub(crate) area: usize,
    /// The lists with most votes of those that take part.
    pub(crate) lists: Vec<u32>,
    pub(crate) votes: u64,
    /// What is sure for whichever is the strongest; 0 when its party has no seats to give.
    pub(crate) seats: u32,
    /// The lists among which the first place is open: none where it is clear, or nobody's to use.
    pub(super) open: Vec<u32>,
    /// The tie rule was asked.
    pub(super) asked: bool,
    /// One of the open lists has its minimum.
    pub(super) decided: bool,
    /// Seats depend on what stays open.
    pub(super) matters: bool,
}
