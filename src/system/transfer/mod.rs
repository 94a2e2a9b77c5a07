//! Votes of candidates that won nothing, added to the lists of their parties.

pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use super::stage::{Checked, wrong};
use super::{ElectoralSystem, TierRule};

/// Votes of candidates that won nothing are added to the lists of their parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// The single-member tiers.
    pub with: Vec<String>,
    /// Which votes.
    pub transfer: Transferred,
}

/// Which votes are added to the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Transferred {
    /// Those of candidates who did not win.
    #[serde(rename = "losing votes")]
    Losing,
    /// These, and what a winner had above one vote more than the runner-up.
    #[serde(rename = "losing and surplus votes")]
    LosingAndSurplus,
}

impl Transfer {
    pub(crate) fn check(&self, system: &ElectoralSystem) -> Checked {
        let has_candidates = |name: &&String| {
            matches!(system.tier(name).map(|tier| &tier.rule), Some(TierRule::Candidates(_)))
        };
        match self.with.iter().find(|name| !has_candidates(name)) {
            Some(name) => {
                wrong("linkage", format!("votes come from tiers of candidates, and `{name}` is none"))
            }
            None => Ok(()),
        }
    }
}
