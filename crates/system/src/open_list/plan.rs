//! Who stands on the open lists of an area.

use std::collections::{HashMap, HashSet};

use super::OpenList;
use crate::error::CountError;
use crate::plan::Area;
use crate::plan::compiler::Compiler;
use crate::rules::Tier;
use crate::votes::{Ballot, Contest, Tally};

/// A candidate of a list.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) list: usize,
    pub(crate) name: String,
    /// Where the personal votes stand in the tally: one for each ballot that names the candidate.
    pub(crate) votes: Vec<usize>,
    /// The place on the list, from 1.
    pub(crate) place: Option<u32>,
    /// The place in the alphabet, of the lists first.
    pub(crate) rank: u32,
}

impl Candidate {
    /// The personal votes; they are among the votes of the list, whose sum was found to fit.
    pub(crate) fn votes(&self, tally: &Tally) -> u64 {
        self.votes.iter().fold(0, |sum, &place| sum.saturating_add(tally.votes[place]))
    }
}

impl Compiler<'_> {
    /// The candidates of each area, by name within a list.
    pub(crate) fn rosters(
        &self,
        tier: &Tier,
        rule: &OpenList,
        contest: &Contest,
        areas: &mut [Area],
        (parties, names): (&[usize], &[&str]),
    ) -> Result<(), CountError> {
        // Without marks in the votes nobody is named.
        let named = match &rule.marks {
            Some(marks) => self.field.contest(marks),
            None => Some(contest),
        };
        let ballots = named.map_or(&[][..], |contest| &contest.ballots);
        let lists: HashMap<usize, usize> = parties.iter().copied().zip(0..).collect();
        let list_of = |party: usize| lists.get(&party).copied();
        for area in areas {
            let mut roster: Vec<Candidate> = Vec::new();
            let mut known: HashMap<(usize, &str), usize> = HashMap::new();
            let lies = |ballot: &&Ballot| area.district.is_none() || ballot.district == area.district;
            for ballot in ballots.iter().filter(lies) {
                let rows = ballot.votes().zip(&ballot.entries).zip(&ballot.standing);
                for ((votes, entry), standing) in rows {
                    let list = entry.party.and_then(list_of);
                    let (Some(name), Some(list)) = (entry.candidate.as_deref(), list) else {
                        continue;
                    };
                    let number = *known.entry((list, name)).or_insert(roster.len());
                    if number == roster.len() {
                        roster.push(Candidate {
                            list,
                            name: name.to_owned(),
                            votes: Vec::new(),
                            place: standing.place,
                            rank: 0,
                        });
                    }
                    let candidate = &mut roster[number];
                    candidate.votes.push(votes);
                    if candidate.place != standing.place {
                        let problem = "has different places in different rows; a candidate has one";
                        return Err(misplaced(tier, candidate, names, problem));
                    }
                }
            }
            if rule.reads_places() {
                check_places(tier, &roster, names)?;
            }
            roster.extend(standing_alone(area, names, parties.len()));
            roster.sort_by(|a, b| (a.list, &a.name).cmp(&(b.list, &b.name)));
            let mut order: Vec<usize> = (0..roster.len()).collect();
            order.sort_by_key(|&i| (names[roster[i].list], i));
            (0u32..).zip(order).for_each(|(rank, i)| roster[i].rank = rank);
            area.roster = roster;
        }
        Ok(())
    }
}

/// Candidates who stand alone: each is a list of one.
fn standing_alone(area: &Area, names: &[&str], parties: usize) -> Vec<Candidate> {
    let mut alone: Vec<Candidate> = Vec::new();
    let mut known: HashMap<usize, usize> = HashMap::new();
    for ballot in &area.ballots {
        for (list, votes) in ballot.lists.iter().zip(ballot.votes.clone()) {
            let Some(list) = list.index().filter(|&list| list >= parties) else { continue };
            let number = *known.entry(list).or_insert(alone.len());
            if number == alone.len() {
                let name = names[list].to_owned();
                alone.push(Candidate { list, name, votes: Vec::new(), place: None, rank: 0 });
            }
            alone[number].votes.push(votes);
        }
    }
    alone
}

fn check_places(tier: &Tier, roster: &[Candidate], names: &[&str]) -> Result<(), CountError> {
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
        return Err(misplaced(tier, candidate, names, problem));
    }
    Ok(())
}

fn misplaced(tier: &Tier, candidate: &Candidate, names: &[&str], problem: &'static str) -> CountError {
    CountError::ListOrder {
        tier: tier.name.clone(),
        party: names[candidate.list].to_owned(),
        candidate: candidate.name.clone(),
        problem,
    }
}
