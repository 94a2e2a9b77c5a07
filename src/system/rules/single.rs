use serde::{Deserialize, Serialize};

use super::{AgainstAll, Threshold, TieRule};

/// How the candidate for a single seat is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SingleRule {
    /// The majority that the winner needs; most votes are enough when there is none.
    pub majority: Option<Threshold>,
    /// What follows when nobody has that majority; without it the seat stays empty.
    pub run_off: Option<RunOff>,
    /// The turnout without which the election is void.
    pub turnout: Option<Threshold>,
    /// What decides between equal claims.
    pub ties: TieRule,
    /// What votes against all are.
    pub against_all: AgainstAll,
}

/// A second round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RunOff {
    /// The two with most votes stand again; more votes win.
    #[serde(rename = "top two")]
    TopTwo,
    /// The same, where more than two stood; with two or fewer the election is held again from its start, and
    /// until then the seat is empty.
    #[serde(rename = "top two of three or more")]
    TopTwoOfThreeOrMore,
}
