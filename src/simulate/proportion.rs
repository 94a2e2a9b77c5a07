use serde::{Deserialize, Serialize};

use super::{Confidence, Interval, MergeError, Summary, beta};

/// How often something happened.
///
/// ```
/// use sailau::simulate::{Confidence, Proportion};
///
/// let majority = Proportion { yes: 15, of: 148 };
/// let wilson = majority.wilson(Confidence::P95);
/// assert_eq!(format!("{wilson:.4}"), "[0.0624, 0.1605]");
/// # Ok::<(), sailau::simulate::SimulateError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proportion {
    /// Draws in which it did; at most `of`.
    pub yes: u64,
    /// All draws.
    pub of: u64,
}

impl Proportion {
    /// Records a draw.
    #[inline]
    pub fn push(&mut self, happened: bool) {
        self.yes += u64::from(happened);
        self.of += 1;
    }

    /// Records whether it happened in a draw that is counted elsewhere: what [`settle`](Self::settle) is told later.
    #[inline]
    pub(super) fn note(&mut self, happened: bool) {
        self.yes += u64::from(happened);
    }

    /// How many draws there were in all, where each was [noted](Self::note).
    pub(super) fn settle(&mut self, of: u64) {
        self.of = of;
    }

    /// The share; none without draws.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.of > 0).then(|| self.yes as f64 / self.of as f64)
    }

    /// Wilson's score interval (1927): close to its level for any share and any number of draws. From 0 to 1 without
    /// draws.
    #[must_use]
    pub fn wilson(&self, confidence: Confidence) -> Interval {
        let Some(p) = self.share() else {
            return Interval { low: 0.0, high: 1.0 };
        };
        let n = self.of as f64;
        let z = confidence.z();
        let shrink = 1.0 + z * z / n;
        let middle = (p + z * z / (2.0 * n)) / shrink;
        let half = z / shrink * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        // At the ends, rounding must not cut off the share itself.
        let low = if self.yes == 0 { 0.0 } else { (middle - half).max(0.0) };
        let high = if self.yes == self.of { 1.0 } else { (middle + half).min(1.0) };
        Interval { low, high }
    }

    /// The interval of Clopper and Pearson (1934): covers the truth at least as often as its level says, so it is
    /// wider than needed. From 0 to 1 without draws.
    ///
    /// Its ends are right to nine figures of the interval's width, of one draw as of 10^12 and more.
    ///
    /// ```
    /// use sailau::simulate::{Confidence, Proportion};
    ///
    /// // Never in three draws: the rule of three is 1 - 0.025^(1/3).
    /// let never = Proportion { yes: 0, of: 3 }.clopper_pearson(Confidence::P95);
    /// assert_eq!(format!("{never:.4}"), "[0.0000, 0.7076]");
    /// let often = Proportion { yes: 40_000_000, of: 100_000_000 }.clopper_pearson(Confidence::P95);
    /// assert_eq!(format!("{often:.8}"), "[0.39990398, 0.40009603]");
    /// ```
    #[must_use]
    pub fn clopper_pearson(&self, confidence: Confidence) -> Interval {
        let tail = (1.0 - confidence.level()) / 2.0;
        let (yes, no) = (self.yes as f64, self.of.saturating_sub(self.yes) as f64);
        let low = if self.yes == 0 { 0.0 } else { beta::quantile(yes, no + 1.0, tail).0 };
        // What is below the upper end is all but the tail: what the end lacks of 1 is the lower end of those that did not.
        let high = if self.yes >= self.of { 1.0 } else { beta::quantile(no, yes + 1.0, tail).1 };
        Interval { low, high }
    }
}

impl Summary for Proportion {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.yes.merge(&other.yes)?;
        self.of.merge(&other.of)
    }
}
