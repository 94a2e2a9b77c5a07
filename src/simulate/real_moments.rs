use serde::{Deserialize, Serialize};

use super::{Confidence, Interval, MergeError, Moments, Summary};

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
        for values in values.chunks(1_024) {
            let (mut draws, mut sum, mut squares) = (0, 0i128, 0u128);
            for &value in values {
                match steps(value) {
                    // The squares of a chunk of such numbers fit 128 bits.
                    Some(steps) if steps.unsigned_abs() < 1 << 58 => {
                        draws += 1;
                        sum += i128::from(steps);
                        squares += u128::from(steps.unsigned_abs()) * u128::from(steps.unsigned_abs());
                    }
                    Some(steps) => self.steps.push(steps),
                    None => self.left_out += 1,
                }
            }
            self.steps.add_sums(draws, sum, squares);
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
    // 2^30 units of 2^32 steps fit an i64 with room to spare. Half a step away from 0, then cut: rounded, without a call.
    (value.abs() < f64::from(1u32 << 30)).then(|| (value * STEPS + 0.5f64.copysign(value)) as i64)
}

impl Summary for RealMoments {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.steps.merge(&other.steps)?;
        self.left_out.merge(&other.left_out)
    }
}
