//! Voters who rank: what they would put after the party or candidate they vote for.

mod check;
mod data;
mod fit;
mod next;
mod plan;
mod positions;
mod split;
mod words;

pub use data::{INDEPENDENTS, Mallows, Positions, Preferences, RankedContest};
pub use fit::{FittedPreferences, PreferenceFit, PreferenceFitError};
pub(super) use plan::{RankedPlan, RankedSpace};
