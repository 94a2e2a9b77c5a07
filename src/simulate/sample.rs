use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{BLOCK, Blocks, Fingerprint, MergeError, Summary};

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
    /// What was drawn, in few numbers.
    pub experiment: Fingerprint,
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
    /// [`MergeError`] when they are of different runs (seed, planned draws, label, experiment: it says what differs), have a block in common, or their
    /// summaries are of different shape.
    pub fn merge(mut self, other: &Self) -> Result<Self, MergeError> {
        for (same, what) in [
            (self.seed == other.seed, "the seed differs"),
            (self.planned == other.planned, "the number of planned draws differs"),
            (self.label == other.label, "the label differs"),
        ] {
            if !same {
                return Err(MergeError::OtherRun(what.to_owned()));
            }
        }
        if let Some(what) = self.experiment.difference(&other.experiment) {
            return Err(MergeError::OtherRun(what));
        }
        self.blocks.merge(&other.blocks)?;
        self.summary.merge(&other.summary)?;
        Ok(self)
    }

    /// Joins all parts of a run, in any order.
    ///
    /// ```
    /// use rand::RngExt;
    /// use sailau::simulate::{Proportion, Run, Sample, each_draw};
    ///
    /// let coin = each_draw(Proportion::default(), |rng, heads| heads.push(rng.random()));
    /// let run = Run::from_seed(7).draws(10_000);
    /// let shards = (1..=3).map(|part| run.clone().shard(part, 3).run(&coin)).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(Sample::merge_all(shards)?, run.run(&coin)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MergeError`], also when there is no part.
    pub fn merge_all(parts: impl IntoIterator<Item = Self>) -> Result<Self, MergeError> {
        let mut parts = parts.into_iter();
        let first = parts.next().ok_or(MergeError::Nothing)?;
        parts.try_fold(first, |joined, part| joined.merge(&part))
    }
}

/// The draws of all blocks before one.
pub(super) fn draws_before(block: u64, planned: u64) -> u64 {
    block.saturating_mul(BLOCK).min(planned)
}
