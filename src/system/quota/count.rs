//! Whole quotas, and who gets what they leave.

use std::cmp::{Ordering, Reverse};

use super::record::{by_quota, left_to_others};
use super::{QuotaRule, rounded};
use crate::apportion::{Method, Ratio, largest_remainder};
use crate::system::count::area_votes::AreaVotes;
use crate::system::count::book::Book;
use crate::system::count::failure::CountFailure;
use crate::system::count::list_count::ListCount;
use crate::system::count::location::Location;
use crate::system::count::sharing::{Admitted, Shared};
use crate::system::reason::Reason;

/// What a region's quota divides, and the seats there.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RegionQuota {
    base: u128,
    seats: u32,
}

/// Who competes for the seats that whole quotas leave.
#[derive(Debug, Clone, Default)]
pub(crate) struct QuotaBuffers {
    /// Whether the last seat stands on a whole quota, and the remainder beside it: seats that do not stand on whole
    /// quotas come behind all others.
    remainders: Vec<(bool, u128)>,
    holders: Vec<u32>,
}

/// Writes what the quotas of regions divide, and the seats there, where quotas are theirs.
pub(crate) fn of_regions(
    count: ListCount<'_>,
    votes: &mut AreaVotes,
    area_seats: &[u32],
    regions: &mut Vec<RegionQuota>,
) -> Result<(), CountFailure> {
    regions.clear();
    let plan = count.plan;
    let Some(QuotaRule { within: Some(_), of: Some(of), .. }) = plan.rule.quota else {
        return Ok(());
    };
    for (number, area) in plan.areas.iter().enumerate() {
        votes.count(count, [area])?;
        let base = votes.figures.of(of);
        let base = base.map_err(|figure| CountFailure::MissingFigure { district: area.district, figure })?;
        let Some(region) = area.region else { continue };
        if regions.len() <= region {
            regions.resize(region + 1, RegionQuota::default());
        }
        let sum = &mut regions[region];
        sum.base += base;
        let seats = area_seats.get(number).copied().unwrap_or(area.seats);
        sum.seats = sum.seats.checked_add(seats).ok_or(CountFailure::VotesTooLarge)?;
    }
    Ok(())
}

/// Leaves seats to tiers that are linked to this one, where the rules say so.
pub(crate) fn leave(count: ListCount<'_>, at: Location, seats: u32, book: &mut Book<'_>) -> bool {
    let leaves = count.plan.rule.quota.is_some_and(|quota| quota.leaves());
    if leaves && seats > 0 {
        *book.left(count.tier) += i64::from(seats);
        book.note(at, "quota", |_| left_to_others(seats));
    }
    leaves
}

/// Shares seats by quotas. Returns how many of them are left to other tiers.
#[expect(clippy::too_many_arguments, reason = "what goes in, what comes out, and what is written on the way")]
pub(crate) fn count(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    rule: QuotaRule,
    regions: &[RegionQuota],
    shared: &mut Shared,
    border: &mut QuotaBuffers,
    book: &mut Book<'_>,
) -> Result<u32, CountFailure> {
    let weights = here.weights;
    let (quota, base, divided) = quota_of(count, here, seats, rule, regions)?;
    shared.start(weights.len());
    let claimed = whole_quotas(rule, quota, weights, shared, border)?;
    let (by_remainder, by_votes) = match u64::from(seats).checked_sub(claimed) {
        Some(_) if rule.leaves() => (0, 0),
        Some(left) => {
            // No more than the seats.
            let mut left = left as u32;
            let everybody = u32::try_from(border.holders.len()).map_err(|_| CountFailure::VotesTooLarge)?;
            // More seats than lists: everybody gets one in turn.
            if let Some(rounds) = left.checked_div(everybody) {
                border.holders.iter().for_each(|&i| shared.given[i as usize] += rounds);
                left -= rounds * everybody;
            }
            let by_remainder = rule.remainders.map_or(left, |most| left.min(most));
            (by_remainder, left - by_remainder)
        }
        None => {
            // Everybody who has a seat gives one back, and the largest remainders get it again.
            let excess =
                u32::try_from(claimed - u64::from(seats)).map_err(|_| CountFailure::VotesTooLarge)?;
            border.holders.retain(|&i| shared.given[i as usize] > 0);
            let holders = u32::try_from(border.holders.len()).map_err(|_| CountFailure::VotesTooLarge)?;
            border.holders.iter().for_each(|&i| shared.given[i as usize] -= 1);
            (holders.checked_sub(excess).ok_or(CountFailure::VotesTooLarge)?, 0)
        }
    };
    let open = by_remainders(border, by_remainder, shared);
    // No more than the seats.
    let left = u64::from(seats).saturating_sub(claimed) as u32;
    let noted = if rule.leaves() { 0 } else { left.into() };
    book.note(here.at, "quota", |names| {
        by_quota(names, count.plan, quota, (base, divided), noted, weights, &shared.given)
    });
    if open > 0 {
        count.decide(here.at, &here.votes.cast, open, false, shared, book);
    }
    by_votes_a_seat(count, here, by_votes, shared, book);
    Ok(if rule.leaves() { left } else { 0 })
}

/// The quota, and what is divided by how many seats.
fn quota_of(
    count: ListCount<'_>,
    Admitted { area, at, votes, weights }: Admitted<'_>,
    seats: u32,
    rule: QuotaRule,
    regions: &[RegionQuota],
) -> Result<(Ratio, u128, u32), CountFailure> {
    let region = area.region.filter(|_| rule.within.is_some()).and_then(|region| regions.get(region));
    let (base, divided) = match (region, rule.of) {
        (Some(region), _) => (region.base, region.seats),
        (None, None) => (weights.iter().map(|&n| u128::from(n)).sum(), seats),
        (None, Some(of)) => {
            let base = votes.figures.of(of);
            (base.map_err(|figure| CountFailure::MissingFigure { district: at.district, figure })?, seats)
        }
    };
    let Method::LargestRemainder(quota) = &count.plan.rule.method else {
        // The rules were checked: the method has a quota. Without one there are no seats rather than wrong ones.
        return Err(CountFailure::VotesTooLarge);
    };
    Ok((rounded(quota.of(base, divided), rule.rounded), base, divided))
}

/// Gives every list its whole quotas, and the seat of a remainder that is worth one; returns how many these are.
fn whole_quotas(
    rule: QuotaRule,
    quota: Ratio,
    weights: &[u64],
    Shared { given, .. }: &mut Shared,
    QuotaBuffers { remainders, holders }: &mut QuotaBuffers,
) -> Result<u64, CountFailure> {
    remainders.clear();
    // A quota of at least one vote: no more whole quotas than votes, and far fewer than 2^32 unless the quota is
    // tiny, which the check below finds.
    for (&n, given) in weights.iter().zip(&mut *given) {
        let share = largest_remainder::share(n, quota);
        let full = rule.full_from.is_some_and(|part| {
            let needed = quota.numerator.checked_mul(part.numerator().into());
            let there = share.remainder.checked_mul(part.denominator().into());
            there.zip(needed).is_some_and(|(there, needed)| there >= needed && there > 0)
        });
        let whole = u32::try_from(share.whole).ok().and_then(|whole| whole.checked_add(full.into()));
        *given = whole.ok_or(CountFailure::VotesTooLarge)?;
        remainders.push((!full, share.remainder));
    }
    holders.clear();
    holders.extend((0u32..).zip(weights).filter(|(_, n)| **n > 0).map(|(i, _)| i));
    Ok(given.iter().map(|&whole| u64::from(whole)).sum())
}

/// One seat each to the largest remainders. Returns how many equal ones leave open among those who are tied.
fn by_remainders(border: &mut QuotaBuffers, seats: u32, Shared { given, tied, .. }: &mut Shared) -> u32 {
    let QuotaBuffers { remainders, holders } = border;
    let count = seats as usize;
    let key = |i: u32| remainders[i as usize];
    holders.sort_unstable_by_key(|&i| Reverse(key(i)));
    let Some(last) = count.checked_sub(1).and_then(|last| holders.get(last)).map(|&i| key(i)) else {
        return 0;
    };
    let equal_beyond = holders.get(count).is_some_and(|&i| key(i) == last);
    let sure = if equal_beyond { holders.partition_point(|&i| key(i) > last) } else { count };
    for &i in &holders[..sure] {
        given[i as usize] += 1;
    }
    tied.among(holders.iter().copied().filter(|&i| equal_beyond && key(i) == last));
    // No more than the seats.
    (count - sure) as u32
}

/// One by one to the list with most votes for each of its seats.
fn by_votes_a_seat(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    shared: &mut Shared,
    book: &mut Book<'_>,
) {
    let weights = here.weights;
    for left in (1..=seats).rev() {
        let Shared { given, tied, .. } = &mut *shared;
        // a/s against b/t, cross-multiplied.
        let ahead = |a: usize, b: usize| -> Ordering {
            let product = |votes: usize, seats: usize| u128::from(weights[votes]) * u128::from(given[seats]);
            product(a, b).cmp(&product(b, a))
        };
        let holders = || (0..given.len()).filter(|&i| given[i] > 0 && weights[i] > 0);
        let Some(best) = holders().max_by(|&a, &b| ahead(a, b)) else {
            book.unfilled(here.at, left, Reason::NoVotes);
            return;
        };
        // Lists are numbered in u32.
        tied.among(holders().filter(|&i| ahead(i, best).is_eq()).map(|i| i as u32));
        if tied.claimants.len() as u64 > u64::from(left) {
            count.decide(here.at, &here.votes.cast, left, false, shared, book);
            return;
        }
        // All of them get theirs in turn, and the first of them now.
        given[tied.claimants[0] as usize] += 1;
    }
}
