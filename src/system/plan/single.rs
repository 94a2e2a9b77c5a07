//! A tier of candidates, compiled.

use std::collections::HashMap;
use std::ops::Range;

use super::{Compiler, Kind, ranks, too_large};
use crate::system::CountError;
use crate::system::rules::{Districts, Seats, SingleRule, Tier};
use crate::votes::Contest;

#[derive(Debug, Clone)]
pub(in crate::system) struct SinglePlan {
    pub(in crate::system) rule: SingleRule,
    pub(in crate::system) contest: String,
    pub(in crate::system) seats: Vec<SeatPlan>,
    /// Seats of districts of the law that the votes do not have.
    pub(in crate::system) silent: u32,
}

/// One district of a tier of candidates.
#[derive(Debug, Clone)]
pub(in crate::system) struct SeatPlan {
    pub(in crate::system) district: Option<usize>,
    pub(in crate::system) rank: Option<u32>,
    /// How many are elected.
    pub(in crate::system) seats: u32,
    /// The ballot's number in its contest.
    pub(in crate::system) ballot: usize,
    pub(in crate::system) votes: Range<usize>,
    pub(in crate::system) totals: usize,
    pub(in crate::system) parties: Vec<Option<usize>>,
    /// The place of each entry in the alphabet.
    pub(in crate::system) ranks: Vec<u32>,
    pub(in crate::system) run_off: Option<RunOffPaper>,
}

#[derive(Debug, Clone)]
pub(in crate::system) struct RunOffPaper {
    pub(in crate::system) votes: Range<usize>,
    pub(in crate::system) totals: usize,
    /// The first-round entry of each entry of the second round.
    pub(in crate::system) entries: Vec<u32>,
}

impl Compiler<'_> {
    pub(super) fn single(
        &mut self,
        tier: &Tier,
        rule: &SingleRule,
        number: usize,
    ) -> Result<Kind, CountError> {
        let contest = &self.field.contests()[number];
        let second_round = format!("{}{}", contest.name, Contest::RUN_OFF);
        let run_off = self.field.contest(&second_round).filter(|_| rule.run_off.is_some());
        if run_off.is_some() {
            self.used.insert(second_round);
        }
        let second_ballots: HashMap<Option<usize>, usize> = run_off
            .into_iter()
            .flat_map(|contest| contest.ballots.iter().enumerate())
            .map(|(i, ballot)| (ballot.district, i))
            .collect();
        let mut seats = Vec::with_capacity(contest.ballots.len());
        for (i, ballot) in contest.ballots.iter().enumerate() {
            if u32::try_from(ballot.entries.len()).is_err() {
                return Err(too_large(tier, "its candidates"));
            }
            let label = |entry: &crate::votes::Entry| self.label(entry);
            let labels: Vec<_> = ballot.entries.iter().map(label).collect();
            let run_off = match (run_off, second_ballots.get(&ballot.district)) {
                (Some(second), Some(&b)) => Some(self.run_off(contest, i, second, b)?),
                _ => None,
            };
            let members = self.members(tier, ballot.district)?;
            seats.push(SeatPlan {
                seats: members,
                district: ballot.district,
                rank: ballot.district.map(|district| self.district_ranks[district]),
                ballot: i,
                votes: ballot.votes(),
                totals: ballot.totals(),
                parties: ballot.entries.iter().map(|entry| entry.party).collect(),
                ranks: ranks(labels.iter().map(String::as_str)),
                run_off,
            });
        }
        let silent = match tier.districts {
            Districts::Number(allowed) => absent_districts(tier, contest, allowed, seats.len())?,
            Districts::Nationwide => absent_districts(tier, contest, 1, seats.len())?,
            // Regions are for lists.
            Districts::Each | Districts::Regions => 0,
        };
        let each = if let Seats::Same(each) = tier.seats { each } else { 1 };
        let silent = silent.checked_mul(each).ok_or_else(|| too_large(tier, "its seats"))?;
        let contest = contest.name.clone();
        Ok(Kind::Single(Box::new(SinglePlan { rule: rule.clone(), contest, seats, silent })))
    }

    /// How many a district elects.
    fn members(&self, tier: &Tier, district: Option<usize>) -> Result<u32, CountError> {
        let name = district.map(|number| self.field.districts()[number].as_str());
        let seats = match &tier.seats {
            Seats::Same(seats) => Some(*seats),
            Seats::ByDistrict(table) => name.and_then(|name| table.get(name)).copied(),
            Seats::Given(_) => name.and_then(|name| self.facts.get(name)?.seats),
        };
        seats.ok_or_else(|| CountError::DistrictWithoutSeats {
            tier: tier.name.clone(),
            district: name.unwrap_or_default().to_owned(),
        })
    }

    fn run_off(
        &self,
        first: &Contest,
        first_ballot: usize,
        second: &Contest,
        second_ballot: usize,
    ) -> Result<RunOffPaper, CountError> {
        let first = &first.ballots[first_ballot];
        let ballot = &second.ballots[second_ballot];
        let stood: HashMap<_, u32> = first.entries.iter().zip(0..).collect();
        let entries = ballot.entries.iter().map(|entry| {
            stood.get(entry).copied().ok_or_else(|| CountError::StrangerInRunOff {
                contest: second.name.clone(),
                district: ballot.district.map(|number| self.field.districts()[number].clone()),
                candidate: self.label(entry),
            })
        });
        Ok(RunOffPaper {
            votes: ballot.votes(),
            totals: ballot.totals(),
            entries: entries.collect::<Result<_, _>>()?,
        })
    }
}

/// How many districts of the law the votes do not have; more than the law has is an error.
pub(super) fn absent_districts(
    tier: &Tier,
    contest: &Contest,
    allowed: u32,
    found: usize,
) -> Result<u32, CountError> {
    let present = u32::try_from(found).ok();
    present.and_then(|present| allowed.checked_sub(present)).ok_or_else(|| CountError::TooManyDistricts {
        tier: tier.name.clone(),
        contest: contest.name.clone(),
        allowed,
        found,
    })
}
