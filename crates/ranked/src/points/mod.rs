//! Points: every rank of a paper is worth some, and most points are elected.

mod count;
mod scale;

use crate::error::RankedError;
use crate::reading::Overvote;
use crate::rule::{RankedMethod, RankedRule};
use crate::unsaid::is_default;
use scale::Scale;

pub(crate) use count::FirstWay;

/// A count of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PointsPlan {
    pub(crate) worth: Worth,
}

/// What a rank is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Worth {
    /// As many points as candidates stand at the first rank, one fewer at each that follows.
    Borda,
    /// One at the first rank, a half at the second, a third at the third.
    Dowdall,
}

impl PointsPlan {
    /// Decimals that are printed: Nauru's commission prints three.
    pub(crate) fn decimals(self) -> u8 {
        match self.worth {
            Worth::Borda => 0,
            Worth::Dowdall => 3,
        }
    }
}

impl RankedRule {
    /// Ranks count as they stand: nothing is passed on, nobody is excluded.
    pub(crate) fn points(&self) -> Result<PointsPlan, RankedError> {
        for (field, there) in [
            ("quota", self.quota.is_some()),
            ("surplus", self.surplus.is_some()),
            ("exclusion", !is_default(&self.exclusion)),
            ("election", !is_default(&self.election)),
            ("meek", self.meek.is_some()),
            ("majority", self.majority.is_some()),
            ("ties", !is_default(&self.ties)),
        ] {
            self.absent(
                field,
                there,
                "is for counts in which papers are passed on; here most points are elected",
            )?;
        }
        let while_two_stand = self.reading.overvote == Overvote::WhileTwoStand;
        self.absent(
            "reading.overvote",
            while_two_stand,
            "waits for candidates to leave, and here nobody does",
        )?;
        let worth = if self.method == RankedMethod::Dowdall { Worth::Dowdall } else { Worth::Borda };
        Ok(PointsPlan { worth })
    }
}
