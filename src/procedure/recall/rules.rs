use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::span::{Part, Pause, Span};
use super::{Ballots, Seat};
use crate::law::Share;
use crate::procedure::Limit;

/// What a law says of recall.
///
/// Who has to keep a limit of time decides what happens beyond it. Acts of voters (the petition, an appeal, the
/// signatures) are refused when they are late. Acts of officials are what [`late_act`](Rules::late_act) says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Whose mandate can be recalled.
    pub offices: Vec<Office>,
    /// Other bodies and offices that there are: the law refuses a petition against their holders. Whatever is
    /// neither here nor among the [offices](Self::offices) is unknown, and probably misspelt.
    #[serde(default)]
    pub not_reached: Vec<String>,
    /// The grounds that the law knows; none where it asks for no ground.
    pub grounds: Option<Vec<String>>,
    /// The first part of the term, in which no petition may be filed.
    pub barred_first: Option<Part>,
    /// The last part of the term, in which no petition may be filed.
    pub barred_last: Option<Part>,
    /// How long no petition may be filed after a vote that kept the mandate.
    pub after_failure: Option<Pause>,
    /// The voters who have to stand behind the petition when it is filed; none where no voter files it.
    pub initiators: Option<Support>,
    /// The time in which the petition is registered or refused.
    pub registration: Option<Span>,
    /// The time in which a refusal can be appealed.
    pub appeal: Option<Span>,
    /// The signatures that are needed.
    pub signatures: Support,
    /// What a share of signatures is a share of.
    pub signatures_of: SignatureBase,
    /// What becomes of a petition with exactly the limit of signatures.
    pub exactly_at_limit: AtLimit,
    /// In how many parts of the district how many signatures are needed besides.
    pub spread: Option<Spread>,
    /// The time in which signatures are collected, from the registration; none where no limit is known.
    pub collection: Option<Span>,
    /// The time in which they are checked.
    pub check: Option<Span>,
    /// The time in which the vote is called after the check.
    pub call: Option<Span>,
    /// The time in which the holder is told of it.
    pub notice: Option<Span>,
    /// How long the campaign before the vote is, by body.
    #[serde(default)]
    pub campaign: BTreeMap<String, Span>,
    /// The vote; none where enough signatures alone end the mandate.
    pub vote: Option<Vote>,
    /// The time in which the result is published after the vote.
    pub publication: Option<Span>,
    /// What an act of officials is that comes after its limit.
    pub late_act: LateAct,
    /// How the seat is filled when the mandate has ended.
    pub successor: Successor,
    /// The time in which a by-election is called, by body.
    #[serde(default)]
    pub by_election_within: BTreeMap<String, Span>,
    /// The last part of the term, in which there is no by-election: the seat stays empty.
    pub no_by_election_last: Option<Part>,
}

/// An office whose holder can be recalled.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// The body, or the office of one person: `mäslihat`, `mayor`.
    pub body: String,
    /// How the holder was elected.
    pub elected: Seat,
}

/// Support that is needed: a number such as `{ at_least = 1 }`, or a share such as `{ more_than = "10%" }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a limit such as { at_least = 1 } or { more_than = \"10%\" }")]
pub enum Support {
    /// A number of voters.
    Number(Limit<u64>),
    /// A share of the voters.
    Share(Limit<Share>),
}

/// What a share of signatures is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SignatureBase {
    /// The voters of the district.
    #[serde(rename = "voters")]
    Voters,
    /// The votes cast when the office was last filled.
    #[serde(rename = "last vote")]
    LastVote,
}

/// What becomes of a petition with exactly the limit of signatures, where the law's wordings differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AtLimit {
    /// What [`Rules::signatures`] says: the law leaves nothing open.
    #[serde(rename = "as written")]
    AsWritten,
    /// It is stopped: the words that ask for more are followed.
    #[serde(rename = "not enough")]
    NotEnough,
    /// It goes on: the words that stop what is below are followed.
    #[serde(rename = "enough")]
    Enough,
}

/// Signatures that are needed in several parts of the district.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// In how many parts.
    pub parts: Limit<u64>,
    /// What is needed in each of them. The facts say in how many parts it was reached.
    pub share: Limit<Share>,
}

/// What a vote on the recall needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// The time in which it is held after it was called.
    pub within: Option<Span>,
    /// The part of the voters that has to take part.
    pub turnout: Option<Limit<Share>>,
    /// The part of the base that has to be for the recall.
    pub majority: Limit<Share>,
    /// What the majority is a part of.
    pub base: VoteBase,
    /// The part of all voters that has to be for the recall.
    pub yes_of_voters: Option<Limit<Share>>,
    /// Whether at least as many have to be for the recall as elected the holder.
    #[serde(default)]
    pub yes_as_elected: bool,
}

/// What a majority is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum VoteBase {
    /// All who took part; invalid ballots weigh against the recall.
    #[serde(rename = "participants")]
    Participants,
    /// Votes for and against.
    #[serde(rename = "yes and no")]
    YesAndNo,
}

/// What an act of officials is that comes after its limit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LateAct {
    /// A breach that is recorded: what it does is valid, so that officials cannot stop a petition by waiting.
    #[serde(rename = "breach")]
    Breach,
    /// Refused like an act of voters.
    #[serde(rename = "refused")]
    Refused,
}

/// How the seat is filled when the mandate has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Successor {
    /// By a by-election.
    #[serde(rename = "by-election")]
    ByElection,
    /// On the ballot of the recall itself.
    #[serde(rename = "same ballot")]
    SameBallot,
    /// As the rules of the office say, which were not looked up.
    #[serde(rename = "not looked up")]
    NotLookedUp,
}

impl Rules {
    /// Whether the law reaches the holder of an office.
    #[must_use]
    pub fn reaches(&self, body: &str, elected: Seat) -> bool {
        self.offices.iter().any(|office| office.body == body && office.elected == elected)
    }

    /// The bodies and offices whose holders the law may be asked about, each once.
    pub fn bodies(&self) -> impl Iterator<Item = &str> {
        let reached = self.offices.iter().enumerate();
        let reached = reached.filter(|(i, one)| self.offices[..*i].iter().all(|two| two.body != one.body));
        let others = self.not_reached.iter().map(String::as_str);
        reached.map(|(_, office)| office.body.as_str()).chain(others)
    }

    /// What is asked of signatures, with the option for exactly the limit.
    #[must_use]
    pub fn signatures_needed(&self) -> Support {
        self.signatures.at(self.exactly_at_limit)
    }
}

impl Support {
    fn at(self, exactly: AtLimit) -> Self {
        match self {
            Self::Number(limit) => Self::Number(at_limit(limit, exactly)),
            Self::Share(limit) => Self::Share(at_limit(limit, exactly)),
        }
    }

    /// The fewest that are enough, of so many.
    #[must_use]
    pub fn border_of(self, whole: u64) -> i128 {
        match self {
            Self::Number(limit) => limit.border(),
            Self::Share(limit) => limit.border_of(whole),
        }
    }
}

fn at_limit<T: Copy>(limit: Limit<T>, exactly: AtLimit) -> Limit<T> {
    match exactly {
        AtLimit::AsWritten => limit,
        AtLimit::NotEnough => Limit::MoreThan(*limit.value()),
        AtLimit::Enough => Limit::AtLeast(*limit.value()),
    }
}

impl Vote {
    /// Whether the recall is carried: [`Case`](super::Case) explains it, this is its short answer for models.
    ///
    /// None where a figure is missing that the law asks for: votes against, or votes won in the election.
    #[must_use]
    pub fn carried(&self, voters: u64, ballots: &Ballots, votes_won: Option<u64>) -> Option<bool> {
        let reached =
            |limit: Limit<Share>, given: u64, whole: u64| i128::from(given) >= limit.border_of(whole);
        let base = match self.base {
            VoteBase::Participants => ballots.participants,
            VoteBase::YesAndNo => ballots.yes.saturating_add(ballots.no?),
        };
        let elected = if self.yes_as_elected { ballots.yes >= votes_won? } else { true };
        Some(
            elected
                && reached(self.majority, ballots.yes, base)
                && self.turnout.is_none_or(|limit| reached(limit, ballots.participants, voters))
                && self.yes_of_voters.is_none_or(|limit| reached(limit, ballots.yes, voters)),
        )
    }
}
