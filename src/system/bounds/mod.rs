//! Lists with a fewest or a most number of seats.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use super::rules::Factor;

/// The most seats that a list may have. What is above goes to the others, as if the capped lists and their seats were
/// not there; that is repeated until nobody is above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CapFile", into = "CapFile")]
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

/// `cap` as it stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CapFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seats: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<Factor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    house: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    with: Vec<String>,
}

impl TryFrom<CapFile> for Cap {
    type Error = &'static str;

    fn try_from(file: CapFile) -> Result<Self, Self::Error> {
        let CapFile { seats, times, house, with } = file;
        match (seats, times, house) {
            (Some(seats), None, None) if with.is_empty() => Ok(Self::Seats(SeatsCap { seats })),
            (None, Some(times), Some(house)) => Ok(Self::Share(ShareCap { times, house, with })),
            _ => Err("a cap is `seats`, or `times` and `house` (with `with`)"),
        }
    }
}

impl From<Cap> for CapFile {
    fn from(cap: Cap) -> Self {
        match cap {
            Cap::Seats(cap) => Self { seats: Some(cap.seats), times: None, house: None, with: Vec::new() },
            Cap::Share(cap) => {
                Self { seats: None, times: Some(cap.times), house: Some(cap.house), with: cap.with }
            }
        }
    }
}
