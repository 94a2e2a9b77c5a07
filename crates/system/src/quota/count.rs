//! Whole quotas, and who gets what they leave.

use std::cmp::Ordering;

use super::averages::{self, AverageBuffers};
use super::personal;
use super::price::Divided;
use super::ranks::{self, RankBuffers};
use super::record::{QuotaStep, VotesASeatStep, left_to_others};
use super::{QuotaLeft, QuotaRule, TooMany};
use crate::count::area_votes::AreaVotes;
use crate::count::book::{Book, Unit};
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::one_each::one_each;
use crate::count::sharing::{Admitted, Shared};
use crate::reason::Reason;
use crate::remainders::count as remainders;
use sailau_apportion::{Method, Ratio, largest_remainder};

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
    averages: AverageBuffers,
    ranks: RankBuffers,
    /// Seats of candidates who alone have the quota, beside those of the lists.
    beside: Vec<u32>,
    /// The votes are in units of 1/`unit`: 1, save for pooled remainders.
    pub(crate) unit: u64,
}

impl QuotaBuffers {
    /// Votes stand in the place of remainders.
    fn claim_by_votes(&mut self, weights: &[u64]) {
        self.remainders.clear();
        self.remainders.extend(weights.iter().map(|&n| (true, u128::from(n))));
    }
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
    let divided = Divided { unit: border.unit, ..divided_by(count, here, seats, rule, regions)? };
    match rule.left {
        Some(QuotaLeft::RemaindersThenAverages) => {
            averages::count(count, here, seats, rule, divided, shared, &mut border.averages, book)?;
            return Ok(0);
        }
        Some(QuotaLeft::MostVotesWithoutQuota) => {
            ranks::count(count, here, seats, rule, divided, shared, &mut border.ranks, book)?;
            return Ok(0);
        }
        Some(QuotaLeft::MostVotes | QuotaLeft::OtherTiers) | None => {}
    }
    shared.start(weights.len());
    let (mut claimed, price) = settled_quotas(divided, rule, seats, weights, shared, border)?;
    let all_seats = seats;
    let mut seats = seats;
    if rule.personal {
        let beside = personal::beside_lists(count, here, price, &mut border.beside)?;
        seats = seats.checked_sub(beside).ok_or(CountFailure::VotesTooLarge)?;
        // A candidate who stands alone has no seat but that.
        let alone = count.plan.first_individual();
        claimed -= shared.given[alone..].iter().map(|&n| u64::from(n)).sum::<u64>();
        shared.given[alone..].fill(0);
        border.holders.retain(|&list| (list as usize) < alone);
    }
    if rule.leaves() {
        let unused = border.remainders.iter().map(|&(unused, remainder)| if unused { remainder } else { 0 });
        remainders::keep(count, price.denominator * u128::from(divided.unit.max(1)), unused, book)?;
    }
    let (by_remainder, by_votes) = match u64::from(seats).checked_sub(claimed) {
        Some(_) if rule.leaves() => (0, 0),
        Some(left) => {
            // No more than the seats.
            let left = left as u32;
            if rule.left == Some(QuotaLeft::MostVotes) {
                border.claim_by_votes(weights);
            }
            let all_by_remainder = rule.remainders.map_or(left, |most| left.min(most));
            let everybody = u32::try_from(border.holders.len()).map_err(|_| CountFailure::VotesTooLarge)?;
            // More seats than lists: everybody gets one in turn.
            let rounds = all_by_remainder.checked_div(everybody).unwrap_or(0);
            border.holders.iter().for_each(|&i| shared.given[i as usize] += rounds);
            (all_by_remainder - rounds * everybody, left - all_by_remainder)
        }
        None => (take_back(seats, shared, border)?, 0),
    };
    let open = by_remainders(border, by_remainder, shared);
    // No more than the seats.
    let left = u64::from(seats).saturating_sub(claimed) as u32;
    if rule.leaves() {
        book.add_unit(Unit { tier: count.tier, district: here.at.district, quota: price, left });
    }
    book.note(here.at, "quota", |names| {
        let method = &count.plan.rule.method;
        let given = &shared.given;
        let step = QuotaStep::of(names, count.plan, method, Some(rule), divided, seats, weights, given);
        QuotaStep { seats: all_seats, ..step }
    });
    if rule.personal {
        shared.given.iter_mut().zip(&border.beside).for_each(|(given, beside)| *given += beside);
        personal::tell(count, here, price, book);
    }
    if open > 0 {
        count.decide(here.at, &here.votes.cast, open, false, shared, book);
    }
    by_votes_a_seat(count, here, by_votes, shared, book)?;
    Ok(if rule.leaves() { left } else { 0 })
}

/// What the quota divides by how many seats.
fn divided_by(
    count: ListCount<'_>,
    Admitted { area, at, votes, weights }: Admitted<'_>,
    seats: u32,
    rule: QuotaRule,
    regions: &[RegionQuota],
) -> Result<Divided, CountFailure> {
    let Method::LargestRemainder(quota) = count.plan.rule.method else {
        // The rules were checked: the method has a quota. Without one there are no seats rather than wrong ones.
        return Err(CountFailure::VotesTooLarge);
    };
    let region = area.region.filter(|_| rule.within.is_some()).and_then(|region| regions.get(region));
    let (votes, seats) = match (region, rule.of) {
        (Some(region), _) => (region.base, region.seats),
        (None, None) => (weights.iter().map(|&n| u128::from(n)).sum(), seats),
        (None, Some(of)) => {
            let base = votes.figures.of(of);
            (base.map_err(|figure| CountFailure::MissingFigure { district: at.district, figure })?, seats)
        }
    };
    Ok(Divided { quota, votes, seats, unit: 1 })
}

/// Whole quotas by the first quota that gives no more than the seats, where a larger one may take its place; returns
/// how many they are, and the price of each.
fn settled_quotas(
    divided: Divided,
    rule: QuotaRule,
    seats: u32,
    weights: &[u64],
    shared: &mut Shared,
    border: &mut QuotaBuffers,
) -> Result<(u64, Ratio), CountFailure> {
    let mut quota = divided.quota;
    loop {
        let price = divided.price(quota, rule.rounded);
        let claimed = whole_quotas(rule, price, weights, shared, border)?;
        match quota.lowered() {
            Some(larger) if claimed > u64::from(seats) && rule.too_many() == TooMany::LargerQuota => {
                quota = larger;
            }
            _ => return Ok((claimed, price)),
        }
    }
}

/// Takes seats back, one from everybody in turn, until another turn would be too many, and one more from everybody;
/// returns how many of the last the largest remainders get again.
///
/// That is the same as giving the seats to the strongest claims, where a list with q quotas claims q, q - 1, q - 2 and
/// so on.
fn take_back(
    seats: u32,
    Shared { given, .. }: &mut Shared,
    QuotaBuffers { holders, .. }: &mut QuotaBuffers,
) -> Result<u32, CountFailure> {
    let after = |turns: u32| -> u64 { given.iter().map(|&n| u64::from(n.saturating_sub(turns))).sum() };
    // The most turns that leave no fewer than the seats: none does, and as many as the most seats leave nothing.
    let (mut turns, mut beyond) = (0, given.iter().copied().max().unwrap_or(0).saturating_add(1));
    while turns + 1 < beyond {
        let middle = turns + (beyond - turns) / 2;
        if after(middle) >= u64::from(seats) { turns = middle } else { beyond = middle }
    }
    for given in &mut *given {
        *given = given.saturating_sub(turns);
    }
    holders.retain(|&i| given[i as usize] > 0);
    for &i in &*holders {
        given[i as usize] -= 1;
    }
    let left: u64 = given.iter().map(|&n| u64::from(n)).sum();
    // At most one for each holder.
    let again = u64::from(seats).checked_sub(left).and_then(|again| u32::try_from(again).ok());
    again.ok_or(CountFailure::VotesTooLarge)
}

/// Gives every list its whole quotas, and the seat of a remainder that is worth one; returns how many these are.
fn whole_quotas(
    rule: QuotaRule,
    quota: Ratio,
    weights: &[u64],
    Shared { given, .. }: &mut Shared,
    QuotaBuffers { remainders, holders, .. }: &mut QuotaBuffers,
) -> Result<u64, CountFailure> {
    remainders.clear();
    // A quota of at least one vote: no more whole quotas than votes, and far fewer than 2^32 unless the quota is
    // tiny, which the check below finds.
    for (&n, given) in weights.iter().zip(&mut *given) {
        let share = largest_remainder::share(n, quota);
        let full = rule.worth_a_seat(share.remainder, quota);
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
    let QuotaBuffers { remainders, holders, .. } = border;
    let (sure, open) = one_each(holders, seats, |a, b| remainders[a].cmp(&remainders[b]), tied);
    holders[..sure as usize].iter().for_each(|&i| given[i as usize] += 1);
    open
}

/// The most seats that go to votes a seat: each is a step of the record.
const MOST_BY_VOTES: u32 = 1 << 16;

/// One by one to the list with most votes for each of its seats.
fn by_votes_a_seat(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    shared: &mut Shared,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
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
            return Ok(());
        };
        if left > MOST_BY_VOTES {
            return Err(CountFailure::TooManyByVotes);
        }
        // Lists are numbered in u32.
        tied.among(holders().filter(|&i| ahead(i, best).is_eq()).map(|i| i as u32));
        if tied.claimants.len() as u64 > u64::from(left) {
            count.decide(here.at, &here.votes.cast, left, false, shared, book);
            return Ok(());
        }
        // All of them get theirs in turn, and the first of them now.
        let list = tied.claimants[0] as usize;
        let held = given[list];
        given[list] += 1;
        book.note(here.at, "quota", |names| VotesASeatStep {
            party: names.list(count.plan, list),
            votes: weights[list],
            seats: held,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::ElectoralSystem;
    use crate::votes::Votes;

    /// However many seats a file asks for: those beyond the remainders go one by one, with a line each in the record.
    #[test]
    fn a_house_of_thousands_of_millions_by_votes_a_seat_is_refused() {
        let counted = |seats: u32, votes: [u64; 2]| {
            let text = format!(
                "name = 'A'\n[[tier]]\nname = 'list'\nseats = {seats}\nmethod = 'droop'\n\
                 quota = {{ of = 'valid votes', remainders = 1 }}"
            );
            let rules = ElectoralSystem::from_toml(&text).unwrap();
            rules.count(&Votes::list([("Hill", votes[0]), ("Dale", votes[1])]).unwrap())
        };
        let outcome = counted(1_000, [7, 5]).unwrap();
        // A quota of one vote: 12 seats; one by remainder, and then by votes for each seat held.
        assert_eq!((outcome.seats_of("Hill"), outcome.seats_of("Dale")), (Ok(583), Ok(417)));
        let error = counted(u32::MAX, [7, 5]).unwrap_err().to_string();
        let said =
            "tier `list`: the seats that go one by one to the most votes a seat are more than can be counted";
        assert_eq!(error, said);
        // Of nobody's votes there is no such seat.
        assert!(counted(u32::MAX, [0, 0]).is_ok());
    }
}
