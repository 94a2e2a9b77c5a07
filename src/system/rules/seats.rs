use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::list::Rounding;
use crate::apportion::Method;

/// A number of seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Seats {
    /// The same everywhere.
    Same(u32),
    /// By the name of the district.
    ByDistrict(BTreeMap<String, u32>),
    /// By the name of the district, in the [facts](crate::votes::District) that come with the votes.
    Given(Given),
}

/// The word `given`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Given {
    /// With the votes.
    Given,
}

impl Seats {
    /// The seats of each district are given with the votes.
    pub const GIVEN: Self = Self::Given(Given::Given);
}

/// How the seats of a tier are apportioned to its districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistrictSeats {
    /// What they are apportioned by.
    pub by: SeatsBy,
    /// The method.
    pub method: Method,
    /// To which whole number the quota is rounded; none leaves it exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounded: Option<Rounding>,
    /// Seats that every district has before the others are apportioned.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub first: u32,
    /// Districts whose seats the law fixes; they take no part in the rest.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fixed: BTreeMap<String, u32>,
}

/// What district seats are apportioned by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SeatsBy {
    /// The population, given with the votes.
    #[serde(rename = "population")]
    Population,
    /// Votes for lists and candidates.
    #[serde(rename = "valid votes")]
    ValidVotes,
    /// Voters on the roll.
    #[serde(rename = "registered voters")]
    Registered,
}

/// Where a tier's seats are given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Districts {
    /// All in one piece, on the votes of the whole country.
    #[default]
    Nationwide,
    /// In every district that the votes file has for this tier.
    Each,
    /// In every region of the districts that the votes file has for this tier, by the votes of all of them together.
    Regions,
    /// In this many districts, by law. A votes file may know fewer, never more.
    Number(u32),
}
