//! Seats that lists of a kind are sure of together.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod plan;
pub(crate) mod record;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The fewest seats of the lists of a kind, all of them together: where their votes are worth fewer, they share these
/// among themselves, and the others share the rest. Which kind a list is of is said with the votes, in the column `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Guaranteed {
    /// The fewest seats, by kind.
    #[serde(deserialize_with = "crate::unique_keys::unique_names")]
    pub kinds: BTreeMap<String, u32>,
}
