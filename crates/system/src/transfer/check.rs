//! What it must not contradict: the tiers that it looks at are of candidates.

use super::Transfer;
use crate::ElectoralSystem;
use crate::rules::{Checked, TierRule, wrong};

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
