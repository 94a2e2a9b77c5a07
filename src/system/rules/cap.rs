use serde::{Deserialize, Serialize};

use super::Factor;

/// The most seats that a list may have. What is above goes to the others, as if the capped lists and their seats were
/// not there; that is repeated until nobody is above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "super::kinds::CapFile", into = "super::kinds::CapFile")]
pub enum Cap {
    /// So many.
    Seats(SeatsCap),
    /// In proportion to its votes.
    Share(ShareCap),
}

/// So many seats and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatsCap {
    /// The most.
    pub seats: u32,
}

/// No more than a multiple of what a list's share of valid votes would be worth in the whole house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareCap {
    /// The multiple.
    pub times: Factor,
    /// The seats of the house.
    pub house: u32,
    /// Tiers whose seats count against the cap as well.
    pub with: Vec<String>,
}

/// What becomes of seats of a list that has no more candidates. How many it has is said with the votes, in the column
/// `candidates`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Exhausted {
    /// It is not asked: lists are taken to be long enough.
    #[default]
    #[serde(rename = "not asked")]
    NotAsked,
    /// Its further claims are passed over, and the seats go to the next.
    #[serde(rename = "next list")]
    NextList,
}
