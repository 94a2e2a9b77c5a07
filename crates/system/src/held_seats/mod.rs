//! Seats shared by the seats of other tiers.

pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

/// The tier's seats are shared by the seats that the lists' parties have in other tiers, in the place of votes. The
/// threshold is still reached by votes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeldSeatsKey {
    /// The other tiers.
    pub with: Vec<String>,
}

/// What stands in the place of votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SharedBy {
    /// Seats of the other tiers.
    #[serde(rename = "seats")]
    Seats,
}
