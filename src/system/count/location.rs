//! Where something happens in a count.

use crate::lots::LotsFor;
use crate::system::plan::area::Area;

/// A tier, and a district of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Location {
    pub(crate) tier: usize,
    pub(crate) district: Option<usize>,
    /// The district's place in the alphabet, or the number of a tie: which lots are drawn here.
    pub(crate) rank: Option<u32>,
}

impl Location {
    /// A tier as a whole.
    pub(crate) fn tier(tier: usize) -> Self {
        Self { tier, district: None, rank: None }
    }

    pub(crate) fn district(tier: usize, district: Option<usize>, rank: Option<u32>) -> Self {
        Self { tier, district, rank }
    }

    pub(crate) fn area(tier: usize, area: &Area) -> Self {
        Self { tier, district: area.district, rank: area.rank }
    }

    /// The same place, with lots of this number.
    pub(crate) fn with_lots(self, rank: Option<u32>) -> Self {
        Self { rank, ..self }
    }

    pub(crate) fn lots(self) -> LotsFor {
        LotsFor { tier: self.tier, district: self.rank }
    }
}
