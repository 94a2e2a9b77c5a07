//! A first seat for a share of the votes, whole quotas of the seats that are left, no more than so many seats a list, and
//! then one each in the order of votes (the Philippines' RA 7941, s. 11, as read in BANAT v. COMELEC, G.R. 179271).

use super::QuotaRule;
use super::price::Divided;
use super::record::{QuotaStep, SeatsFirstStep};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::one_each::one_each;
use crate::count::sharing::{Admitted, Shared};
use crate::exact::compare_fractions;
use crate::reason::Reason;
use sailau_apportion::largest_remainder;

#[derive(Debug, Clone, Default)]
pub(crate) struct RankBuffers {
    /// Whole quotas by list, as far as there is room.
    by_quota: Vec<u32>,
    claimants: Vec<u32>,
}

/// Shares seats in these rounds. `divided` has all seats; the quota divides by those that first seats leave.
#[expect(clippy::too_many_arguments, reason = "what goes in, what comes out, and what is written on the way")]
pub(super) fn count(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    rule: QuotaRule,
    divided: Divided,
    shared: &mut Shared,
    RankBuffers { by_quota, claimants }: &mut RankBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let (plan, weights) = (count.plan, here.weights);
    shared.start(weights.len());
    let Shared { given, tied, .. } = &mut *shared;
    // A candidate who stands alone is one.
    let most =
        |list: usize| if list < plan.first_individual() { rule.at_most.unwrap_or(u32::MAX) } else { 1 };
    if let Some(part) = rule.first_from {
        let needed = (u128::from(part.numerator()), u128::from(part.denominator()));
        for (&n, given) in weights.iter().zip(&mut *given) {
            // Somebody has votes: they are among those that are divided.
            let has = n > 0 && compare_fractions((n.into(), divided.votes.max(1)), needed).is_ge();
            *given = has.into();
        }
    }
    let first: u64 = given.iter().map(|&n| u64::from(n)).sum();
    let left = u64::from(seats).checked_sub(first).and_then(|left| u32::try_from(left).ok());
    let mut left = left.ok_or(CountFailure::TooFewSeats { needed: first, seats })?;
    if let Some(part) = rule.first_from {
        book.note(here.at, "quota", |names| {
            SeatsFirstStep::of(names, plan, part, rule.of, (divided.votes, weights), given)
        });
    }
    let divided = Divided { seats: left, ..divided };
    let price = divided.quota.of(divided.votes, divided.seats);
    let whole = |list: usize| {
        if divided.seats > 0 { largest_remainder::share(weights[list], price).whole } else { 0 }
    };
    by_quota.clear();
    for (list, given) in given.iter_mut().enumerate() {
        let whole = u32::try_from(whole(list)).unwrap_or(u32::MAX).min(most(list) - *given);
        by_quota.push(whole);
        *given += whole;
        // The quota divides no fewer votes than those of the lists here: there are no more whole ones than seats.
        left = left.checked_sub(whole).ok_or(CountFailure::VotesTooLarge)?;
    }
    if divided.seats > 0 {
        book.note(here.at, "quota", |names| {
            let method = &plan.rule.method;
            let step =
                QuotaStep::of(names, plan, method, Some(rule), divided, divided.seats, weights, by_quota);
            QuotaStep { left: left.into(), ..step }
        });
    }
    claimants.clear();
    let claims = |&list: &usize| weights[list] > 0 && whole(list) == 0;
    // Lists are numbered in u32.
    claimants.extend((0..given.len()).filter(claims).map(|list| list as u32));
    // Everybody with room has one in turn, as long as there are no fewer seats than such lists.
    loop {
        claimants.retain(|&list| given[list as usize] < most(list as usize));
        let Ok(everybody) = u32::try_from(claimants.len()) else { return Err(CountFailure::VotesTooLarge) };
        let Some(turns) = left.checked_div(everybody).filter(|&turns| turns > 0) else { break };
        let rooms = claimants.iter().map(|&list| most(list as usize) - given[list as usize]);
        let turns = rooms.min().unwrap_or(0).min(turns);
        claimants.iter().for_each(|&list| given[list as usize] += turns);
        left -= turns * everybody;
    }
    if claimants.is_empty() {
        if left > 0 {
            book.unfilled(here.at, left, Reason::AtTheCap);
        }
        return Ok(());
    }
    let (sure, open) = one_each(claimants, left, |a, b| weights[a].cmp(&weights[b]), tied);
    claimants[..sure as usize].iter().for_each(|&list| given[list as usize] += 1);
    if open > 0 {
        count.decide(here.at, &here.votes.cast, open, false, shared, book);
    }
    Ok(())
}
