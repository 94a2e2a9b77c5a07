//! Whole votes from expected ones.

use crate::random::Generator;

/// Rounds expected numbers one after the other, so that their sum is exact.
///
/// With C the running sum of expected numbers and u one uniform number, each has floor(C + u) less what was given
/// before: systematic sampling (Madow 1944). Each result is one of the two whole numbers next to the expected one, and
/// has it as its mean; one random number serves for all.
pub(super) struct Cascade {
    sum: f64,
    given: u64,
    total: u64,
}

impl Cascade {
    /// A whole number of ballots, to be shared out.
    #[inline(always)]
    pub(super) fn new(total: u64, rng: &mut Generator) -> Self {
        Self { sum: rng.uniform(), given: 0, total }
    }

    /// The next number; the last one is [`rest`](Self::rest).
    #[inline(always)]
    pub(super) fn next(&mut self, expected: f64) -> u64 {
        self.sum += expected;
        // A sum of floats may end a little above its total; it never falls.
        let end = floor(self.sum).min(self.total).max(self.given);
        let next = end - self.given;
        self.given = end;
        next
    }

    /// What is left.
    #[inline(always)]
    pub(super) fn rest(&mut self) -> u64 {
        let rest = self.total - self.given;
        self.given = self.total;
        rest
    }
}

/// The whole part of a number from 0 to 2^63.
#[inline(always)]
fn floor(x: f64) -> u64 {
    // One instruction where the conversion to unsigned numbers is several; never negative.
    (x as i64).unsigned_abs()
}

/// Ballots cast: the expected number, rounded without bias.
#[inline(always)]
pub(super) fn round(expected: f64, most: u64, rng: &mut Generator) -> u64 {
    floor(expected + rng.uniform()).min(most)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn rounded_numbers_are_next_to_the_expected_ones_unbiased_and_exact_in_sum() {
        let expected = [0.3, 17.2, 0.0, 4.9, 1.6];
        let mut rng = Generator::seed_from_u64(1);
        let draws = 40_000;
        let mut sums = [0u64; 5];
        for _ in 0..draws {
            let mut cascade = Cascade::new(24, &mut rng);
            let mut votes = [0; 5];
            for (vote, &expected) in votes.iter_mut().zip(&expected[..4]) {
                *vote = cascade.next(expected);
            }
            votes[4] = cascade.rest();
            assert_eq!(votes.iter().sum::<u64>(), 24);
            for (i, &vote) in votes.iter().enumerate() {
                assert!((vote as f64 - expected[i]).abs() < 1.0);
                sums[i] += vote;
            }
        }
        for (sum, expected) in sums.iter().zip(expected) {
            // Five standard errors of a rounding, which has at most a standard deviation of 1/2.
            assert!((*sum as f64 / f64::from(draws) - expected).abs() < 2.5 / f64::from(draws).sqrt());
        }
    }

    #[test]
    fn a_cascade_never_exceeds_its_total() {
        let mut rng = Generator::seed_from_u64(2);
        for total in [0, 1, (1 << 53) - 1, 1 << 53] {
            for _ in 0..100 {
                let mut cascade = Cascade::new(total, &mut rng);
                let first = cascade.next(total as f64);
                assert_eq!(first + cascade.rest(), total);
            }
        }
    }
}
