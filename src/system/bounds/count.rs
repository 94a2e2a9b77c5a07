//! Lists with a fewest or a most number of seats.

use super::Stop;
use super::list::{Count, Scratch};
use super::tie_break::Place;
use super::witness::{Fact, Witness};
use crate::apportion::{Bounds, apportion_within};
use crate::system::outcome::Reason;
use crate::system::plan::{Area, ListPlan};
use crate::system::rules::Cap;

impl<W: Witness> Count<'_, W> {
    /// A fewest number for all, and no more than a list has candidates.
    pub(super) fn within_bounds(&mut self, area: &Area, place: Place, seats: u32) -> Result<(), Stop> {
        let admitted = &self.scratch.admitted;
        let least = self.plan.rule.at_least;
        let takes_part = |i: usize| admitted[i] > 0;
        let fewest = (0..admitted.len()).map(|i| if takes_part(i) { least } else { 0 }).collect::<Vec<_>>();
        let most: Vec<u32> = if area.candidates.is_empty() {
            vec![seats.max(least); admitted.len()]
        } else {
            area.candidates.iter().map(|&most| most.max(least)).collect()
        };
        let needed: u64 = fewest.iter().map(|&least| u64::from(least)).sum();
        if needed > u64::from(seats) {
            return Err(Stop::TooFewSeats { needed, seats });
        }
        let room: u64 = (0..admitted.len()).filter(|&i| takes_part(i)).map(|i| u64::from(most[i])).sum();
        // No more than the seats.
        let filled = u64::from(seats).min(room) as u32;
        self.bounded(place, filled, fewest, most)?;
        if filled < seats {
            self.witness.unfilled(place.at, seats - filled, Reason::NoCandidates);
        }
        Ok(())
    }

    /// Shares the seats by the tier's method between these bounds, which leave room for exactly that.
    pub(super) fn bounded(
        &mut self,
        place: Place,
        seats: u32,
        least: Vec<u32>,
        most: Vec<u32>,
    ) -> Result<(), Stop> {
        let limits = most.clone();
        let bounds = Bounds::at_least_each(least).at_most_each(most);
        let shared = apportion_within(&self.scratch.admitted, seats, &self.plan.rule.method, &bounds);
        let shared = shared.map_err(|_| Stop::VotesTooLarge)?;
        let Scratch { admitted, given, .. } = &mut *self.scratch;
        given.clone_from(&shared.seats);
        let fact = Fact::Bounded { plan: self.plan, seats, votes: admitted, most: &limits, given };
        self.witness.note(place.at, fact);
        for tie in shared.ties {
            self.scratch.tied.clear();
            // Lists are numbered in u32.
            self.scratch.tied.extend(tie.parties.iter().map(|&i| i as u32));
            self.decide(place, tie.seats, tie.all_to_one);
        }
        Ok(())
    }

    /// Nobody gets more than the cap: who is above is set at it, and the others share the rest anew.
    pub(super) fn under_cap(&mut self, place: Place, seats: u32, cap: &Cap) -> Result<(), Stop> {
        let lists = self.scratch.admitted.len();
        let caps = (0..lists).map(|i| self.cap_of(i, cap)).collect::<Result<Vec<u32>, Stop>>()?;
        self.set_aside(place, seats, |i, share| share > caps[i], &caps)
    }

    /// The most list seats of a list.
    fn cap_of(&self, list: usize, cap: &Cap) -> Result<u32, Stop> {
        let ShareOf { times, by, house } = match cap {
            Cap::Seats(cap) => return Ok(cap.seats),
            Cap::Share(cap) => ShareOf {
                times: cap.times.numerator().into(),
                by: cap.times.denominator().into(),
                house: cap.house.into(),
            },
        };
        let claim = (u128::from(self.scratch.votes[list]) * house).checked_mul(times);
        let most = claim.ok_or(Stop::VotesTooLarge)? / (self.scratch.valid * by).max(1);
        let held: u64 = self.plan.capped_with.iter().map(|&tier| self.seats_held(tier, list)).sum();
        Ok(u32::try_from(most.saturating_sub(u128::from(held))).unwrap_or(u32::MAX))
    }

    /// Shares seats; a list of which `beyond` says so gets its number in `fixed` instead, and the others share the
    /// rest anew, until there is no such list. Only the last division's ties count.
    pub(super) fn set_aside(
        &mut self,
        place: Place,
        seats: u32,
        beyond: impl Fn(usize, u32) -> bool,
        fixed: &[u32],
    ) -> Result<(), Stop> {
        let ListPlan { rule, .. } = self.plan;
        let mut aside = vec![false; fixed.len()];
        loop {
            let taken: u64 = (0..fixed.len()).filter(|&i| aside[i]).map(|i| u64::from(fixed[i])).sum();
            let left = u32::try_from(u64::from(seats).saturating_sub(taken)).unwrap_or(u32::MAX);
            let Scratch { apportion, admitted, given, .. } = &mut *self.scratch;
            let open: Vec<u64> =
                admitted.iter().zip(&aside).map(|(&n, &aside)| if aside { 0 } else { n }).collect();
            given.clear();
            given.resize(open.len(), 0);
            if open.iter().any(|&n| n > 0) {
                crate::apportion::apportion_into(&open, left, &rule.method, apportion, given)
                    .map_err(|_| Stop::VotesTooLarge)?;
            }
            // A list in a tie may get one more.
            let tied: Vec<u32> = apportion.tied().to_vec();
            let may_have = |i: usize| given[i] + u32::from(tied.contains(&(i as u32)));
            let more: Vec<usize> =
                (0..open.len()).filter(|&i| !aside[i] && open[i] > 0 && beyond(i, may_have(i))).collect();
            if !more.is_empty() {
                more.into_iter().for_each(|i| aside[i] = true);
                continue;
            }
            let kept = std::mem::replace(&mut self.scratch.admitted, open);
            if self.scratch.admitted.iter().any(|&n| n > 0) {
                self.plainly(place, left, &rule.method)?;
            } else {
                self.scratch.given.fill(0);
                if left > 0 {
                    self.witness.unfilled(place.at, left, Reason::NoCandidates);
                }
            }
            self.scratch.admitted = kept;
            for (i, given) in self.scratch.given.iter_mut().enumerate().filter(|(i, _)| aside[*i]) {
                *given = fixed[i];
            }
            if aside.contains(&true) {
                let Scratch { admitted, given, .. } = &mut *self.scratch;
                let fact = Fact::Bounded { plan: self.plan, seats, votes: admitted, most: fixed, given };
                self.witness.note(place.at, fact);
            }
            return Ok(());
        }
    }
}

struct ShareOf {
    times: u128,
    by: u128,
    house: u128,
}
