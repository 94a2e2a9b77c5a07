//! Votes of some lists are multiplied.

use super::Weight;
use super::record::weighted;
use crate::count::area_votes::AreaVotes;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;

/// Multiplies the votes of lists whose votes weigh more; `heavier` then says whose do.
pub(crate) fn weigh(
    count: ListCount<'_>,
    at: Location,
    rule: &Weight,
    votes: &AreaVotes,
    weights: &mut [u64],
    heavier: &mut [bool],
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    let (times, by) = (u64::from(rule.times.numerator()), u64::from(rule.times.denominator()));
    let small = rule.below.map(|share| share.votes_of(votes.base(plan), true));
    // All votes in units of 1/`by`: the weighted ones stay whole.
    for (i, sum) in weights.iter_mut().enumerate() {
        let below = small.is_none_or(|needed| u128::from(votes.cast[i]) < needed);
        heavier[i] = plan.weighted[i] && below && *sum > 0;
        let factor = if heavier[i] { times } else { by };
        *sum = sum.checked_mul(factor).ok_or(CountFailure::VotesTooLarge)?;
    }
    if heavier.contains(&true) {
        book.note(at, "weight", |names| weighted(names, plan, rule, weights, heavier));
    }
    Ok(())
}
