//! Systems that a draw does not tell apart: what was counted of one is kept once for all of them.
//!
//! The points of a sweep of thresholds differ in who passes, and most neighbours do not: between two lists' shares of the votes all
//! of them give the same house. Such a run of points is counted once a draw and recorded once, in a summary of its own; when the
//! draws are made, that summary is added to those of its points. Sums of whole numbers do not tell.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::{MergeError, Summary};
use super::{EnsembleSummary, Pair, SystemSummary};

/// Runs for which a worker has summaries: one for each that twenty-two points can have. What comes later is recorded point by point.
const MOST_RUNS: usize = 253;

pub(super) struct Alike {
    /// The systems, those beside each other that differ in shares of thresholds alone.
    pub(super) systems: Vec<usize>,
    /// The pairs, in the order of their systems.
    pub(super) pairs: Vec<usize>,
    /// By system: whose count gave in this draw what its own would give.
    pub(super) as_in: Vec<usize>,
    /// Those of a group that were counted in this draw.
    pub(super) counted: Vec<usize>,
    kept: BTreeMap<(usize, usize), SystemSummary>,
    kept_pairs: BTreeMap<(usize, usize), Pair>,
}

impl Alike {
    /// Of systems of these groups, and of pairs of them.
    pub(super) fn new(groups: &[usize], pairs: &[(usize, usize)]) -> Self {
        let mut systems: Vec<usize> = (0..groups.len()).collect();
        systems.sort_by_key(|&number| groups[number]);
        let mut ordered: Vec<usize> = (0..pairs.len()).collect();
        ordered.sort_by_key(|&number| (groups[pairs[number].0], groups[pairs[number].1]));
        Self {
            systems,
            pairs: ordered,
            as_in: (0..groups.len()).collect(),
            counted: Vec::new(),
            kept: BTreeMap::new(),
            kept_pairs: BTreeMap::new(),
        }
    }

    /// The summary of a run of systems; none for one alone, which has its own, or where there are too many.
    pub(super) fn kept(
        &mut self,
        run: Range<usize>,
        empty: impl FnOnce() -> SystemSummary,
    ) -> Option<&mut SystemSummary> {
        kept(&mut self.kept, run, empty)
    }

    /// The same of pairs.
    pub(super) fn kept_pair(&mut self, run: Range<usize>, empty: impl FnOnce() -> Pair) -> Option<&mut Pair> {
        kept(&mut self.kept_pairs, run, empty)
    }

    /// Adds what was kept of runs to the summaries of what is in them.
    pub(super) fn hand_over(&mut self, summary: &mut EnsembleSummary) -> Result<(), MergeError> {
        for ((start, end), mut kept) in std::mem::take(&mut self.kept) {
            for &number in &self.systems[start..end] {
                let own = &mut summary.systems[number];
                kept.name.clone_from(&own.name);
                own.merge(&kept)?;
            }
        }
        for ((start, end), mut kept) in std::mem::take(&mut self.kept_pairs) {
            for &number in &self.pairs[start..end] {
                let own = &mut summary.pairs[number];
                (kept.first, kept.second) = (own.first, own.second);
                own.merge(&kept)?;
            }
        }
        Ok(())
    }
}

fn kept<S>(
    all: &mut BTreeMap<(usize, usize), S>,
    run: Range<usize>,
    empty: impl FnOnce() -> S,
) -> Option<&mut S> {
    if run.len() < 2 {
        return None;
    }
    let key = (run.start, run.end);
    if all.len() >= MOST_RUNS && !all.contains_key(&key) {
        return None;
    }
    Some(all.entry(key).or_insert_with(empty))
}
