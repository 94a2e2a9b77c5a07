//! One list alone passed the threshold.

use super::Stop;
use super::list::Count;
use super::tie_break::Place;
use super::witness::{At, Fact, SoleShare, Witness};
use crate::apportion::{Quota, largest_remainder};
use crate::system::plan::Area;
use crate::system::rules::{Overshoot, SecondPlaceTie, SoleQualifier, TieRule};

impl<W: Witness> Count<'_, W> {
    /// One list alone passed: it shares the house with the next one.
    pub(super) fn sole_qualifier(&mut self, area: &Area, at: At, seats: u32, first: u32) -> Result<(), Stop> {
        let Some(rule) = self.plan.rule.sole_qualifier else {
            return Ok(());
        };
        let super::list::Scratch { votes, given, tied, .. } = &mut *self.scratch;
        let others = || (0u32..).zip(votes.iter()).filter(|&(i, &n)| i != first && n > 0);
        let Some(most) = others().map(|(_, &n)| n).max() else {
            // Nobody else has a vote: there is no second list.
            return self.share_among(area, at, seats, false);
        };
        tied.clear();
        tied.extend(others().filter(|&(_, &n)| n == most).map(|(i, _)| i));
        given.clear();
        given.resize(votes.len(), 0);

        let share = sole_share(votes[first as usize], most, seats, &rule);
        let fact =
            Fact::SoleQualifier { plan: self.plan, rule: &rule, seats, first, seconds: tied, votes, share };
        self.witness.note(at, fact);
        given[first as usize] = share.first;
        if tied.len() == 1 {
            given[tied[0] as usize] = share.second;
        } else {
            let ties = match rule.second_place_tie {
                SecondPlaceTie::Unresolved => TieRule::Unresolved,
                SecondPlaceTie::TieRule => self.plan.rule.ties,
            };
            // One place is open: that of the second list.
            let open = self.settle(Place::of(at, area.rank), ties, 1);
            if let [second] = self.scratch.winners[..] {
                self.scratch.given[second as usize] = share.second;
            }
            self.report_tie(at, open * share.second, true);
        }
        // Both are u32 and their sum exceeds the house only when it is let grow.
        let grown = u64::from(share.first) + u64::from(share.second);
        if let Ok(grown) = u32::try_from(grown.saturating_sub(u64::from(seats)))
            && grown > 0
        {
            self.witness.house_grew(at, grown);
        }
        self.witness.list_seats(at, self.plan, &self.scratch.given);
        Ok(())
    }
}

/// Seats of a sole qualifier with `first` votes and of the list after it, with fewer votes.
fn sole_share(first: u64, second: u64, seats: u32, rule: &SoleQualifier) -> SoleShare {
    let quota = Quota::Hare.of(u128::from(first) + u128::from(second), seats);
    let narrow = |n: u128| u32::try_from(n).unwrap_or(u32::MAX);
    let first_whole = narrow(largest_remainder::share(first, quota).whole);
    // v · S · factor / (V · factor's denominator): 64 + 32 + 32 bits above, 65 + 32 below.
    let above = u128::from(second) * u128::from(seats) * u128::from(rule.factor.numerator());
    let below = quota.numerator * u128::from(rule.factor.denominator());
    let second_reduced = narrow(above / below);

    let guaranteed = second_reduced.max(rule.at_least).min(seats);
    let left = seats - guaranteed;
    let (first, second, overshoot) = if first_whole <= left {
        (left, guaranteed, None)
    } else {
        let (first, second) = match rule.overshoot {
            Overshoot::FirstListYields => (left, guaranteed),
            Overshoot::GuaranteeYields => (first_whole, seats - first_whole),
            Overshoot::HouseGrows => (first_whole, guaranteed),
        };
        (first, second, Some(rule.overshoot))
    };
    SoleShare { first_whole, second_reduced, first, second, overshoot }
}
