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
    let [ballot] = &area.ballots[..] else { return false };
    let ListBuffers { votes, weights, shared, threshold, .. } = buffers;
    let Some((cast, all)) = votes_of(plan, tally, ballot, &mut votes.cast) else { return false };
    let alone = plan.rule.sole_qualifier.is_some();
    let mut measured = None;
    let weights = match &plan.rule.threshold {
        None if alone => return false,
        None => cast,
        Some(rule) => {
            let Some(base) = base(plan, tally, ballot, rule.of, all) else { return false };
            let Some(passing) = admit(cast, base, (rule.share, rule.inclusive), weights) else {
                return false;
            };
            if passing == 0 || passing == 1 && alone {
                return false;
            }
            measured = Some((base, rule));
            &weights[..]
        }
    };
    shared.start(weights.len());
    let counted =
        apportion_into(weights, area.seats, &plan.rule.method, &mut shared.apportion, &mut shared.given);
    if counted != Ok(0) {
        return false;
    }
    if let Some((base, rule)) = measured.filter(|_| threshold.near.is_asked_for()) {
        let measure = Measure { base: base.into(), quota: None };
        let needed = measure.needed(rule.share, rule.inclusive);
        threshold.near.keep(count.tier, measure, cast.iter().map(|&n| (n, needed)));
    }
    book.list_seats(Location::area(count.tier, area), plan, &shared.given);
    true
}

/// The votes of each list, and all that are valid; none where they need more than 64 bits.
#[inline]
fn votes_of<'a>(
    plan: &ListPlan,
    tally: &'a Tally,
    ballot: &ListBallot,
    sums: &'a mut Vec<u64>,
) -> Option<(&'a [u64], Valid)> {
    let row = &tally.votes[ballot.votes.clone()];
    let unnamed = tally.totals[ballot.totals].others;
    if ballot.in_order {
        let of_lists = row.iter().try_fold(unnamed, |sum, &n| sum.checked_add(n))?;
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

/// Valid votes: those of lists, named or not, and those of candidates without a party.
#[derive(Clone, Copy)]
struct Valid {
    of_lists: u64,
    of_others: u64,
}

/// What the threshold's share is of.
#[inline]
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

/// Writes the votes of those who reach the share of the base, and 0 for the others. Returns how many reach it.
#[inline]
fn admit(cast: &[u64], base: u64, (share, inclusive): (Share, bool), weights: &mut Vec<u64>) -> Option<u32> {
    let (numerator, denominator) = (u64::from(share.numerator()), u64::from(share.denominator()));
    // Nobody has more votes than the base, and the numerator is the smaller one: no product is larger than this.
    base.checked_mul(denominator)?.checked_add(1)?;
    // One more than as many is more.
    let needed = base * numerator + u64::from(!inclusive);
    let mut passing = 0;
    weights.clear();
    weights.extend(cast.iter().map(|&n| {
        let passes = n > 0 && n * denominator >= needed;
        passing += u32::from(passes);
        if passes { n } else { 0 }
    }));
    Some(passing)
}
