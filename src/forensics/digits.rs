use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::Level;

/// How often each last digit comes in counts of a hundred and more.
///
/// In counts that spread over more than some tens, last digits come equally often, whatever people vote (Beber and Scacco
/// 2012); who invents numbers favours some. Ballots that are stuffed, votes that are bought and numbers that a machine draws leave
/// no trace. Counts below a hundred are left aside: they begin with nothing, and small ones come more often.
///
/// ```
/// use sailau::forensics::{LastDigits, Level};
///
/// // Numbers that end in 0 or 5 where somebody was tired.
/// let rounded = (0..200u64).map(|i| if i % 4 == 0 { 300 + i / 5 * 5 } else { 300 + 7 * i });
/// let digits = LastDigits::of(rounded);
/// assert!(digits.alarms(Level::One) && digits.p_value().unwrap() < 0.001);
/// assert!(!LastDigits::of((0..200).map(|i| 300 + 7 * i)).alarms(Level::Ten));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LastDigits {
    /// How often 0, 1, … 9.
    pub counts: [u64; 10],
    /// Counts below a hundred.
    pub left_aside: u64,
}

impl LastDigits {
    /// The smallest count that is taken.
    pub const LEAST: u64 = 100;
    /// So few counts at least: each digit is then expected five times.
    pub const FEWEST: u64 = 50;

    /// Of these counts.
    pub fn of(counts: impl IntoIterator<Item = u64>) -> Self {
        let mut digits = Self::default();
        for count in counts {
            if count < Self::LEAST {
                digits.left_aside += 1;
            } else {
                digits.counts[(count % 10) as usize] += 1;
            }
        }
        digits
    }

    /// How many counts were taken.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.counts.iter().fold(0, |sum, &count| sum.saturating_add(count))
    }

    /// Pearson's chi-squared against equal shares, of nine degrees of freedom; none for fewer than fifty counts.
    #[must_use]
    pub fn chi_squared(&self) -> Option<f64> {
        let taken = self.taken();
        // Stations are far fewer than 2^60.
        let squares: u128 = self.counts.iter().map(|&count| u128::from(count) * u128::from(count)).sum();
        let over = (10 * squares).saturating_sub(u128::from(taken) * u128::from(taken));
        (taken >= Self::FEWEST).then(|| over as f64 / taken as f64)
    }

    /// The chance of so large a chi-squared where digits come equally often.
    #[must_use]
    pub fn p_value(&self) -> Option<f64> {
        Some(ChiSquared::new(9.0).ok()?.sf(self.chi_squared()?))
    }

    /// Whether it is below the level; never where there is none.
    #[must_use]
    pub fn alarms(&self, level: Level) -> bool {
        self.chi_squared().is_some_and(|chi_squared| chi_squared > level.nine_degrees())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chi_squared_is_that_of_the_definition() {
        let digits = LastDigits { counts: [30, 12, 9, 8, 11, 25, 10, 9, 7, 9], left_aside: 0 };
        let each = 13.0;
        let sum: f64 = digits.counts.iter().map(|&n| (n as f64 - each) * (n as f64 - each) / each).sum();
        assert!((digits.chi_squared().unwrap() - sum).abs() < 1e-9);
        assert_eq!(LastDigits::of([99, 100, 5, 219]).counts[9], 1);
        assert_eq!(LastDigits::of([99, 100, 5, 219]).left_aside, 2);
    }
}
