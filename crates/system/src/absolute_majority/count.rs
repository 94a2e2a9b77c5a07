//! More seats for a list with more than half of the votes.

use super::majority::Majority;
use super::record::absolute_majority;
use super::{AbsoluteMajority, MajoritySeats};
use crate::bounds::count::BoundsBuffers;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::one_each::one_each;
use crate::count::sharing::{Admitted, Shared};
use crate::linkage::Linkage;
use sailau_apportion::largest_remainder::{self, effective_quota};
use sailau_apportion::{Method, Quota, apportion_into};

#[derive(Debug, Clone, Default)]
pub(crate) struct MajorityBuffers {
    /// Votes of the other lists.
    others: Vec<u64>,
    /// The other lists in the order of their remainders.
    order: Vec<u32>,
}

/// Shares seats by the tier's method, and gives more to a list with more than half of the votes where the rules do.
pub(crate) fn share(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    shared: &mut Shared,
    (buffers, bounds): (&mut MajorityBuffers, &mut BoundsBuffers),
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let method = &count.plan.rule.method;
    let moving = moving(count, here, seats, |list| {
        shared.start(here.weights.len());
        let Shared { given, apportion, .. } = &mut *shared;
        apportion_into(here.weights, seats, method, apportion, given)
            .map_err(|_| CountFailure::VotesTooLarge)?;
        Ok(Some(given[list]))
    })?;
    if let Some(moving) = moving {
        return moved(count, here, seats, &moving, shared, buffers, book);
    }
    count.share_once_each(here, seats, shared, bounds, book)?;
    add(count, here, &[], shared, book)
}

/// The list to which a seat moves, and the seats of which it is sure without that.
pub(crate) struct Moving {
    majority: Majority,
    pub(crate) own: u32,
}

impl Moving {
    pub(crate) fn list(&self) -> usize {
        self.majority.list
    }

    pub(crate) fn note(&self, count: ListCount<'_>, here: Admitted<'_>, seats: u32, book: &mut Book<'_>) {
        book.note(here.at, "absolute_majority", |names| {
            absolute_majority(names, count.plan, self.majority, (self.own.into(), seats.into()), 1, false)
        });
    }
}

/// The list to which a seat moves, where the rules have it. `sure_of` says of how many seats a list is sure, and none
/// where others have no seat to lose.
pub(crate) fn moving(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    sure_of: impl FnOnce(usize) -> Result<Option<u32>, CountFailure>,
) -> Result<Option<Moving>, CountFailure> {
    let Some(rule) = count.plan.rule.absolute_majority.filter(|rule| rule.seats == MajoritySeats::Moved)
    else {
        return Ok(None);
    };
    let Some(majority) = found(here, &rule)? else { return Ok(None) };
    let Some(own) = sure_of(majority.list)? else { return Ok(None) };
    // Sure of more than half: nothing moves, whatever equal claims leave open.
    let short = u64::from(own) * 2 <= u64::from(seats) && own < seats;
    Ok(short.then_some(Moving { majority, own }))
}

/// Adds seats until a list with more than half of the votes has more than half of those that are shared, and `held` in
/// linked tiers; none are held where it is empty. What equal claims may give it is taken as its own: then fewer are
/// added, and what hangs on the claims stays open.
pub(crate) fn add(
    count: ListCount<'_>,
    here: Admitted<'_>,
    held: &[u32],
    shared: &mut Shared,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    let Some(rule) = plan.rule.absolute_majority.filter(|rule| rule.seats == MajoritySeats::Added) else {
        return Ok(());
    };
    let Some(majority) = found(here, &rule)? else {
        return Ok(());
    };
    let Shared { given, open, open_to, .. } = &mut *shared;
    let sum = |seats: &[u32]| seats.iter().map(|&n| u64::from(n)).sum::<u64>();
    let all = sum(given) + sum(held) + u64::from(*open);
    let list = majority.list;
    let own = u64::from(given[list]) + held.get(list).map_or(0, |&n| u64::from(n));
    let may_have = own + if open_to.contains(&(list as u32)) { u64::from(*open) } else { 0 };
    // n more of n more in all are more than half from n = all − 2·own + 1 on.
    let Some(short) = all.checked_sub(2 * may_have) else {
        return Ok(());
    };
    let more = u32::try_from(short + 1).map_err(|_| CountFailure::VotesTooLarge)?;
    given[list] = given[list].checked_add(more).ok_or(CountFailure::VotesTooLarge)?;
    book.note(here.at, "absolute_majority", |names| {
        absolute_majority(names, plan, majority, (own, all), more, true)
    });
    // Where linked seats are set against those that are shared the whole house is compared in the end.
    if !matches!(plan.rule.linkage, Some(Linkage::Compensation(_))) {
        book.house_grew(here.at, "absolute_majority", more);
    }
    Ok(())
}

/// The list with more than half of the votes, as they were cast, if one that takes part has them.
fn found(here: Admitted<'_>, rule: &AbsoluteMajority) -> Result<Option<Majority>, CountFailure> {
    let cast = &here.votes.cast;
    let lists = || (0..cast.len()).filter(|&list| here.takes_part(list));
    let of = match rule.of {
        None => lists().map(|list| u128::from(cast[list])).sum(),
        Some(base) => {
            let district = here.at.district;
            let missing = |figure| CountFailure::MissingFigure { district, figure };
            here.votes.figures.of(base).map_err(missing)?
        }
    };
    let list = lists().find(|&list| 2 * u128::from(cast[list]) > of);
    Ok(list.map(|list| Majority { list, votes: cast[list], of }))
}

/// One more seat for the list than the method is sure to give it, before the others share theirs: whoever would have
/// had the last seat has one fewer. Whether the list is among equal claims to the last seats makes no difference then.
fn moved(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    moving: &Moving,
    shared: &mut Shared,
    buffers: &mut MajorityBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    let (list, own) = (moving.list(), moving.own);
    moving.note(count, here, seats, book);
    if let Method::LargestRemainder(quota) = plan.rule.method {
        by_remainders(count, here, (seats, quota), list, shared, buffers, book);
    } else {
        // What is left of the house is shared among the others as the method would share it among them alone.
        let others = &mut buffers.others;
        others.clear();
        others.extend_from_slice(here.weights);
        others[list] = 0;
        let left = seats - own - 1;
        shared.start(others.len());
        if others.iter().any(|&n| n > 0) {
            let votes = (&here.votes.cast[..], &others[..]);
            count.share(here.at, votes, left, &plan.rule.method, shared, book);
        }
    }
    shared.given[list] = own + 1;
    Ok(())
}

/// Whole quotas, and the remainders of the others for one seat fewer.
fn by_remainders(
    count: ListCount<'_>,
    here: Admitted<'_>,
    (seats, quota): (u32, Quota),
    list: usize,
    shared: &mut Shared,
    MajorityBuffers { order, .. }: &mut MajorityBuffers,
    book: &mut Book<'_>,
) {
    let (quota, _) = effective_quota(here.weights, seats, quota);
    let own = shared.given[list];
    shared.start(here.weights.len());
    let mut left = seats - own - 1;
    for (i, (given, &n)) in shared.given.iter_mut().zip(here.weights).enumerate() {
        if i == list {
            continue;
        }
        // No more whole quotas than seats, but for quotas that claim too much: then nobody is short of half of them.
        *given = u32::try_from(largest_remainder::share(n, quota).whole).unwrap_or(left).min(left);
        left -= *given;
    }
    let remainder = |i: usize| largest_remainder::share(here.weights[i], quota).remainder;
    order.clear();
    order.extend((0u32..).zip(here.weights).filter(|&(i, &n)| n > 0 && i as usize != list).map(|(i, _)| i));
    // Quotas of few votes may leave more seats than lists: everybody has one in turn.
    while !order.is_empty() && left as usize >= order.len() {
        order.iter().for_each(|&i| shared.given[i as usize] += 1);
        left -= order.len() as u32;
    }
    let compare = |a: usize, b: usize| remainder(a).cmp(&remainder(b));
    let (sure, open) = one_each(order, left, compare, &mut shared.tied);
    order[..sure as usize].iter().for_each(|&i| shared.given[i as usize] += 1);
    if open > 0 {
        count.decide(here.at, &here.votes.cast, open, false, shared, book);
    }
}
