use std::ops::Bound::Excluded;
use std::ops::RangeBounds;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::range::within;

/// A district and its mood. All but the voters are shares between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The voters of the district.
    pub voters: u64,
    /// The share of them who voted when the holder was elected.
    pub turnout: f64,
    /// The holder's lead over all others together, as a share of the votes; negative for a plurality of less than half.
    pub margin: f64,
    /// The share of the holder's own voters who now want the holder out, in the middle of its distribution; above 0 and
    /// below 1.
    pub discontent: f64,
}

/// How a mood becomes signatures and ballots.
///
/// [`Model::default`] has a source or the word *assumption* for each number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The standard deviation of the discontent, in logits. Assumption: 0.5.
    pub discontent_sd: f64,
    /// The share of those who want the recall who would sign when they meet the petition. Assumption: 0.5.
    pub willing: f64,
    /// The chance that one of these who has not signed yet signs on a day: 0.094. With it 75 % of the signatures of six
    /// weeks come in the first two; they were 79 % in Peterborough and 70 % in Brecon (2019).
    pub daily: f64,
    /// Signatures that the petitioners can take a day, all together: what hands they have. Assumption: 1,000.
    pub capacity: u64,
    /// Where they stop, as a multiple of the quota: 1.25 (in Taiwan, petitions stop a little above it).
    pub reserve: f64,
    /// The share of invalid signatures, drawn evenly: 7 % (Han 2020) to 18 % (Chen 2021), Newsom 16 %.
    pub invalid: Range,
    /// The share of those who want the recall who vote on it, in the middle. Assumption: 0.75.
    pub turnout_for: f64,
    /// The share of the holder's side who vote on it, in the middle. Assumption: 0.7.
    pub turnout_against: f64,
    /// The standard deviation of both, in logits, drawn apart. Assumption: 0.4.
    pub turnout_sd: f64,
    /// The share of the holder's side that stays at home where that can void the vote: 0.9. In Taiwan (2017, 2020,
    /// January 2021) and Romania (2012) 1 to 9 % of all voters came to vote for the holder.
    pub boycott: f64,
    /// The share of invalid ballots: 0.01 (Taiwan: 0.8 to 1.1 %).
    pub invalid_ballots: f64,
}

/// A range of shares, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// The lowest.
    pub from: f64,
    /// The highest.
    pub to: f64,
}

/// Why odds cannot be drawn.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// No law was given.
    #[error("no law is given; give at least one")]
    NoLaw,
    /// A district without voters.
    #[error("a district without voters has nobody to recall; give at least one voter")]
    NoVoters,
    /// A number out of its range.
    #[error("`{name}` is {value}, and has to be {range}")]
    OutOfRange {
        /// The parameter.
        name: &'static str,
        /// As given.
        value: f64,
        /// What it may be.
        range: &'static str,
    },
}

impl Default for Model {
    fn default() -> Self {
        Self {
            discontent_sd: 0.5,
            willing: 0.5,
            daily: 0.094,
            capacity: 1_000,
            reserve: 1.25,
            invalid: Range { from: 0.07, to: 0.18 },
            turnout_for: 0.75,
            turnout_against: 0.7,
            turnout_sd: 0.4,
            boycott: 0.9,
            invalid_ballots: 0.01,
        }
    }
}

impl Scenario {
    pub(super) fn check(&self) -> Result<(), ScenarioError> {
        if self.voters == 0 {
            return Err(ScenarioError::NoVoters);
        }
        closed("turnout", self.turnout)?;
        open("discontent", self.discontent)?;
        check("margin", self.margin, -1.0..=1.0, "between -1 and 1")
    }
}

impl Model {
    pub(super) fn check(&self) -> Result<(), ScenarioError> {
        for (name, value) in [
            ("willing", self.willing),
            ("daily", self.daily),
            ("invalid.from", self.invalid.from),
            ("invalid.to", self.invalid.to),
            ("boycott", self.boycott),
            ("invalid_ballots", self.invalid_ballots),
        ] {
            closed(name, value)?;
        }
        open("turnout_for", self.turnout_for)?;
        open("turnout_against", self.turnout_against)?;
        for (name, value) in [("discontent_sd", self.discontent_sd), ("turnout_sd", self.turnout_sd)] {
            check(name, value, 0.0..=10.0, "between 0 and 10")?;
        }
        check("reserve", self.reserve, 1.0..=100.0, "between 1 and 100")?;
        check("invalid.to", self.invalid.to, self.invalid.from.., "at least invalid.from")
    }
}

fn closed(name: &'static str, value: f64) -> Result<(), ScenarioError> {
    check(name, value, 0.0..=1.0, "between 0 and 1")
}

fn open(name: &'static str, value: f64) -> Result<(), ScenarioError> {
    check(name, value, (Excluded(0.0), Excluded(1.0)), "above 0 and below 1")
}

fn check(
    name: &'static str,
    value: f64,
    possible: impl RangeBounds<f64>,
    range: &'static str,
) -> Result<(), ScenarioError> {
    within(value, possible, |value| ScenarioError::OutOfRange { name, value, range })
}
