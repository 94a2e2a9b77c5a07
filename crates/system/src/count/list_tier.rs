//! A list tier from its votes to its seats: the order of the stages.

use super::book::Book;
use super::failure::CountFailure;
use super::list_buffers::ListBuffers;
use super::list_count::ListCount;
use super::location::Location;
use super::sharing::{Admitted, Shared};
use super::straight;
use crate::bonus::Bonus;
use crate::exhausted::Exhausted;
use crate::linkage::Linkage;
use crate::plan::Area;
use crate::protocol::{NoListPassesStep, SharedBy, Weighed};
use crate::quota::QuotaRule;
use crate::reason::Reason;
use crate::remainders::RemainderSeats;
use crate::threshold::NoListPasses;
use crate::threshold::plan::Level;
use crate::{
    absolute_majority, alliances, biproportional, bonus, bounds, claims, compensation, district_seats,
    exhausted, first_seat, guaranteed, held_seats, open_list, placement, quota, remainders, sole_qualifier,
    subtraction, threshold, transfer, turnout, weight,
};

/// The stages in the order of the statutes: who takes part, by which votes, and how many seats where.
pub(super) fn count(
    count: ListCount<'_>,
    buffers: &mut ListBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    if let Some(rule) = plan.rule.biproportional {
        let ListBuffers { votes, passing, shared, district_seats, threshold, .. } = buffers;
        district_seats::count::of_tier(count, district_seats, book)?;
        votes.count(count, &plan.areas)?;
        threshold::count::pass(count, votes, None, Level::Nation, passing, threshold, book)?;
        biproportional::count::count(count, rule, votes, &passing.here, &district_seats.seats, shared, book)?;
        return finish(count, book);
    }
    // Most areas of most laws, and none of the stages but these.
    let mut straight = 0;
    if plan.is_straight && book.recorder.is_none() {
        while plan.areas.get(straight).is_some_and(|area| straight::count(count, area, buffers, book)) {
            straight += 1;
        }
        if straight == plan.areas.len() {
            return finish(count, book);
        }
    }
    let ListBuffers { votes, passing, threshold, .. } = buffers;
    threshold::count::pass_nation(count, votes, passing, threshold, book)?;
    threshold::count::pass_regions(count, votes, passing, threshold, book)?;
    buffers.transferred.clear();
    buffers.subtracted.won.clear();
    match &plan.rule.linkage {
        Some(Linkage::Transfer(rule)) => {
            transfer::count::losing_votes(count, rule, &mut buffers.transferred, book)?;
        }
        Some(Linkage::Subtraction(rule)) => {
            subtraction::count::winning_votes(count, rule, &mut buffers.subtracted.won, book)?;
        }
        Some(
            Linkage::Compensation(_) | Linkage::Claims(_) | Linkage::HeldSeats(_) | Linkage::Remainders(_),
        )
        | None => {}
    }
    district_seats::count::of_tier(count, &mut buffers.district_seats, book)?;
    let ListBuffers { votes, region_quotas, district_seats, .. } = buffers;
    quota::count::of_regions(count, votes, &district_seats.seats, region_quotas)?;
    for (number, area) in plan.areas.iter().enumerate().skip(straight) {
        let ListBuffers { votes, passing, threshold, .. } = buffers;
        votes.count(count, [area])?;
        let mut seats = buffers.district_seats.seats.get(number).copied().unwrap_or(area.seats);
        if remainders::count::seats_by(plan).is_some() {
            seats = remainders::count::seats_left(count, book);
        }
        threshold.seats = seats;
        let at = Location::area(count.tier, area);
        if !area.ballots.is_empty() && !turnout::count::is_valid(count, at, votes, book)? {
            empty(count, area, at, seats, Reason::TurnoutTooLow, &mut buffers.compensation, book);
            continue;
        }
        if !area.ballots.is_empty() {
            threshold::count::pass(count, votes, Some(area), Level::Area, passing, threshold, book)?;
            quota::personal::leave_out_alone(count, area, &mut passing.here, book);
        }
        // An area whose seats stay empty gives none.
        buffers.shared.given.clear();
        buffers.shared.drawn.clear();
        share_out(count, area, seats, buffers, book)?;
        open_list::count::seat_candidates(count, area, seats, &buffers.votes, &buffers.shared, book);
    }
    finish(count, book)
}

/// Districts without votes; and then the house is as large as it is.
fn finish(count: ListCount<'_>, book: &mut Book<'_>) -> Result<(), CountFailure> {
    for &(district, seats) in &count.plan.districts_without_votes {
        book.unfilled(Location::district(count.tier, district, None), seats, Reason::VotesNotGiven);
        book.allotted += u64::from(seats);
    }
    compensation::count::compare_with_house(count, book);
    Ok(())
}

/// The seats of an area by what the threshold left: to those who passed, to one and the next, to all, or to nobody.
fn share_out(
    count: ListCount<'_>,
    area: &Area,
    seats: u32,
    buffers: &mut ListBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let at = Location::area(count.tier, area);
    let rule = &count.plan.rule;
    let ListBuffers { votes, passing, shared, .. } = &mut *buffers;
    if votes.cast.iter().all(|&n| n == 0) {
        let reason = if area.ballots.is_empty() { Reason::VotesNotGiven } else { Reason::NoVotes };
        empty(count, area, at, seats, reason, &mut buffers.compensation, book);
        return Ok(());
    }
    // Of those who pass, some may have no votes in this district.
    let mut passed = (0u32..)
        .zip(passing.here.iter().zip(&votes.cast))
        .filter(|&(_, (&passes, &n))| passes && n > 0)
        .map(|(i, _)| i);
    match (passed.next(), passed.next(), rule.sole_qualifier) {
        (None, _, _) => {
            let waived = rule.no_list_passes == NoListPasses::AllLists;
            book.note(at, "no_list_passes", |_| NoListPassesStep { waived });
            if waived {
                return share_among(count, area, seats, true, buffers, book);
            }
            // Candidates may sit where no list takes part.
            if rule.quota.is_some_and(|quota| quota.personal) {
                return share_among(count, area, seats, false, buffers, book);
            }
            empty(count, area, at, seats, Reason::NoListPasses, &mut buffers.compensation, book);
            Ok(())
        }
        // A candidate who stands alone takes one seat, whoever else passes.
        (Some(first), None, Some(rule)) if count.plan.individual(first as usize).is_none() => {
            if sole_qualifier::count::count(count, at, seats, first, &rule, &votes.cast, shared, book) {
                return Ok(());
            }
            share_among(count, area, seats, false, buffers, book)
        }
        (Some(_), _, _) => share_among(count, area, seats, false, buffers, book),
    }
}

/// Seats of an area that nobody can have; those that are held in linked tiers are not among them.
fn empty(
    count: ListCount<'_>,
    area: &Area,
    at: Location,
    seats: u32,
    reason: Reason,
    buffers: &mut compensation::count::CompensationBuffers,
    book: &mut Book<'_>,
) {
    let seats = compensation::count::without_held(count, area, seats, book);
    compensation::count::settle_without_lists(count, buffers, book);
    // Where remainders share what is left, a district whose votes are not there leaves nothing: its seats are empty. Nor does
    // one whose election is void.
    let keeps = match reason {
        Reason::VotesNotGiven => count.tiers[count.tier].pooled,
        reason => reason == Reason::TurnoutTooLow,
    };
    if seats > 0 && (keeps || !quota::count::leave(count, at, seats, book)) {
        book.unfilled(at, seats, reason);
        book.allotted += u64::from(seats);
    }
}

/// Shares an area's seats among those who passed, or among all.
fn share_among(
    count: ListCount<'_>,
    area: &Area,
    seats: u32,
    all: bool,
    buffers: &mut ListBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    let rule = &plan.rule;
    let at = Location::area(count.tier, area);
    let ListBuffers { votes, passing, weights, shared, transferred, subtracted, first_seats, bonus, .. } =
        buffers;
    let ListBuffers {
        alliances,
        quota,
        turn,
        region_quotas,
        guaranteed,
        bounds,
        claims,
        compensation,
        district_seats,
        majority,
        unlinked,
        ..
    } = buffers;
    weights.clear();
    weights
        .extend(votes.cast.iter().zip(&passing.here).map(|(&n, &passes)| if all || passes { n } else { 0 }));
    // Most laws: none of the stages that follow.
    if plan.by_votes_alone {
        count.share(at, (&votes.cast, weights), seats, &rule.method, shared, book);
        book.list_seats(at, plan, &shared.given);
        return Ok(());
    }
    let mut count = count;
    if let Some(Linkage::HeldSeats(_)) = rule.linkage {
        held_seats::count::in_place_of_votes(count, at, weights, book);
        count.weighed.by = SharedBy::Seats;
    }
    quota.unit = 1;
    let by_remainders = remainders::count::seats_by(plan);
    if let Some(by) = by_remainders {
        quota.unit = remainders::count::in_place_of_votes(count, at, (seats, by), weights, book)?;
        count.weighed.unit = quota.unit.into();
    }
    transfer::count::add(transferred, weights)?;
    subtraction::count::take_off(count, at, subtracted, weights, book);
    if let Some(rule) = &rule.weight {
        weight::count::weigh(count, at, rule, votes, weights, &mut passing.here, book)?;
        count.weighed = Weighed { by: SharedBy::WeightedVotes, unit: rule.times.denominator().into() };
    }
    match &rule.linkage {
        Some(Linkage::Compensation(rule)) => {
            let here = Admitted { area, at, votes, weights };
            let stages =
                compensation::count::Stages { quota, region_quotas, bounds, district_seats, majority };
            return compensation::count::count(count, here, seats, rule, shared, compensation, stages, book);
        }
        Some(Linkage::Claims(rule)) => {
            let here = Admitted { area, at, votes, weights };
            claims::count::count(count, here, seats, rule, shared, claims, book)?;
            return give(count, here, shared, unlinked, book);
        }
        Some(
            Linkage::Transfer(_) | Linkage::Subtraction(_) | Linkage::HeldSeats(_) | Linkage::Remainders(_),
        )
        | None => {}
    }
    first_seats.clear();
    if let Some(rule) = &rule.first_seat {
        first_seat::count::count(count, at, seats, rule, weights, first_seats, book)?;
    }
    // No more first seats than seats.
    let seats = seats - first_seats.len() as u32;
    let personal = rule.quota.is_some_and(|quota| quota.personal);
    if weights.iter().all(|&n| n == 0) && !personal || by_remainders.is_some() && seats == 0 {
        shared.start(weights.len());
        if seats > 0 && !quota::count::leave(count, at, seats, book) {
            book.unfilled(at, seats, Reason::NoVotes);
        }
        for &list in &*first_seats {
            shared.given[list as usize] += 1;
        }
        return give(count, Admitted { area, at, votes, weights }, shared, unlinked, book);
    }
    let here = Admitted { area, at, votes, weights };
    // Alliances have it as a whole.
    let of_lists = rule.bonus.as_ref().filter(|_| area.alliances.is_empty());
    let bonus_seats = match of_lists {
        Some(Bonus::Seats(rule)) => bonus::count::count(count, here, seats, rule, bonus, book)?,
        Some(Bonus::UpTo(_)) | None => 0,
    };
    let seats = seats - bonus_seats;
    if !area.alliances.is_empty() {
        alliances::count::count(count, here, &passing.standing, seats, shared, alliances, book)?;
    } else if by_remainders == Some(RemainderSeats::InTurn) {
        remainders::count::in_turn(count, here, seats, turn, shared, book)?;
    } else if let Some(rule) = rule.quota.or(by_remainders.map(|_| QuotaRule::default())) {
        let left = quota::count::count(count, here, seats, rule, region_quotas, shared, quota, book)?;
        quota::count::leave(count, at, left, book);
    } else if rule.guaranteed.is_some() {
        guaranteed::count::count(count, here, seats, shared, guaranteed, book)?;
    } else if let Some(cap) = &rule.cap {
        bounds::count::under_cap(count, here, seats, cap, first_seats, shared, bounds, book)?;
    } else if rule.at_least > 0 || rule.exhausted == Exhausted::NextList {
        exhausted::count::next_list(count, here, seats, first_seats, shared, bounds, book)?;
    } else if let Some(Bonus::UpTo(rule)) = of_lists {
        bonus::count::topped_up_among(count, here, seats, rule, shared, bonus, book)?;
    } else if rule.absolute_majority.is_some() {
        absolute_majority::count::share(count, here, seats, shared, (majority, bounds), book)?;
    } else {
        count.share_once_each(here, seats, shared, bounds, book)?;
    }
    for &list in &*first_seats {
        shared.given[list as usize] += 1;
    }
    bonus::count::give(count, at, bonus_seats, bonus, shared, book);
    give(count, here, shared, unlinked, book)
}

/// Gives an area's seats, against which nothing is set: as they are, or in the districts to which they find their way.
#[inline]
fn give(
    count: ListCount<'_>,
    here: Admitted<'_>,
    shared: &mut Shared,
    unlinked: &mut placement::count::UnlinkedBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    count.check_once_each(&shared.given)?;
    if count.plan.rule.placement.is_some() {
        return placement::count::place_unlinked(count, here, &shared.given, unlinked, book);
    }
    let candidates = &here.area.candidates;
    exhausted::count::vacate(count, here.at, here.weights, candidates, &mut shared.given, book);
    book.list_seats(here.at, count.plan, &shared.given);
    Ok(())
}
