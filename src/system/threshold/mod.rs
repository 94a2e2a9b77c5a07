//! What a list needs to take part: a share of the votes, and the other ways past it.

pub(crate) mod check;
pub(crate) mod count;
mod file;
pub(crate) mod plan;
pub(crate) mod record;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::law::Share;

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
    /// What the share is of.
    pub of: VoteBase,
    /// Where it is reached; none in a nationwide tier.
    pub within: Option<ThresholdLevel>,
    /// Other shares for lists of a kind: higher ones for coalitions, none for national minorities. Which kind a list
    /// is of is said with the votes, in the column `kind`.
    pub kinds: BTreeMap<String, Share>,
    /// Other ways in: one of them is enough.
    pub or: Vec<Alternative>,
    /// Shares of the same base within other areas that are needed besides.
    pub and: Vec<VotesBar>,
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
            within: None,
            kinds: BTreeMap::new(),
            or: Vec::new(),
            and: Vec::new(),
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
        write!(f, "{bound} {} of {}", self.share, self.of)
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

/// What happens when no list reaches the threshold.
    pub no_list_passes: NoListPasses,
    /// What happens when one list alone reaches it.
    pub sole_qualifier: Option<SoleQualifier>,
    /// What decides between equal claims.
    pub ties: TieRule,
    /// What votes against all are.
    pub against_all: AgainstAll,
    /// The fewest seats of each list that takes part.
    pub at_least: u32,
    /// What the votes of some lists are multiplied by.
    pub weight: Option<Weight>,
    /// A lighter way to a first seat for lists of a kind.
    pub first_seat: Option<FirstSeat>,
    /// Lists that count as one, and the way their seats are shared among them.
    pub alliances: Option<Alliances>,
    /// Seats of the largest list before the others are shared out.
    pub bonus: Option<Bonus>,
    /// The most seats that a list may have.
    pub cap: Option<Cap>,
    /// What becomes of seats of a list that has no more candidates.
    pub exhausted: Exhausted,
    /// Whether seats are in proportion to parties and districts at once.
    pub biproportional: Option<Biproportional>,
    /// How the seats of other tiers bear on this one.
    pub linkage: Option<Linkage>,
    /// How seats of the whole country find their way to the districts.
    pub placement: Option<Placement>,
    /// Whether personal votes decide who sits for a list.
    pub open_list: Option<OpenList>,
}

impl ListRule {
    /// The rule that has this method and nothing else.
    ///
    /// ```
    /// use sailau::apportion::Method;
    /// use sailau::system::ListRule;
    ///
    /// let rule = ListRule::new(Method::DHONDT);
    /// assert!(rule.threshold.is_none() && rule.linkage.is_none());
    /// ```
    #[must_use]
    pub fn new(method: Method) -> Self {
        Self {
            method,
            quota: None,
            threshold: None,
            no_list_passes: NoListPasses::default(),
            sole_qualifier: None,
            ties: TieRule::default(),
            against_all: AgainstAll::default(),
            at_least: 0,
            weight: None,
            first_seat: None,
            alliances: None,
            bonus: None,
            cap: None,
            exhausted: Exhausted::default(),
            biproportional: None,
            linkage: None,
            placement: None,
            open_list: None,
        }
    }
}

/// A quota as a law words it: of which votes, and rounded how.
///
/// With it whole quotas may exceed the seats; then seats are taken back from the smallest remainders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaRule {
    /// The votes that are divided; those of the lists that take part when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Base>,
    /// To which whole number the quota is rounded; none leaves it exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounded: Option<Rounding>,
    /// The most seats that go to remainders. Further ones go one by one to the list with most votes for each of its
    /// seats, among those that have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remainders: Option<u32>,
    /// [`Within::Region`]: the quota of a district is that of its region, the votes there by the seats there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
    /// A remainder of this share of the quota is worth a seat as a whole quota is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_from: Option<Share>,
    /// Who gets the seats that quotas leave, when not the remainders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<QuotaLeft>,
}

/// Who gets the seats that quotas leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum QuotaLeft {
    /// Not this tier: they are shared out by one that is linked to it.
    #[serde(rename = "other tiers")]
    OtherTiers,
}

/// To which whole number a quota is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rounding {
    /// The next below.
    Down,
    /// The next above, unless it is whole already.
    Up,
    /// The nearest; halves go up.
    Nearest,
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
