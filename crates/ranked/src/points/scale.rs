//! Points in units in which every rank is worth a whole number.

use super::Worth;
use crate::common_divisor::gcd;
use crate::error::RankedError;
use crate::record::Amount;

/// How many units a point has, and a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    worth: Worth,
    /// Those who stand.
    candidates: u128,
    /// Units of a point.
    pub(super) point: u128,
}

impl Scale {
    /// For papers of so many good votes and at most so many ranks.
    pub(super) fn of(worth: Worth, candidates: usize, ranks: usize, votes: u64) -> Result<Self, RankedError> {
        let candidates = candidates as u128;
        let point = match worth {
            Worth::Borda => Some(1),
            Worth::Dowdall => (1..=ranks as u128)
                .try_fold(1u128, |multiple, rank| multiple.checked_mul(rank / gcd(multiple, rank))),
        };
        let scale = point.map(|point| Self { worth, candidates, point });
        // Printing takes two thousand times a point, and figures have a sign.
        let fits = |scale: &Self| {
            let most = scale.first().checked_mul(u128::from(votes));
            most.is_some_and(|most| most <= i128::MAX as u128) && scale.point <= u128::MAX / 4_000
        };
        scale.filter(fits).ok_or(RankedError::TooManyRanks { ranks })
    }

    /// What the first rank is worth.
    fn first(&self) -> u128 {
        self.at(0)
    }

    /// What a rank is worth, from 0.
    pub(super) fn at(&self, rank: usize) -> u128 {
        match self.worth {
            Worth::Borda => self.candidates - rank as u128,
            Worth::Dowdall => self.point / (rank as u128 + 1),
        }
    }

    /// As it is printed: to the nearest in the last decimal.
    pub(super) fn amount(&self, units: u128, decimals: u8) -> Amount {
        let (whole, rest) = (units / self.point, units % self.point);
        let places = 10u128.pow(u32::from(decimals));
        let part = (2 * rest * places + self.point) / (2 * self.point);
        Amount::new((whole * places + part) as i128, decimals)
    }
}
