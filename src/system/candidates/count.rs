//! The kernel for single-member tiers.

use super::Stop;
use super::figures::Figures;
use super::tie_break::{Claims, Lots, settle};
use super::witness::{At, Claimants, Fact, Witness};
use crate::system::outcome::Reason;
use crate::system::plan::{RunOffPaper, SeatPlan, SinglePlan};
use crate::system::rules::{AgainstAll, Base, RunOff};
use crate::votes::Tally;

/// Scratch space of a single-member count.
#[derive(Debug, Clone, Default)]
pub(in crate::system) struct Scratch {
    leaders: Vec<u32>,
    winners: Vec<u32>,
}

struct Count<'a, W> {
    plan: &'a SinglePlan,
    seat: &'a SeatPlan,
    at: At,
    lots: Option<u64>,
    scratch: &'a mut Scratch,
    witness: &'a mut W,
}

pub(in crate::system) fn count_single<W: Witness>(
    plan: &SinglePlan,
    tier: usize,
    tally: &Tally,
    lots: Option<u64>,
    scratch: &mut Scratch,
    witness: &mut W,
) -> Result<(), Stop> {
    for seat in &plan.seats {
        let at = At { tier, district: seat.district };
        Count { plan, seat, at, lots, scratch: &mut *scratch, witness: &mut *witness }.district(tally)?;
    }
    if plan.silent > 0 {
        let at = At { tier, district: None };
        witness.unfilled(at, plan.silent, Reason::VotesNotGiven);
    }
    Ok(())
}

impl<W: Witness> Count<'_, W> {
    fn district(&mut self, tally: &Tally) -> Result<(), Stop> {
        let rule = &self.plan.rule;
        let votes = &tally.votes[self.seat.votes.clone()];
        let mut figures = Figures::new();
        for (&n, party) in votes.iter().zip(&self.seat.parties) {
            let sum = if party.is_some() { &mut figures.of_parties } else { &mut figures.of_others };
            *sum += u128::from(n);
        }
        figures.add(&tally.totals[self.seat.totals], rule.against_all);
        let missing = |figure| Stop::MissingFigure { district: self.seat.district, figure };

        let mut majority = None;
        if let Some(threshold) = &rule.majority {
            let base = figures.of(threshold.of).map_err(missing)?;
            majority = Some((threshold.needed(base), base));
        }
        let fact = Fact::District { plan: self.plan, seat: self.seat, votes, figures: &figures, majority };
        self.witness.note(self.at, fact);
        if let Some(turnout) = &rule.turnout {
            let cast = figures.of(Base::AllBallots).map_err(missing)?;
            let registered = figures.of(turnout.of).map_err(missing)?;
            let needed = turnout.needed(registered);
            let fact = Fact::Turnout { cast, registered, needed };
            self.witness.note(self.at, fact);
            if cast < needed {
                self.witness.unfilled(self.at, 1, Reason::TurnoutTooLow);
                return Ok(());
            }
        }
        let Some(most) = votes.iter().copied().max().filter(|&most| most > 0) else {
            self.witness.unfilled(self.at, self.seat.seats, Reason::NoVotes);
            return Ok(());
        };
        if self.voided(&figures, most) {
            return Ok(());
        }
        if let Some((needed, base)) = majority
            && u128::from(most) < needed
            && !self.leads(votes, most, base)
        {
            return self.no_majority(votes, &figures, tally);
        }
        if self.seat.seats == 1 {
            self.most_votes(votes, most, None);
        } else {
            self.several(votes);
        }
        self.no_run_off_is_due()
    }

    /// Whether the first has the smaller share that is enough so far ahead of the second.
    fn leads(&self, votes: &[u64], most: u64, base: u128) -> bool {
        let Some(lead) = self.plan.rule.lead else {
            return false;
        };
        // With equal votes in front nobody is ahead.
        let ahead = votes.iter().filter(|&&n| n == most).count() == 1;
        let second = votes.iter().copied().filter(|&n| n < most).max().unwrap_or(0);
        ahead
            && u128::from(most) >= lead.at_least.votes_of(base, true)
            && u128::from(most - second) >= lead.ahead.votes_of(base, true)
    }

    /// Votes of a second round that nothing calls for contradict the first: they are not passed over.
    fn no_run_off_is_due(&self) -> Result<(), Stop> {
        match self.seat.run_off {
            Some(_) => Err(Stop::RunOffNotDue { district: self.seat.district }),
            None => Ok(()),
        }
    }

    /// The seats go to as many candidates with most votes.
    fn several(&mut self, votes: &[u64]) {
        let Scratch { leaders, winners } = &mut *self.scratch;
        let seats = self.seat.seats as usize;
        leaders.clear();
        leaders.extend((0u32..).zip(votes).filter(|&(_, &n)| n > 0).map(|(i, _)| i));
        leaders
            .sort_unstable_by_key(|&i| (std::cmp::Reverse(votes[i as usize]), self.seat.ranks[i as usize]));
        let empty = seats.saturating_sub(leaders.len());
        if let Some(border) = leaders.get(seats).map(|&i| votes[i as usize])
            && votes[leaders[seats - 1] as usize] == border
        {
            // Equal votes at the border: the tie rule fills what is left.
            let sure = leaders.partition_point(|&i| votes[i as usize] > border);
            let end = leaders.partition_point(|&i| votes[i as usize] >= border);
            let mut tied = leaders[sure..end].to_vec();
            leaders.truncate(sure);
            let seat = self.seat;
            let claims = Claims { order: |_| None, votes: |_| border, rank: |i: u32| seat.ranks[i as usize] };
            let lots = self.lots.map(|seed| Lots { seed, tier: self.at.tier, district: seat.rank });
            let rule = self.plan.rule.ties;
            // At most the seats of the district.
            let open = settle(rule, (seats - sure) as u32, &mut tied, winners, &claims, lots);
            if !winners.is_empty() {
                let who = Claimants::Candidates(self.plan, seat, &tied);
                self.witness.note(self.at, Fact::TieBroken { rule, who, winners });
            }
            leaders.extend(&*winners);
            if open > 0 {
                let who = Claimants::Candidates(self.plan, seat, &tied);
                self.witness.tied(self.at, who, open, false);
            }
        } else {
            leaders.truncate(seats);
        }
        for &i in &self.scratch.leaders {
            self.witness.elected(self.at, self.plan, self.seat, i as usize);
        }
        if empty > 0 {
            // No more than the seats of the district.
            self.witness.unfilled(self.at, empty as u32, Reason::NoCandidates);
        }
    }

    /// Whether votes against all outnumber everybody where that voids the election.
    fn voided(&mut self, figures: &Figures, most: u64) -> bool {
        let voided =
            self.plan.rule.against_all == AgainstAll::CanVoid && figures.against_all > u128::from(most);
        if voided {
            self.witness.unfilled(self.at, self.seat.seats, Reason::AgainstAllLed);
        }
        voided
    }

    /// The seat goes to the entry with `most` votes, or to none when several have them.
    ///
    /// `entries` says which first-round entries the votes are of, when it is not all of them in order.
    fn most_votes(&mut self, votes: &[u64], most: u64, entries: Option<&[u32]>) {
        let Scratch { leaders, winners } = &mut *self.scratch;
        let entry = |i: u32| entries.map_or(i, |entries| entries[i as usize]);
        leaders.clear();
        leaders.extend((0u32..).zip(votes).filter(|&(_, &n)| n == most).map(|(i, _)| entry(i)));
        if leaders.len() > 1 {
            let seat = self.seat;
            let claims = Claims { order: |_| None, votes: |_| most, rank: |i: u32| seat.ranks[i as usize] };
            let lots = self.lots.map(|seed| Lots { seed, tier: self.at.tier, district: seat.rank });
            let rule = self.plan.rule.ties;
            if settle(rule, 1, leaders, winners, &claims, lots) > 0 {
                let who = Claimants::Candidates(self.plan, seat, leaders);
                self.witness.tied(self.at, who, 1, false);
                return;
            }
            let fact =
                Fact::TieBroken { rule, who: Claimants::Candidates(self.plan, seat, leaders), winners };
            self.witness.note(self.at, fact);
            leaders.clone_from(winners);
        }
        self.witness.elected(self.at, self.plan, self.seat, leaders[0] as usize);
    }

    fn no_majority(&mut self, votes: &[u64], figures: &Figures, tally: &Tally) -> Result<(), Stop> {
        let reason = match self.plan.rule.run_off {
            Some(RunOff::TopTwoOfThreeOrMore) if votes.len() < 3 => Some(Reason::RepeatElection),
            Some(_) if votes.len() >= 2 => None,
            _ => Some(Reason::NoMajority),
        };
        if let Some(reason) = reason {
            self.witness.unfilled(self.at, 1, reason);
            return self.no_run_off_is_due();
        }
        if let Some(paper) = &self.seat.run_off {
            return self.run_off(votes, paper, figures, tally);
        }
        let enters = self.entrance(figures)?;
        // Everybody with at least as many votes as the second: two, or more when places are tied.
        let finalists = &mut self.scratch.leaders;
        finalists.clear();
        finalists.extend((0u32..).take(votes.len()));
        finalists.sort_by_key(|&i| std::cmp::Reverse(votes[i as usize]));
        let second = votes[finalists[1] as usize];
        let enters = |n: u64| enters.is_some_and(|needed| u128::from(n) >= needed);
        finalists.retain(|&i| votes[i as usize] >= second || enters(votes[i as usize]));
        let fact = Fact::RunOffToCome { plan: self.plan, seat: self.seat, finalists };
        self.witness.note(self.at, fact);
        self.witness.unfilled(self.at, 1, Reason::RunOffToCome);
        Ok(())
    }

    /// The votes of the first round that lead to the second, where there is such a number.
    fn entrance(&self, figures: &Figures) -> Result<Option<u128>, Stop> {
        let Some(RunOff::Share(entrance)) = self.plan.rule.run_off else {
            return Ok(None);
        };
        let missing = |figure| Stop::MissingFigure { district: self.seat.district, figure };
        Ok(Some(entrance.at_least.votes_of(figures.of(entrance.of).map_err(missing)?, true)))
    }

    fn run_off(
        &mut self,
        first: &[u64],
        paper: &RunOffPaper,
        figures: &Figures,
        tally: &Tally,
    ) -> Result<(), Stop> {
        let fewest = paper.entries.iter().map(|&i| first[i as usize]).min();
        let stands = |i: u32| paper.entries.contains(&i);
        let passed_over = (0u32..).zip(first).any(|(i, &n)| !stands(i) && Some(n) > fewest);
        let district = self.seat.district;
        match self.entrance(figures)? {
            None if paper.entries.len() != 2 || passed_over => return Err(Stop::NotTheTopTwo { district }),
            None => {}
            // Some may have stood down. Who misses the share stands only as one of the two with most votes.
            Some(needed) => {
                let above = |i: u32| first.iter().filter(|&&n| n > first[i as usize]).count();
                let enters = |&i: &u32| u128::from(first[i as usize]) >= needed || above(i) < 2;
                if paper.entries.is_empty() || !paper.entries.iter().all(enters) {
                    return Err(Stop::NotInTheRunOff { district });
                }
            }
        }
        let votes = &tally.votes[paper.votes.clone()];
        let fact = Fact::RunOff { plan: self.plan, seat: self.seat, entries: &paper.entries, votes };
        self.witness.note(self.at, fact);
        let mut figures = Figures::new();
        figures.add(&tally.totals[paper.totals], self.plan.rule.against_all);
        match votes.iter().copied().max().filter(|&most| most > 0) {
            None => self.witness.unfilled(self.at, 1, Reason::NoVotes),
            Some(most) if self.voided(&figures, most) => {}
            Some(most) => self.most_votes(votes, most, Some(&paper.entries)),
        }
        Ok(())
    }
}
