//! The JSON of a constituency.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::error::{ImportError, ImportProblem};
use crate::json::{self, Count};
use crate::levels;
use crate::source::Source;
use crate::{naming, number};

/// A constituency: a district of the Chamber.
#[derive(Debug)]
pub(super) struct Constituency {
    pub(super) id: u64,
    pub(super) name: String,
    /// Which election, as the file has it.
    pub(super) election: String,
    pub(super) registered: u64,
    /// Blank and void ballots together.
    pub(super) blank: u64,
    pub(super) lists: Vec<List>,
    /// Whether the file has votes of candidates.
    pub(super) candidates: bool,
}

#[derive(Debug)]
pub(super) struct List {
    pub(super) party: String,
    pub(super) votes: u64,
    pub(super) seats: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "the result of a constituency")]
struct Area {
    id: Count,
    nr_of_eligible_voters: Count,
    nr_of_valid_votes: Count,
    nr_of_blank_votes: Count,
    nr_of_seats: Option<Count>,
    labels: Vec<Label>,
    description: String,
    election_type: String,
    election_date: String,
    election_lists: Vec<ElectionList>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "a name in a language")]
struct Label {
    language: String,
    label: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "a list")]
struct ElectionList {
    nr_of_seats: Option<Count>,
    nr_of_votes: Count,
    #[serde(rename = "B_BallotsWithListVote")]
    list_vote: Count,
    #[serde(rename = "C_BallotsWithCandidateVotesOnly")]
    candidates_only: Count,
    #[serde(rename = "D_BallotsWithCandidateAndSuccessorVotes")]
    both: Count,
    #[serde(rename = "E_BallotsWithSuccessorVotesOnly")]
    successors_only: Count,
    party_id: Count,
    party_label: String,
    #[serde(default)]
    has_candidate_data: bool,
}

pub(super) fn recognises(head: &[u8]) -> bool {
    json::has_field(head, "NrOfEligibleVoters") && json::has_field(head, "ElectionType")
}

impl Constituency {
    pub(super) fn read(source: &Source) -> Result<Self, ImportError> {
        let area: Area = json::parsed(source)?;
        Self::of(area).map_err(|problem| source.problem(problem))
    }

    fn of(area: Area) -> Result<Self, ImportProblem> {
        let Area { election_type, description, .. } = &area;
        if election_type != "Chamber" {
            let words = format!("elections of `{election_type}` are not read; those of the Chamber are");
            return Err(ImportProblem::NotThis(words));
        }
        if description != "Constituency" {
            let words = format!("this is of a `{description}`; give the files of constituencies");
            return Err(ImportProblem::NotThis(words));
        }
        // One name for a place wherever it lies; English is the one language that no part of the country speaks.
        let english = area.labels.iter().find(|label| label.language == "English").or(area.labels.first());
        let name = english.ok_or_else(|| ImportProblem::Missing("Labels".to_owned()))?;
        let name = naming::own(&name.label)?;
        let (mut valid, mut seats) = (0, 0);
        let mut lists: Vec<List> = Vec::new();
        let (mut parties, mut names) = (BTreeSet::new(), BTreeSet::new());
        for list in &area.election_lists {
            let party = naming::own(&list.party_label)?;
            if !parties.insert(list.party_id.0) || !names.insert(party.clone()) {
                return Err(ImportProblem::Twice(format!("{name}, {party}")));
            }
            let kinds = [list.list_vote, list.candidates_only, list.both, list.successors_only];
            let ballots = kinds.into_iter().try_fold(0, |sum, kind| number::sum(sum, kind.0))?;
            let votes = list.nr_of_votes.0;
            levels::same(&name, &format!("{party}, ballots B to E"), votes, ballots)?;
            valid = number::sum(valid, votes)?;
            seats = number::sum(seats, list.nr_of_seats.map_or(0, |seats| seats.0))?;
            lists.push(List { party, votes, seats: list.nr_of_seats.map(|seats| seats.0) });
        }
        levels::same(&name, "valid votes", area.nr_of_valid_votes.0, valid)?;
        if let Some(whole) = area.nr_of_seats {
            levels::same(&name, "seats", whole.0, seats)?;
        }
        let day = area.election_date.split('T').next().unwrap_or_default();
        Ok(Self {
            id: area.id.0,
            election: format!("the election of {day}"),
            registered: area.nr_of_eligible_voters.0,
            blank: area.nr_of_blank_votes.0,
            candidates: area.election_lists.iter().any(|list| list.has_candidate_data),
            name,
            lists,
        })
    }
}
