use serde::{Deserialize, Serialize};

use super::super::{Histogram, MergeError, RealMoments, Summary};
use super::lanes::{LANES, Lanes};
use crate::apportion::cpu_dispatch::{Task, widest};

/// The distribution of an index: its mean and spread, and how often it fell into each of many equal bins.
///
/// ```
/// use sailau::simulate::elections::IndexDistribution;
///
/// let mut gallagher = IndexDistribution::new(0.0, 0.1, 100.0);
/// [2.53, 3.07, 3.11].into_iter().for_each(|drawn| gallagher.push(drawn));
/// assert!((gallagher.reals().mean().unwrap() - 2.903).abs() < 0.001);
/// // The middle of the bin.
/// assert_eq!(format!("{:.2}", gallagher.quantile(0.5).unwrap()), "3.05");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexDistribution {
    from: f64,
    step: f64,
    bins: Histogram,
    reals: RealMoments,
}

impl IndexDistribution {
    /// Bins of a width from one number to another; there are at most a million of them.
    #[must_use]
    pub fn new(from: f64, step: f64, to: f64) -> Self {
        // A width that is no number, or makes no bins, makes one.
        let bins = ((to - from) / step).clamp(0.0, 1e6) as u32;
        Self { from, step, bins: Histogram::new(bins), reals: RealMoments::default() }
    }

    /// Records a draw. What is no number is left out, and counted among [`RealMoments::left_out`].
    #[inline]
    pub fn push(&mut self, value: f64) {
        self.reals.push(value);
        if value.is_finite() {
            self.bins.push(Self::bin(value, self.from, self.step));
        }
    }

    /// Records some draws at once.
    pub(super) fn push_all(&mut self, values: &[f64]) {
        if let [value] = values {
            return self.push(*value);
        }
        self.reals.push_all(values);
        for values in values.chunks(LANES) {
            let mut bins = [0; LANES];
            let (from, step) = (self.from, self.step);
            widest(FindBins { values, from, step, bins: &mut bins });
            if values.iter().all(|value| value.is_finite()) {
                self.bins.push_all(&bins[..values.len()]);
            } else {
                let found = values.iter().zip(bins).filter(|(value, _)| value.is_finite());
                found.for_each(|(_, bin)| self.bins.push(bin));
            }
        }
    }

    /// The bin of a number.
    #[inline(always)]
    fn bin(value: f64, from: f64, step: f64) -> u32 {
        // Below the first bin counts as in it.
        ((value - from) / step).clamp(0.0, f64::from(u32::MAX)) as u32
    }

    /// Mean, spread, standard error.
    #[must_use]
    pub fn reals(&self) -> &RealMoments {
        &self.reals
    }

    /// How often each bin was drawn.
    #[must_use]
    pub fn bins(&self) -> &Histogram {
        &self.bins
    }

    /// Where a bin begins.
    #[must_use]
    pub fn start_of(&self, bin: u32) -> f64 {
        self.from + self.step * f64::from(bin)
    }

    /// The middle of the bin that a share `p` of the draws do not exceed; see [`Histogram::quantile`].
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<f64> {
        self.bins.quantile(p).map(|bin| self.from + self.step * (f64::from(bin) + 0.5))
    }
}

/// Finds the bins of numbers side by side.
struct FindBins<'a> {
    values: &'a [f64],
    from: f64,
    step: f64,
    bins: &'a mut Lanes<u32>,
}

impl Task for FindBins<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { values, from, step, bins } = self;
        if let Some(values) = values.first_chunk::<LANES>() {
            for lane in 0..LANES {
                bins[lane] = IndexDistribution::bin(values[lane], from, step);
            }
        } else {
            bins.iter_mut()
                .zip(values)
                .for_each(|(bin, &value)| *bin = IndexDistribution::bin(value, from, step));
        }
    }
}

impl Summary for IndexDistribution {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if (self.from.to_bits(), self.step.to_bits()) != (other.from.to_bits(), other.step.to_bits()) {
            return Err(MergeError::Shape("an index has other bins"));
        }
        self.bins.merge(&other.bins)?;
        self.reals.merge(&other.reals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_at_once_are_recorded_as_one_by_one() {
        let mut values: Vec<f64> = (0..1_000).map(|i| f64::from(i * i % 977) * 0.37 - 90.0).collect();
        values.extend([
            f64::NAN,
            f64::INFINITY,
            -f64::INFINITY,
            1e8,
            -1e9,
            1e300,
            1_073_741_823.9,
            0.0,
            -0.0,
        ]);
        let (mut one_by_one, mut at_once) =
            (IndexDistribution::new(-50.0, 0.1, 100.0), IndexDistribution::new(-50.0, 0.1, 100.0));
        values.iter().for_each(|&value| one_by_one.push(value));
        at_once.push_all(&values);
        assert_eq!(at_once, one_by_one);
    }
}
