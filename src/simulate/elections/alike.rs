//! Systems that a draw does not tell apart: what was counted of one is kept once for all of them.
//!
//! The points of a sweep of thresholds differ in who passes, and most neighbours do not: between two lists' shares of the votes all
//! of them give the same house. Such a run of points is counted once a draw and kept once, in a summary of its own; when the
//! draws are made, that summary is added to those of its points. Sums of whole numbers do not tell.

use super::runs::Runs;
use super::{Pair, SystemSummary};

/// Which systems came to the same in a draw, and what is kept of those that did.
pub(super) struct Alike {
    /// The systems, those beside each other that differ in shares of thresholds alone.
    pub(super) systems: Vec<usize>,
    /// The pairs, in the order of their systems.
    pub(super) pairs: Vec<Numbered>,
    /// By system: the count that gave in this draw what its own would give.
    pub(super) as_in: Vec<CountedIn>,
    /// By system: whether its own count was one, the last time that it was made.
    pub(super) is_counted: Vec<bool>,
    /// Those of a group that were counted in this draw.
    pub(super) counted: Vec<usize>,
    pub(super) runs: Runs<SystemSummary, 1>,
    pub(super) runs_of_pairs: Runs<Pair, 2>,
}

/// Where a house was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CountedIn {
    /// Among those of a group's systems that were counted many at a time.
    Row { group: usize, row: usize },
    /// By itself, under this system.
    System(usize),
}

/// A pair of systems, and which of the pairs it is.
pub(super) struct Numbered {
    pub(super) number: usize,
    pub(super) of: (usize, usize),
}

impl Alike {
    /// Of systems of these groups, and of pairs of them; a house has at most so many numbers.
    pub(super) fn new(groups: &[usize], pairs: &[(usize, usize)], numbers: usize) -> Self {
        let mut systems: Vec<usize> = (0..groups.len()).collect();
        systems.sort_by_key(|&number| groups[number]);
        let mut ordered: Vec<_> =
            pairs.iter().enumerate().map(|(number, &of)| Numbered { number, of }).collect();
        ordered.sort_by_key(|pair| (groups[pair.of.0], groups[pair.of.1]));
        Self {
            as_in: (0..groups.len()).map(CountedIn::System).collect(),
            is_counted: vec![false; groups.len()],
            counted: Vec::new(),
            runs: Runs::new(systems.len(), numbers),
            runs_of_pairs: Runs::new(ordered.len(), numbers),
            systems,
            pairs: ordered,
        }
    }
}
