//! What the marks of a paper mean: which count, where a paper ends, and which papers are good.

mod cursors;
mod next;
mod papers;
mod tree;

use serde::{Deserialize, Serialize};

use crate::unsaid::is_default;

pub(crate) use cursors::{Cursors, NONE};
pub use papers::Papers;

/// What the marks of a paper mean.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ReadingRule {
    /// What a rank left blank does.
    #[serde(skip_serializing_if = "is_default")]
    pub blank: BlankRank,
    /// What a rank of several candidates does.
    #[serde(skip_serializing_if = "is_default")]
    pub overvote: Overvote,
    /// What a candidate does who is marked a second time.
    #[serde(skip_serializing_if = "is_default")]
    pub repeated: Repeated,
    /// The most ranks that are read; all when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// The fewest preferences of a good paper, counted as far as it can be read; one when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
}

/// What a rank left blank does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum BlankRank {
    /// The next rank counts (Minneapolis, 167.70 (c) (2); Portland, 2.08.010).
    #[default]
    #[serde(rename = "passed over")]
    PassedOver,
    /// Nothing after it counts (Ireland, Electoral Act 1992, s. 118).
    #[serde(rename = "ends the ballot")]
    EndsTheBallot,
    /// Two in a row end the ballot (Alaska Statutes 15.15.350).
    #[serde(rename = "two end the ballot")]
    TwoEndTheBallot,
}

/// What a rank of several candidates does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Overvote {
    /// Neither it nor what follows counts (Alaska Statutes 15.15.350; Ireland, s. 118).
    #[default]
    #[serde(rename = "ends the ballot")]
    EndsTheBallot,
    /// It counts for nobody, the next rank does (Minneapolis, 167.70 (c) (2); Portland, 2.08.010).
    #[serde(rename = "passed over")]
    PassedOver,
    /// It ends the ballot while two of its candidates stand, and is the last one's once the others are out. A paper that
    /// begins with one is not good (Burlington's charter, s. 5, as its figures of 2006 and 2009 have it).
    #[serde(rename = "ends the ballot while two stand")]
    WhileTwoStand,
}

/// What a candidate does who is marked a second time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Repeated {
    /// The second mark is as if it were not there.
    #[default]
    #[serde(rename = "passed over")]
    PassedOver,
    /// Nothing after it counts.
    #[serde(rename = "ends the ballot")]
    EndsTheBallot,
}
