//! Seats of the largest list before the others are shared out.

use super::Stop;
use super::list::{Count, Scratch};
use super::tie_break::Place;
use super::witness::{At, Fact, Witness};
use crate::system::rules::Bonus;

/// A bonus, and who gets it: nobody yet, when lists with equal votes compete for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    pub(super) list: Option<u32>,
    pub(super) seats: u32,
}

impl<W: Witness> Count<'_, W> {
    /// How large the bonus is and whose. Of equals the tie rule chooses; otherwise they stay in `bonus_tie`.
    pub(super) fn bonus(&mut self, place: Place, seats: u32, rule: &Bonus) -> Result<Option<Given>, Stop> {
        let Scratch { admitted, tied, .. } = &mut *self.scratch;
        let most = admitted.iter().copied().max().unwrap_or(0);
        tied.clear();
        tied.extend((0u32..).zip(&*admitted).filter(|&(_, &n)| n == most && n > 0).map(|(i, _)| i));
        let Some(&first) = tied.first() else {
            return Ok(None);
        };
        let Some(bonus) = size(rule, self.scratch.votes[first as usize], self.scratch.valid)? else {
            return Ok(None);
        };
        let bonus = bonus.min(seats);
        let mut list = Some(first);
        if self.scratch.tied.len() > 1 {
            self.settle(place, self.plan.rule.ties, 1);
            list = self.scratch.winners.first().copied();
            if list.is_none() {
                self.scratch.bonus_tie.clone_from(&self.scratch.tied);
            }
        }
        if let Some(list) = list {
            self.witness.note(place.at, Fact::Bonus { plan: self.plan, list, seats: bonus });
        }
        Ok(Some(Given { list, seats: bonus }))
    }

    pub(super) fn report_bonus_tie(&mut self, at: At, seats: u32) {
        self.scratch.tied.clone_from(&self.scratch.bonus_tie);
        self.report_tie(at, seats, true);
    }
}

/// The bonus of a list with so many of the valid votes; none below the share that it needs.
fn size(rule: &Bonus, votes: u64, valid: u128) -> Result<Option<u32>, Stop> {
    let Some(from) = rule.from else {
        return Ok(Some(rule.seats));
    };
    if u128::from(votes) < from.votes_of(valid, true) {
        return Ok(None);
    }
    let mut seats = rule.seats;
    if let Some(step) = rule.one_more_each.filter(|step| step.numerator() > 0) {
        // (votes/valid − from) / step, all over one denominator.
        let whole = u128::from(from.denominator());
        let above = (u128::from(votes) * whole).saturating_sub(valid * u128::from(from.numerator()));
        let above = above.checked_mul(u128::from(step.denominator())).ok_or(Stop::VotesTooLarge)?;
        let below = (valid * whole).checked_mul(u128::from(step.numerator())).ok_or(Stop::VotesTooLarge)?;
        let more = above.checked_div(below).unwrap_or(0);
        seats = seats.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
    }
    Ok(Some(rule.at_most.map_or(seats, |most| seats.min(most))))
}
