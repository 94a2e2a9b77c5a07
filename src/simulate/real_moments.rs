use serde::{Deserialize, Serialize};

use super::{Confidence, Interval, MergeError, Moments, Summary};
use crate::apportion::cpu_dispatch::{Task, widest};

/// Steps of a unit in which real numbers are kept: 2^32.
const STEPS: f64 = 4_294_967_296.0;

/// The mean and the spread of real numbers, such as an index.
///
/// Sums of floating-point numbers depend on their order. So each number is rounded to a multiple of 2^-32 (some
/// 2 · 10^-10) and summed as a whole number: the result is the same in every order. Numbers of 2^30 and more
/// in size, and those that are not finite, are [left out](RealMoments::left_out) and counted.
///
/// ```
/// use sailau::simulate::RealMoments;
///
/// let mut index = RealMoments::default();
/// [2.5, 3.5, f64::NAN].into_iter().for_each(|drawn| index.push(drawn));
/// assert_eq!(index.mean(), Some(3.0));
/// assert_eq!((index.draws(), index.left_out()), (2, 1));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RealMoments {
    steps: Moments,
    left_out: u64,
}

impl RealMoments {
    /// Records a draw.
    #[inline]
    pub fn push(&mut self, value: f64) {
        match steps(value) {
            Some(steps) => self.steps.push(steps),
            None => self.left_out += 1,
        }
    }

    /// Records some draws at once.
    pub(super) fn push_all(&mut self, values: &[f64]) {
        for values in values.chunks(TOGETHER) {
            let mut sums = None;
            match values.first_chunk() {
                Some(values) => widest(SumUp { values, sums: &mut sums }),
                // What is missing are zeros: they add nothing.
                None => {
                    let mut row = [0.0; TOGETHER];
                    row[..values.len()].copy_from_slice(values);
                    SumUp { values: &row, sums: &mut sums }.run();
                }
            }
            match sums {
                Some((sum, squares)) => {
                    self.steps.add_sums(values.len() as u64, i128::from(sum), squares);
                }
                None => values.iter().for_each(|&value| self.push(value)),
            }
        }
    }

    /// The draws that were recorded.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.steps.draws()
    }

    /// The draws that were left out: not finite, or too large.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// The mean; none without draws.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        self.steps.mean().map(|mean| mean / STEPS)
    }

    /// The variance, as [`Moments::variance`].
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        self.steps.variance().map(|variance| variance / STEPS / STEPS)
    }

    /// The standard error of the mean.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.steps.standard_error().map(|error| error / STEPS)
    }

    /// Mean ± z standard errors, as [`Moments::interval`].
    #[must_use]
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        Some(Interval::around(self.mean()?, confidence.z() * self.standard_error()?))
    }
}

/// A number in steps; none for what is left out.
#[inline]
fn steps(value: f64) -> Option<i64> {
    // 2^30 units of 2^32 steps fit an i64 with room to spare.
    (value.abs() < f64::from(1u32 << 30)).then(|| nearest(value))
}

/// The nearest number of steps.
#[inline(always)]
fn nearest(value: f64) -> i64 {
    // Half a step away from 0, then cut: rounded, without a call.
    (value * STEPS + 0.5f64.copysign(value)) as i64
}

/// Numbers that are summed up together.
const TOGETHER: usize = 32;

/// Sums up the steps of small numbers, as most indices are, and their squares; none where one is not.
struct SumUp<'a> {
    values: &'a [f64; TOGETHER],
    sums: &'a mut Option<(i64, u128)>,
}

impl Task for SumUp<'_> {
    #[inline(always)]
    fn run(self) {
        // Fewer than 2^8 units are at most 2^40 steps. Halves of 20 bits, whose products sum up within 64.
        const HALF: u64 = 1 << 20;
        if !self.values.iter().fold(true, |small, value| small & (value.abs() < 256.0)) {
            return;
        }
        let (mut sum, mut high, mut mixed, mut low) = (0i64, 0u64, 0u64, 0u64);
        for &value in self.values {
            let steps = nearest(value);
            let size = steps.unsigned_abs();
            // The products of 32 bits are those that a machine has.
            let (h, l) = (u64::from((size / HALF) as u32), u64::from((size % HALF) as u32));
            sum += steps;
            high += h * h;
            mixed += h * l;
            low += l * l;
        }
        let [high, mixed, low] = [high, mixed, low].map(u128::from);
        *self.sums = Some((sum, (high << 40) + (mixed << 21) + low));
    }
}

impl Summary for RealMoments {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.steps.merge(&other.steps)?;
        self.left_out.merge(&other.left_out)
    }
}

#[cfg(test)]
mod tests {
    use rand::RngExt;

    use super::super::stream;
    use super::*;

    #[test]
    fn many_at_once_are_summed_up_as_one_by_one() {
        let mut generator = stream(1, 0);
        for case in 0..400 {
            // All small, some that are not, halves of a step, and what is left out.
            let most = [1e-9, 1.0, 255.9, 300.0, 1e9, 3e9][case % 6];
            let numbers = case % (3 * TOGETHER);
            let values: Vec<f64> = (0..numbers)
                .map(|place| match (case + place) % 97 {
                    0 => f64::NAN,
                    1 => (f64::from(generator.random_range(-99..99)) + 0.5) / STEPS,
                    2 => -most,
                    _ => generator.random_range(-most..most),
                })
                .collect();
            let (mut one_by_one, mut at_once) = (RealMoments::default(), RealMoments::default());
            values.iter().for_each(|&value| one_by_one.push(value));
            at_once.push_all(&values);
            assert_eq!(at_once, one_by_one, "{values:?}");
        }
    }
}
