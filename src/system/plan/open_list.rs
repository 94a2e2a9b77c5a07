//! Who stands on the open lists of an area.

use std::collections::{HashMap, HashSet};

use super::Compiler;
use super::list::{Area, NO_LIST};
use crate::system::CountError;
use crate::system::rules::{OpenList, Tier};
use crate::votes::Contest;

/// A candidate of a list.
#[derive(Debug, Clone)]
pub(in crate::system) struct Candidate {
    pub(in crate::system) list: u32,
    pub(in crate::system) name: String,
    /// Where the personal votes stand in the tally: one for each paper that names the candidate.
    pub(in crate::system) votes: Vec<usize>,
    /// The place on the list, from 1.
    pub(in crate::system) place: Option<u32>,
}

impl Compiler<'_> {
    /// The candidates of each area, by name within a list.
    pub(super) fn rosters(
        &self,
        tier: &Tier,
        rule: &OpenList,
        contest: &Contest,
        areas: &[Area],
        parties: &[usize],
    ) -> Result<Vec<Vec<Candidate>>, CountError> {
        let ballots: HashMap<usize, _> = contest.ballots.iter().map(|b| (b.totals(), b)).collect();
        areas
            .iter()
            .map(|area| {
                let mut roster: Vec<Candidate> = Vec::new();
                let mut known: HashMap<(u32, &str), usize> = HashMap::new();
                for paper in &area.papers {
                    let Some(ballot) = ballots.get(&paper.totals) else { continue };
                    let rows = ballot.votes().zip(&ballot.entries).zip(&ballot.standing).zip(&paper.lists);
                    for (((votes, entry), standing), &list) in rows {
                        let Some(name) = entry.candidate.as_deref().filter(|_| list != NO_LIST) else {
                            continue;
                        };
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
            party: self.field.parties()[parties[candidate.list as usize]].name.clone(),
            candidate: candidate.name.clone(),
            problem,
        }
    }
}
