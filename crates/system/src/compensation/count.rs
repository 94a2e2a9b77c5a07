//! What the lists are due, less what they hold.

use super::held::{HeldSeats, beyond_held, covers, held_in, lies_in, note_compensated};
use super::returned::{ReturnBuffers, give_linked, return_surplus};
use super::{Compensation, LinkedSeats, Overhang, coverage};
use crate::absolute_majority::{self, count::MajorityBuffers};
use crate::bounds::aside::Bound;
use crate::bounds::count::BoundsBuffers;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::sharing::{Admitted, Shared};
use crate::district_seats::count::DistrictSeatsBuffers;
use crate::exhausted::Exhausted;
use crate::exhausted::count::vacate;
use crate::levelling::count::{LevellingBuffers, level};
use crate::linkage::Linkage;
use crate::placement::Placement;
use crate::placement::count::{PlacementBuffers, in_national_order, place};
use crate::placement::grid::DistrictGrid;
use crate::placement::way::Won;
use crate::plan::Area;
use crate::quota::QuotaRule;
use crate::quota::count::{self as quota, QuotaBuffers, RegionQuota, leave};
use crate::reason::Reason;

#[derive(Debug, Clone, Default)]
pub(crate) struct CompensationBuffers {
    held: HeldSeats,
    /// Seats that the lists are due in all, and those of them that are list seats.
    share: Vec<u32>,
    given: Vec<u32>,
    grid: DistrictGrid,
    levelling: LevellingBuffers,
    returned: ReturnBuffers,
    placement: PlacementBuffers,
}

/// What other stages write to when they share the seats that lists are due.
pub(crate) struct Stages<'a> {
    pub(crate) quota: &'a mut QuotaBuffers,
    pub(crate) region_quotas: &'a [RegionQuota],
    pub(crate) bounds: &'a mut BoundsBuffers,
    pub(crate) district_seats: &'a mut DistrictSeatsBuffers,
    pub(crate) majority: &'a mut MajorityBuffers,
}

#[expect(clippy::too_many_arguments, reason = "what goes in, what comes out, and what is written on the way")]
pub(crate) fn count(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    rule: &Compensation,
    shared: &mut Shared,
    buffers: &mut CompensationBuffers,
    stages: Stages<'_>,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let CompensationBuffers { held, share, given, grid, levelling, returned, placement } = buffers;
    let plan = count.plan;
    held_in(count, here, held, book);
    let house = match rule.seats {
        LinkedSeats::Included => seats.saturating_sub(held.others),
        LinkedSeats::Added => seats.checked_add(held.sum()).ok_or(CountFailure::VotesTooLarge)?,
    };
    if let Some(rule) = plan.rule.quota {
        return by_quota(count, here, seats, rule, held, (share, given), shared, stages, book);
    }
    let by_district = plan.rule.placement.is_some() || rule.overhang == Overhang::Returned;
    if by_district {
        grid.fill(count, here, book);
    }
    if let Some(Placement::Turn { method, of, at_most, .. }) = &plan.rule.placement {
        let overhang = Some(rule.overhang);
        let won = Won { count, here, house, share, held, grid, floors: &[], overhang };
        return in_national_order(won, (method, *of, *at_most), placement, book);
    }
    let votes = (&here.votes.cast[..], here.weights);
    let runs_out = plan.rule.exhausted == Exhausted::NextList;
    match rule.overhang {
        Overhang::Kept if runs_out => {
            let house = no_more_than_candidates(here, house, held, stages.bounds, book);
            let BoundsBuffers { least, most, .. } = stages.bounds;
            least.clear();
            least.resize(most.len(), 0);
            count.share_between(here.at, votes, house, (least, most), shared, book)?;
        }
        Overhang::Kept | Overhang::Refused | Overhang::Returned => {
            absolute_majority::count::share(
                count,
                here,
                house,
                shared,
                (stages.majority, stages.bounds),
                book,
            )?;
        }
        Overhang::PaidByOthers | Overhang::PaidByShort => {
            // Everybody keeps what is held, and the others share what is left.
            let house = house.max(held.sum());
            if runs_out {
                let house = no_more_than_candidates(here, house, held, stages.bounds, book);
                let most = &stages.bounds.most;
                count.share_between(here.at, votes, house, (&held.lists, most), shared, book)?;
            } else if rule.overhang == Overhang::PaidByOthers
                && plan.individuals.is_empty()
                && plan.rule.method.divisor().is_some()
            {
                let most = &mut stages.bounds.most;
                most.clear();
                most.resize(held.lists.len(), house);
                count.share_between(here.at, votes, house, (&held.lists, most), shared, book)?;
            } else {
                // Who holds more than the share keeps it, and a candidate who stands alone has one seat.
                let alone = plan.first_individual();
                let beyond =
                    |list: usize, share| if list < alone { held.lists[list] > share } else { share > 1 };
                let short = rule.overhang == Overhang::PaidByShort;
                let at_it = |list: usize, share| short && list < alone && held.lists[list] >= share;
                held.fixed.clone_from(&held.lists);
                held.fixed[alone..].fill(1);
                let nobody = Reason::NoCandidates;
                count.set_aside(
                    here,
                    house,
                    (beyond, at_it),
                    (Bound::Fewest, &held.fixed),
                    nobody,
                    shared,
                    stages.bounds,
                    book,
                )?;
            }
            absolute_majority::count::add(count, here, &[], shared, book)?;
        }
        Overhang::Levelled => {
            let others = if rule.seats == LinkedSeats::Included { held.others } else { 0 };
            level(count, here, (house, others), rule, grid, shared, levelling, stages.district_seats, book)?;
            absolute_majority::count::add(count, here, &[], shared, book)?;
        }
    }
    count.check_once_each(&shared.given)?;
    share.clone_from(&shared.given);
    if rule.overhang == Overhang::Returned {
        return_surplus(count, here, share, rule.returned_from, held, grid, returned, book)?;
    }
    if plan.rule.placement.is_some() {
        let (floors, overhang) = (&levelling.floors[..], Some(rule.overhang));
        let won = Won { count, here, house, share, held, grid, floors, overhang };
        return place(won, placement, book);
    }
    beyond_held(share, held, given);
    note_compensated(count, here, house, share, held, given, book);
    vacate(count, here.at, here.weights, &here.area.candidates, given, book);
    book.allot(here.at, plan, given);
    Ok(())
}

/// Writes the most seats of each list: those that it holds, and one for each of its candidates. Returns the seats that
/// can be filled; the others stay empty.
fn no_more_than_candidates(
    here: Admitted<'_>,
    house: u32,
    held: &HeldSeats,
    BoundsBuffers { most, .. }: &mut BoundsBuffers,
    book: &mut Book<'_>,
) -> u32 {
    most.clear();
    most.extend(here.area.candidates.iter().zip(&held.lists).map(|(&n, &held)| n.saturating_add(held)));
    let in_it = most.iter().enumerate().filter(|(list, _)| here.takes_part(*list));
    let room = in_it.fold(0u32, |sum, (_, &most)| sum.saturating_add(most));
    let empty = house.saturating_sub(room);
    if empty > 0 {
        book.unfilled(here.at, empty, Reason::NoCandidates);
        book.allotted += u64::from(empty);
    }
    house - empty
}

/// Whole quotas, less the seats that are held; what they leave is other tiers'.
#[expect(clippy::too_many_arguments, reason = "what goes in, what comes out, and what is written on the way")]
fn by_quota(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    rule: QuotaRule,
    held: &HeldSeats,
    (share, given): (&mut Vec<u32>, &mut Vec<u32>),
    shared: &mut Shared,
    stages: Stages<'_>,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    quota::count(count, here, seats, rule, stages.region_quotas, shared, stages.quota, book)?;
    count.check_once_each(&shared.given)?;
    share.clone_from(&shared.given);
    beyond_held(share, held, given);
    note_compensated(count, here, seats, share, held, given, book);
    book.allot(here.at, count.plan, given);
    let taken = share.iter().zip(&held.lists).map(|(&n, &held)| u64::from(n.max(held)));
    let taken = taken.sum::<u64>() + u64::from(held.others);
    // No more than the seats.
    leave(count, here.at, u64::from(seats).saturating_sub(taken) as u32, book);
    Ok(())
}

/// The seats of an area without those held in linked tiers, where its number has them in it.
pub(crate) fn without_held(count: ListCount<'_>, area: &Area, seats: u32, book: &Book<'_>) -> u32 {
    let plan = count.plan;
    let Some(Linkage::Compensation(Compensation { seats: LinkedSeats::Included, .. })) = &plan.rule.linkage
    else {
        return seats;
    };
    let linked = book.linked(&plan.linked).filter(|held| held.party.is_none() || !covers(count));
    let held = linked.filter(|held| lies_in(count, area, held.district)).map(|held| held.seats);
    held.fold(seats, u32::saturating_sub)
}

/// Where nobody has list seats, no winner of a party is covered by some, and nobody's seats are returned.
pub(crate) fn settle_without_lists(
    count: ListCount<'_>,
    buffers: &mut CompensationBuffers,
    book: &mut Book<'_>,
) {
    match &count.plan.rule.linkage {
        Some(Linkage::Compensation(rule)) if rule.overhang == Overhang::Refused => {
            coverage::seat_others(count, book, |_| false);
        }
        Some(Linkage::Compensation(rule)) if rule.returns() => {
            give_linked(count, None, &mut buffers.returned, book)
        }
        Some(
            Linkage::Compensation(_)
            | Linkage::Claims(_)
            | Linkage::Transfer(_)
            | Linkage::Subtraction(_)
            | Linkage::HeldSeats(_)
            | Linkage::Remainders(_),
        )
        | None => {}
    }
}

/// Tells by how much the list seats are more or fewer than the law's number.
pub(crate) fn compare_with_house(count: ListCount<'_>, book: &mut Book<'_>) {
    let rule = &count.plan.rule;
    if !matches!(&rule.linkage, Some(Linkage::Compensation(_))) {
        return;
    }
    let own = i64::from(count.tiers[count.tier].seats);
    let allotted = book.allotted;
    // A tier that leaves seats itself takes what others left, and whoever is next reckons with both.
    if rule.quota.is_some_and(|quota| quota.leaves()) {
        *book.left(count.tier) = own.saturating_sub_unsigned(allotted);
        return;
    }
    let from_others: i64 = count.plan.linked.tiers.iter().map(|&tier| *book.left(tier)).sum();
    let law = (own + i64::from(book.refused) + from_others).max(0).unsigned_abs();
    let at = Location::tier(count.tier);
    let narrow = |seats: u64| u32::try_from(seats).unwrap_or(u32::MAX);
    if allotted > law {
        book.house_grew(at, "linkage", narrow(allotted - law));
    } else if allotted < law {
        // Winners are refused although the lists have no seat for it: the law has fewer seats than districts.
        book.house_shrank(at, narrow(law - allotted));
    }
}
