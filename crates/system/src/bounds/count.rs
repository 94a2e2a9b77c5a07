//! Seats under a cap, and the division that sets lists aside.

use super::aside::{Aside, Bound};
use super::record::bounded;
use super::{Cap, CapBase};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::sharing::{Admitted, Shared};
use crate::count::ties::Tied;
use crate::reason::Reason;

#[derive(Debug, Clone, Default)]
pub(crate) struct BoundsBuffers {
    pub(crate) least: Vec<u32>,
    pub(crate) most: Vec<u32>,
    aside: Aside,
}

/// Nobody gets more than the cap: who is above is set at it, and the others share the rest anew. First seats that lists
/// have already, by number, are under it too.
#[expect(clippy::too_many_arguments, reason = "what goes in, what comes out, and what is written on the way")]
pub(crate) fn under_cap(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    cap: &Cap,
    first_seats: &[u32],
    shared: &mut Shared,
    buffers: &mut BoundsBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let mut caps = std::mem::take(&mut buffers.most);
    caps.clear();
    for list in 0..here.weights.len() {
        // Lists are numbered in u32.
        let cap = cap_of(count, here, &[list as u32], cap, book)?;
        caps.push(if list < count.plan.first_individual() { cap } else { cap.min(1) });
    }
    for &list in first_seats {
        let cap = &mut caps[list as usize];
        *cap = cap.saturating_sub(1);
    }
    let beyond = |list: usize, share| share > caps[list];
    let done = count.set_aside(
        here,
        seats,
        (beyond, |_, _| false),
        (Bound::Most, &caps),
        Reason::AtTheCap,
        shared,
        buffers,
        book,
    );
    buffers.most = caps;
    done
}

/// The most seats here of these lists together: what the cap allows, less what they hold in tiers that count against it.
pub(crate) fn cap_of(
    count: ListCount<'_>,
    here: Admitted<'_>,
    lists: &[u32],
    cap: &Cap,
    book: &Book<'_>,
) -> Result<u32, CountFailure> {
    let plan = count.plan;
    let most = cap.share.as_ref().map(|share| {
        const TOO_LARGE: CountFailure = CountFailure::VotesTooLarge;
        let cast = &here.votes.cast;
        let votes: u128 = lists.iter().map(|&list| u128::from(cast[list as usize])).sum();
        let all: u128 = match share.of {
            CapBase::ValidVotes => here.votes.valid(),
            CapBase::ListsThatTakePart => {
                let in_it = cast.iter().enumerate().filter(|(list, _)| here.takes_part(*list));
                in_it.map(|(_, &n)| u128::from(n)).sum()
            }
        };
        let (times, by) =
            share.times.map_or((1, 1), |n| (u128::from(n.numerator()), u128::from(n.denominator())));
        let (plus, points) =
            share.plus.map_or((0, 1), |n| (u128::from(n.numerator()), u128::from(n.denominator())));
        // (votes/all · times/by + plus/points) · house, all over one denominator.
        let own = votes.checked_mul(times).and_then(|n| n.checked_mul(points)).ok_or(TOO_LARGE)?;
        let more = all.checked_mul(by).and_then(|n| n.checked_mul(plus)).ok_or(TOO_LARGE)?;
        let part = own.checked_add(more).and_then(|n| n.checked_mul(share.house.into())).ok_or(TOO_LARGE)?;
        let whole = all.checked_mul(by).and_then(|n| n.checked_mul(points)).ok_or(TOO_LARGE)?;
        Ok(part / whole.max(1))
    });
    let most = most.transpose()?.unwrap_or(u128::MAX).min(cap.seats.map_or(u128::MAX, u128::from));
    let held = |&list: &u32| {
        let party = plan.parties[list as usize];
        let tiers = plan.capped_with.iter().filter(|_| party.is_some());
        tiers.map(|&tier| book.seats_held(tier, party)).sum::<u64>()
    };
    let held: u64 = lists.iter().map(held).sum();
    Ok(u32::try_from(most.saturating_sub(u128::from(held))).unwrap_or(u32::MAX))
}

impl ListCount<'_> {
    /// By the method. A candidate who stands alone holds one seat: what such a one would win beyond it is shared anew
    /// among the others.
    #[inline]
    pub(crate) fn share_once_each(
        self,
        here: Admitted<'_>,
        seats: u32,
        shared: &mut Shared,
        buffers: &mut BoundsBuffers,
        book: &mut Book<'_>,
    ) -> Result<(), CountFailure> {
        let first = self.plan.first_individual();
        if here.weights[first..].iter().any(|&n| n > 0) {
            return self.share_with_individuals(here, seats, first, shared, buffers, book);
        }
        let votes = (&here.votes.cast[..], here.weights);
        self.share(here.at, votes, seats, &self.plan.rule.method, shared, book);
        Ok(())
    }

    /// The lists from the number `first` on are candidates who stand alone.
    fn share_with_individuals(
        self,
        here: Admitted<'_>,
        seats: u32,
        first: usize,
        shared: &mut Shared,
        buffers: &mut BoundsBuffers,
        book: &mut Book<'_>,
    ) -> Result<(), CountFailure> {
        let mut most = std::mem::take(&mut buffers.most);
        most.clear();
        most.resize(first, seats);
        most.resize(here.weights.len(), 1);
        let beyond = |list: usize, share| list >= first && share > 1;
        let done = self.set_aside(
            here,
            seats,
            (beyond, |_, _| false),
            (Bound::Most, &most),
            Reason::NoCandidates,
            shared,
            buffers,
            book,
        );
        buffers.most = most;
        done
    }

    /// Refuses seats of a candidate who stands alone beyond one, where the rules cannot share them anew.
    pub(crate) fn check_once_each(self, given: &[u32]) -> Result<(), CountFailure> {
        let first = self.plan.first_individual();
        match given.iter().skip(first).position(|&seats| seats > 1) {
            Some(number) => Err(CountFailure::MoreThanOneSeat { list: first + number }),
            None => Ok(()),
        }
    }

    /// Shares seats; a list of which `beyond` says so gets its number in `fixed` instead, and the others share the rest
    /// anew, until there is no such list; where there is one, those of whom `with_them` says so get their numbers too. Only the last division's ties count. Where nobody is left, seats stay empty.
    #[expect(
        clippy::too_many_arguments,
        reason = "what goes in, what comes out, and what is written on the way"
    )]
    pub(crate) fn set_aside(
        self,
        here: Admitted<'_>,
        seats: u32,
        (beyond, with_them): (impl Fn(usize, u32) -> bool, impl Fn(usize, u32) -> bool),
        (bound, fixed): (Bound, &[u32]),
        nobody_left: Reason,
        shared: &mut Shared,
        BoundsBuffers { aside, .. }: &mut BoundsBuffers,
        book: &mut Book<'_>,
    ) -> Result<(), CountFailure> {
        let method = &self.plan.rule.method;
        shared.start(here.weights.len());
        let Shared { given, apportion, tied, .. } = &mut *shared;
        let decide = |apportion: &sailau_apportion::Workspace, given: &mut [u32], still: &mut Vec<u32>| {
            self.decide_between(here, apportion, given, still, tied);
        };
        let left =
            aside.find((here.weights, seats), method, beyond, with_them, fixed, apportion, given, decide)?;
        if aside.all() {
            shared.given.fill(0);
            if left > 0 {
                book.unfilled(here.at, left, nobody_left);
                book.allotted += u64::from(left);
            }
        } else {
            self.share(here.at, (&here.votes.cast, &aside.open), left, method, shared, book);
        }
        aside.give(fixed, &mut shared.given);
        if aside.some() {
            let bounds: (&[u32], &[u32]) = if bound == Bound::Most { (&[], fixed) } else { (fixed, &[]) };
            self.note_bounded(here.at, seats, here.weights, bounds, &shared.given, book);
        }
        Ok(())
    }

    /// Gives the seats of ties as the tie rule says, or the way that is being followed; leaves those whose ties stay open.
    fn decide_between(
        self,
        here: Admitted<'_>,
        apportion: &sailau_apportion::Workspace,
        given: &mut [u32],
        still: &mut Vec<u32>,
        tied: &mut Tied,
    ) {
        let mut number = 0;
        while let Some(tie) = apportion.tie(number) {
            number += 1;
            let (places, each) = if tie.all_to_one { (1, tie.seats) } else { (tie.seats, 1) };
            tied.among(tie.parties.iter().copied());
            let open = self.ask(here.at, self.plan.rule.ties, &here.votes.cast, places, tied);
            tied.winners.iter().for_each(|&list| given[list as usize] += each);
            if open > 0 {
                still.extend_from_slice(&tied.claimants);
            }
        }
    }

    /// Tells of lists that have a fewest or a most number of seats; slices without numbers bound nobody.
    pub(crate) fn note_bounded(
        self,
        at: Location,
        seats: u32,
        weights: &[u64],
        bounds: (&[u32], &[u32]),
        given: &[u32],
        book: &mut Book<'_>,
    ) {
        book.note(at, "method", |names| {
            bounded(names, self.plan, seats, (weights, self.weighed), bounds, given)
        });
    }
}
