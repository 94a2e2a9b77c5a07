//! How near lists came to a threshold: for which other shares would a count have been the same?

use super::measure::Measure;
use crate::law::Share;

/// What was held against the thresholds' own shares in a count. Whoever counts by rules that differ in these shares alone learns
/// here whether the count would have been another one: only if somebody passed who did not, or the other way round.
#[derive(Debug, Clone, Default)]
pub(crate) struct Nearness {
    asked_for: bool,
    /// The count went more ways than one, and not all of them are here.
    unknown: bool,
    held: Vec<Near>,
}

/// The two lists that are nearest to a share, of those that it was held against at one place.
#[derive(Debug, Clone, Copy)]
struct Near {
    tier: usize,
    measure: Measure,
    /// The most votes of a list that missed it.
    missed: Option<u64>,
    /// The fewest votes of a list that reached it.
    reached: Option<u64>,
}

impl Nearness {
    /// From now on it is kept, count after count.
    pub(crate) fn ask(&mut self) {
        self.asked_for = true;
    }

    pub(crate) fn is_asked_for(&self) -> bool {
        self.asked_for
    }

    /// A count begins.
    #[inline]
    pub(crate) fn clear(&mut self) {
        self.held.clear();
        self.unknown = false;
    }

    pub(crate) fn forget(&mut self) {
        self.unknown = true;
    }

    /// Votes of lists, each with those that it needed.
    pub(crate) fn keep(&mut self, tier: usize, measure: Measure, held: impl Iterator<Item = (u64, u128)>) {
        let mut near = Near { tier, measure, missed: None, reached: None };
        // A list without votes passes nowhere.
        for (votes, needed) in held.filter(|&(votes, _)| votes > 0) {
            if u128::from(votes) >= needed {
                near.reached = Some(near.reached.map_or(votes, |least| least.min(votes)));
            } else {
                near.missed = near.missed.max(Some(votes));
            }
        }
        self.held.push(near);
    }

    /// Whether the count would have been the same, had each tier asked for its share here.
    pub(crate) fn is_same(&self, share: impl Fn(usize) -> Option<(Share, bool)>) -> bool {
        let same = |near: &Near| {
            share(near.tier).is_some_and(|(share, inclusive)| {
                let needed = near.measure.needed(share, inclusive);
                near.missed.is_none_or(|votes| needed > votes.into())
                    && near.reached.is_none_or(|votes| needed <= votes.into())
            })
        };
        self.asked_for && !self.unknown && self.held.iter().all(same)
    }
}
