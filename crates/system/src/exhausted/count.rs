//! A fewest number for all, and no more than a list has candidates.

use super::Exhausted;
use crate::absolute_majority::count::moving;
use crate::bounds::count::BoundsBuffers;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::sharing::{Admitted, Shared};
use crate::reason::Reason;
use sailau_apportion::apportion_into;

/// Seats beyond the candidates of a list go to those who have some left; before that, one may move to a list with more than
/// half of the votes (the Dutch Kieswet, arts P 9 and P 10). First seats that lists have already, by number,
/// take a candidate each.
pub(crate) fn next_list(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    first_seats: &[u32],
    shared: &mut Shared,
    BoundsBuffers { least, most, .. }: &mut BoundsBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let fewest = count.plan.rule.at_least;
    let candidates = &here.area.candidates;
    least.clear();
    least.extend(here.weights.iter().map(|&n| if n > 0 { fewest } else { 0 }));
    least[count.plan.first_individual()..].iter_mut().for_each(|fewest| *fewest = (*fewest).min(1));
    most.clear();
    if candidates.is_empty() {
        most.resize(count.plan.first_individual(), seats.max(fewest));
        most.resize(here.weights.len(), 1);
    } else {
        most.extend(candidates.iter().zip(&*least).map(|(&most, &fewest)| most.max(fewest)));
    }
    for &list in first_seats {
        let most = &mut most[list as usize];
        *most = most.saturating_sub(1).max(least[list as usize]);
    }
    let moving = moving(count, here, seats, |list| {
        shared.start(here.weights.len());
        let Shared { given, apportion, .. } = &mut *shared;
        apportion_into(here.weights, seats, &count.plan.rule.method, apportion, given)
            .map_err(|_| CountFailure::VotesTooLarge)?;
        Ok(Some(given[list]))
    })?;
    // A list without a candidate for the seat that moves to it has it no more than others.
    if let Some(moving) = moving.filter(|moving| moving.own < most[moving.list()]) {
        moving.note(count, here, seats, book);
        least[moving.list()] = moving.own + 1;
    }
    let needed: u64 = least.iter().map(|&least| u64::from(least)).sum();
    if needed > u64::from(seats) {
        return Err(CountFailure::TooFewSeats { needed, seats });
    }
    let room = most.iter().zip(here.weights).filter(|(_, n)| **n > 0).map(|(&most, _)| u64::from(most));
    // No more than the seats.
    let filled = u64::from(seats).min(room.sum()) as u32;
    let votes = (&here.votes.cast[..], here.weights);
    count.share_between(here.at, votes, filled, (least, most), shared, book)?;
    if filled < seats {
        book.unfilled(here.at, seats - filled, Reason::NoCandidates);
    }
    Ok(())
}

/// Seats beyond the candidates of a list stay empty, where the rules say so. What equal claims leave open stays open.
#[inline]
pub(crate) fn vacate(
    count: ListCount<'_>,
    at: Location,
    weights: &[u64],
    candidates: &[u32],
    given: &mut [u32],
    book: &mut Book<'_>,
) {
    if count.plan.rule.exhausted != Exhausted::Unfilled {
        return;
    }
    let seats: u32 = given.iter().sum();
    let mut empty = 0;
    for (given, &candidates) in given.iter_mut().zip(candidates) {
        empty += *given - (*given).min(candidates);
        *given = (*given).min(candidates);
    }
    if empty > 0 {
        count.note_bounded(at, seats, weights, (&[], candidates), given, book);
        book.unfilled(at, empty, Reason::NoCandidates);
        book.allotted += u64::from(empty);
    }
}
