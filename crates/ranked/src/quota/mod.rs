//! How many votes elect.

mod figure;

use serde::{Deserialize, Serialize};

use crate::unsaid::is_default;

/// How many votes elect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct QuotaRule {
    /// By what the votes are divided, and how the quotient is rounded.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: QuotaKind,
    /// To how many decimals; whole votes when left out.
    #[serde(skip_serializing_if = "is_default")]
    pub decimals: u32,
    /// Whether it is fixed or falls with the ballots that still count.
    #[serde(skip_serializing_if = "is_default")]
    pub taken: QuotaTaken,
}

/// By what the votes are divided, and how the quotient is rounded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum QuotaKind {
    /// Votes ÷ (seats + 1), cut, plus one in the last place (Droop; Scotland, rule 46; Commonwealth Electoral Act, s. 273
    /// (8)).
    #[default]
    #[serde(rename = "droop")]
    Droop,
    /// Votes ÷ (seats + 1), cut, and nothing added (Algorithm 123).
    #[serde(rename = "exact droop")]
    ExactDroop,
    /// Votes ÷ seats, cut (Hare).
    #[serde(rename = "hare")]
    Hare,
}

/// Whether the quota is fixed or falls with the ballots that still count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum QuotaTaken {
    /// Of the good papers, once.
    #[default]
    #[serde(rename = "once")]
    Once,
    /// At every stage, of the votes that candidates hold (Albany in California). Meek's count knows no other.
    #[serde(rename = "at every stage")]
    AtEveryStage,
}
