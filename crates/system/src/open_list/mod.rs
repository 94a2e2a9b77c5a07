//! Who sits for a list: by personal votes first, then by the order of the list.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod plan;
pub(crate) mod record;
mod seating;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::is_default::is_default;
use crate::law::Share;

/// Personal votes decide who sits for a list. Rows of the contest that name a candidate are personal votes, and votes
/// for the list as well.
///
/// Candidates past the threshold come first, by their votes; then the others in the order of the list. Without a
/// threshold personal votes alone decide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "OpenListFile", into = "OpenListFile")]
#[non_exhaustive]
pub struct OpenList {
    /// The votes that put a candidate before the order of the list.
    pub preference: Option<Preference>,
    /// What decides between equal personal votes.
    pub ties: PersonalTies,
    /// The contest of marks that voters give candidates beside their vote for the list: these are the personal votes then,
    /// as many as a voter may give, and count for no list. None where rows of the tier's own contest are both.
    pub marks: Option<String>,
}

/// The personal votes that put a candidate before the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Preference {
    /// The share.
    pub share: Share,
    /// Whether exactly the share is enough.
    pub inclusive: bool,
    /// What it is a share of.
    pub of: PreferenceBase,
}

/// What a preference threshold is a share of, in the area where the seats are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PreferenceBase {
    /// The votes of the candidate's own list.
    #[serde(rename = "votes of the list")]
    List,
    /// Valid votes of all lists by the seats, exactly.
    #[serde(rename = "quota")]
    Quota,
    /// The votes of the candidate's own list by its candidates, and the share is what a candidate has above that.
    #[serde(skip)]
    AboveMean,
}

/// What decides between candidates of one list with equal personal votes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PersonalTies {
    /// Nothing: the tie is reported.
    #[default]
    #[serde(rename = "unresolved")]
    Unresolved,
    /// Who stands higher on the list.
    #[serde(rename = "list order")]
    ListOrder,
}

impl OpenList {
    /// Whether the order of the list can decide.
    pub(crate) fn reads_places(&self) -> bool {
        self.preference.is_some() || self.ties == PersonalTies::ListOrder
    }
}

impl Preference {
    /// The smallest number of personal votes that is enough, where the list has `votes` and `candidates`, and `valid` votes (at most
    /// 2^96) were cast for `seats`, at least one.
    pub(crate) fn needed(&self, votes: u64, valid: u128, seats: u32, candidates: u32) -> u128 {
        match self.of {
            PreferenceBase::List => self.share.votes_of(u128::from(votes), self.inclusive),
            PreferenceBase::Quota => {
                let part = valid * u128::from(self.share.numerator());
                let whole = u128::from(self.share.denominator()) * u128::from(seats.max(1));
                if self.inclusive { part.div_ceil(whole) } else { part / whole + 1 }
            }
            PreferenceBase::AboveMean => {
                let (above, below) = (self.share.numerator(), self.share.denominator());
                let part = u128::from(votes) * (u128::from(above) + u128::from(below));
                part.div_ceil(u128::from(below) * u128::from(candidates.max(1)))
            }
        }
    }
}

/// `more than 25% of the quota`.
impl fmt::Display for Preference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = if self.inclusive { "at least" } else { "more than" };
        let of = match self.of {
            PreferenceBase::List => "of the votes of the list",
            PreferenceBase::Quota => "of the quota",
            PreferenceBase::AboveMean => "above the mean of its candidates",
        };
        write!(f, "{bound} {} {of}", self.share)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenListFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    more_than: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<PreferenceBase>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    above_mean: Option<Share>,
    #[serde(default, skip_serializing_if = "is_default")]
    ties: PersonalTies,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    marks: Option<String>,
}

impl TryFrom<OpenListFile> for OpenList {
    type Error = &'static str;

    fn try_from(file: OpenListFile) -> Result<Self, Self::Error> {
        let preference = match (file.at_least, file.more_than, file.of, file.above_mean) {
            (None, None, None, None) => None,
            (Some(share), None, Some(of), None) => Some(Preference { share, inclusive: true, of }),
            (None, Some(share), Some(of), None) => Some(Preference { share, inclusive: false, of }),
            (None, None, None, Some(share)) => {
                Some(Preference { share, inclusive: true, of: PreferenceBase::AboveMean })
            }
            _ => {
                return Err(
                    "a preference threshold is one of `at_least` and `more_than`, and `of`; or `above_mean`; without one leave all out",
                );
            }
        };
        Ok(Self { preference, ties: file.ties, marks: file.marks })
    }
}

impl From<OpenList> for OpenListFile {
    fn from(rule: OpenList) -> Self {
        let mean = rule.preference.filter(|bar| bar.of == PreferenceBase::AboveMean);
        let other = rule.preference.filter(|bar| bar.of != PreferenceBase::AboveMean);
        let share = |inclusive| other.filter(|bar| bar.inclusive == inclusive).map(|bar| bar.share);
        Self {
            at_least: share(true),
            more_than: share(false),
            of: other.map(|bar| bar.of),
            above_mean: mean.map(|bar| bar.share),
            ties: rule.ties,
            marks: rule.marks,
        }
    }
}
