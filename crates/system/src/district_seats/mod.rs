//! Seats of districts that are apportioned, not given.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod plan;
pub(crate) mod record;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::quota::Rounding;
use sailau_apportion::Method;

/// How the seats of a tier are apportioned to its districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DistrictSeats {
    /// What they are apportioned by.
    pub by: SeatsBy,
    /// The method.
    pub method: Method,
    /// To which whole number the quota is rounded; none leaves it exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounded: Option<Rounding>,
    /// Seats that every district has before the others are apportioned.
    #[serde(default, skip_serializing_if = "crate::is_default::is_default")]
    pub first: u32,
    /// Districts whose seats the law fixes; they take no part in the rest.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fixed: BTreeMap<String, u32>,
}

impl DistrictSeats {
    /// The districts that it names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.fixed.keys().map(String::as_str)
    }
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
