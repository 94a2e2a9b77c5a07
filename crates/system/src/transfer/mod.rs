//! Votes of candidates that won nothing, added to the lists of their parties.

mod check;
pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

/// Votes of candidates that won nothing are added to the lists of their parties.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transfer {
    /// The single-member tiers.
    pub with: Vec<String>,
    /// Which votes.
    pub transfer: Transferred,
}

/// Which votes are added to the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Transferred {
    /// Those of candidates who did not win.
    #[serde(rename = "losing votes")]
    Losing,
    /// These, and what a winner had above one vote more than the runner-up.
    #[serde(rename = "losing and surplus votes")]
    LosingAndSurplus,
}
