//! The house grows until nobody holds more in the districts than the votes of the country are worth.

pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use super::district_seats::DistrictSeats;

/// How the house grows until overhang is levelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Levelling {
    /// How the seats of the base house are apportioned to the districts of the list votes, to find what each party is
    /// due there.
    pub districts: DistrictSeats,
    /// The seats that a party is sure of in a district.
    pub minimum: Minimum,
    /// Overhang seats that may stay without levelling.
    #[serde(default, skip_serializing_if = "crate::is_default::is_default")]
    pub uncompensated: u32,
    /// The largest house that overhang is levelled in; what is missing of the least seats then is added to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
}

/// The seats that a party is sure of in a district while the house is levelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Minimum {
    /// The greater of what its list votes are worth there and what it holds there.
    #[serde(rename = "the greater")]
    Greater,
    /// The mean of the two, rounded up, but no less than what it holds there.
    #[serde(rename = "the mean")]
    Mean,
}
