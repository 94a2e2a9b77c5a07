use serde::{Deserialize, Serialize};

use super::super::{Confidence, Histogram, Interval, MergeError, Moments, Proportion, Summary};

/// How often each difference of two numbers of seats was drawn: the first less the second, on the same votes.
///
/// ```
/// use sailau::simulate::elections::PairedHistogram;
///
/// let mut seats = PairedHistogram::new(98, 98);
/// [(71, 69), (70, 71), (70, 70)].into_iter().for_each(|(old, new)| seats.push(old, new));
/// assert_eq!(seats.count(2), 1);
/// assert_eq!(seats.moments().mean(), Some(1.0 / 3.0));
/// assert_eq!(seats.quantile(0.5), Some(0));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairedHistogram {
    /// The largest second number: what 0 stands for in the histogram, below zero.
    below: u32,
    shifted: Histogram,
}

impl PairedHistogram {
    /// An empty one, for numbers up to a largest first and a largest second.
    #[must_use]
    pub fn new(largest_first: u32, largest_second: u32) -> Self {
        let size = largest_first.saturating_add(largest_second);
        Self { below: largest_second, shifted: Histogram::new(size) }
    }

    /// Records a draw. A second number beyond its largest is recorded as a difference beyond all.
    #[inline]
    pub fn push(&mut self, first: u32, second: u32) {
        let shifted = self.below.checked_sub(second).and_then(|room| room.checked_add(first));
        self.shifted.push(shifted.unwrap_or(u32::MAX));
    }

    /// How often a difference was drawn.
    #[must_use]
    pub fn count(&self, difference: i64) -> u64 {
        let shifted = difference.checked_add(i64::from(self.below));
        shifted.and_then(|at| u32::try_from(at).ok()).map_or(0, |at| self.shifted.count(at))
    }

    /// Every difference that was drawn with the number of draws, smallest first.
    pub fn counts(&self) -> impl Iterator<Item = (i64, u64)> + '_ {
        let all = (-i64::from(self.below)..).zip(self.shifted.counts().iter().copied());
        all.filter(|&(_, count)| count > 0)
    }

    /// The draws.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.shifted.draws()
    }

    /// Mean, spread and standard error of the difference. The draws are paired, so that what moves both alike leaves it
    /// alone.
    #[must_use]
    pub fn moments(&self) -> Moments {
        self.shifted.moments_from(-i64::from(self.below))
    }

    /// The smallest difference that a share `p` of the draws did not exceed; see [`Histogram::quantile`].
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<i64> {
        self.shifted.quantile(p).map(|at| i64::from(at) - i64::from(self.below))
    }
}

impl Summary for PairedHistogram {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.below != other.below {
            return Err(MergeError::Shape("a difference has another range"));
        }
        self.shifted.merge(&other.shifted)
    }
}

/// Whether something happened under two systems, on the same votes.
///
/// ```
/// use sailau::simulate::Confidence;
/// use sailau::simulate::elections::PairedTable;
///
/// let mut majority = PairedTable::default();
/// for draw in 0..1_000 {
///     majority.push(draw % 2 == 0, draw % 10 == 0);
/// }
/// assert_eq!(majority.difference(), Some(0.4));
/// let interval = majority.interval(Confidence::P95).unwrap();
/// assert_eq!(format!("{interval:.2}"), "[0.37, 0.43]");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairedTable {
    /// Under both.
    pub both: u64,
    /// Under the first alone.
    pub first_only: u64,
    /// Under the second alone.
    pub second_only: u64,
    /// Under neither.
    pub neither: u64,
}

impl PairedTable {
    /// Records a draw.
    #[inline]
    pub fn push(&mut self, first: bool, second: bool) {
        self.both += u64::from(first & second);
        self.first_only += u64::from(first & !second);
        self.second_only += u64::from(!first & second);
        self.neither += u64::from(!first & !second);
    }

    /// The draws.
    #[must_use]
    pub fn draws(&self) -> u64 {
        [self.both, self.first_only, self.second_only, self.neither]
            .iter()
            .fold(0, |sum, n| sum.saturating_add(*n))
    }

    /// Under the first.
    #[must_use]
    pub fn first(&self) -> Proportion {
        Proportion { yes: self.both.saturating_add(self.first_only), of: self.draws() }
    }

    /// Under the second.
    #[must_use]
    pub fn second(&self) -> Proportion {
        Proportion { yes: self.both.saturating_add(self.second_only), of: self.draws() }
    }

    /// The probability under the first less that under the second; none without draws.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        let draws = self.draws();
        (draws > 0).then(|| (self.first_only as f64 - self.second_only as f64) / draws as f64)
    }

    /// An interval of the difference for paired draws, after Agresti and Min (2005): half a draw is added to each of
    /// the four cells, so that it holds up near 0 too. None without draws.
    #[must_use]
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let n = self.draws() as f64 + 2.0;
        let (b, c) = (self.first_only as f64 + 0.5, self.second_only as f64 + 0.5);
        let variance = (b + c - (b - c) * (b - c) / n) / n / n;
        let middle = (b - c) / n;
        let half = confidence.z() * variance.sqrt();
        (self.draws() > 0)
            .then(|| Interval { low: (middle - half).max(-1.0), high: (middle + half).min(1.0) })
    }
}

impl Summary for PairedTable {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.both.merge(&other.both)?;
        self.first_only.merge(&other.first_only)?;
        self.second_only.merge(&other.second_only)?;
        self.neither.merge(&other.neither)
    }
}
