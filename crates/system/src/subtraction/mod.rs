//! Votes that won seats, taken off the lists of the winners' parties.

mod check;
pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use crate::law::Share;

/// Votes that won seats are taken off the lists of the winners' parties, which keep no fewer than none.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Subtraction {
    /// The tiers of one winner a district, by plurality.
    pub with: Vec<String>,
    /// Which votes.
    pub subtract: Subtracted,
    /// No fewer than this share of the valid votes of the district, rounded up, but never more than the winner had;
    /// only with [`Subtracted::Needed`].
    pub at_least: Option<Share>,
}

/// Which votes are taken off the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Subtracted {
    /// Those that the winner needed: one more than the runner-up.
    #[serde(rename = "votes to win")]
    Needed,
    /// All that the winner had.
    #[serde(rename = "winning votes")]
    Winning,
}
