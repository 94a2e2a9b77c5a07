//! First seats and their price.

use super::FirstSeat;
use super::record::first_seats;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;

/// Gives first seats to lists of the kind, takes their price off the votes, and leaves the other lists of the kind out.
/// Writes the lists that got one.
pub(crate) fn count(
    count: ListCount<'_>,
    at: Location,
    seats: u32,
    rule: &FirstSeat,
    weights: &mut [u64],
    winners: &mut Vec<u32>,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    let total: u128 = weights.iter().map(|&n| u128::from(n)).sum();
    let above = total.checked_mul(rule.quota.numerator().into()).ok_or(CountFailure::VotesTooLarge)?;
    let below = u128::from(rule.quota.denominator()) * u128::from(seats.max(1));
    let price = u64::try_from(above / below).map_err(|_| CountFailure::VotesTooLarge)?;
    for (list, votes) in (0u32..).zip(weights.iter_mut()) {
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
        return Err(CountFailure::TooFewSeats { needed: winners.len() as u64, seats });
    }
    book.note(at, "first_seat", |names| first_seats(names, plan, price, winners));
    Ok(())
}
