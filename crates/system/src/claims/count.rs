//! Claims in units that keep them whole, and seats by them.

use super::Claims;
use super::record::claims as claims_step;
use crate::absolute_majority;
use crate::compensation::held::{HeldSeats, held_in};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::sharing::{Admitted, Shared};
use crate::protocol::{SharedBy, Weighed};
use crate::reason::Reason;
use crate::threshold::plan::BarKind;

#[derive(Debug, Clone, Default)]
pub(crate) struct ClaimBuffers {
    held: HeldSeats,
    /// Claims of each list in units of a seat's fraction, and as they are rounded.
    exact: Vec<u128>,
    claims: Vec<u128>,
    weights: Vec<u64>,
}

pub(crate) fn count(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    rule: &Claims,
    shared: &mut Shared,
    ClaimBuffers { held, exact, claims, weights }: &mut ClaimBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    const TOO_LARGE: CountFailure = CountFailure::VotesTooLarge;
    held_in(count, here, held, book);
    let others = held_by_outsiders(count, here, book);
    let house = rule.claims.saturating_sub(others);
    let votes = here.weights;
    let total: u128 = votes.iter().map(|&n| u128::from(n)).sum();
    let (times, by) = match rule.times {
        Some(times) => (u128::from(times.numerator()), u128::from(times.denominator())),
        None => (1, 1),
    };
    // v·H/V − h, multiplied: in units of 1/(V·by) seat.
    let unit = total.checked_mul(by).ok_or(TOO_LARGE)?;
    exact.clear();
    for (&n, &held) in votes.iter().zip(&held.lists) {
        let due = u128::from(n) * u128::from(house);
        let held = total.checked_mul(held.into()).ok_or(TOO_LARGE)?;
        exact.push(due.saturating_sub(held).checked_mul(times).ok_or(TOO_LARGE)?);
    }
    claims.clone_from(exact);
    if rule.rounded {
        for claim in &mut *claims {
            let half_up = (2 * *claim).checked_add(unit).ok_or(TOO_LARGE)? / (2 * unit).max(1);
            *claim = if *claim >= unit { half_up } else { 0 };
        }
    }
    let sum: u128 = claims.iter().sum();
    let (plan, method, cast) = (count.plan, &count.plan.rule.method, &here.votes.cast[..]);
    book.note(here.at, "linkage", |names| {
        let figures = (&exact[..], &claims[..], unit);
        claims_step(names, plan, (house, others), votes, &held.lists, rule, figures)
    });
    if rule.rounded && sum <= u128::from(seats) {
        // Claims are met in full, and the rest is shared by votes.
        count.share(here.at, (cast, votes), seats - sum as u32, method, shared, book);
        for (given, &claim) in shared.given.iter_mut().zip(&*claims) {
            *given += claim as u32;
        }
    } else if sum == 0 {
        shared.start(votes.len());
        book.unfilled(here.at, seats, Reason::NoVotes);
    } else {
        weights.clear();
        for &claim in &*claims {
            weights.push(u64::try_from(claim).map_err(|_| TOO_LARGE)?);
        }
        let unit = if rule.rounded { 1 } else { unit };
        let claimed = ListCount { weighed: Weighed { by: SharedBy::Claims, unit }, ..count };
        claimed.share(here.at, (cast, weights), seats, method, shared, book);
    }
    absolute_majority::count::add(count, here, &held.lists, shared, book)?;
    Ok(())
}

/// Seats in the linked tiers of those who neither have a list that takes part nor pass by their seats there.
fn held_by_outsiders(count: ListCount<'_>, here: Admitted<'_>, book: &Book<'_>) -> u32 {
    let plan = count.plan;
    let by_seats = |party: Option<usize>| {
        plan.bars.iter().any(|bar| match bar.kind {
            BarKind::Seats { tier, seats } => {
                party.is_some() && book.seats_held(tier, party) >= u64::from(seats)
            }
            BarKind::Main
            | BarKind::Votes(_)
            | BarKind::AnyDistrict(_)
            | BarKind::EveryDistrict(_)
            | BarKind::First
            | BarKind::VotesASeat(_) => false,
        })
    };
    let inside = |party: Option<usize>| {
        plan.list_of(party).is_some_and(|list| here.takes_part(list)) || by_seats(party)
    };
    let linked = book.linked(&plan.linked);
    linked.filter(|held| !inside(held.party)).map(|held| held.seats).fold(0, u32::saturating_add)
}
