//! Remainders, and then averages: the small councils of a country whose parliament has averages alone (the Dutch Kieswet,
//! arts P 8 to P 10).
//!
//! A list's claims stand in one order: its whole quotas; its remainder, if the list has the part of the quota that this
//! needs; one average; and then all further averages. A list that runs out has no more claims than candidates. The list to
//! which a majority moves a seat has its next claim met before others compete.

use super::QuotaRule;
use super::price::Divided;
use super::record::{LeftByAveragesStep, QuotaStep};
use crate::absolute_majority::count::moving;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::one_each::one_each;
use crate::count::sharing::{Admitted, Shared};
use crate::exact::compare_fractions;
use crate::exhausted::Exhausted;
use crate::reason::Reason;
use sailau_apportion::{Method, Ratio, apportion_between, largest_remainder};

#[derive(Debug, Clone, Default)]
pub(crate) struct AverageBuffers {
    remainders: Vec<u128>,
    /// Seats beyond whole quotas, by list.
    beyond: Vec<u32>,
    /// Seats before averages are asked.
    before: Vec<u32>,
    /// The most seats of each list.
    most: Vec<u32>,
    claimants: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Sharing<'a> {
    count: ListCount<'a>,
    here: Admitted<'a>,
    seats: u32,
    rule: QuotaRule,
    price: Ratio,
}

/// Shares seats by quotas, remainders and averages. One moves to a list with more than half of the votes, where the rules
/// have it, as things stand before anybody runs out.
#[expect(clippy::too_many_arguments, reason = "what goes in, what comes out, and what is written on the way")]
pub(super) fn count(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    rule: QuotaRule,
    divided: Divided,
    shared: &mut Shared,
    buffers: &mut AverageBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let sharing = Sharing { count, here, seats, rule, price: divided.quota.of(divided.votes, divided.seats) };
    let moving = moving(count, here, seats, |list| sharing.sure_of(list, shared, buffers))?;
    sharing.run_out(&mut buffers.most);
    let moving = moving.filter(|moving| moving.own < buffers.most[moving.list()]);
    if let Some(moving) = &moving {
        moving.note(count, here, seats, book);
    }
    let moved = moving.map(|moving| (moving.list(), moving.own + 1));
    let mut left = sharing.whole_quotas(moved, shared, buffers)?;
    let by_quota = left;
    let (given, open) = sharing.remainders(left, shared, buffers);
    book.note(here.at, "quota", |names| {
        let (method, given) = (&count.plan.rule.method, &shared.given);
        let step = QuotaStep::of(names, count.plan, method, Some(rule), divided, seats, here.weights, given);
        QuotaStep { left: by_quota.into(), ..step }
    });
    sharing.decide(open, shared, book);
    left -= given + open;
    if left > 0 {
        let (given, open) = sharing.once_more(left, shared, buffers);
        sharing.note(left, true, &shared.given, buffers, book);
        sharing.decide(open, shared, book);
        left -= given + open;
    }
    if left > 0 {
        let empty = sharing.freely(left, shared, buffers)?;
        sharing.note(left, false, &shared.given, buffers, book);
        count.decide_ties(here.at, &here.votes.cast, shared, book);
        if empty > 0 {
            book.unfilled(here.at, empty, Reason::NoCandidates);
        }
    }
    if shared
        .given
        .iter()
        .zip(&buffers.most)
        .zip(here.weights)
        .any(|((given, most), &n)| n > 0 && given >= most)
    {
        count.note_bounded(here.at, seats, here.weights, (&[], &buffers.most), &shared.given, book);
    }
    Ok(())
}

impl Sharing<'_> {
    /// The seats that a list is sure of while nobody runs out; none where others have no seat beyond whole quotas that
    /// could move.
    fn sure_of(
        self,
        list: usize,
        shared: &mut Shared,
        buffers: &mut AverageBuffers,
    ) -> Result<Option<u32>, CountFailure> {
        buffers.most.clear();
        buffers.most.resize(self.here.weights.len(), u32::MAX);
        let beyond = self.whole_quotas(None, shared, buffers)?;
        let whole = shared.given[list];
        let (given, open) = self.remainders(beyond, shared, buffers);
        let mut left = beyond - given - open;
        if left > 0 {
            let (given, open) = self.once_more(left, shared, buffers);
            left -= given + open;
        }
        if left > 0 {
            self.freely(left, shared, buffers)?;
        }
        let own = shared.given[list];
        Ok((beyond > own - whole).then_some(own))
    }

    /// The most seats of each list: its candidates, where lists run out; a candidate who stands alone is one.
    fn run_out(self, most: &mut Vec<u32>) {
        let (plan, candidates) = (self.count.plan, &self.here.area.candidates);
        most.clear();
        if plan.rule.exhausted == Exhausted::NextList && !candidates.is_empty() {
            most.extend_from_slice(candidates);
        } else {
            most.resize(plan.first_individual(), u32::MAX);
            most.resize(self.here.weights.len(), 1);
        }
    }

    /// Gives whole quotas, and the seat that moves; returns the seats that are left.
    fn whole_quotas(
        self,
        moved: Option<(usize, u32)>,
        shared: &mut Shared,
        AverageBuffers { remainders, beyond, most, .. }: &mut AverageBuffers,
    ) -> Result<u32, CountFailure> {
        let weights = self.here.weights;
        shared.start(weights.len());
        remainders.clear();
        for ((&n, &most), given) in weights.iter().zip(&*most).zip(&mut shared.given) {
            let share = largest_remainder::share(n, self.price);
            *given = u32::try_from(share.whole).map_err(|_| CountFailure::VotesTooLarge)?.min(most);
            remainders.push(share.remainder);
        }
        beyond.clear();
        beyond.resize(weights.len(), 0);
        if let Some((list, seats)) = moved {
            let given = &mut shared.given[list];
            beyond[list] = seats.saturating_sub(*given);
            *given = seats.max(*given);
        }
        let given: u64 = shared.given.iter().map(|&n| u64::from(n)).sum();
        // The quota divides no fewer votes than those of the lists here: there are no more whole ones than seats.
        let left = u64::from(self.seats).checked_sub(given).and_then(|left| u32::try_from(left).ok());
        left.ok_or(CountFailure::VotesTooLarge)
    }

    /// Whether the list has the part of the quota from which its remainder counts.
    fn has_enough(self, list: usize) -> bool {
        let Some(part) = self.rule.remainders_from else { return self.here.takes_part(list) };
        let votes = u128::from(self.here.weights[list]) * self.price.denominator;
        let needed = (u128::from(part.numerator()), u128::from(part.denominator()));
        self.here.takes_part(list) && compare_fractions((votes, self.price.numerator), needed).is_ge()
    }

    /// A seat each to the largest remainders, none being the smallest. Returns how many, and how many more stay open.
    fn remainders(self, left: u32, shared: &mut Shared, buffers: &mut AverageBuffers) -> (u32, u32) {
        let AverageBuffers { remainders, beyond, most, claimants, .. } = buffers;
        let Shared { given, tied, .. } = shared;
        let claims = |&list: &usize| beyond[list] == 0 && given[list] < most[list] && self.has_enough(list);
        claimants.clear();
        // Lists are numbered in u32.
        claimants.extend((0..given.len()).filter(claims).map(|list| list as u32));
        let (sure, open) = one_each(claimants, left, |a, b| remainders[a].cmp(&remainders[b]), tied);
        for &list in &claimants[..sure as usize] {
            given[list as usize] += 1;
            beyond[list as usize] += 1;
        }
        (sure, open)
    }

    /// A seat each to the largest averages of lists that had none by average.
    fn once_more(self, left: u32, shared: &mut Shared, buffers: &mut AverageBuffers) -> (u32, u32) {
        let AverageBuffers { beyond, before, most, claimants, .. } = buffers;
        let Shared { given, tied, .. } = shared;
        before.clone_from(given);
        let weights = self.here.weights;
        // Whoever competes by remainder has that seat by now, or no more candidates.
        let had = |list: usize| beyond[list] > u32::from(self.has_enough(list));
        let claims = |&list: &usize| weights[list] > 0 && given[list] < most[list] && !had(list);
        claimants.clear();
        claimants.extend((0..given.len()).filter(claims).map(|list| list as u32));
        let compare = |a: usize, b: usize| {
            let product =
                |votes: usize, seats: usize| u128::from(weights[votes]) * (u128::from(before[seats]) + 1);
            product(a, b).cmp(&product(b, a))
        };
        let (sure, open) = one_each(claimants, left, compare, tied);
        for &list in &claimants[..sure as usize] {
            given[list as usize] += 1;
            beyond[list as usize] += 1;
        }
        (sure, open)
    }

    /// All that is left by averages; returns the seats for which nobody has a candidate.
    fn freely(
        self,
        left: u32,
        Shared { given, apportion, .. }: &mut Shared,
        AverageBuffers { before, most, .. }: &mut AverageBuffers,
    ) -> Result<u32, CountFailure> {
        let weights = self.here.weights;
        before.clone_from(given);
        let rooms = before.iter().zip(&*most).zip(weights).filter(|(_, n)| **n > 0);
        let room: u64 = rooms.map(|((&given, &most), _)| u64::from(most - given)).sum();
        // No more than the seats.
        let filled = room.min(left.into()) as u32;
        let seats = before.iter().sum::<u32>() + filled;
        apportion_between(weights, seats, &Method::DHONDT, before, most, apportion, given)
            .map_err(|_| CountFailure::VotesTooLarge)?;
        Ok(left - filled)
    }

    fn decide(self, open: u32, shared: &mut Shared, book: &mut Book<'_>) {
        if open > 0 {
            self.count.decide(self.here.at, &self.here.votes.cast, open, false, shared, book);
        }
    }

    fn note(self, left: u32, once: bool, given: &[u32], buffers: &AverageBuffers, book: &mut Book<'_>) {
        book.note(self.here.at, "quota", |names| {
            LeftByAveragesStep::of(
                names,
                self.count.plan,
                left,
                once,
                self.here.weights,
                &buffers.before,
                given,
            )
        });
    }
}
