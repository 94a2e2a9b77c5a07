//! Ballots, and lists by number.

use std::ops::Range;

/// The number of a list, or of something else that may not be there, in four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ListNumber(u32);

impl ListNumber {
    /// An entry without a party, a list that is not there, a district that is none of the tier's.
    pub(crate) const NONE: Self = Self(u32::MAX);

    /// The next number after so many; none when they run out.
    pub(crate) fn next(count: usize) -> Option<Self> {
        u32::try_from(count).ok().map(Self).filter(|&next| next != Self::NONE)
    }

    #[inline]
    pub(crate) fn index(self) -> Option<usize> {
        if self == Self::NONE { None } else { Some(self.0 as usize) }
    }
}

/// Numbers that may not be there, by district or party.
pub(crate) type Numbers = Vec<ListNumber>;

/// A ballot of a district, with the list of each entry.
#[derive(Debug, Clone)]
pub(crate) struct ListBallot {
    pub(crate) district: Option<usize>,
    pub(crate) votes: Range<usize>,
    pub(crate) totals: usize,
    pub(crate) lists: Numbers,
    /// Whether its entries are all lists of the tier in their order: its votes are those of the lists as they stand.
    pub(crate) in_order: bool,
}
