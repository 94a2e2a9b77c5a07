use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::{BallotTotals, District, Shared, Tally, names};
use sailau_ranked::Ballots;

/// A party that takes part in an election.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its name, as the votes give it.
    #[serde(deserialize_with = "names::read")]
    pub name: String,
    /// 1 for the list that was registered first, 2 for the next …; unknown when the votes do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration_order: Option<u32>,
    /// What kind of list it has, where rules differ by that, such as `coalition` or `minority`.
    #[serde(default, deserialize_with = "names::read_optional", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// Who stood: parties, districts, and the entries on each ballot. See the [module](super).
///
/// Parties and districts are numbered from 0 in the order in which they first appear; that order never decides
/// a seat. A field is made by a [`VotesBuilder`](super::VotesBuilder).
///
/// What is read is refused with a [`VotesProblem`](super::VotesProblem) in words where a builder would have refused it,
/// where a number is of no party or district, and where the ballots do not follow each other in the tally.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Field {
    pub(super) parties: Vec<Party>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) districts: Vec<String>,
    pub(super) contests: Vec<Contest>,
    #[serde(rename = "district_facts", skip_serializing_if = "Facts::is_empty")]
    pub(super) facts: Facts,
    #[serde(rename = "allow_uncounted", skip_serializing_if = "std::ops::Not::not")]
    pub(super) uncounted: bool,
}

impl Field {
    /// Every party, by number.
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// The names of the districts, by number. A nationwide count has none.
    #[must_use]
    pub fn districts(&self) -> &[String] {
        &self.districts
    }

    /// What is known of districts besides their votes; also of some without votes, such as regions of districts.
    #[must_use]
    pub fn district_facts(&self) -> &[District] {
        self.facts.rows()
    }

    /// What is known of the district of that name besides its votes, or of the region.
    #[must_use]
    pub fn facts_of(&self, district: &str) -> Option<&District> {
        self.facts.of(district)
    }

    /// The region that a district lies in, where the votes name one.
    #[must_use]
    pub fn region_of(&self, district: &str) -> Option<&str> {
        self.facts_of(district)?.region.as_deref()
    }

    /// The contests, in the order in which they first appear.
    #[must_use]
    pub fn contests(&self) -> &[Contest] {
        &self.contests
    }

    /// The contest of that name.
    #[must_use]
    pub fn contest(&self, name: &str) -> Option<&Contest> {
        self.contests.iter().find(|contest| contest.name == name)
    }

    /// The same field for rules that read more contests than there are: see [`Votes::allow_uncounted`](super::Votes::allow_uncounted).
    #[must_use]
    pub fn allow_uncounted(self) -> Self {
        Self { uncounted: true, ..self }
    }

    /// Whether rules may read contests that are not there, and leave their seats empty.
    #[must_use]
    pub fn allows_uncounted(&self) -> bool {
        self.uncounted
    }

    /// A tally of this field in which nobody has a vote, to be filled in.
    #[must_use]
    pub fn empty_tally(&self) -> Tally {
        let (votes, totals) = self.extent();
        let ranked = self.ranked_papers().map(|ballot| Ballots::of_nobody(ballot.entries.len())).collect();
        Tally { votes: vec![0; votes], totals: vec![BallotTotals::default(); totals], ranked }
    }

    /// The papers on which candidates are ranked, in the order of their ballots in a tally.
    #[doc(hidden)]
    pub fn ranked_papers(&self) -> impl Iterator<Item = &Ballot> {
        self.contests.iter().flat_map(|contest| &contest.ballots).filter(|ballot| ballot.ranked.is_some())
    }

    /// Where the numbers of a [`Tally`](super::Tally) end: votes and totals.
    #[doc(hidden)]
    pub fn extent(&self) -> (usize, usize) {
        let last = self.contests.last().and_then(|contest| contest.ballots.last());
        last.map_or((0, 0), |ballot| (ballot.votes().end, ballot.index + 1))
    }
}

/// One vote of the voters, such as the list ballot: in one nationwide piece or by districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// `list`, `single`, or a tier's own name.
    #[serde(deserialize_with = "names::read")]
    pub name: String,
    /// One for each district, or a single nationwide one.
    pub ballots: Vec<Ballot>,
}

impl Contest {
    /// The general name of a contest between lists.
    pub const LIST: &'static str = "list";
    /// The general name of a contest for single-member seats.
    pub const SINGLE: &'static str = "single";
    /// What follows a contest's name in the name of its second round.
    pub const RUN_OFF: &'static str = " run-off";
}

/// What stands on the ballot paper of one contest in one district.
///
/// As JSON it says besides where its numbers stand in the tally: `first_vote` and `totals`, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ballot {
    /// The district's number, or none when the contest is nationwide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<usize>,
    /// Lists and candidates.
    pub entries: Shared<Entry>,
    /// What is known of each entry besides its votes.
    pub standing: Shared<Standing>,
    #[serde(rename = "first_vote")]
    pub(super) first: usize,
    #[serde(rename = "totals")]
    pub(super) index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ranked: Option<usize>,
}

impl Ballot {
    /// Where the entries' votes stand in [`Tally::votes`](super::Tally::votes).
    #[must_use]
    pub fn votes(&self) -> Range<usize> {
        self.first..self.first + self.entries.len()
    }

    /// Where the ballot's totals stand in [`Tally::totals`](super::Tally::totals).
    #[must_use]
    pub fn totals(&self) -> usize {
        self.index
    }

    /// Where its ranked ballots stand in [`Tally::ranked`](super::Tally::ranked); none where voters do not rank. The votes of
    /// its entries are then their [first preferences](Ballots::first_preferences).
    #[must_use]
    pub fn ranked(&self) -> Option<usize> {
        self.ranked
    }
}

/// What is known of a list in a district besides its votes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// The alliance that it belongs to there.
    #[serde(default, deserialize_with = "names::read_optional", skip_serializing_if = "Option::is_none")]
    pub alliance: Option<String>,
    /// The smaller alliance within that one.
    #[serde(default, deserialize_with = "names::read_optional", skip_serializing_if = "Option::is_none")]
    pub suballiance: Option<String>,
    /// How many candidates it has left to seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidates: Option<u32>,
    /// A candidate's place on the list, 1 for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// The kind of a candidate who stands without a party, such as `independent`; lists of parties are of the kind of their
    /// [`Party`].
    #[serde(default, deserialize_with = "names::read_optional", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The group of a candidate of which rules let no more than so many be elected in a district, such as `women`.
    #[serde(default, deserialize_with = "names::read_optional", skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whether the candidate withdrew after the paper was printed: ranked ballots pass on as if the name were not there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

/// A list or a candidate on a ballot paper.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The party's number; none for a candidate without a party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<usize>,
    /// The candidate's name, where there is one.
    #[serde(default, deserialize_with = "names::read_optional", skip_serializing_if = "Option::is_none")]
    pub candidate: Option<String>,
}

impl Entry {
    /// Who it is, in a few words: party and candidate, as far as there are both.
    #[must_use]
    pub fn label(&self, field: &Field) -> String {
        let party = self.party.map(|party| field.parties[party].name.as_str());
        match (party, self.candidate.as_deref()) {
            (Some(party), Some(candidate)) => format!("{candidate} ({party})"),
            (Some(name), None) | (None, Some(name)) => name.to_owned(),
            (None, None) => String::new(),
        }
    }
}
