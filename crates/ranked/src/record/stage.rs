//! One stage of a count, as a returning officer prints it.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::Amount;
use crate::ties::Tie;

/// One stage of a count: what was done, and where the votes stand at its end.
///
/// In JSON candidates are keys and words, by their number from 1; figures are words with the decimals of the statute:
///
/// ```json
/// {"stage":2,"action":{"surplus":"7","value":"129/2043"},"votes":{"1":"905.13482","2":"1302.94200"},
///  "nontransferable":"36.18420","lost":"0.00000","quota":"1914.00000","elected":[],"excluded":[]}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stage {
    /// Its number, from 1.
    pub number: u32,
    /// What was done.
    pub action: Action,
    /// Votes of each candidate at its end, in the order of the ballot paper.
    pub votes: Vec<Amount>,
    /// Votes of papers without a further preference; in some statutes with what cuts lost.
    pub nontransferable: Amount,
    /// What cuts lost, where the statute has a line for it; none otherwise.
    pub lost: Amount,
    /// The quota or majority that held at its end; none where a run-off has none.
    pub quota: Option<Amount>,
    /// Who is declared elected at its end, in the order of their election.
    pub elected: Vec<usize>,
    /// Whose exclusion this stage carries out.
    pub excluded: Vec<usize>,
    /// Equal votes that had to be decided for it.
    pub ties: Vec<Tie>,
}

/// What a stage does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// Papers are sorted by first preferences.
    FirstPreferences,
    /// What this candidate has above the quota is passed on.
    Surplus {
        /// The elected candidate.
        of: usize,
        /// The surplus.
        surplus: Amount,
        /// The surplus by the votes or papers that it is divided by, reduced. None of whole papers, and where papers go on
        /// at the value at which they came.
        fraction: Option<(u128, u128)>,
    },
    /// Papers of excluded candidates are passed on; those of one value or of one transfer where the statute has it so.
    Exclusion {
        /// The excluded candidates, the lowest first.
        of: Vec<usize>,
        /// Whether papers of theirs are left for the next stage.
        more: bool,
    },
    /// These are excluded, and their papers stay: who remains fills the seats.
    ExclusionWithoutTransfer {
        /// The excluded candidates, the lowest first.
        of: Vec<usize>,
    },
    /// Papers that elected a member who left are passed on to those who consent to take the seat.
    Countback {
        /// Who left.
        of: usize,
        /// What each of these papers is worth, where all of them are worth the same.
        value: Option<(u128, u128)>,
        /// Whether papers are left for the next stage.
        more: bool,
    },
    /// Points of every rank are added up.
    Points {
        /// How many papers have each candidate, in the order of the ballot paper, at each rank.
        ranks: Vec<Vec<u64>>,
    },
    /// Votes are shared out anew until the surpluses have vanished or somebody is elected.
    Round {
        /// Who was excluded before it, and whose votes it shares out.
        excluded: Vec<usize>,
        /// How many times votes were shared out.
        iterations: u32,
    },
}

/// Candidates as people number them.
struct Numbers<'a>(&'a [usize]);

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|candidate| (candidate + 1).to_string()))
    }
}

struct ByNumber<'a>(&'a [Amount]);

impl Serialize for ByNumber<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let named = self.0.iter().enumerate();
        serializer.collect_map(named.map(|(candidate, votes)| ((candidate + 1).to_string(), votes)))
    }
}

impl Serialize for Stage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut stage = serializer.serialize_struct("Stage", 9)?;
        stage.serialize_field("stage", &self.number)?;
        stage.serialize_field("action", &self.action)?;
        stage.serialize_field("votes", &ByNumber(&self.votes))?;
        stage.serialize_field("nontransferable", &self.nontransferable)?;
        stage.serialize_field("lost", &self.lost)?;
        stage.serialize_field("quota", &self.quota)?;
        stage.serialize_field("elected", &Numbers(&self.elected))?;
        stage.serialize_field("excluded", &Numbers(&self.excluded))?;
        stage.serialize_field("ties", &self.ties)?;
        stage.end()
    }
}

impl Serialize for Action {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut action = serializer.serialize_struct("Action", 4)?;
        match self {
            Self::FirstPreferences => action.serialize_field("does", "first preferences")?,
            Self::Points { ranks } => {
                action.serialize_field("does", "points")?;
                action.serialize_field("ranks", ranks)?;
            }
            Self::Surplus { of, surplus, fraction } => {
                action.serialize_field("does", "surplus")?;
                action.serialize_field("of", &Numbers(&[*of]))?;
                action.serialize_field("surplus", surplus)?;
                let fraction = fraction.map(|(above, below)| format!("{above}/{below}"));
                action.serialize_field("fraction", &fraction)?;
            }
            Self::Exclusion { of, more } => {
                action.serialize_field("does", "exclusion")?;
                action.serialize_field("of", &Numbers(of))?;
                action.serialize_field("more", more)?;
            }
            Self::ExclusionWithoutTransfer { of } => {
                action.serialize_field("does", "exclusion without transfer")?;
                action.serialize_field("of", &Numbers(of))?;
            }
            Self::Countback { of, value, more } => {
                action.serialize_field("does", "countback")?;
                action.serialize_field("of", &Numbers(&[*of]))?;
                let value = value.map(|(above, below)| format!("{above}/{below}"));
                action.serialize_field("value", &value)?;
                action.serialize_field("more", more)?;
            }
            Self::Round { excluded, iterations } => {
                action.serialize_field("does", "round")?;
                action.serialize_field("of", &Numbers(excluded))?;
                action.serialize_field("iterations", iterations)?;
            }
        }
        action.end()
    }
}

impl Serialize for Tie {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use crate::ties::{ChosenFor, TieDecidedBy};
        let mut tie = serializer.serialize_struct("Tie", 4)?;
        tie.serialize_field("among", &Numbers(&self.among))?;
        tie.serialize_field("chosen", &(self.chosen + 1).to_string())?;
        let chosen_for = match self.chosen_for {
            ChosenFor::Exclusion => "exclusion",
            ChosenFor::Surplus => "surplus",
            ChosenFor::Seat => "seat",
            ChosenFor::Paper => "paper",
        };
        tie.serialize_field("for", chosen_for)?;
        match self.by {
            TieDecidedBy::Stage(stage) => tie.serialize_field("by", &format!("stage {stage}"))?,
            TieDecidedBy::Lot => tie.serialize_field("by", "lot")?,
            TieDecidedBy::OrderOnly => tie.serialize_field("by", "order only")?,
            TieDecidedBy::Open => tie.serialize_field("by", "open")?,
        }
        tie.end()
    }
}

pub(super) fn numbers(candidates: &[usize]) -> impl Serialize + use<'_> {
    Numbers(candidates)
}
