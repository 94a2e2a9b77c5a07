//! One mark of a ballot, in four bytes.

/// A candidate, a blank rank or an overvote of which only the fact is known; a candidate may share the rank of the next mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Mark(u32);

impl Mark {
    /// More candidates than any paper has, and fewer than the bits that are left.
    pub(super) const CANDIDATES: usize = 1 << 24;

    pub(super) const BLANK: Self = Self(Self::NO_CANDIDATE);
    pub(super) const OVERVOTE: Self = Self(Self::NO_CANDIDATE | 1);

    const WITH_NEXT: u32 = 1 << 31;
    const NO_CANDIDATE: u32 = 1 << 30;

    /// `candidate` is below [`CANDIDATES`](Self::CANDIDATES).
    pub(super) fn of(candidate: usize) -> Self {
        debug_assert!(candidate < Self::CANDIDATES);
        Self(candidate as u32)
    }

    /// The same, at one rank with the mark that follows.
    pub(super) fn with_next(self) -> Self {
        Self(self.0 | Self::WITH_NEXT)
    }

    pub(super) fn is_with_next(self) -> bool {
        self.0 & Self::WITH_NEXT != 0
    }

    pub(super) fn candidate(self) -> Option<usize> {
        let number = self.0 & !Self::WITH_NEXT;
        (number & Self::NO_CANDIDATE == 0).then_some(number as usize)
    }
}
