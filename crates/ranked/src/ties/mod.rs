//! What decides between equal votes: earlier stages, and then a lot.

mod choose;
mod decider;
mod ways;

use serde::{Deserialize, Serialize};

pub(crate) use decider::{Decider, Drawn, Stop};
pub(crate) use ways::Followed;

/// What decides between equal votes before a lot does.
///
/// A lot is handed in with the count. Without one every way is followed that it could fall, and a seat is sure only if every
/// way gives it to its holder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TieBreak {
    /// Nothing (Minneapolis; Alaska).
    #[default]
    #[serde(rename = "lots")]
    Lots,
    /// The latest earlier stage at which any of them differed (Scotland, rules 49 (2) and 51).
    #[serde(rename = "latest difference")]
    LatestDifference,
    /// The earliest stage at which any of them differed (Ireland; New Zealand, Schedule 1A).
    #[serde(rename = "earliest difference")]
    EarliestDifference,
    /// The latest earlier stage at which all of them differed (Commonwealth Electoral Act, s. 273 (20) before 2021).
    #[serde(rename = "latest difference of all")]
    LatestDifferenceOfAll,
}

/// Draws lots for a count.
///
/// Every closure that takes the tied candidates and names one of them is one; whatever it names is in the record.
pub trait Lots {
    /// One of these candidates, who are in the order of the ballot paper: the one who is excluded, or whose surplus goes
    /// first, or who is elected.
    fn draw(&mut self, among: &[usize]) -> usize;
}

impl<F: FnMut(&[usize]) -> usize> Lots for F {
    fn draw(&mut self, among: &[usize]) -> usize {
        self(among)
    }
}

/// Equal votes that had to be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tie {
    /// Who had equal votes, in the order of the ballot paper.
    pub among: Vec<usize>,
    /// Who was chosen on the way that is recorded.
    pub chosen: usize,
    /// For what.
    pub chosen_for: ChosenFor,
    /// By what.
    pub by: TieDecidedBy,
}

/// For what one of several with equal votes was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChosenFor {
    /// To be excluded.
    Exclusion,
    /// For the surplus to be passed on first.
    Surplus,
    /// For a seat.
    Seat,
    /// For a fraction that counts as a whole paper.
    Paper,
}

/// What decided between equal votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TieDecidedBy {
    /// The votes at this stage.
    Stage(u32),
    /// A lot that was handed in.
    Lot,
    /// Nothing, and nothing hangs on it: none of them has a paper, and they go one after the other whoever is first.
    OrderOnly,
    /// Nothing: the count follows every way, and records the one on which the first on the paper is chosen.
    Open,
}
