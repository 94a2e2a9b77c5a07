//! Lists that run out of candidates.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod plan;

use serde::{Deserialize, Serialize};

/// What becomes of seats of a list that has no more candidates. How many it has is said with the votes, in the column
/// `candidates`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Exhausted {
    /// It is not asked: lists are taken to be long enough.
    #[default]
    #[serde(rename = "not asked")]
    Unlimited,
    /// Its further claims are passed over, and the seats go to the next.
    #[serde(rename = "next list")]
    NextList,
    /// They stay empty (Taiwan's Public Officials Election and Recall Act, art. 67; Germany's Federal Elections Act,
    /// § 48).
    #[serde(rename = "unfilled")]
    Unfilled,
}
