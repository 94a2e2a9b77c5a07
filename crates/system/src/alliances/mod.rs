//! Lists that stand apart and count together.

pub(crate) mod allied;
mod candidates;
pub(crate) mod check;
mod contender;
pub(crate) mod count;
mod file;
mod group;
pub(crate) mod passing;
pub(crate) mod plan;
pub(crate) mod record;
mod threshold;

use serde::{Deserialize, Serialize};

use sailau_apportion::Method;

pub use threshold::{AllianceThreshold, ListsOfAlliance};

/// Lists that stand apart and count together (apparentment): the seats of an alliance are found as if it were one
/// list, and then shared among its members.
///
/// Who is allied is said with the votes, in the columns `alliance` and `suballiance`. The threshold is each list's own,
/// and who misses it brings nothing to the alliance, unless alliances have one of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "file::AlliancesFile", into = "file::AlliancesFile")]
#[non_exhaustive]
pub struct Alliances {
    /// To whom the seats of an alliance go.
    pub within: WithinAlliance,
    /// What an alliance needs as a whole.
    pub threshold: Option<AllianceThreshold>,
}

/// To whom the seats of an alliance go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WithinAlliance {
    /// To its lists and suballiances by this method, and those of a suballiance to its lists.
    Lists(Method),
    /// To its candidates in the order of their votes, whatever their list (Finland's election act, section 89). Nobody
    /// has more seats than candidates whom the votes name.
    Candidates,
}

impl Alliances {
    /// Whether candidates have the seats, and not lists.
    #[doc(hidden)]
    pub fn to_candidates(&self) -> bool {
        self.within == WithinAlliance::Candidates
    }
}
