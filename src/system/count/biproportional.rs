//! Parties' seats by the votes of the country, districts' seats as they are, and both at once.

use super::Stop;
use super::list::Count;
use super::strongest_list::Filled;
use super::tie_break::Place;
use super::witness::{At, Fact, Witness};
use crate::apportion::Divisor;
use crate::apportion::biproportional::{
    self, BiproportionalError, VoteMatrix as Problem, VoterNumber, voter_numbers,
};
use crate::system::outcome::Reason;
use crate::system::plan::{Level, NO_LIST};
use crate::system::rules::{Biproportional, StrongestList, Upper};

impl<W: Witness> Count<'_, W> {
    pub(super) fn biproportional(&mut self, rule: Biproportional) -> Result<(), Stop> {
        let plan = self.plan;
        let lists = plan.parties.len();
        let mut figures = self.start();
        for area in &plan.areas {
            self.add_area(area, &mut figures)?;
        }
        self.total(&mut figures);
        self.pass(&figures, None, Level::Nation)?;
        let district_seats: Vec<u32> = plan
            .areas
            .iter()
            .enumerate()
            .map(|(i, area)| self.scratch.area_seats.get(i).copied().unwrap_or(area.seats))
            .collect();
        let house = district_seats.iter().try_fold(0u32, |sum, &n| sum.checked_add(n));
        let house = house.ok_or(Stop::VotesTooLarge)?;
        let at = At { tier: self.tier, district: None };
        let mut votes = vec![0u64; plan.areas.len() * lists];
        for (d, paper) in plan.areas.iter().flat_map(|area| &area.papers).enumerate() {
            for (&n, &list) in self.tally.votes[paper.votes.clone()].iter().zip(&paper.lists) {
                // A district without seats fills none.
                if list != NO_LIST && self.scratch.passes[list as usize] && district_seats[d] > 0 {
                    votes[d * lists + list as usize] += n;
                }
            }
        }
        if votes.iter().all(|&n| n == 0) {
            if house > 0 {
                self.witness.unfilled(at, house, Reason::NoVotes);
            }
            return Ok(());
        }
        let (numbers, unit) = match rule.by {
            Upper::Votes => {
                let column = |list: usize| votes.iter().skip(list).step_by(lists).copied();
                let sum = |list| column(list).try_fold(0u64, u64::checked_add).ok_or(Stop::VotesTooLarge);
                ((0..lists).map(sum).collect::<Result<Vec<_>, _>>()?, 1)
            }
            Upper::VoterNumbers | Upper::RoundedVoterNumbers => {
                let exact = rule.by == Upper::VoterNumbers;
                let how = if exact { VoterNumber::Exact } else { VoterNumber::Rounded };
                voter_numbers(&votes, &district_seats, lists, how).map_err(|_| Stop::VotesTooLarge)?
            }
        };
        let fact = Fact::VoterNumbers { plan, by: rule.by, numbers: &numbers, unit };
        self.witness.note(at, fact);
        self.scratch.admitted.clone_from(&numbers);
        self.plainly(Place::of(at, None), house, &plan.rule.method)?;
        let party_seats = self.scratch.given.clone();
        let sure: u64 = party_seats.iter().map(|&n| u64::from(n)).sum();
        if sure < u64::from(house) {
            // The parties' seats are tied; which districts theirs are in follows only when that is decided.
            self.witness.list_seats(at, plan, &party_seats);
            return Ok(());
        }
        let problem = Problem { votes: &votes, district_seats: &district_seats, party_seats: &party_seats };
        self.fill_districts(at, &problem, rule.strongest_list)
    }

    fn fill_districts(
        &mut self,
        at: At,
        problem: &Problem<'_>,
        clause: Option<StrongestList>,
    ) -> Result<(), Stop> {
        let plan = self.plan;
        let lists = plan.parties.len();
        let divisor = plan.rule.method.divisor().unwrap_or(&Divisor::SainteLague);
        let filled = match clause {
            Some(clause) => self.with_strongest_lists(at, problem, divisor, clause.at_least)?,
            None => {
                Filled::Sure(biproportional::apportion(problem, divisor).map_err(|error| match error {
                    BiproportionalError::Infeasible { .. } => Stop::NoBiproportional,
                    _ => Stop::VotesTooLarge,
                })?)
            }
        };
        let solution = match filled {
            Filled::Sure(solution) => solution,
            Filled::Open(sure) => {
                self.give_districts(&sure);
                // The others are the parties' too, only their districts are open.
                let in_districts = |list| sure.iter().skip(list).step_by(lists).sum::<u32>();
                let left = problem.party_seats.iter().enumerate();
                let left: Vec<u32> = left.map(|(list, &n)| n - in_districts(list)).collect();
                self.witness.list_seats(at, plan, &left);
                return Ok(());
            }
        };
        self.witness.note(at, Fact::Biproportional { plan, solution: &solution });
        self.give_districts(&solution.seats);
        for tie in &solution.ties {
            let mut parties: Vec<u32> = tie.cells.iter().map(|&(_, list)| list as u32).collect();
            parties.sort_unstable();
            parties.dedup();
            self.scratch.tied = parties;
            self.report_tie(at, tie.seats, false);
        }
        Ok(())
    }

    /// Seats that are sure, district after district.
    fn give_districts(&mut self, seats: &[u32]) {
        let rows = seats.chunks(self.plan.parties.len().max(1));
        for (area, given) in self.plan.areas.iter().zip(rows) {
            if given.iter().any(|&n| n > 0) {
                self.witness.list_seats(At { tier: self.tier, district: area.district }, self.plan, given);
            }
        }
    }
}
