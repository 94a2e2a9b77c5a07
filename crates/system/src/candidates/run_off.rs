//! The second round: its votes, or that it is still to come.

use std::cmp::Reverse;

use super::RunOff;
use super::count::DistrictCount;
use super::plan::RunOffBallot;
use super::record::{run_off, run_off_to_come};
use crate::count::book::Victory;
use crate::count::failure::CountFailure;
use crate::count::figures::Figures;
use crate::protocol::Claimants;
use crate::reason::Reason;
use crate::rules::AgainstAll;
use crate::votes::Tally;

impl DistrictCount<'_, '_, '_> {
    pub(super) fn no_majority(
        &mut self,
        votes: &[u64],
        figures: &Figures,
        tally: &Tally,
    ) -> Result<(), CountFailure> {
        let reason = match self.plan.rule.run_off {
            Some(RunOff::TopTwoOfThreeOrMore) if votes.len() < 3 => Some(Reason::RepeatElection),
            Some(_) if votes.len() >= 2 => None,
            _ => Some(Reason::NoMajority),
        };
        if let Some(reason) = reason {
            self.book.unfilled(self.at, 1, reason);
            return self.no_run_off_is_due();
        }
        if let Some(again) = self.district.run_off.as_ref().filter(|again| again.ranked.is_none()) {
            return self.run_off(votes, again, figures, tally);
        }
        let enters = self.entrance(figures)?;
        // Everybody with at least as many votes as the second: two, or more when places are tied.
        let finalists = &mut self.buffers.leaders;
        finalists.clear();
        finalists.extend((0u32..).take(votes.len()));
        finalists.sort_unstable_by_key(|&i| (Reverse(votes[i as usize]), i));
        let second = votes[finalists[1] as usize];
        let enters = |n: u64| enters.is_some_and(|needed| u128::from(n) >= needed);
        finalists.retain(|&i| votes[i as usize] >= second || enters(votes[i as usize]));
        if let Some(again) = &self.district.run_off {
            return self.by_preferences(votes, again, tally);
        }
        let (plan, district) = (self.plan, self.district);
        self.book.note(self.at, "run_off", |names| run_off_to_come(names, plan, district, finalists));
        if let Some(ways) = self.chance.ways {
            // Votes against all can leave nobody elected.
            let or_nobody = self.plan.rule.against_all == AgainstAll::CanVoid;
            self.book.run_off_supposed(self.at, Claimants::Candidates(plan, district), finalists);
            if let Some(winner) = ways.elected_later(self.at, finalists, or_nobody) {
                self.book.elected(self.at, plan, district, winner as usize, Victory::Supposed);
                return Ok(());
            }
        }
        self.book.unfilled(self.at, 1, Reason::RunOffToCome);
        Ok(())
    }

    /// The votes of the first round that lead to the second, where there is such a number.
    fn entrance(&self, figures: &Figures) -> Result<Option<u128>, CountFailure> {
        let Some(RunOff::Share(entrance)) = self.plan.rule.run_off else {
            return Ok(None);
        };
        let missing = |figure| CountFailure::MissingFigure { district: self.district.district, figure };
        Ok(Some(entrance.at_least.votes_of(figures.of(entrance.of).map_err(missing)?, true)))
    }

    fn run_off(
        &mut self,
        first: &[u64],
        again: &RunOffBallot,
        figures: &Figures,
        tally: &Tally,
    ) -> Result<(), CountFailure> {
        let fewest = again.entries.iter().map(|&i| first[i as usize]).min();
        let stands = |i: u32| again.entries.contains(&i);
        let passed_over = (0u32..).zip(first).any(|(i, &n)| !stands(i) && Some(n) > fewest);
        let district = self.district.district;
        match self.entrance(figures)? {
            None if again.entries.len() != 2 || passed_over => {
                return Err(CountFailure::NotTheTopTwo { district });
            }
            None => {}
            // Some may have stood down. Who misses the share stands only as one of the two with most votes.
            Some(needed) => {
                let above = |i: u32| first.iter().filter(|&&n| n > first[i as usize]).count();
                let enters = |&i: &u32| u128::from(first[i as usize]) >= needed || above(i) < 2;
                if again.entries.is_empty() || !again.entries.iter().all(enters) {
                    return Err(CountFailure::NotInTheRunOff { district });
                }
            }
        }
        let votes = &tally.votes[again.votes.clone()];
        self.note("run_off", |names, plan, district| {
            run_off(names, plan, district, &again.entries, votes, None)
        });
        self.end_run_off(votes, &again.entries, Victory::Sure, (again, tally));
        Ok(())
    }

    /// More votes of the second round win.
    pub(super) fn end_run_off(
        &mut self,
        votes: &[u64],
        entries: &[u32],
        among: Victory,
        (again, tally): (&RunOffBallot, &Tally),
    ) {
        let figures = self.box_of(again, tally);
        match votes.iter().copied().max().filter(|&most| most > 0) {
            None => self.book.unfilled(self.at, 1, Reason::NoVotes),
            Some(most) if self.voided(&figures, most) => {}
            Some(most) => self.most_votes(votes, most, Some(entries), among),
        }
    }

    /// What the boxes of the second round held besides votes for candidates.
    pub(super) fn box_of(&self, again: &RunOffBallot, tally: &Tally) -> Figures {
        let mut figures = Figures::new();
        figures.add_box(&tally.totals[again.totals], self.plan.rule.against_all);
        figures
    }
}
