//! What it must not contradict: the tiers that it looks at are of candidates.

use super::Subtraction;
use crate::ElectoralSystem;
use crate::rules::{Checked, Seats, Tier, TierRule, wrong};

impl Subtraction {
    pub(crate) fn check(&self, system: &ElectoralSystem) -> Checked {
        match self.with.iter().find(|name| !system.tier(name).is_some_and(one_by_plurality)) {
            Some(name) => wrong(
                "linkage",
                format!("votes are taken off for winners by plurality with seats = 1, and `{name}` has none"),
            ),
            None => Ok(()),
        }
    }
}

/// Whether every seat of the tier has one winner and one runner-up in a single round.
fn one_by_plurality(tier: &Tier) -> bool {
    tier.seats == Seats::Same(1)
        && matches!(&tier.rule, TierRule::Candidates(rule) if rule.majority.is_none() && rule.run_off.is_none())
}
