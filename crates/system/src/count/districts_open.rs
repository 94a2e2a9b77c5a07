//! A list has seats, and where is open: the book tells of it, and the record.

use crate::lots::DrawnFor;

/// Seats of a list of which only the districts are open.
#[derive(Clone, Copy)]
pub(crate) struct DistrictsOpen<'a> {
    pub(crate) list: usize,
    pub(crate) seats: u32,
    /// What is open, and the lists among which it is; none where it is told of elsewhere.
    pub(crate) what: DrawnFor,
    pub(crate) among: &'a [u32],
}
