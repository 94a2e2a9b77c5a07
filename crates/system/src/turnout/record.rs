//! Turnout in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use crate::protocol::layout::{grouped, percent};
use crate::protocol::words::{Margin, Words};

/// Turnout against its minimum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TurnoutStep {
    /// Ballots cast.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub cast: u128,
    /// Voters on the roll.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub registered: u128,
    /// Ballots that are enough.
    #[serde(deserialize_with = "crate::wide_numbers::read")]
    pub needed: u128,
}

impl TurnoutStep {
    pub(crate) fn is_enough(&self) -> bool {
        self.cast >= self.needed
    }
}

impl Words for TurnoutStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(
            f,
            "  Turnout {} of {} ({}); {} ballots are needed.{margin}",
            grouped(self.cast),
            grouped(self.registered),
            percent(self.cast, self.registered),
            grouped(self.needed)
        )
    }
}
