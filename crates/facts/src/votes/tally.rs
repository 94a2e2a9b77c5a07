use serde::{Deserialize, Serialize};

use sailau_ranked::Ballots;

/// The numbers of an election, in the order of a [`Field`](super::Field).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Votes of every entry of every ballot: see [`Ballot::votes`](super::Ballot::votes).
    pub votes: Vec<u64>,
    /// What else each ballot box held: see [`Ballot::totals`](super::Ballot::totals).
    pub totals: Vec<BallotTotals>,
    /// The ballots of every paper on which candidates are ranked: see [`Ballot::ranked`](super::Ballot::ranked).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranked: Vec<Ballots>,
}

/// What a ballot box held that is not a vote for anybody, and who could have voted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotTotals {
    /// Votes against all; 0 where none are given.
    #[serde(default)]
    pub against_all: u64,
    /// Votes of lists and candidates that are not named one by one: in every base, and never seated.
    #[serde(default)]
    pub others: u64,
    /// Spoilt ballots; none when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invalid: Option<u64>,
    /// Voters on the roll; none when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<u64>,
    /// Good ballots, where one may hold several votes; none when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballots: Option<u64>,
}
