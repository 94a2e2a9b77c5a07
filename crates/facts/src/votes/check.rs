//! What makes a field sound: a builder makes no other, and what is read from JSON is looked at before it is used.

use std::collections::HashSet;
use std::hash::Hash;

use super::builder::repeated;
use super::facts::Facts;
use super::{
    Ballot, Contest, Entry, Field, Party, Shared, Standing, Tally, Votes, VotesError, VotesProblem, Winner,
    names,
};
use crate::read_checked;
use crate::text::one_form;

read_checked!(#[serde(deny_unknown_fields)] Votes {
    field: Field,
    tally: Tally,
    #[serde(default)]
    winners: Vec<Winner>,
});

read_checked!(#[serde(deny_unknown_fields)] Field {
    parties: Vec<Party>,
    #[serde(default, deserialize_with = "names::read_all")]
    districts: Vec<String>,
    contests: Vec<Contest>,
    #[serde(default, rename = "district_facts")]
    facts: Facts,
    #[serde(default, rename = "allow_uncounted")]
    uncounted: bool,
});

read_checked!(#[serde(deny_unknown_fields)] Ballot {
    #[serde(default)]
    district: Option<usize>,
    entries: Shared<Entry>,
    standing: Shared<Standing>,
    #[serde(rename = "first_vote")]
    first: usize,
    #[serde(rename = "totals")]
    index: usize,
    #[serde(default)]
    ranked: Option<usize>,
});

read_checked!(#[serde(deny_unknown_fields)] Winner {
    #[serde(deserialize_with = "names::read")]
    tier: String,
    #[serde(default, deserialize_with = "names::read_optional")]
    district: Option<String>,
    #[serde(default, deserialize_with = "names::read_optional")]
    party: Option<String>,
    #[serde(default, deserialize_with = "names::read_optional")]
    candidate: Option<String>,
    seats: u32,
});

impl Votes {
    /// Whether the tally is one of the field.
    pub(super) fn check(&self) -> Result<(), VotesError> {
        let (votes, totals) = self.field.extent();
        if (self.tally.votes.len(), self.tally.totals.len()) != (votes, totals) {
            return Err(VotesProblem::WrongTally { votes, totals }.into());
        }
        let papers = self.field.ranked_papers();
        let (ranked, given) = (papers.count(), self.tally.ranked.len());
        if ranked != given {
            return Err(VotesProblem::WrongRanked { ranked, given }.into());
        }
        for (ballot, ballots) in self.field.ranked_papers().zip(&self.tally.ranked) {
            let (entries, candidates) = (ballot.entries.len(), ballots.candidates());
            if entries != candidates {
                return Err(VotesProblem::RankedOthers { entries, candidates }.into());
            }
        }
        // As in a file; votes without any contest are the start for winners alone.
        let contests = self.field.contests();
        if votes == 0 && !contests.is_empty() {
            return Err(VotesProblem::NothingToCount.into());
        }
        Ok(())
    }
}

impl Ballot {
    fn check(&self) -> Result<(), VotesProblem> {
        let (entries, standing) = (self.entries.len(), self.standing.len());
        if entries != standing {
            return Err(VotesProblem::WrongStanding { entries, standing });
        }
        if self.entries.iter().any(|entry| entry.party.is_none() && entry.candidate.is_none()) {
            return Err(VotesProblem::Nobody);
        }
        let candidates = self.entries.iter().filter_map(|entry| entry.candidate.as_deref());
        candidates.into_iter().try_for_each(names::of_somebody)?;
        // Where its numbers end must be a number too, whatever the field.
        let largest = usize::MAX - entries.max(1);
        match [self.first, self.index].into_iter().find(|&number| number > largest) {
            Some(found) => Err(VotesProblem::TooLarge { found: found.to_string(), largest: largest as u64 }),
            None => Ok(()),
        }
    }
}

impl Field {
    fn check(&self) -> Result<(), VotesProblem> {
        self.parties.iter().try_for_each(|party| names::of_somebody(&party.name))?;
        once(self.parties.iter().map(|party| &party.name))?;
        once(&self.districts)?;
        once(self.contests.iter().map(|contest| &contest.name))?;
        once(self.facts.rows().iter().map(|district| &district.name))?;
        self.check_orders()?;
        let (mut votes, mut totals, mut ranked) = (0, 0, 0);
        for contest in &self.contests {
            self.check_contest(contest)?;
            for ballot in &contest.ballots {
                if (ballot.first, ballot.index) != (votes, totals) {
                    return Err(VotesProblem::Untiled { ballot: totals, votes, totals });
                }
                if let Some(found) = ballot.ranked {
                    if found != ranked {
                        return Err(VotesProblem::RankedOrder { ballot: totals, expected: ranked });
                    }
                    ranked += 1;
                }
                votes += ballot.entries.len();
                totals += 1;
            }
        }
        Ok(())
    }

    fn check_orders(&self) -> Result<(), VotesProblem> {
        let mut holders = std::collections::HashMap::new();
        for party in &self.parties {
            let Some(order) = party.registration_order else { continue };
            if order == 0 {
                return Err(VotesProblem::OrderFromOne);
            }
            if let Some(holder) = holders.insert(order, &party.name) {
                return Err(VotesProblem::SharedOrder { order, holder: holder.clone() });
            }
        }
        Ok(())
    }

    fn check_contest(&self, contest: &Contest) -> Result<(), VotesProblem> {
        let Some(first) = contest.ballots.first() else {
            return Err(VotesProblem::EmptyContest(contest.name.clone()));
        };
        if contest.ballots.iter().any(|ballot| ballot.district.is_some() != first.district.is_some()) {
            return Err(VotesProblem::MixedDistricts(contest.name.clone()));
        }
        if let Some(district) = twice(contest.ballots.iter().map(|ballot| ballot.district)) {
            return Err(repeated(&contest.name, self.district_name(district)?, &[]));
        }
        for ballot in &contest.ballots {
            let district = self.district_name(ballot.district)?;
            let numbers = ballot.entries.iter().filter_map(|entry| entry.party);
            if let Some(found) = numbers.into_iter().find(|&party| party >= self.parties.len()) {
                return Err(VotesProblem::UnknownNumber { what: "party", found, known: self.parties.len() });
            }
            if let Some(entry) = twice(&ballot.entries) {
                return Err(repeated(&contest.name, district, &[Some(&entry.label(self))]));
            }
        }
        Ok(())
    }

    fn district_name(&self, number: Option<usize>) -> Result<Option<&str>, VotesProblem> {
        let Some(found) = number else { return Ok(None) };
        match self.districts.get(found) {
            Some(name) => Ok(Some(name)),
            None => Err(VotesProblem::UnknownNumber { what: "district", found, known: self.districts.len() }),
        }
    }
}

/// No name stands twice, however it was typed.
fn once<'a>(names: impl IntoIterator<Item = &'a String>) -> Result<(), VotesProblem> {
    let mut seen = HashSet::new();
    match names.into_iter().find(|name| !seen.insert(one_form(name))) {
        Some(name) => Err(VotesProblem::Repeated { what: format!("`{name}`") }),
        None => Ok(()),
    }
}

/// The first that stands here for the second time.
fn twice<T: Hash + Eq + Copy>(all: impl IntoIterator<Item = T>) -> Option<T> {
    let mut seen = HashSet::new();
    all.into_iter().find(|&one| !seen.insert(one))
}
