//! Seats one by one to the greatest remainder of a party in a district: what its votes there are above the seats that whole
//! quotas gave it, as a part of the quota (Slovenia's National Assembly elections act, article 93).

use super::quotients::{Claim, Claims};
use super::record::remainders;
use super::way::{WayBuffers, Won};
use crate::apportion::Ratio;
use crate::system::count::book::Book;
use crate::system::count::failure::CountFailure;

/// Remainders of lists in districts, by list and then by district.
struct Remainders<'a> {
    votes: &'a [u64],
    held: &'a [u32],
    /// The quota of each district; none where none was worked out.
    quotas: &'a [Option<Ratio>],
}

impl Claims for Remainders<'_> {
    /// A remainder is worth one seat.
    fn claim(&self, list: usize, place: usize, won: u32) -> Result<Option<Claim>, CountFailure> {
        let cell = list * self.quotas.len() + place;
        let (votes, held) = (self.votes[cell], self.held[cell]);
        let Some(quota) = self.quotas[place].filter(|_| votes > 0 && won == 0) else { return Ok(None) };
        let above = u128::from(votes).checked_mul(quota.denominator);
        let taken = u128::from(held).checked_mul(quota.numerator);
        let (above, taken) = above.zip(taken).ok_or(CountFailure::VotesTooLarge)?;
        // Where a remainder near the quota was worth a seat, nothing is left of it.
        let above = above.saturating_sub(taken);
        Ok(Some(Claim::new(list, place, (above, quota.numerator), votes)))
    }
}

pub(super) fn by_remainders(
    won: Won<'_>,
    way: &mut WayBuffers,
    quotas: &mut Vec<Option<Ratio>>,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let Won { count, grid, .. } = won;
    let plan = count.plan;
    let WayBuffers { won: seats, room, .. } = &mut *way;
    quotas.clear();
    quotas.resize(grid.districts, None);
    room.clear();
    room.resize(grid.districts, 0);
    for unit in book.units().iter().filter(|unit| plan.linked.contains(unit.tier)) {
        if let Some(d) = plan.linked.place_of(unit.district) {
            (quotas[d], room[d]) = (Some(unit.quota), unit.left);
        }
    }
    let claims = Remainders { votes: &grid.votes, held: &grid.held, quotas };
    book.note(won.here.at, "placement", |names| {
        remainders(names, plan, (&grid.votes, &grid.held), quotas, (seats, room))
    });
    way.place_greatest(won, &claims, None, book)
}
