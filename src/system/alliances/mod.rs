//! Lists that stand apart and count together.

pub(crate) mod check;
pub(crate) mod count;
mod group;
pub(crate) mod passing;
pub(crate) mod plan;
pub(crate) mod record;
mod threshold;

use serde::{Deserialize, Serialize};

use crate::apportion::Method;

pub use threshold::{AllianceThreshold, ListsOfAlliance};

/// Lists that stand apart and count together (apparentment): the seats of an alliance are found as if it were one
/// list, and then shared among its members.
///
/// Who is allied is said with the votes, in the columns `alliance` and `suballiance`. The threshold is each list's own,
/// and who misses it brings nothing to the alliance, unless alliances have one of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Alliances {
    /// How the seats of an alliance are shared among its lists and suballiances, and those of a suballiance among
    /// its lists.
    pub method: Method,
    /// What an alliance needs as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<AllianceThreshold>,
}
