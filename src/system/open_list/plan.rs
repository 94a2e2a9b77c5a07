//! Who stands on the open lists of an area.

use std::collections::{HashMap, HashSet};

use super::OpenList;
use crate::system::error::CountError;
use crate::system::plan::area::Area;
use crate::system::plan::compiler::Compiler;
use crate::system::rules::Tier;
use crate::votes::{Ballot, Contest};

/// A candidate of a list.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) list: usize,
    pub(crate) name: String,
    /// Where the personal votes stand in the tally: one for each ballot that names the candidate.
    pub(crate) votes: Vec<usize>,
    /// The place on the list, from 1.
    pub(crate) place: Option<u32>,
}

impl Compiler<'_> {
    /// The candidates of each area, by name within a list.
    pub(crate) fn rosters(
        &self,
        tier: &Tier,
        rule: &OpenList,
        contest: &Contest,
        areas: &[Area],
        parties: &[usize],
    ) -> Result<Vec<Vec<Candidate>>, CountError> {
        // Without marks in the votes nobody is named.
        let named = match &rule.marks {
            Some(marks) => self.field.contest(marks),
            None => Some(contest),
        };
        let ballots = named.map_or(&[][..], |contest| &contest.ballots);
        let list_of: HashMap<usize, usize> =
            parties.iter().enumerate().map(|(list, &party)| (party, list)).collect();
        areas
            .iter()
            .map(|area| {
                let mut roster: Vec<Candidate> = Vec::new();
                let mut known: HashMap<(usize, &str), usize> = HashMap::new();
                let lies = |ballot: &&Ballot| area.district.is_none() || ballot.district == area.district;
                for ballot in ballots.iter().filter(lies) {
                    let rows = ballot.votes().zip(&ballot.entries).zip(&ballot.standing);
                    for ((votes, entry), standing) in rows {
                        let list = entry.party.and_then(|party| list_of.get(&party).copied());
                        let (Some(name), Some(list)) = (entry.candidate.as_deref(), list) else {
                            continue;
                        };
                        if list >= parties.len() {
                            continue;
                        }
                        let number = *known.entry((list, name)).or_insert(roster.len());
                        if number == roster.len() {
                            let name = name.to_owned();
                            roster.push(Candidate { list, name, votes: Vec::new(), place: standing.place });
                        }
                        let candidate = &mut roster[number];
                        candidate.votes.push(votes);
                        if candidate.place != standing.place {
                            let problem = "has different places in different rows; a candidate has one";
                            return Err(self.misplaced(tier, candidate, parties, problem));
                        }
                    }
                }
                if rule.reads_places() {
                    self.check_places(tier, &roster, parties)?;
                }
                roster.sort_by(|a, b| (a.list, &a.name).cmp(&(b.list, &b.name)));
                Ok(roster)
            })
            .collect()
    }

    fn check_places(&self, tier: &Tier, roster: &[Candidate], parties: &[usize]) -> Result<(), CountError> {
        let mut taken = HashSet::new();
        for candidate in roster {
            let problem = match candidate.place {
                None => "has no place on the list; give it in the column `place`",
                Some(0) => "has place 0; the first on the list has 1",
                Some(place) if !taken.insert((candidate.list, place)) => {
                    "has the place of another candidate; give each its own"
                }
                Some(_) => continue,
            };
            return Err(self.misplaced(tier, candidate, parties, problem));
        }
        Ok(())
    }

    fn misplaced(
        &self,
        tier: &Tier,
        candidate: &Candidate,
        parties: &[usize],
        problem: &'static str,
    ) -> CountError {
        CountError::ListOrder {
            tier: tier.name.clone(),
            party: self.field.parties()[parties[candidate.list]].name.clone(),
            candidate: candidate.name.clone(),
            problem,
        }
    }
}
