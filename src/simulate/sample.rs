use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{BLOCK, Blocks, MergeError, Summary};

/// The result of a run, or of a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample<S> {
    /// What was drawn, in the words of the [run](super::Run::label).
    pub label: String,
    /// The seed.
    pub seed: u64,
    /// The draws that the whole run was to have.
    pub planned: u64,
    /// The blocks that were drawn.
    pub blocks: Blocks,
    /// What was found.
    pub summary: S,
}

impl<S> Sample<S> {
    /// The draws in it.
    #[must_use]
    pub fn draws(&self) -> u64 {
        let ranges = self.blocks.ranges().iter();
        ranges
            .map(|range| draws_before(range.end, self.planned) - draws_before(range.start, self.planned))
            .sum()
    }

    /// Whether the whole run is in it.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing().is_empty()
    }

    /// The blocks of the run that are not in it; [`Run::blocks`](super::Run::blocks) draws them.
    #[must_use]
    pub fn missing(&self) -> Vec<Range<u64>> {
        self.blocks.missing(self.planned.div_ceil(BLOCK))
    }
}

impl<S: Summary> Sample<S> {
    /// Joins two parts of one run. The order does not matter, nor which parts are joined first.
    ///
    /// # Errors
    ///
    /// [`MergeError`] when they are of different runs (seed, planned draws, label), have a block in common, or their
    /// summaries are of different shape.
    pub fn merge(mut self, other: &Self) -> Result<Self, MergeError> {
        for (same, what) in [
            (self.seed == other.seed, "seed"),
            (self.planned == other.planned, "number of planned draws"),
            (self.label == other.label, "label"),
        ] {
            if !same {
                return Err(MergeError::OtherRun(what));
            }
        }
        self.blocks.merge(&other.blocks)?;
        self.summary.merge(&other.summary)?;
        Ok(self)
    }
}

/// The draws of all blocks before one.
pub(super) fn draws_before(block: u64, planned: u64) -> u64 {
    block.saturating_mul(BLOCK).min(planned)
}
