//! Seats shared by what other tiers left the lists short of.

use super::Stop;
use super::list::Count;
use super::tie_break::Place;
use super::witness::{Fact, Witness};
use crate::system::outcome::Reason;
use crate::system::plan::{Area, BarKind};
use crate::system::rules::Claims;

impl<W: Witness> Count<'_, W> {
    pub(super) fn by_claims(
        &mut self,
        area: &Area,
        place: Place,
        seats: u32,
        rule: &Claims,
    ) -> Result<(), Stop> {
        let held = self.held(area).lists;
        let others = self.held_by_outsiders();
        let house = rule.claims.saturating_sub(others);
        let votes = self.scratch.admitted.clone();
        let total: u128 = votes.iter().map(|&n| u128::from(n)).sum();
        let (times, by) = match rule.times {
            Some(times) => (u128::from(times.numerator()), u128::from(times.denominator())),
            None => (1, 1),
        };
        // v·H/V − h, multiplied: in units of 1/(V·by) seat.
        let unit = total.checked_mul(by).ok_or(Stop::VotesTooLarge)?;
        let mut claims = Vec::with_capacity(votes.len());
        for (&n, &held) in votes.iter().zip(&held) {
            let due = u128::from(n) * u128::from(house);
            let held = total.checked_mul(held.into()).ok_or(Stop::VotesTooLarge)?;
            claims.push(due.saturating_sub(held).checked_mul(times).ok_or(Stop::VotesTooLarge)?);
        }
        let exact = claims.clone();
        if rule.rounded {
            for claim in &mut claims {
                let half_up = (2 * *claim).checked_add(unit).ok_or(Stop::VotesTooLarge)? / (2 * unit).max(1);
                *claim = if *claim >= unit { half_up } else { 0 };
            }
        }
        let sum: u128 = claims.iter().sum();
        let method = &self.plan.rule.method;
        if rule.rounded && sum <= u128::from(seats) {
            // Claims are met in full, and the rest is shared by votes.
            let left = seats - sum as u32;
            self.plainly(place, left, method)?;
            for (given, &claim) in self.scratch.given.iter_mut().zip(&claims) {
                *given += claim as u32;
            }
        } else if sum == 0 {
            self.scratch.given.clear();
            self.scratch.given.resize(votes.len(), 0);
            self.witness.unfilled(place.at, seats, Reason::NoVotes);
        } else {
            for (weight, &claim) in self.scratch.admitted.iter_mut().zip(&claims) {
                *weight = u64::try_from(claim).map_err(|_| Stop::VotesTooLarge)?;
            }
            self.plainly(place, seats, method)?;
        }
        let given = &self.scratch.given;
        let (plan, votes, held, claims) = (self.plan, &votes, &held, &exact);
        let fact = Fact::Claims { plan, house, others, votes, held, claims, unit, given };
        self.witness.note(place.at, fact);
        self.witness.list_seats(place.at, plan, given);
        Ok(())
    }

    /// Seats in the linked tiers of those who neither have a list that takes part nor pass by their seats there.
    fn held_by_outsiders(&self) -> u32 {
        let linked = || self.ledger.iter().filter(|held| self.plan.linked.contains(&held.tier));
        let by_seats = |party: Option<usize>| {
            self.plan.bars.iter().any(|bar| match bar.kind {
                BarKind::Seats { tier, seats } => {
                    let rows = self.ledger.iter().filter(|held| held.tier == tier && held.party == party);
                    party.is_some() && rows.map(|held| u64::from(held.seats)).sum::<u64>() >= u64::from(seats)
                }
                _ => false,
            })
        };
        let inside = |party: Option<usize>| {
            self.plan.list_of(party).is_some_and(|list| self.scratch.admitted[list] > 0) || by_seats(party)
        };
        let outside = linked().filter(|held| !inside(held.party)).map(|held| held.seats);
        outside.fold(0, u32::saturating_add)
    }
}
