//! The record of a count: its stages, who sits, and what equal votes leave open.

mod amount;
mod names;
mod sheet;
mod stage;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::reading::Papers;

pub use amount::Amount;
pub(crate) use names::Names;
pub use sheet::Sheet;
pub use stage::{Action, Stage};

/// A count: every stage, who sits, and what equal votes leave open.
///
/// Candidates are numbered from 0 in the order of the ballot paper, in JSON from 1. Sure, open and empty seats add up to
/// [`seats`](Self::seats).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// How many candidates stand on the paper.
    pub candidates: usize,
    /// How many seats were to be filled.
    pub seats: u32,
    /// All ballots.
    pub ballots: u64,
    /// Those that are good: with a preference that can be read.
    pub valid: u64,
    /// Who had withdrawn, in the order of the ballot paper.
    pub withdrawn: Vec<usize>,
    /// The stages, from first preferences on; on the way on which every open tie falls to the first on the paper, where
    /// there is more than one way.
    pub stages: Vec<Stage>,
    /// Who is elected on every way, in the order of the recorded one.
    pub elected: Vec<usize>,
    /// Seats that hang on a lot.
    pub open: Option<OpenSeats>,
    /// Seats for which there is nobody.
    pub empty: u32,
    /// Whether whole papers went on and others of the same sub-parcel stayed: every figure after that hangs on the order in
    /// which the papers lay, and is that of the order in which the ballots are given.
    pub hangs_on_paper_order: bool,
}

/// Seats that hang on a lot.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenSeats {
    /// How many.
    pub seats: u32,
    /// Who can have one, in the order of the ballot paper.
    pub among: Vec<usize>,
    /// Whether every way was followed. If not, nothing but what was decided before the first lot is sure, and everybody
    /// who stood then is among those who can have a seat.
    pub all_ways: bool,
}

impl Count {
    /// Before the first stage.
    pub(crate) fn begin(papers: &Papers, seats: u32, withdrawn: &[bool]) -> Self {
        let withdrawn: Vec<usize> = (0..withdrawn.len()).filter(|candidate| withdrawn[*candidate]).collect();
        let candidates = papers.candidates();
        let stand = u32::try_from(candidates - withdrawn.len()).unwrap_or(u32::MAX);
        Self {
            candidates,
            seats,
            ballots: papers.ballots(),
            valid: papers.valid(),
            withdrawn,
            stages: Vec::new(),
            elected: Vec::new(),
            open: None,
            empty: seats.saturating_sub(stand),
            hangs_on_paper_order: false,
        }
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut count = serializer.serialize_struct("Count", 10)?;
        count.serialize_field("candidates", &self.candidates)?;
        count.serialize_field("seats", &self.seats)?;
        count.serialize_field("ballots", &self.ballots)?;
        count.serialize_field("valid", &self.valid)?;
        count.serialize_field("withdrawn", &stage::numbers(&self.withdrawn))?;
        count.serialize_field("elected", &stage::numbers(&self.elected))?;
        count.serialize_field("open", &self.open)?;
        count.serialize_field("empty", &self.empty)?;
        count.serialize_field("hangs_on_paper_order", &self.hangs_on_paper_order)?;
        count.serialize_field("stages", &self.stages)?;
        count.end()
    }
}

impl Serialize for OpenSeats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut open = serializer.serialize_struct("OpenSeats", 3)?;
        open.serialize_field("seats", &self.seats)?;
        open.serialize_field("among", &stage::numbers(&self.among))?;
        open.serialize_field("all_ways", &self.all_ways)?;
        open.end()
    }
}
