//! The quota in figures.

use super::{QuotaKind, QuotaRule};

impl QuotaRule {
    /// The quota of so many votes for so many seats, in units of which `scale` are a vote; `scale` has the decimals of the
    /// quota or more.
    pub(crate) fn of(&self, votes: u128, seats: u32, scale: u128) -> u128 {
        self.cut_to(votes, seats, scale / 10u128.pow(self.decimals))
    }

    /// The same, cut to so many units: one where a unit is the last decimal of the quota.
    pub(crate) fn cut_to(&self, votes: u128, seats: u32, place: u128) -> u128 {
        let divisor = match self.kind {
            QuotaKind::Droop | QuotaKind::ExactDroop => u128::from(seats) + 1,
            QuotaKind::Hare => u128::from(seats),
        };
        let cut = match (u64::try_from(votes), u64::try_from(divisor * place)) {
            // A division of 128 bits takes several times as long, and Meek's count takes a quota at every step.
            (Ok(votes), Ok(divisor)) => u128::from(votes / divisor),
            _ => votes / (divisor * place),
        };
        let cut = cut * place;
        match self.kind {
            QuotaKind::Droop => cut + place,
            // Nobody is elected by no votes.
            QuotaKind::ExactDroop | QuotaKind::Hare => cut.max(place),
        }
    }
}
