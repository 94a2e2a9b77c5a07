//! Ballots of several votes in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::plan::OnOneBallot;
use crate::protocol::layout::{count, grouped};
use crate::protocol::words::{Margin, Words};

/// What a ballot may hold, and what all of them hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SeveralVotesStep {
    /// The most votes of a voter.
    pub votes_each: u32,
    /// The most of them for one candidate.
    pub for_one: u32,
    /// Votes for candidates, those not named one by one among them.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub votes: u128,
    /// Good ballots; none when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballots: Option<u64>,
}

pub(crate) fn several_votes(on: OnOneBallot, votes: u128, ballots: Option<u64>) -> SeveralVotesStep {
    SeveralVotesStep { votes_each: on.votes, for_one: on.for_one, votes, ballots }
}

impl Words for SeveralVotesStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let Self { votes_each, for_one, votes, ballots } = self;
        write!(f, "  A voter has {}, {} for one candidate", count(*votes_each, "vote"), grouped(*for_one))?;
        match ballots {
            Some(ballots) => {
                writeln!(f, ": {} on {} good ballots.{margin}", grouped(*votes), grouped(*ballots))
            }
            None => writeln!(f, "; how many ballots there are is not known.{margin}"),
        }
    }
}
