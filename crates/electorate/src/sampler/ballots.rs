//! The ballots of one box: spoilt ones, votes against all, and votes.

use crate::random::Generator;
use crate::rounding::Cascade;
use crate::votes::BallotTotals;

/// What is expected in a ballot box: numbers of ballots, and weights that become votes when multiplied by the scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expected<'a> {
    /// Ballots cast, which the others share out exactly.
    pub(super) cast: u64,
    pub(super) invalid: f64,
    pub(super) against_all: f64,
    /// Votes for those who are not named.
    pub(super) others: f64,
    pub(super) weights: &'a [f64],
    pub(super) scale: f64,
}

impl Expected<'_> {
    /// The last entry that has an expectation: it gets what rounding leaves.
    #[inline(always)]
    fn last(&self) -> Option<usize> {
        self.weights.iter().rposition(|&weight| weight > 0.0).filter(|_| self.scale > 0.0)
    }

    /// Rounded without bias, with one random number; votes and totals are written.
    #[inline(always)]
    pub(super) fn round(&self, uniform: f64, votes: &mut [u64], totals: &mut BallotTotals) {
        let mut cascade = Cascade::new(self.cast, uniform);
        let invalid = if self.invalid > 0.0 { cascade.next(self.invalid) } else { 0 };
        let against_all = if self.against_all > 0.0 { cascade.next(self.against_all) } else { 0 };
        let others = if self.others > 0.0 { cascade.next(self.others) } else { 0 };
        (totals.invalid, totals.against_all, totals.others) = (Some(invalid), against_all, others);
        match self.last() {
            Some(last) => {
                cascade.fill(&mut votes[..last], &self.weights[..last], self.scale);
                votes[last] = cascade.rest();
                votes[last + 1..].fill(0);
            }
            None => {
                votes.fill(0);
                give_rest(totals, self, cascade.rest());
            }
        }
    }

    /// Each voter by chance; votes and totals are added.
    pub(super) fn by_chance(&self, rng: &mut Generator, votes: &mut [u64], totals: &mut BallotTotals) {
        let (mut left, mut mass) = (self.cast, self.cast as f64);
        let mut take = |expected: f64| {
            let taken = if expected > 0.0 { rng.binomial(left, expected / mass) } else { 0 };
            left -= taken;
            mass -= expected;
            taken
        };
        totals.invalid = Some(totals.invalid.unwrap_or(0) + take(self.invalid));
        totals.against_all += take(self.against_all);
        totals.others += take(self.others);
        match self.last() {
            Some(last) => {
                for (vote, weight) in votes.iter_mut().zip(&self.weights[..last]) {
                    *vote += take(weight * self.scale);
                }
                votes[last] += left;
            }
            None => give_rest(totals, self, left),
        }
    }
}

/// Where there is nobody to vote for by name, what rounding leaves is no vote for anybody.
fn give_rest(totals: &mut BallotTotals, expected: &Expected, rest: u64) {
    if expected.others > 0.0 {
        totals.others += rest;
    } else if expected.against_all > 0.0 {
        totals.against_all += rest;
    } else {
        totals.invalid = Some(totals.invalid.unwrap_or(0) + rest);
    }
}
