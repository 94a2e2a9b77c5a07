//! Votes that won seats, taken off the lists of the winners' parties.

use super::Stop;
use super::figures::Figures;
use super::list::Count;
use super::witness::{At, Fact, Witness};
use crate::system::plan::{Kind, SeatPlan, SinglePlan};
use crate::system::rules::{Subtracted, Subtraction};

impl<W: Witness> Count<'_, W> {
    /// Adds up, list by list, the votes that won seats in the linked tiers.
    pub(super) fn votes_that_won(&mut self, rule: &Subtraction) -> Result<(), Stop> {
        let plan = self.plan;
        let mut sums = vec![0u64; plan.parties.len()];
        for held in self.ledger.iter().filter(|held| plan.linked.contains(&held.tier)) {
            let Kind::Single(single) = &self.tiers[held.tier].kind else {
                continue;
            };
            let Some((ballot, entry)) = held.winner else {
                continue;
            };
            for seat in single.seats.iter().filter(|seat| seat.ballot == ballot) {
                if let Some(list) = plan.list_of(seat.parties[entry]) {
                    let price = self.price(rule, single, seat, entry);
                    sums[list] = sums[list].checked_add(price).ok_or(Stop::VotesTooLarge)?;
                }
            }
        }
        self.scratch.subtracted = sums;
        Ok(())
    }

    /// The votes that one winner's list pays.
    fn price(&self, rule: &Subtraction, single: &SinglePlan, seat: &SeatPlan, entry: usize) -> u64 {
        let votes = &self.tally.votes[seat.votes.clone()];
        let won = votes[entry];
        if rule.subtract == Subtracted::Winning {
            return won;
        }
        let others = votes.iter().enumerate().filter(|(other, _)| *other != entry);
        let needed = others.map(|(_, &n)| n).max().unwrap_or(0).saturating_add(1);
        let least = rule.at_least.map_or(0, |share| {
            let mut figures = Figures::new();
            figures.of_parties = votes.iter().map(|&n| u128::from(n)).sum();
            figures.add(&self.tally.totals[seat.totals], single.rule.against_all);
            share.votes_of(figures.valid(), true)
        });
        // A lot among equals costs no more than the winner has, and neither does a share that few reach.
        needed.min(won).max(u64::try_from(least).unwrap_or(u64::MAX).min(won))
    }

    /// Takes them off the votes that seats are shared by: no list falls below 0.
    pub(super) fn subtract(&mut self, at: At) {
        let subtracted = std::mem::take(&mut self.scratch.subtracted);
        if !subtracted.is_empty() {
            let votes = &self.scratch.admitted;
            let taken: Vec<u64> = subtracted.iter().zip(votes).map(|(&off, &n)| off.min(n)).collect();
            let fact = Fact::Subtracted { plan: self.plan, votes, taken: &taken };
            self.witness.note(at, fact);
            for (n, off) in self.scratch.admitted.iter_mut().zip(&taken) {
                *n -= off;
            }
        }
        self.scratch.subtracted = subtracted;
    }
}
