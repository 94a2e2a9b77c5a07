//! Why a count leaves a seat empty.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a count leaves a seat empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Reason {
    /// The votes are not in the file.
    #[serde(rename = "votes not given")]
    VotesNotGiven,
    /// Winners are given for this tier, but not this one.
    #[serde(rename = "no winner published")]
    NoWinnerPublished,
    /// Nobody has a vote.
    #[serde(rename = "no votes")]
    NoVotes,
    /// There are no more candidates.
    #[serde(rename = "no candidates")]
    NoCandidates,
    /// All who are left are of groups that have the most seats that they may have.
    #[serde(rename = "at the limit of groups")]
    AtTheGroupLimit,
    /// All lists have the most seats that the cap allows.
    #[serde(rename = "at the cap")]
    AtTheCap,
    /// No list reached the threshold.
    #[serde(rename = "no list passes")]
    NoListPasses,
    /// Too few voters took part.
    #[serde(rename = "turnout too low")]
    TurnoutTooLow,
    /// Votes against all outnumbered those of every candidate.
    #[serde(rename = "against all led")]
    AgainstAllLed,
    /// Nobody had the majority, and the rules have no second round for this.
    #[serde(rename = "no majority")]
    NoMajority,
    /// Nobody had the majority, and the votes of the second round are not given.
    #[serde(rename = "run-off to come")]
    RunOffToCome,
    /// Nobody had the majority, and with so few candidates the rules repeat the election instead of a run-off.
    #[serde(rename = "repeat election")]
    RepeatElection,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::VotesNotGiven => "the votes are not given",
            Self::NoWinnerPublished => "no winner is published",
            Self::NoVotes => "nobody has a vote",
            Self::NoCandidates => "there are no more candidates",
            Self::AtTheGroupLimit => {
                "all who are left are of groups that have the most seats that they may have"
            }
            Self::AtTheCap => "all lists have the most seats that they may have",
            Self::NoListPasses => "no list reached the threshold",
            Self::TurnoutTooLow => "turnout is below the minimum",
            Self::AgainstAllLed => "votes against all outnumber those of every candidate",
            Self::NoMajority => "nobody has the majority",
            Self::RunOffToCome => "nobody has the majority; a run-off has to decide",
            Self::RepeatElection => "nobody has the majority; the election has to be held again",
        })
    }
}
