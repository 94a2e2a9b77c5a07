//! Seats go to the districts by their population, their votes or their roll.

use super::record::district_seats;
use super::{DistrictSeats, SeatsBy};
use crate::count::area_votes::figures_of;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::plan::ListBallot;
use crate::quota::rounded;
use crate::rules::Seats;
use sailau_apportion::{Method, Ratio, apportion_into, largest_remainder};

#[derive(Debug, Clone, Default)]
pub(crate) struct DistrictSeatsBuffers {
    /// Seats by the number of the district's place; empty where they are not apportioned.
    pub(crate) seats: Vec<u32>,
    bases: Vec<u64>,
    order: Vec<u32>,
    apportion: sailau_apportion::Workspace,
}

/// Writes the seats of each area, where the tier's number is that of all together.
pub(crate) fn of_tier(
    count: ListCount<'_>,
    buffers: &mut DistrictSeatsBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    buffers.seats.clear();
    match (&count.plan.district_seats, &count.plan.seats) {
        (Some(rule), &Seats::Same(seats)) => of_districts(count, rule, seats, buffers, book),
        _ => Ok(()),
    }
}

/// Apportions so many seats to the tier's districts.
pub(crate) fn of_districts(
    count: ListCount<'_>,
    rule: &DistrictSeats,
    seats: u32,
    DistrictSeatsBuffers { seats: shared, bases, order, apportion }: &mut DistrictSeatsBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    let fixed = |number: usize| plan.bases.fixed.get(number).copied().flatten();
    bases.clear();
    let mut sure = 0u64;
    bases.resize(plan.places.districts.len(), 0);
    for (number, base) in bases.iter_mut().enumerate() {
        if fixed(number).is_none() && rule.by == SeatsBy::Population {
            *base = plan.bases.populations.get(number).copied().ok_or(CountFailure::NoDistrictBase)?;
        }
        sure += u64::from(fixed(number).unwrap_or(rule.first));
    }
    for (ballot, &number) in plan.ballots().zip(&plan.places.of_ballot) {
        if fixed(number).is_none() && rule.by != SeatsBy::Population {
            let base = &mut bases[number];
            let more = base_of(count, rule.by, ballot)?;
            *base = base.checked_add(more).ok_or(CountFailure::VotesTooLarge)?;
        }
    }
    for number in (bases.len()..).take(plan.bases.absent) {
        let population = plan.bases.populations.get(number).copied().unwrap_or(0);
        bases.push(if fixed(number).is_some() { 0 } else { population });
        sure += u64::from(fixed(number).unwrap_or(rule.first));
    }
    let left = u64::from(seats).checked_sub(sure).ok_or(CountFailure::TooFewSeats { needed: sure, seats })?;
    // No more than the seats.
    let left = left as u32;
    shared.clear();
    shared.resize(bases.len(), 0);
    let decided = match (&rule.method, rule.rounded) {
        (Method::LargestRemainder(quota), Some(_)) => {
            let total = bases.iter().map(|&n| u128::from(n)).sum();
            by_rounded_quota(bases, left, rounded(quota.of(total, left), rule.rounded), shared, order)
        }
        (method, _) => {
            let tied = apportion_into(bases, left, method, apportion, shared);
            tied.map_err(|_| CountFailure::NoDistrictBase)? == 0
        }
    };
    if !decided {
        return Err(CountFailure::DistrictsTied);
    }
    for (number, seats) in shared.iter_mut().enumerate() {
        *seats = fixed(number).unwrap_or(*seats + rule.first);
    }
    book.note(Location::tier(count.tier), "district_seats", |names| {
        district_seats(names, plan, rule, (bases, left), shared)
    });
    Ok(())
}

/// What the votes of one ballot add to the base of their district.
fn base_of(count: ListCount<'_>, by: SeatsBy, ballot: &ListBallot) -> Result<u64, CountFailure> {
    let figures = figures_of(count.plan, count.tally, ballot);
    let base = match by {
        // Known of the district itself.
        SeatsBy::Population => 0,
        SeatsBy::ValidVotes => figures.valid(),
        SeatsBy::Registered => {
            let (district, figure) = (ballot.district, "@registered");
            figures.registered.ok_or(CountFailure::MissingFigure { district, figure })?
        }
    };
    u64::try_from(base).map_err(|_| CountFailure::VotesTooLarge)
}

/// Whole quotas and the largest remainders; false when remainders tie at the border or quotas claim too much.
fn by_rounded_quota(
    bases: &[u64],
    seats: u32,
    quota: Ratio,
    given: &mut [u32],
    order: &mut Vec<u32>,
) -> bool {
    let mut claimed = 0u64;
    for (&n, given) in bases.iter().zip(&mut *given) {
        let Ok(whole) = u32::try_from(largest_remainder::share(n, quota).whole) else {
            return false;
        };
        *given = whole;
        claimed += u64::from(whole);
    }
    let Some(left) = u64::from(seats).checked_sub(claimed).and_then(|left| usize::try_from(left).ok()) else {
        return false;
    };
    let remainder = |i: u32| largest_remainder::share(bases[i as usize], quota).remainder;
    order.clear();
    order.extend((0u32..).zip(bases).filter(|(_, n)| **n > 0).map(|(i, _)| i));
    order.sort_unstable_by_key(|&i| std::cmp::Reverse(remainder(i)));
    let key = |i: usize| order.get(i).map(|&i| remainder(i));
    if left > order.len() || left > 0 && key(left) == key(left - 1) {
        return false;
    }
    order[..left].iter().for_each(|&i| given[i as usize] += 1);
    true
}
