//! A list with more than half of the votes has more than half of the seats.

pub(crate) mod check;
pub(crate) mod count;
mod majority;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use super::threshold::VoteBase;

/// A list with more than half of the votes, but no more than half of the seats, gets more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AbsoluteMajority {
    /// Where its further seats come from.
    pub seats: MajoritySeats,
    /// The votes of which it has more than half; those of the lists that take part when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<VoteBase>,
}

/// Where the further seats of a list with more than half of the votes come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MajoritySeats {
    /// They are added until it has more than half, and the house grows (Germany's Federal Elections Act, s. 6(7) from
    /// 2013, 4(4) from 2023). The seats are those that the tier shares, with what its lists hold in linked tiers.
    #[serde(rename = "added")]
    Added,
    /// One seat more, which another list loses that won its last one by the smallest remainder or average: the house
    /// keeps its size (the Dutch Kieswet, art. P 9; s. 36(3) of Lower Saxony's law on local elections).
    #[serde(rename = "moved")]
    Moved,
}
