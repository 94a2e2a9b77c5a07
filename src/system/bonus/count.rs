//! How large the bonus is, and whose.

use super::Bonus;
use super::record::bonus;
use crate::system::count::book::Book;
use crate::system::count::failure::CountFailure;
use crate::system::count::list_count::ListCount;
use crate::system::count::location::Location;
use crate::system::count::sharing::{Admitted, Shared};
use crate::system::count::ties::Tied;

/// Who gets the bonus: nobody yet, when lists with equal votes compete for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct BonusBuffers {
    list: Option<u32>,
    tied: Tied,
}

/// How large the bonus is. Whose it is stays in the buffers: of equals the tie rule chooses.
pub(crate) fn count(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    rule: &Bonus,
    BonusBuffers { list, tied }: &mut BonusBuffers,
    book: &mut Book<'_>,
) -> Result<u32, CountFailure> {
    *list = None;
    let most = here.weights.iter().copied().max().unwrap_or(0);
    tied.among((0u32..).zip(here.weights).filter(|&(_, &n)| n == most && n > 0).map(|(i, _)| i));
    let Some(&first) = tied.claimants.first() else {
        return Ok(0);
    };
    let cast = &here.votes.cast;
    let Some(size) = size(rule, cast[first as usize], here.votes.valid())? else {
        return Ok(0);
    };
    let size = size.min(seats);
    *list = Some(first);
    if tied.claimants.len() > 1 {
        count.settle(here.at, count.plan.rule.ties, cast, 1, tied, book);
        *list = tied.winners.first().copied();
    }
    if let Some(list) = *list {
        book.note(here.at, "bonus", |names| bonus(names, count.plan, list, size));
    }
    Ok(size)
}

/// Adds the bonus to the seats of its list, or reports that equal lists compete for it.
pub(crate) fn give(
    count: ListCount<'_>,
    at: Location,
    seats: u32,
    BonusBuffers { list, tied }: &BonusBuffers,
    shared: &mut Shared,
    book: &mut Book<'_>,
) {
    match list {
        _ if seats == 0 => {}
        Some(list) => shared.given[*list as usize] += seats,
        None => count.report_tie(at, tied, seats, true, book),
    }
}

/// The bonus of a list with so many of the valid votes; none below the share that it needs.
fn size(rule: &Bonus, votes: u64, valid: u128) -> Result<Option<u32>, CountFailure> {
    let Some(from) = rule.from else {
        return Ok(Some(rule.seats));
    };
    if u128::from(votes) < from.votes_of(valid, true) {
        return Ok(None);
    }
    let mut seats = rule.seats;
    if let Some(step) = rule.one_more_each.filter(|step| step.numerator() > 0) {
        let too_large = CountFailure::VotesTooLarge;
        // (votes/valid − from) / step, all over one denominator.
        let whole = u128::from(from.denominator());
        let above = (u128::from(votes) * whole).saturating_sub(valid * u128::from(from.numerator()));
        let above = above.checked_mul(u128::from(step.denominator())).ok_or(too_large)?;
        let below = (valid * whole).checked_mul(u128::from(step.numerator())).ok_or(too_large)?;
        let more = above.checked_div(below).unwrap_or(0);
        seats = seats.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
    }
    Ok(Some(rule.at_most.map_or(seats, |most| seats.min(most))))
}
