use serde::{Deserialize, Serialize};

use super::u256::U256;
use super::{Confidence, Interval, MergeError, Summary};

/// The mean and the spread of whole numbers, from exact sums.
///
/// ```
/// use sailau::simulate::Moments;
///
/// let mut seats = Moments::default();
/// [60, 62, 62, 72].into_iter().for_each(|drawn| seats.push(drawn));
/// assert_eq!(seats.mean(), Some(64.0));
/// assert_eq!(seats.variance(), Some(88.0 / 3.0));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moments {
    draws: u64,
    sum: i128,
    squares: U256,
}

impl Moments {
    /// Records a draw.
    #[inline]
    pub fn push(&mut self, value: i64) {
        self.draws += 1;
        self.sum += i128::from(value);
        // The square of a number of 64 bits fits.
        let size = u128::from(value.unsigned_abs());
        self.squares.add(size * size);
    }

    /// Adds a number of at most 2^64 in size.
    #[inline]
    fn add(&mut self, value: i128) {
        self.draws += 1;
        self.sum += value;
        // The square of a number below 2^64 fits.
        let size = value.unsigned_abs();
        self.squares.add(size * size);
    }

    /// Adds what so many numbers add up to, and their squares.
    #[inline]
    pub(super) fn add_sums(&mut self, draws: u64, sum: i128, squares: u128) {
        self.draws += draws;
        self.sum += sum;
        self.squares.add(squares);
    }

    /// Adds a number of at most 2^32 in size as often as it was drawn.
    pub(super) fn add_times(&mut self, value: i64, times: u64) {
        self.draws = self.draws.saturating_add(times);
        // 2^32 times 2^64 fits, and so does what many such numbers add up to.
        self.sum = self.sum.saturating_add(i128::from(value) * i128::from(times));
        let square = u128::from(value.unsigned_abs()) * u128::from(value.unsigned_abs());
        self.squares = self.squares.saturating_plus(U256::product(square, u128::from(times)));
    }

    /// All draws.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.draws
    }

    /// The sum, exact.
    #[must_use]
    pub fn sum(&self) -> i128 {
        self.sum
    }

    /// The mean; none without draws.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.draws > 0).then(|| self.sum as f64 / self.draws as f64)
    }

    /// The variance that the draws estimate, with n - 1; none with fewer than two. The numerator is exact: nothing is
    /// lost when the mean is large and the spread is small.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        if self.draws < 2 {
            return None;
        }
        let n = u128::from(self.draws);
        let size = self.sum.unsigned_abs();
        // n Σx² - (Σx)², never negative but for sums that were not summed. There are fewer than 2^64 draws: sums of a
        // run are far from the end of 256 bits.
        let numerator = self.squares.wrapping_times(n).saturating_minus(U256::product(size, size));
        Some(numerator.to_f64() / n as f64 / (n - 1) as f64)
    }

    /// The standard error of the mean; none with fewer than two draws.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.variance().map(|variance| (variance / self.draws as f64).sqrt())
    }

    /// Mean ± z standard errors, by the central limit theorem: for some hundreds of draws and more; none with fewer
    /// than two.
    #[must_use]
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        Some(Interval::around(self.mean()?, confidence.z() * self.standard_error()?))
    }
}

impl Summary for Moments {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.draws.merge(&other.draws)?;
        self.sum = self.sum.checked_add(other.sum).ok_or(MergeError::TooLarge)?;
        self.squares = self.squares.checked_plus(other.squares).ok_or(MergeError::TooLarge)?;
        Ok(())
    }
}

/// Two numbers from the same draws, and their difference.
///
/// ```
/// use rand::RngExt;
/// use sailau::simulate::{Confidence, Paired, Run, each_draw};
///
/// // The same dice under two rules: as they fall, and with every 1 counted as 2.
/// let dice = each_draw(Paired::default(), |rng, seats| {
///     let drawn: i64 = (0..10).map(|_| rng.random_range(1..=6)).sum();
///     seats.push(drawn, drawn + i64::from(rng.random_bool(1.0 / 6.0)));
/// });
/// let both = Run::from_seed(3).draws(10_000).run(&dice)?.summary;
/// assert!(both.difference().interval(Confidence::P99).unwrap().contains(-1.0 / 6.0));
/// // Two runs would need hundreds of times as many draws for the same error.
/// assert!(both.gain().unwrap() > 300.0);
/// # Ok::<(), sailau::simulate::SimulateError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paired {
    first: Moments,
    second: Moments,
    difference: Moments,
}

impl Paired {
    /// Records a draw under both rules.
    #[inline]
    pub fn push(&mut self, first: i64, second: i64) {
        self.first.push(first);
        self.second.push(second);
        self.difference.add(i128::from(first) - i128::from(second));
    }

    /// Under the first rule.
    #[must_use]
    pub fn first(&self) -> &Moments {
        &self.first
    }

    /// Under the second rule.
    #[must_use]
    pub fn second(&self) -> &Moments {
        &self.second
    }

    /// The first less the second, draw by draw.
    #[must_use]
    pub fn difference(&self) -> &Moments {
        &self.difference
    }

    /// How many times more draws two separate runs would need for the same error of the difference: the sum of the
    /// variances by the variance of the difference. None when the difference never varies.
    #[must_use]
    pub fn gain(&self) -> Option<f64> {
        let apart = self.first.variance()? + self.second.variance()?;
        let paired = self.difference.variance()?;
        (paired > 0.0).then(|| apart / paired)
    }
}

impl Summary for Paired {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.first.merge(&other.first)?;
        self.second.merge(&other.second)?;
        self.difference.merge(&other.difference)
    }
}
