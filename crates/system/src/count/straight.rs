//! The usual area of a list tier: its votes, a share of them as the threshold, the method.
//!
//! The same seats as by the stages one after the other, from one look at the votes and in 64 bits. Whatever is out of the ordinary
//! is left to these stages, with nothing written: equal claims, one list alone or none that passes, numbers that need more bits.

use super::book::Book;
use super::list_buffers::ListBuffers;
use super::list_count::ListCount;
use super::location::Location;
use crate::law::Share;
use crate::plan::{Area, ListBallot, ListPlan};
use crate::rules::AgainstAll;
use crate::threshold::VoteBase;
use crate::threshold::measure::Measure;
use crate::votes::Tally;
use sailau_apportion::apportion_into;

/// Shares an area's seats where [nothing but a share](ListPlan::is_straight) is asked; whether it did. A record is not kept here.
#[inline]
pub(super) fn count(
    count: ListCount<'_>,
    area: &Area,
    buffers: &mut ListBuffers,
    book: &mut Book<'_>,
) -> bool {
    let ListCount { plan, tally, .. } = count;
    let ListBuffers { votes, weights, shared, threshold, .. } = buffers;
    weights.clear();
    let Some((cast, base)) = weigh(plan, area, tally, &mut votes.cast, weights) else { return false };
    shared.start(weights.len());
    let counted =
        apportion_into(weights, area.seats, &plan.rule.method, &mut shared.apportion, &mut shared.given);
    if counted != Ok(0) {
        return false;
    }
    if let Some((base, rule)) =
        base.zip(plan.rule.threshold.as_ref()).filter(|_| threshold.near.is_asked_for())
    {
        let measure = Measure { base: base.into(), quota: None };
        let needed = measure.needed(rule.share, rule.inclusive);
        threshold.near.keep(count.tier, measure, cast.iter().map(|&n| (n, needed)));
    }
    book.list_seats(Location::area(count.tier, area), plan, &shared.given);
    true
}

/// Adds the votes by which the lists of an area share its seats: those of a list that does not pass are 0. Gives all votes that
/// lists have, and what the threshold is a share of if there is one; nothing where the area is out of the ordinary.
#[inline(always)]
pub(super) fn weigh<'a>(
    plan: &ListPlan,
    area: &Area,
    tally: &'a Tally,
    sums: &'a mut Vec<u64>,
    weights: &mut Vec<u64>,
) -> Option<(&'a [u64], Option<u64>)> {
    let [ballot] = &area.ballots[..] else { return None };
    let (cast, all) = votes_of(plan, tally, ballot, sums)?;
    let alone = plan.rule.sole_qualifier.is_some();
    let Some(rule) = &plan.rule.threshold else {
        weights.extend_from_slice(cast);
        return (!alone).then_some((cast, None));
    };
    let base = base(plan, tally, ballot, rule.of, all)?;
    let passing = admit(cast, base, (rule.share, rule.inclusive), weights)?;
    (passing > 1 || passing == 1 && !alone).then_some((cast, Some(base)))
}

/// The votes of each list, and all that are valid; none where they need more than 64 bits.
#[inline(always)]
fn votes_of<'a>(
    plan: &ListPlan,
    tally: &'a Tally,
    ballot: &ListBallot,
    sums: &'a mut Vec<u64>,
) -> Option<(&'a [u64], Valid)> {
    let row = &tally.votes[ballot.votes.clone()];
    let unnamed = tally.totals[ballot.totals].others;
    if ballot.in_order {
        let of_lists = sum(row, unnamed)?;
        return Some((row, Valid { of_lists, of_others: 0 }));
    }
    let mut valid = Valid { of_lists: unnamed, of_others: 0 };
    sums.clear();
    sums.resize(plan.parties.len(), 0);
    for (&n, list) in row.iter().zip(&ballot.lists) {
        let sum = match list.index() {
            Some(list) => {
                // Not more than all of them, whose sum is looked after.
                sums[list] = sums[list].wrapping_add(n);
                &mut valid.of_lists
            }
            None => &mut valid.of_others,
        };
        *sum = sum.checked_add(n)?;
    }
    Some((sums, valid))
}

/// What numbers and one more add up to; none where that needs more than 64 bits.
#[inline(always)]
fn sum(numbers: &[u64], one: u64) -> Option<u64> {
    // Side by side, where they are small.
    let (sum, bits) = numbers.iter().fold((one, one), |(sum, bits), &n| (sum.wrapping_add(n), bits | n));
    if bits <= u64::from(u32::MAX) && numbers.len() < 1 << 31 {
        return Some(sum);
    }
    numbers.iter().try_fold(one, |sum, &n| sum.checked_add(n))
}

/// Valid votes: those of lists, named or not, and those of candidates without a party.
#[derive(Clone, Copy)]
struct Valid {
    of_lists: u64,
    of_others: u64,
}

/// What the threshold's share is of.
#[inline(always)]
fn base(plan: &ListPlan, tally: &Tally, ballot: &ListBallot, of: VoteBase, valid: Valid) -> Option<u64> {
    if of == VoteBase::ListVotes {
        return Some(valid.of_lists);
    }
    let all = valid.of_lists.checked_add(valid.of_others)?;
    match of {
        VoteBase::ValidAndAgainstAll if plan.rule.against_all != AgainstAll::NotOnTheBallot => {
            all.checked_add(tally.totals[ballot.totals].against_all)
        }
        _ => Some(all),
    }
}

/// What a share asks of a list: as many votes, times so much.
#[derive(Clone, Copy)]
pub(super) struct Bar {
    times: u64,
    needed: u64,
}

impl Bar {
    /// A share of the base, or more than it; none where the products of votes that are at most the base need more than 64 bits.
    #[inline(always)]
    pub(super) fn of(base: u64, (share, inclusive): (Share, bool)) -> Option<Self> {
        let (numerator, denominator) = (u64::from(share.numerator()), u64::from(share.denominator()));
        // The numerator is the smaller one: no product is larger than this.
        base.checked_mul(denominator)?.checked_add(1)?;
        // One more than as many is more.
        Some(Self { times: denominator, needed: base * numerator + u64::from(!inclusive) })
    }

    #[inline(always)]
    pub(super) fn is_reached(self, votes: u64) -> bool {
        votes * self.times >= self.needed
    }
}

/// Adds the votes of those who reach the share of the base, and 0 for the others. Returns how many reach it.
#[inline(always)]
fn admit(cast: &[u64], base: u64, share: (Share, bool), weights: &mut Vec<u64>) -> Option<u64> {
    let bar = Bar::of(base, share)?;
    let (mut passing, start) = (0, weights.len());
    weights.resize(start + cast.len(), 0);
    for (weight, &n) in weights[start..].iter_mut().zip(cast) {
        let passes = (n > 0) & bar.is_reached(n);
        passing += u64::from(passes);
        *weight = if passes { n } else { 0 };
    }
    Some(passing)
}
