//! Branch and bound over orders of exclusion, from the last who stands backwards.
//!
//! A node is the end of an order: whoever wins then, and those who leave last before. Everybody else left earlier, in whatever
//! order, so the distance of the election among those few is a lower bound (Magrino and others 2011). So is what it takes that
//! somebody with many first preferences leaves before somebody who can never have as many (Blom, Stuckey, Teague and Tidhar,
//! "Efficient computation of exact IRV margins", 2016). A complete order gives an upper bound, which a count confirms.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use super::distance::Order;
use super::profile::Profile;
use super::trial::Trial;
use super::work::Work;
use crate::error::RankedError;

/// Candidates outside the end of an order who are looked at for the bound of first preferences.
const LOOKED_AT: usize = 6;

pub(super) struct Search<'a> {
    pub(super) profile: &'a Profile,
    pub(super) trial: Trial<'a>,
    pub(super) work: Work,
    /// Whether several leave at once, so that a rank of several does not hang on one order.
    pub(super) together: bool,
}

/// By lower bound; of equal ones the longest, then the first found.
type Node = Reverse<(u64, Reverse<usize>, usize, Vec<usize>)>;

impl Search<'_> {
    /// The lower bound; the upper one stands in the trial. Nobody but `winner` wins as it is.
    pub(super) fn run(&mut self, winner: usize) -> Result<u64, RankedError> {
        let first = self.first_preferences();
        let mut nodes: BinaryHeap<Node> = BinaryHeap::new();
        let mut number = 0;
        let mut tried: HashSet<Vec<usize>> = HashSet::new();
        for last in self.profile.standing.iter().copied().filter(|candidate| *candidate != winner) {
            let end = vec![last];
            let bound = self.bound_of_first_preferences(&end, &first);
            nodes.push(Reverse((bound, Reverse(1), number, end)));
            number += 1;
        }
        while let Some(Reverse((bound, _, _, end))) = nodes.pop() {
            if bound >= self.trial.beyond() {
                return Ok(self.trial.beyond());
            }
            if self.work.is_spent() || end.len() == self.profile.standing.len() {
                // Every other node has this bound or a higher one.
                return Ok(bound);
            }
            let natural = self.completed(&end);
            if tried.insert(natural.clone()) {
                self.complete(&natural)?;
            }
            for before in self.profile.standing.iter().copied() {
                if end.contains(&before) {
                    continue;
                }
                let longer: Vec<usize> = std::iter::once(before).chain(end.iter().copied()).collect();
                let Some(bound) = self.bound(&longer, bound, &first)? else { continue };
                nodes.push(Reverse((bound, Reverse(longer.len()), number, longer)));
                number += 1;
            }
        }
        Ok(self.trial.beyond())
    }

    /// The lower bound of an order's end; none when it is not below what was found.
    fn bound(&mut self, end: &[usize], least: u64, first: &[u64]) -> Result<Option<u64>, RankedError> {
        let below = |bound: u64, search: &Self| (bound < search.trial.beyond()).then_some(bound);
        if end.len() == self.profile.standing.len() {
            let bound = least.max(self.complete(end)?);
            return Ok(below(bound, self));
        }
        let mut bound = least.max(self.bound_of_first_preferences(end, first));
        if bound < self.trial.beyond() {
            let several_free = self.profile.with_several > 0;
            let order = Order { profile: self.profile, order: end, several_free, ahead: 0 };
            bound = bound.max(order.bound(self.trial.beyond(), &mut self.work));
        }
        Ok(below(bound, self))
    }

    /// Tries a complete order, and gives its lower bound.
    fn complete(&mut self, order: &[usize]) -> Result<u64, RankedError> {
        let mut of = Order { profile: self.profile, order, several_free: false, ahead: 0 };
        let beyond = self.trial.beyond();
        let distance = of.exact(beyond, &mut self.work);
        let mut least = distance.least;
        if let Some(changes) = distance.changes
            && !self.trial.offer(&changes)?
        {
            // A rule of ties decides otherwise, so nothing may be left to it.
            of.ahead = 1;
            if let Some(changes) = of.exact(beyond, &mut self.work).changes {
                self.trial.offer(&changes)?;
            }
        }
        if self.together && self.profile.with_several > 0 {
            of = Order { several_free: true, ahead: 0, ..of };
            least = of.exact(beyond, &mut self.work).least;
        }
        Ok(least)
    }

    /// The whole order, where whoever is not of its end leaves as votes fall.
    fn completed(&mut self, end: &[usize]) -> Vec<usize> {
        let mut standing = self.nobody();
        self.profile.standing.iter().for_each(|candidate| standing[*candidate] = true);
        let mut order = Vec::with_capacity(self.profile.standing.len());
        let mut left: Vec<usize> =
            self.profile.standing.iter().copied().filter(|candidate| !end.contains(candidate)).collect();
        while !left.is_empty() {
            self.work.spend(self.profile.papers.len());
            let votes = self.profile.votes(&standing);
            let lowest = (0..left.len()).min_by_key(|at| votes[left[*at]]).unwrap_or(0);
            let candidate = left.remove(lowest);
            standing[candidate] = false;
            order.push(candidate);
        }
        order.extend_from_slice(end);
        order
    }

    fn first_preferences(&self) -> Vec<u64> {
        let mut standing = self.nobody();
        self.profile.standing.iter().for_each(|candidate| standing[*candidate] = true);
        self.profile.votes(&standing)
    }

    /// Whoever is not of the end has at least the first preferences when leaving, and somebody of the end at most what counts
    /// with nobody else but the end standing. A changed ballot brings the two nearer by two votes at most.
    fn bound_of_first_preferences(&mut self, end: &[usize], first: &[u64]) -> u64 {
        let mut standing = self.nobody();
        end.iter().for_each(|candidate| standing[*candidate] = true);
        let mut outside: Vec<usize> =
            self.profile.standing.iter().copied().filter(|candidate| !standing[*candidate]).collect();
        outside.sort_by_key(|candidate| Reverse(first[*candidate]));
        let mut bound = 0;
        for leaves in outside.into_iter().take(LOOKED_AT) {
            self.work.spend(self.profile.papers.len());
            standing[leaves] = true;
            let votes = self.profile.votes(&standing);
            standing[leaves] = false;
            let fewest = end.iter().map(|stays| votes[*stays]).min().unwrap_or(0);
            bound = bound.max(first[leaves].saturating_sub(fewest).div_ceil(2));
        }
        bound.saturating_sub(self.profile.with_several)
    }

    fn nobody(&self) -> Vec<bool> {
        vec![false; self.profile.standing.last().map_or(0, |last| last + 1)]
    }
}
