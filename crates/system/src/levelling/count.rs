//! The smallest house that holds what everybody is sure of.

use super::record::{least_seats_of_districts, levelled};
use super::{Levelling, Minimum};
use crate::compensation::Compensation;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::sharing::{Admitted, Shared};
use crate::district_seats::count::{DistrictSeatsBuffers, of_districts};
use crate::placement::grid::DistrictGrid;
use crate::protocol::Claimants;
use sailau_apportion::{Method, apportion_between, apportion_into};

/// The largest house that is tried.
const LARGEST: u32 = 1 << 17;

#[derive(Debug, Clone, Default)]
pub(crate) struct LevellingBuffers {
    /// What each list is sure of in each district, by list and then by district.
    pub(crate) floors: Vec<u32>,
    /// The fewest seats of each list in the whole country, and those of them that are no overhang.
    least: Vec<u32>,
    covered: Vec<u32>,
    due: Vec<u32>,
    /// Votes of the lists in a district, and what they are worth there.
    column: Vec<u64>,
    column_seats: Vec<u32>,
    share: Vec<u32>,
    /// What votes are worth, and what each list is sure of for the whole country, by list and then by district.
    worth: Vec<u32>,
    sure: Vec<u32>,
}

/// Writes the seats of each list in the whole country, and what each is sure of in each district.
#[expect(clippy::too_many_arguments, reason = "what goes in, what comes out, and what is written on the way")]
pub(crate) fn level(
    count: ListCount<'_>,
    here: Admitted<'_>,
    (base, others): (u32, u32),
    rule: &Compensation,
    grid: &DistrictGrid,
    shared: &mut Shared,
    buffers: &mut LevellingBuffers,
    district_seats: &mut DistrictSeatsBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let Some(levelling) = &rule.levelling else {
        // The rules were checked.
        return Ok(());
    };
    let all = base.checked_add(others).ok_or(CountFailure::VotesTooLarge)?;
    of_districts(count, &levelling.districts, all, district_seats, book)?;
    if others > 0 {
        // Seats of winners who take no part come off those of their district.
        for (seats, &others) in district_seats.seats.iter_mut().zip(&grid.others) {
            *seats = seats.saturating_sub(others);
        }
    }
    least_seats(count, here, levelling, grid, &district_seats.seats, shared, buffers)?;
    let LevellingBuffers { least, covered, share, worth, sure, .. } = buffers;
    book.note(here.at, "linkage", |names| {
        least_seats_of_districts(
            names,
            count.plan,
            levelling.minimum,
            (&grid.votes, &grid.held),
            (worth, sure),
        )
    });
    let slack = u64::from(levelling.uncompensated);
    let method = &count.plan.rule.method;
    let most = levelling.at_most.map_or(u32::MAX, |most| most.saturating_sub(others));
    shared.start(here.weights.len());
    let fewest = (&least[..], &covered[..], slack);
    let mut house = almost_enough(count, here, (base, most), fewest, shared)?;
    loop {
        let (tied, wanting) = at_size(count, here, house, fewest, shared)?;
        // A seat more for the house is at most one more for those who miss some.
        let step = if tied > 0 { 1 } else { u32::try_from(wanting).unwrap_or(u32::MAX) };
        if wanting == 0 || house >= most || tied > 0 && equal_claims_may_do(count, here, fewest, shared, book)
        {
            break;
        }
        house = larger(house, step, most)?;
    }
    count.share(here.at, (&here.votes.cast, here.weights), house, method, shared, book);
    share.clone_from(&shared.given);
    for (n, &least) in shared.given.iter_mut().zip(&*least) {
        *n = (*n).max(least);
    }
    book.note(here.at, "linkage", |names| levelled(names, count.plan, (base, house), least, share));
    Ok(())
}

/// The fewest seats of each list, those of them that are no overhang, and how many may be missing.
type Fewest<'a> = (&'a [u32], &'a [u32], u64);

/// Seats that are tied in a house of this size, and seats that it wants.
fn at_size(
    count: ListCount<'_>,
    here: Admitted<'_>,
    house: u32,
    fewest: Fewest<'_>,
    Shared { apportion, given, .. }: &mut Shared,
) -> Result<(u32, u64), CountFailure> {
    let tied = apportion_into(here.weights, house, &count.plan.rule.method, apportion, given);
    Ok((tied.map_err(|_| CountFailure::VotesTooLarge)?, wanting(given, fewest)))
}

fn larger(house: u32, step: u32, most: u32) -> Result<u32, CountFailure> {
    let larger = house.checked_add(step).map(|n| n.min(most));
    larger.filter(|&n| n <= LARGEST).ok_or(CountFailure::HouseWithoutEnd)
}

/// Where to begin to look for the smallest house that wants nothing. By a method under which a larger house costs nobody
/// a seat, enough is enough in all larger houses: the smallest is found by halves, and only sizes with equal claims to
/// its last seats may do as well. By other methods every size must be looked at.
fn almost_enough(
    count: ListCount<'_>,
    here: Admitted<'_>,
    (base, most): (u32, u32),
    fewest: Fewest<'_>,
    shared: &mut Shared,
) -> Result<u32, CountFailure> {
    let method = &count.plan.rule.method;
    if method.divisor().is_none() && *method != Method::BalinskiYoung {
        return Ok(base);
    }
    let (mut small, mut enough, mut step) = (base, base, 1);
    loop {
        let (_, wanting) = at_size(count, here, enough, fewest, shared)?;
        if wanting == 0 || enough >= most {
            break;
        }
        small = enough;
        step = u32::try_from(wanting).unwrap_or(u32::MAX).max(step).saturating_mul(2);
        enough = larger(enough, step.min(LARGEST.saturating_sub(enough)).max(1), most)?;
    }
    // A house of `small` wants some, unless it is the base.
    while enough - small > 1 {
        let middle = small + (enough - small) / 2;
        if at_size(count, here, middle, fewest, shared)?.1 == 0 { enough = middle } else { small = middle }
    }
    while enough > base && at_size(count, here, enough - 1, fewest, shared)?.0 > 0 {
        enough -= 1;
    }
    Ok(enough)
}

/// Whether the seats that equal claims leave open at this size are enough for those who miss some: by the tie rule
/// where it decides. Where nothing does, they may be, and a larger house would hide that somebody had to.
fn equal_claims_may_do(
    count: ListCount<'_>,
    here: Admitted<'_>,
    fewest: Fewest<'_>,
    Shared { given, apportion, tied, .. }: &mut Shared,
    book: &mut Book<'_>,
) -> bool {
    let mut number = 0;
    while let Some(tie) = apportion.tie(number) {
        number += 1;
        tied.among(tie.parties.iter().copied());
        let rule = count.plan.rule.ties;
        let open = count.ask(here.at, rule, &here.votes.cast, tie.seats, tied);
        book.supposed(here.at, rule, Claimants::Lists(count.plan), &tied.asked, tied.supposed as u32);
        tied.winners.iter().for_each(|&i| given[i as usize] += 1);
        // What is open goes to those who miss some, as far as it can.
        tied.claimants.retain(|&i| given[i as usize] < fewest.0[i as usize]);
        tied.claimants.iter().take(open as usize).for_each(|&i| given[i as usize] += 1);
    }
    wanting(given, fewest) == 0
}

/// The fewest seats of each list in the whole country, and in each district.
fn least_seats(
    count: ListCount<'_>,
    here: Admitted<'_>,
    rule: &Levelling,
    grid: &DistrictGrid,
    contingents: &[u32],
    shared: &mut Shared,
    LevellingBuffers {
        floors, least, covered, due, column, column_seats, worth: worths, sure: sures, ..
    }: &mut LevellingBuffers,
) -> Result<(), CountFailure> {
    let lists = here.weights.len();
    for buffer in [&mut *least, &mut *covered, &mut *due, &mut *column_seats] {
        buffer.clear();
        buffer.resize(lists, 0);
    }
    for buffer in [&mut *floors, &mut *worths, &mut *sures] {
        buffer.clear();
        buffer.resize(grid.held.len(), 0);
    }
    for (d, &contingent) in contingents.iter().enumerate() {
        column.clear();
        column.extend((0..lists).map(|list| grid.votes[list * grid.districts + d]));
        column_seats.fill(0);
        if column.iter().any(|&n| n > 0) {
            let method = &count.plan.rule.method;
            let tied =
                apportion_between(column, contingent, method, &[], &[], &mut shared.apportion, column_seats);
            if tied.map_err(|_| CountFailure::VotesTooLarge)? > 0 {
                return Err(CountFailure::DistrictsTied);
            }
        }
        for (list, &worth) in column_seats.iter().enumerate() {
            let at = list * grid.districts + d;
            let holds = grid.held[at];
            let sure = match rule.minimum {
                Minimum::Greater => worth.max(holds),
                // The mean of two u32 is one.
                Minimum::Mean => holds.max((u64::from(worth) + u64::from(holds)).div_ceil(2) as u32),
            };
            (worths[at], sures[at]) = (worth, sure);
            // Under the first rule a list's seats may lie elsewhere than where it was due them.
            floors[at] = if rule.minimum == Minimum::Greater { holds } else { sure };
            least[list] = least[list].saturating_add(sure);
            due[list] = due[list].saturating_add(worth);
            // What is held beyond what it is worth there is overhang.
            covered[list] = covered[list].saturating_add(sure - holds.saturating_sub(worth));
        }
    }
    for fewest in [least, covered] {
        fewest.iter_mut().zip(&*due).for_each(|(fewest, &due)| *fewest = (*fewest).max(due));
    }
    Ok(())
}

/// How many seats the house still wants: `slack` of those that lists miss may be missing, but only of overhang (Germany's
/// Federal Elections Act, s. 6(5), sentences 3 and 4, from 2020).
fn wanting(given: &[u32], (least, covered, slack): Fewest<'_>) -> u64 {
    missing_seats(given, least).saturating_sub(slack).max(missing_seats(given, covered))
}

/// Seats that lists miss of these numbers.
fn missing_seats(given: &[u32], least: &[u32]) -> u64 {
    given.iter().zip(least).map(|(&n, &least)| u64::from(least.saturating_sub(n))).sum()
}
