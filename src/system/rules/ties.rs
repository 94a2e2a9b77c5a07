use std::fmt;

use serde::{Deserialize, Serialize};

/// What decides between equal claims. What it leaves undecided is reported as a tie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TieRule {
    /// Nothing: the tie is reported.
    #[default]
    #[serde(rename = "unresolved")]
    Unresolved,
    /// The list that was registered earlier. Votes must carry the `registration_order` of every tied list.
    #[serde(rename = "earlier registration")]
    EarlierRegistration,
    /// The list with more votes.
    #[serde(rename = "more votes")]
    MoreVotes,
    /// The list with fewer votes.
    #[serde(rename = "fewer votes")]
    FewerVotes,
    /// Lots, drawn from the seed that is given to the count; without a seed the tie is reported.
    #[serde(rename = "lots")]
    Lots,
    /// The voters, once more: the tie is reported.
    #[serde(rename = "repeat vote")]
    RepeatVote,
}

impl fmt::Display for TieRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unresolved => "unresolved",
            Self::EarlierRegistration => "earlier registration",
            Self::MoreVotes => "more votes",
            Self::FewerVotes => "fewer votes",
            Self::Lots => "lots",
            Self::RepeatVote => "repeat vote",
        })
    }
}

/// What votes against all are under these rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum AgainstAll {
    /// Votes that choose nobody: part of a base that names them, and of nothing else.
    #[default]
    #[serde(rename = "on the ballot")]
    OnTheBallot,
    /// Impossible: the ballot paper has no such line. Votes against all that a file has nevertheless, because it is
    /// of an election under other rules, are treated as what such ballots would be: invalid.
    #[serde(rename = "not on the ballot")]
    NotOnTheBallot,
    /// As on the ballot, and a single seat stays empty when they outnumber the votes of every candidate.
    #[serde(rename = "can void the election")]
    CanVoid,
}
