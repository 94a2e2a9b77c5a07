//! Votes shared out anew at every step: the counts of Meek and Warren.

mod rounds;
mod shares;

use serde::{Deserialize, Serialize};

pub(crate) use shares::{Keeping, Shares};

/// How votes are shared out anew at every step.
///
/// The defaults are New Zealand's: nine decimals, shares rounded up, an election ends the round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct MeekRule {
    /// Decimals of every share, keep factor and quota: 9.
    pub decimals: u32,
    /// Decimals of the figures that are printed, the nearest; all when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<u32>,
    /// A round ends when the surpluses together are below one in this decimal place: 6 for 0.000001.
    pub surplus_below: u32,
    /// Whether an election ends the round, or waits for its end.
    pub elects: MeekElects,
    /// Whom the lowest is tied with.
    pub tied: MeekTied,
}

impl Default for MeekRule {
    fn default() -> Self {
        Self {
            decimals: 9,
            printed: None,
            surplus_below: 6,
            elects: MeekElects::AtOnce,
            tied: MeekTied::WithinSurplus,
        }
    }
}

/// Whether an election ends the round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MeekElects {
    /// Who reaches the quota is elected at once, which ends the round (New Zealand, Schedule 1A).
    #[default]
    #[serde(rename = "at once")]
    AtOnce,
    /// Only when the surpluses have vanished (Hill, Wichmann and Woodall).
    #[serde(rename = "when surpluses vanish")]
    WhenSurplusesVanish,
}

/// Whom the lowest is tied with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MeekTied {
    /// All who are ahead by no more than the surplus that is left.
    #[default]
    #[serde(rename = "within the surplus")]
    WithinSurplus,
    /// Those with equal votes.
    #[serde(rename = "equal votes")]
    EqualVotes,
}
