use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Generator, MergeError};

/// Draws in a block; the last block of a run may have fewer.
pub const BLOCK: u64 = 256;

/// The generator of a block: ChaCha with the seed as its key and the block as its stream.
///
/// ```
/// use rand::Rng;
/// use sailau::simulate::stream;
///
/// assert_eq!(stream(1, 5).next_u64(), stream(1, 5).next_u64());
/// assert_ne!(stream(1, 5).next_u64(), stream(1, 6).next_u64());
/// ```
#[must_use]
pub fn stream(seed: u64, block: u64) -> Generator {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    // The lots of ties have their own key, so that no draw repeats theirs.
    key[8..24].copy_from_slice(b"sailau: simulate");
    Generator::of_stream(key, block)
}

/// A set of blocks, as ranges in ascending order with gaps between them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<(u64, u64)>", into = "Vec<(u64, u64)>")]
pub struct Blocks(Vec<Range<u64>>);

impl Blocks {
    /// The ranges, in ascending order with gaps between them.
    #[must_use]
    pub fn ranges(&self) -> &[Range<u64>] {
        &self.0
    }

    /// How many blocks.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.0.iter().map(|range| range.end - range.start).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a block is among them.
    #[must_use]
    pub fn contains(&self, block: u64) -> bool {
        self.0.iter().any(|range| range.contains(&block))
    }

    /// Adds a range.
    ///
    /// # Errors
    ///
    /// [`MergeError::Overlap`] when a block is there already; nothing is added then.
    pub fn insert(&mut self, new: Range<u64>) -> Result<(), MergeError> {
        if new.is_empty() {
            return Ok(());
        }
        let at = self.0.partition_point(|range| range.start < new.start);
        let before = at.checked_sub(1).and_then(|before| self.0.get(before)).cloned();
        let after = self.0.get(at).cloned();
        if before.as_ref().is_some_and(|before| before.end > new.start) {
            return Err(MergeError::Overlap(new.start));
        }
        if let Some(after) = after.as_ref().filter(|after| after.start < new.end) {
            return Err(MergeError::Overlap(after.start));
        }
        let before = before.filter(|before| before.end == new.start);
        let after = after.filter(|after| after.start == new.end);
        let first = at - usize::from(before.is_some());
        let last = at + usize::from(after.is_some());
        let joined = before.map_or(new.start, |b| b.start)..after.map_or(new.end, |a| a.end);
        self.0.splice(first..last, [joined]);
        Ok(())
    }

    /// Adds all of the others.
    ///
    /// # Errors
    ///
    /// [`MergeError::Overlap`] when a block is in both.
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        other.0.iter().try_for_each(|range| self.insert(range.clone()))
    }

    /// The blocks below `end` that are not among them.
    #[must_use]
    pub fn missing(&self, end: u64) -> Vec<Range<u64>> {
        let starts = std::iter::once(0).chain(self.0.iter().map(|range| range.end));
        let ends = self.0.iter().map(|range| range.start.min(end)).chain([end]);
        starts.zip(ends).map(|(from, to)| from..to).filter(|gap| !gap.is_empty()).collect()
    }
}

impl TryFrom<Vec<(u64, u64)>> for Blocks {
    type Error = MergeError;

    fn try_from(ranges: Vec<(u64, u64)>) -> Result<Self, MergeError> {
        let mut blocks = Self::default();
        ranges.into_iter().try_for_each(|(from, to)| blocks.insert(from..to))?;
        Ok(blocks)
    }
}

impl From<Blocks> for Vec<(u64, u64)> {
    fn from(blocks: Blocks) -> Self {
        blocks.0.into_iter().map(|range| (range.start, range.end)).collect()
    }
}
