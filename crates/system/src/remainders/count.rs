//! Seats by pooled remainders.

use super::pool::common_multiple;
use super::record::pooled;
use super::{PooledRemainders, RemainderSeats};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::one_each::one_each;
use crate::count::sharing::{Admitted, Shared};
use crate::exact::greatest_common_divisor;
use crate::linkage::Linkage;
use crate::plan::ListPlan;
use crate::reason::Reason;

/// How the seats go by pooled remainders, where they do.
pub(crate) fn seats_by(plan: &ListPlan) -> Option<RemainderSeats> {
    match &plan.rule.linkage {
        Some(Linkage::Remainders(rule)) => Some(rule.remainders),
        _ => None,
    }
}

/// The seats to share: those that the linked tiers left, and what the tier's number has beyond theirs.
pub(crate) fn seats_left(count: ListCount<'_>, book: &mut Book<'_>) -> u32 {
    let own = i64::from(count.tiers[count.tier].seats);
    let all = own.saturating_add(book.left_by(&count.plan.linked.tiers));
    u32::try_from(all.max(0)).unwrap_or(u32::MAX)
}

/// Adds what quotas left of each list's votes to the pool of the tier, where another tier reads it.
pub(crate) fn keep(
    count: ListCount<'_>,
    denominator: u128,
    remainders: impl Iterator<Item = u128>,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    if !count.tiers[count.tier].pooled {
        return Ok(());
    }
    const TOO_FINE: CountFailure = CountFailure::RemaindersTooFine;
    let pool = book.pool(count.tier);
    if !pool.refine(denominator) {
        return Err(TOO_FINE);
    }
    // A candidate who stands alone in a district stands in no other.
    let lists = count.plan.parties.iter().zip(remainders);
    for (party, remainder) in lists.filter_map(|(party, remainder)| Some(((*party)?, remainder))) {
        if !pool.add(party, remainder, denominator) {
            return Err(TOO_FINE);
        }
    }
    Ok(())
}

/// Writes the remainders that each list's party has in the linked tiers in the place of its votes. Returns in which part
/// of a vote they are.
pub(crate) fn in_place_of_votes(
    count: ListCount<'_>,
    at: Location,
    (seats, by): (u32, RemainderSeats),
    weights: &mut [u64],
    book: &mut Book<'_>,
) -> Result<u64, CountFailure> {
    const TOO_FINE: CountFailure = CountFailure::RemaindersTooFine;
    let (plan, tiers) = (count.plan, &count.plan.linked.tiers);
    let mut unit = 1;
    for &tier in tiers {
        unit = common_multiple(unit, book.pool(tier).unit()).ok_or(TOO_FINE)?;
    }
    for (list, weight) in weights.iter_mut().enumerate().filter(|(_, weight)| **weight > 0) {
        let mut sum = 0u128;
        for (&tier, party) in tiers.iter().filter_map(|tier| Some((tier, plan.parties[list]?))) {
            let pool = book.pool(tier);
            let own = pool.of(party).checked_mul(unit / pool.unit());
            sum = own.and_then(|own| own.checked_add(sum)).ok_or(TOO_FINE)?;
        }
        *weight = u64::try_from(sum).map_err(|_| TOO_FINE)?;
    }
    // As large a part as they have in common: whole votes, where they are.
    let shared = weights.iter().fold(unit, |shared, &n| greatest_common_divisor(shared, n.into())).max(1);
    unit /= shared;
    for weight in &mut *weights {
        // What divides a number is no larger than it, unless it is 0.
        *weight = u64::try_from(u128::from(*weight) / shared).map_err(|_| TOO_FINE)?;
    }
    book.note(at, "linkage", |names| pooled(names, plan, by, (tiers, seats), (unit, weights)));
    u64::try_from(unit).map_err(|_| TOO_FINE)
}

/// One seat each in the order of the remainders, the largest first, and again from the first.
pub(crate) fn in_turn(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    order: &mut Vec<u32>,
    shared: &mut Shared,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let weights = here.weights;
    shared.start(weights.len());
    order.clear();
    order.extend((0u32..).zip(weights).filter(|(_, n)| **n > 0).map(|(list, _)| list));
    let lists = u32::try_from(order.len()).map_err(|_| CountFailure::VotesTooLarge)?;
    let Some(rounds) = seats.checked_div(lists) else {
        if seats > 0 {
            book.unfilled(here.at, seats, Reason::NoVotes);
        }
        return Ok(());
    };
    let Shared { given, tied, .. } = &mut *shared;
    order.iter().for_each(|&list| given[list as usize] = rounds);
    let (sure, open) = one_each(order, seats - rounds * lists, |a, b| weights[a].cmp(&weights[b]), tied);
    order[..sure as usize].iter().for_each(|&list| given[list as usize] += 1);
    if open > 0 {
        count.decide(here.at, &here.votes.cast, open, false, shared, book);
    }
    Ok(())
}

impl PooledRemainders {
    /// The tiers beneath it: those that it takes seats from, and those that these take theirs from.
    pub(crate) fn beneath<'a>(&'a self, of: &dyn Fn(&str) -> Option<&'a Linkage>, all: &mut Vec<&'a str>) {
        for name in &self.with {
            if all.contains(&name.as_str()) {
                continue;
            }
            all.push(name);
            if let Some(Linkage::Remainders(rule)) = of(name) {
                rule.beneath(of, all);
            }
        }
    }
}
