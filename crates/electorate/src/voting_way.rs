use serde::{Deserialize, Serialize};

use crate::law::Certainty;

/// A way of voting and what it is assumed to do to turnout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VotingWay {
    /// What it is called.
    pub name: String,
    /// Points of turnout that it adds.
    pub effect: f64,
    /// The standard deviation of that, in points.
    pub spread: f64,
    /// The turnout in per cent where it was measured, above 0 and below 100.
    pub at: f64,
    /// The study.
    pub source: String,
    /// How well the effect is known.
    #[serde(default)]
    pub certainty: Certainty,
    /// What a reader should know besides.
    pub note: Option<String>,
}
