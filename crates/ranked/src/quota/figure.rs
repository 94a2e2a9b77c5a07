//! The quota in figures.

use super::{QuotaKind, QuotaRule};

impl QuotaRule {
    /// The quota of so many votes for so many seats, in units of which `scale` are a vote; `scale` has the decimals of the
    /// quota or more.
    pub(crate) fn of(&self, votes: u128, seats: u32, scale: u128) -> u128 {
        let place = scale / 10u128.pow(self.decimals);
        let divisor = match self.kind {
            QuotaKind::Droop | QuotaKind::ExactDroop => u128::from(seats) + 1,
            QuotaKind::Hare => u128::from(seats),
        };
        let cut = votes / (divisor * place) * place;
        match self.kind {
            QuotaKind::Droop => cut + place,
            // Nobody is elected by no votes.
            QuotaKind::ExactDroop | QuotaKind::Hare => cut.max(place),
        }
    }
}
