//! What a list needs to take part: a share of the votes, and the other ways past it.

pub(crate) mod check;
pub(crate) mod count;
mod file;
pub(crate) mod measure;
pub(crate) mod nearness;
mod part_of_quota;
pub(crate) mod plan;
pub(crate) mod record;
mod until;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::law::Share;

pub use part_of_quota::ThresholdQuota;
pub use until::Until;

/// How many votes are needed: `at_least` or `more_than` a share `of` a base.
///
/// A legal threshold for lists, the majority that a single-member seat needs, a turnout minimum.
///
/// ```
/// use sailau::system::{Threshold, VoteBase};
///
/// let seven = Threshold::at_least("7%".parse()?, VoteBase::ValidVotes);
/// assert_eq!(seven.needed(4_757_773), 333_045); // 7 % is 333,044.11
/// let majority = Threshold::more_than("1/2".parse()?, VoteBase::ValidVotes);
/// assert_eq!(majority.needed(100), 51);
/// # Ok::<(), sailau::system::ShareError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "file::ThresholdFile", into = "file::ThresholdFile")]
pub struct Threshold {
    /// The share of the base.
    pub share: Share,
    /// Whether exactly the share is enough.
    pub inclusive: bool,
    /// What the share is of; with a `quota`, what the quota divides.
    pub of: VoteBase,
    /// The share is one of this quota, and not of the base itself.
    pub quota: Option<ThresholdQuota>,
    /// Where it is reached; none in a nationwide tier.
    pub within: Option<ThresholdLevel>,
    /// Other shares for lists of a kind: higher ones for coalitions, none for national minorities. Which kind a list
    /// is of is said with the votes, in the column `kind`.
    pub kinds: BTreeMap<String, Share>,
    /// Other ways in: one of them is enough.
    pub or: Vec<Alternative>,
    /// Shares of the same base within other areas that are needed besides.
    pub and: Vec<VotesBar>,
    /// Who takes part besides, where too few reach it.
    pub until: Option<Until>,
}

/// Another way past a threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "file::AlternativeFile", into = "file::AlternativeFile")]
#[non_exhaustive]
pub enum Alternative {
    /// Seats in another tier.
    Seats(SeatsBar),
    /// A share of votes elsewhere.
    Votes(VotesBar),
    /// More votes than anybody else.
    First(First),
    /// As many votes as there are for each seat of another tier, in some of the regions.
    VotesASeat(VotesASeatBar),
}

/// So many seats in another tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatsBar {
    /// The fewest.
    pub seats: u32,
    /// The tier, which is counted before.
    pub tier: String,
}

/// A share of the votes of the threshold's base, within another area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VotesBar {
    /// The share; it is enough itself.
    pub at_least: Share,
    /// Where.
    pub within: ThresholdLevel,
}

/// The list with most votes, and those with as many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct First {
    /// Where: `district`.
    pub most_votes: ThresholdLevel,
}

impl Threshold {
    /// The share itself is enough.
    #[must_use]
    pub fn at_least(share: Share, of: VoteBase) -> Self {
        Self {
            share,
            inclusive: true,
            of,
            quota: None,
            within: None,
            kinds: BTreeMap::new(),
            or: Vec::new(),
            and: Vec::new(),
            until: None,
        }
    }

    /// Only more than the share is enough.
    #[must_use]
    pub fn more_than(share: Share, of: VoteBase) -> Self {
        Self { inclusive: false, ..Self::at_least(share, of) }
    }

    /// The smallest whole number of votes that is enough when the base is `base`, which is at most 2^96.
    #[must_use]
    pub fn needed(&self, base: u128) -> u128 {
        self.share.votes_of(base, self.inclusive)
    }
}

/// `at least 5% of valid votes`.
impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = if self.inclusive { "at least" } else { "more than" };
        match self.quota {
            Some(_) => write!(f, "{bound} {} of the quota", self.share),
            None => write!(f, "{bound} {} of {}", self.share, self.of),
        }
    }
}

/// What a share is a share of.
///
/// A ballot paper is for a list or a candidate, against all, or invalid. "Lists" are the votes of parties;
/// candidates without a party count as valid votes but not as list votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum VoteBase {
    /// Votes for lists and candidates; neither against all nor invalid.
    #[serde(rename = "valid votes")]
    ValidVotes,
    /// Votes for lists and candidates, and votes against all.
    #[serde(rename = "valid and against all")]
    ValidAndAgainstAll,
    /// Every ballot in the box, invalid ones too. The votes file must then give `@invalid`.
    #[serde(rename = "all ballots")]
    AllBallots,
    /// Votes of lists only: without candidates who have no party, against all, or invalid.
    #[serde(rename = "list votes")]
    ListVotes,
    /// Voters on the roll. The votes file must then give `@registered`.
    #[serde(rename = "registered voters")]
    Registered,
}

impl fmt::Display for VoteBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ValidVotes => "valid votes",
            Self::ValidAndAgainstAll => "valid votes and votes against all",
            Self::AllBallots => "all ballots",
            Self::ListVotes => "list votes",
            Self::Registered => "registered voters",
        })
    }
}

/// As many votes as there are for each seat of another tier, in so many regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VotesASeatBar {
    /// The tier of lists in districts whose seats in a region divide the votes there.
    pub votes_a_seat: String,
    /// In how many regions; at least one.
    pub regions: u32,
}

/// Where a threshold is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ThresholdLevel {
    /// A list passes everywhere or nowhere, by its votes in all districts together.
    Nation,
    /// A list passes in each district by its votes there.
    District,
    /// A list passes in all districts of a region, or in none, by its votes in the region.
    Region,
    /// A list that passes in one district, whichever it is, passes everywhere.
    #[serde(rename = "any district")]
    AnyDistrict,
    /// A list passes everywhere when it does so in each single district.
    #[serde(rename = "every district")]
    EveryDistrict,
}

/// What happens when no list reaches the threshold. Most laws say nothing, so this names the choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum NoListPasses {
    /// The seats stay empty.
    #[default]
    #[serde(rename = "unfilled")]
    Unfilled,
    /// The threshold is waived: every list with votes takes part.
    #[serde(rename = "all lists")]
    AllLists,
}
