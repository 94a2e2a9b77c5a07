//! Votes that won seats, taken off the lists of the winners' parties.

pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use super::stage::{Checked, wrong};
use super::{ElectoralSystem, Seats, Tier, TierRule};
use crate::law::Share;

/// Votes that won seats are taken off the lists of the winners' parties, which keep no fewer than none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subtraction {
    /// The tiers of one winner a district, by plurality.
    pub with: Vec<String>,
    /// Which votes.
    pub subtract: Subtracted,
    /// No fewer than this share of the valid votes of the district, rounded up, but never more than the winner had;
    /// only with [`Subtracted::Needed`].
    pub at_least: Option<Share>,
}

/// Which votes are taken off the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Subtracted {
    /// Those that the winner needed: one more than the runner-up.
    #[serde(rename = "votes to win")]
    Needed,
    /// All that the winner had.
    #[serde(rename = "winning votes")]
    Winning,
}

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
