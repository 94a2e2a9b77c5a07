use serde::{Deserialize, Serialize};

use super::{MergeError, Moments, Proportion, Summary};

/// How often each whole number from 0 to a largest one was drawn, such as a party's seats.
///
/// ```
/// use sailau::simulate::Histogram;
///
/// let mut seats = Histogram::new(98);
/// [60, 62, 62, 71].into_iter().for_each(|drawn| seats.push(drawn));
/// assert_eq!(seats.count(62), 2);
/// assert_eq!(seats.quantile(0.5), Some(62));
/// assert_eq!(seats.at_least(62).share(), Some(0.75));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    counts: Vec<u64>,
    above: u64,
}

impl Histogram {
    /// An empty one for 0 to `largest`. It takes eight bytes a number, and allocates nothing later.
    #[must_use]
    pub fn new(largest: u32) -> Self {
        Self { counts: vec![0; largest as usize + 1], above: 0 }
    }

    /// Records a draw.
    #[inline]
    pub fn push(&mut self, value: u32) {
        match self.counts.get_mut(value as usize) {
            Some(count) => *count += 1,
            None => self.above += 1,
        }
    }

    /// Records some draws at once. Often they are all the same, such as no seat.
    pub(super) fn push_all(&mut self, values: &[u32]) {
        let Some((&first, more)) = values.split_first() else { return };
        if more.iter().fold(0, |differs, value| differs | (value ^ first)) == 0 {
            let of_value = self.counts.get_mut(first as usize);
            *of_value.unwrap_or(&mut self.above) += values.len() as u64;
        } else {
            values.iter().for_each(|&value| self.push(value));
        }
    }

    /// So many draws, all of them 0, and no others.
    pub(super) fn never_more_than_nothing(&mut self, draws: u64) {
        (self.counts[0], self.above) = (draws, 0);
    }

    /// How often a number was drawn; 0 beyond the largest.
    #[must_use]
    pub fn count(&self, value: u32) -> u64 {
        self.counts.get(value as usize).copied().unwrap_or(0)
    }

    /// How often each number from 0 on was drawn.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// How often a number beyond the largest was drawn.
    #[must_use]
    pub fn above(&self) -> u64 {
        self.above
    }

    /// All draws.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.counts.iter().fold(self.above, |sum, &count| sum.saturating_add(count))
    }

    /// How often a number of at least `value` was drawn.
    #[must_use]
    pub fn at_least(&self, value: u32) -> Proportion {
        let of = self.draws();
        let below =
            self.counts.iter().take(value as usize).fold(0u64, |sum, &count| sum.saturating_add(count));
        Proportion { yes: of.saturating_sub(below), of }
    }

    /// The smallest number that at least a share `p` of the draws did not exceed; none without draws, when `p` is
    /// not between 0 and 1, or when it is beyond the largest number.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<u32> {
        let draws = self.draws();
        if draws == 0 || !(0.0..=1.0).contains(&p) {
            return None;
        }
        let rank = ((p * draws as f64).ceil() as u64).clamp(1, draws);
        let mut seen = 0u64;
        let at = self.counts.iter().position(|&count| {
            seen = seen.saturating_add(count);
            seen >= rank
        });
        at.and_then(|at| u32::try_from(at).ok())
    }
}

impl Histogram {
    /// Mean and spread, exact; numbers beyond the largest are left out.
    ///
    /// ```
    /// use sailau::simulate::Histogram;
    ///
    /// let mut seats = Histogram::new(98);
    /// [60, 62, 62, 72].into_iter().for_each(|drawn| seats.push(drawn));
    /// assert_eq!(seats.moments().mean(), Some(64.0));
    /// assert_eq!(seats.moments().variance(), Some(88.0 / 3.0));
    /// ```
    #[must_use]
    pub fn moments(&self) -> Moments {
        self.moments_from(0)
    }

    /// The same, when the first number stands for `from`.
    pub(super) fn moments_from(&self, from: i64) -> Moments {
        let mut moments = Moments::default();
        for (value, &count) in (from..).zip(&self.counts) {
            moments.add_times(value, count);
        }
        moments
    }
}

impl Summary for Histogram {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.counts.merge(&other.counts)?;
        self.above.merge(&other.above)
    }
}
