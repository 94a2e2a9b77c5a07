//! The majority that ends a run-off.

mod rounds;

use serde::{Deserialize, Serialize};

/// The majority that ends a run-off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Majority {
    /// More than half of the ballots that still count (Burlington).
    #[default]
    #[serde(rename = "of ballots that still count")]
    StillCount,
    /// More than half of those that counted in the first round; who is alone at the end has the seat without it (Minneapolis,
    /// 167.60).
    #[serde(rename = "of the first round")]
    OfFirstRound,
    /// In the first round only; from the second on the count goes on to two (Alaska Statutes 15.15.350 (d)).
    #[serde(rename = "in the first round")]
    InFirstRound,
    /// None: the count goes on to two, of whom the one with more votes has the seat.
    #[serde(rename = "not before two are left")]
    TwoLeft,
}
