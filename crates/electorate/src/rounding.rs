//! Whole votes from expected ones.

use crate::lanes::{LANES, Lanes};
use crate::random::Generator;

/// Rounds expected numbers one after the other, so that their sum is exact.
///
/// With C the running sum of expected numbers and u one uniform number, each has floor(C + u) less what was given
/// before: systematic sampling (Madow 1944). Each result is one of the two whole numbers next to the expected one, and
/// has it as its mean; one random number serves for all.
#[derive(Clone)]
pub(super) struct Cascade {
    sum: f64,
    given: u64,
    total: u64,
}

impl Cascade {
    /// A whole number of ballots, to be shared out.
    #[inline(always)]
    pub(super) fn new(total: u64, uniform: f64) -> Self {
        Self { sum: uniform, given: 0, total }
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

    /// The next numbers one after the other: weights times the scale.
    #[inline(always)]
    pub(super) fn fill(&mut self, numbers: &mut [u64], weights: &[f64], scale: f64) {
        if self.total >= MANY {
            numbers.iter_mut().zip(weights).for_each(|(number, weight)| *number = self.next(weight * scale));
            return;
        }
        // Sums wait for each other; what is made of them is made side by side.
        for (number, weight) in numbers.iter_mut().zip(weights) {
            self.sum += weight * scale;
            *number = self.sum.to_bits();
        }
        for number in numbers.iter_mut() {
            *number = few(f64::from_bits(*number));
        }
        for number in numbers {
            let end = (*number).min(self.total).max(self.given);
            *number = end - self.given;
            self.given = end;
        }
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

/// From so many on, numbers are not [`few`].
pub(super) const MANY: u64 = 1 << 51;

/// 2^52: beyond it a float is a whole number, and the last bit of it is 1.
const UNITS: f64 = 4_503_599_627_370_496.0;

/// The whole part of a number from 0 to 2^52.
#[inline(always)]
fn few(x: f64) -> u64 {
    let nearest = x + UNITS;
    let above = u64::from(nearest - UNITS > x);
    nearest.to_bits().wrapping_sub(UNITS.to_bits()).wrapping_sub(above)
}

/// A [`Cascade`] in each lane, of fewer than [`MANY`] ballots.
pub(super) struct Cascades {
    pub(super) sum: Lanes,
    /// Whole numbers.
    pub(super) given: Lanes,
    pub(super) total: Lanes,
}

impl Cascades {
    /// The next number; the last one is [`rest`](Self::rest).
    #[inline(always)]
    pub(super) fn next(&mut self, expected: &Lanes) -> [u64; LANES] {
        let mut next = [0; LANES];
        for lane in 0..LANES {
            self.sum[lane] += expected[lane];
            let end = floor_at_most(self.sum[lane], self.total[lane]);
            next[lane] = whole(end - self.given[lane]);
            self.given[lane] = end;
        }
        next
    }

    /// What is left.
    #[inline(always)]
    pub(super) fn rest(&self) -> [u64; LANES] {
        std::array::from_fn(|lane| whole(self.total[lane] - self.given[lane]))
    }
}

/// The whole part of a number from 0 to 2^52, and not more than another one, which is whole.
#[inline(always)]
pub(super) fn floor_at_most(number: f64, most: f64) -> f64 {
    let number = if number < most { number } else { most };
    let nearest = (number + UNITS) - UNITS;
    nearest - if nearest > number { 1.0 } else { 0.0 }
}

/// A whole number from 0 to 2^52 as such.
#[inline(always)]
fn whole(number: f64) -> u64 {
    (number + UNITS).to_bits().wrapping_sub(UNITS.to_bits())
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
            let mut cascade = Cascade::new(24, rng.uniform());
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
    fn many_numbers_are_those_that_come_one_by_one() {
        let mut rng = Generator::seed_from_u64(3);
        for total in [0, 1, 17, 12_000_000, MANY - 1, MANY, 1 << 53] {
            for entries in 0..20 {
                let weights: Vec<f64> =
                    (0..entries).map(|at| if at % 5 == 3 { 0.0 } else { rng.uniform() }).collect();
                // Sometimes more than the total, which nobody gets.
                let scale = total as f64 / weights.iter().sum::<f64>().max(0.1) * (0.5 + rng.uniform());
                let mut one_by_one = Cascade::new(total, rng.uniform());
                let mut at_once = one_by_one.clone();
                let expected: Vec<u64> =
                    weights.iter().map(|weight| one_by_one.next(weight * scale)).collect();
                let mut numbers = vec![0; entries];
                at_once.fill(&mut numbers, &weights, scale);
                assert_eq!((numbers, at_once.rest()), (expected, one_by_one.rest()), "{total}");
            }
        }
    }

    #[test]
    fn a_few_are_cut_to_whole_numbers() {
        for whole in [0, 1, 2, 3, 12_345_677, (1 << 51) - 1, 1 << 51] {
            let x = whole as f64;
            for (x, expected) in
                [(x, whole), (x.next_up(), whole), (x + 0.5, whole), ((x + 1.0).next_down(), whole)]
            {
                assert_eq!(few(x), expected, "{x}");
            }
        }
    }

    #[test]
    fn a_cascade_never_exceeds_its_total() {
        let mut rng = Generator::seed_from_u64(2);
        for total in [0, 1, (1 << 53) - 1, 1 << 53] {
            for _ in 0..100 {
                let mut cascade = Cascade::new(total, rng.uniform());
                let first = cascade.next(total as f64);
                assert_eq!(first + cascade.rest(), total);
            }
        }
    }
}
