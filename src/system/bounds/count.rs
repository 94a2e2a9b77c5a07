//! Seats under a cap, and the division that sets lists aside.

use super::record::bounded;
use super::{Cap, ShareCap};
use crate::apportion::apportion_into;
use crate::system::count::book::Book;
use crate::system::count::failure::CountFailure;
use crate::system::count::list_count::ListCount;
use crate::system::count::location::Location;
use crate::system::count::sharing::{Admitted, Shared};
use crate::system::reason::Reason;

#[derive(Debug, Clone, Default)]
pub(crate) struct BoundsBuffers {
    pub(crate) least: Vec<u32>,
    pub(crate) most: Vec<u32>,
    aside: Vec<bool>,
    /// Votes of the lists that are not set aside.
    open: Vec<u64>,
}

/// Nobody gets more than the cap: who is above is set at it, and the others share the rest anew.
pub(crate) fn under_cap(
    count: ListCount<'_>,
    here: Admitted<'_>,
    seats: u32,
    cap: &Cap,
    shared: &mut Shared,
    buffers: &mut BoundsBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let mut caps = std::mem::take(&mut buffers.most);
    caps.clear();
    for list in 0..here.weights.len() {
        caps.push(match cap {
            Cap::Seats(cap) => cap.seats,
            Cap::Share(cap) => share_cap(count, here, list, cap, book)?,
        });
    }
    let done = count.set_aside(here, seats, |list, share| share > caps[list], &caps, shared, buffers, book);
    buffers.most = caps;
    done
}

/// The most list seats of a list whose cap is in proportion to its votes.
fn share_cap(
    count: ListCount<'_>,
    here: Admitted<'_>,
    list: usize,
    cap: &ShareCap,
    book: &Book<'_>,
) -> Result<u32, CountFailure> {
    let plan = count.plan;
    let (times, by) = (u128::from(cap.times.numerator()), u128::from(cap.times.denominator()));
    let claim = (u128::from(here.votes.cast[list]) * u128::from(cap.house)).checked_mul(times);
    let most = claim.ok_or(CountFailure::VotesTooLarge)? / (here.votes.valid() * by).max(1);
    let party = Some(plan.parties[list]);
    let held: u64 = plan.capped_with.iter().map(|&tier| book.seats_held(tier, party)).sum();
    Ok(u32::try_from(most.saturating_sub(u128::from(held))).unwrap_or(u32::MAX))
}

impl ListCount<'_> {
    /// Shares seats; a list of which `beyond` says so gets its number in `fixed` instead, and the others share the rest
    /// anew, until there is no such list. Only the last division's ties count.
    #[expect(
        clippy::too_many_arguments,
        reason = "what goes in, what comes out, and what is written on the way"
    )]
    pub(crate) fn set_aside(
        self,
        here: Admitted<'_>,
        seats: u32,
        beyond: impl Fn(usize, u32) -> bool,
        fixed: &[u32],
        shared: &mut Shared,
        buffers: &mut BoundsBuffers,
        book: &mut Book<'_>,
    ) -> Result<(), CountFailure> {
        let method = &self.plan.rule.method;
        let BoundsBuffers { aside, open, .. } = buffers;
        aside.clear();
        aside.resize(fixed.len(), false);
        let left = loop {
            let taken: u64 =
                fixed.iter().zip(&*aside).filter(|(_, aside)| **aside).map(|(&n, _)| u64::from(n)).sum();
            let left = u32::try_from(u64::from(seats).saturating_sub(taken)).unwrap_or(u32::MAX);
            open.clear();
            open.extend(here.weights.iter().zip(&*aside).map(|(&n, &aside)| if aside { 0 } else { n }));
            shared.start(open.len());
            let Shared { given, apportion, .. } = &mut *shared;
            let mut tied: &[u32] = &[];
            if open.iter().any(|&n| n > 0) {
                apportion_into(open, left, method, apportion, given)
                    .map_err(|_| CountFailure::VotesTooLarge)?;
                tied = apportion.tied();
            }
            // A list in a tie may get one more.
            let may_have = |i: usize| given[i] + u32::from(tied.contains(&(i as u32)));
            let mut more = false;
            for i in 0..open.len() {
                if open[i] > 0 && beyond(i, may_have(i)) {
                    aside[i] = true;
                    more = true;
                }
            }
            if !more {
                break left;
            }
        };
        if open.iter().any(|&n| n > 0) {
            self.share(here.at, (&here.votes.cast, open), left, method, shared, book);
        } else {
            shared.given.fill(0);
            if left > 0 {
                book.unfilled(here.at, left, Reason::NoCandidates);
            }
        }
        for (given, (&fixed, _)) in
            shared.given.iter_mut().zip(fixed.iter().zip(&*aside)).filter(|(_, (_, aside))| **aside)
        {
            *given = fixed;
        }
        if aside.contains(&true) {
            self.note_bounded(here.at, seats, (here.weights, fixed), &shared.given, book);
        }
        Ok(())
    }

    /// Tells of lists that have a most number of seats.
    pub(crate) fn note_bounded(
        self,
        at: Location,
        seats: u32,
        (weights, most): (&[u64], &[u32]),
        given: &[u32],
        book: &mut Book<'_>,
    ) {
        book.note(at, "method", |names| bounded(names, self.plan, seats, weights, most, given));
    }
}
