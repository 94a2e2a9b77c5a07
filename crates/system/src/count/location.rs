//! Where something happens in a count.

use crate::lots::{DrawnFor, LotsFor};
use crate::plan::area::Area;

/// A tier, and a district of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Location {
    pub(crate) tier: usize,
    pub(crate) district: Option<usize>,
    /// The district's place in the alphabet, and what is decided there: which lots are drawn.
    pub(crate) rank: Option<u32>,
    pub(crate) what: DrawnFor,
}

impl Location {
    /// A tier as a whole.
    pub(crate) fn tier(tier: usize) -> Self {
        Self { tier, district: None, rank: None, what: DrawnFor::Seats }
    }

    pub(crate) fn district(tier: usize, district: Option<usize>, rank: Option<u32>) -> Self {
        Self { tier, district, rank, what: DrawnFor::Seats }
    }

    pub(crate) fn area(tier: usize, area: &Area) -> Self {
        Self { tier, district: area.district, rank: area.rank, what: DrawnFor::Seats }
    }

    /// The same place, where something else is decided.
    pub(crate) fn deciding(self, what: DrawnFor) -> Self {
        Self { what, ..self }
    }

    pub(crate) fn lots(self) -> LotsFor {
        LotsFor { tier: self.tier, district: self.rank, what: self.what }
    }
}
