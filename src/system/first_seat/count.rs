//! A first seat for a part of the quota.

use super::Stop;
use super::list::{Count, Scratch};
use super::witness::{At, Fact, Witness};
use crate::system::rules::FirstSeat;

impl<W: Witness> Count<'_, W> {
    /// Gives first seats to lists of the kind, takes their price off `scratch.admitted`, and leaves the other lists of
    /// the kind out. Returns the lists that got one.
    pub(super) fn first_seats(&mut self, at: At, seats: u32, rule: &FirstSeat) -> Result<Vec<u32>, Stop> {
        let plan = self.plan;
        let Scratch { admitted, .. } = &mut *self.scratch;
        let total: u128 = admitted.iter().map(|&n| u128::from(n)).sum();
        let above = total.checked_mul(rule.quota.numerator().into()).ok_or(Stop::VotesTooLarge)?;
        let below = u128::from(rule.quota.denominator()) * u128::from(seats.max(1));
        let price = u64::try_from(above / below).map_err(|_| Stop::VotesTooLarge)?;
        let mut winners = Vec::new();
        for (list, votes) in (0u32..).zip(admitted.iter_mut()) {
            if !plan.first_seat[list as usize] || *votes == 0 {
                continue;
            }
            if *votes >= price {
                winners.push(list);
                *votes -= price;
            } else {
                *votes = 0;
            }
        }
        if winners.len() > seats as usize {
            return Err(Stop::TooFewSeats { needed: winners.len() as u64, seats });
        }
        self.witness.note(at, Fact::FirstSeats { plan, price, lists: &winners });
        Ok(winners)
    }
}
