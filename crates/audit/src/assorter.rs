//! An assertion as the literature writes it: the mean of an assorter is above one half.

/// The assorter `h = c·a + 1/2` of an assertion with coefficients `a`, where `c` is 1/(2 |least a|): its values lie between 0
/// and [`upper`](Self::upper), and the assertion is that their mean over all papers is above 1/2 (Stark 2020).
///
/// Samples do not need it: they follow from the [margin](crate::Margin). It is what other programs print.
///
/// ```
/// use sailau_audit::{Assertion, Papers};
///
/// // Antwerp 2024: a third seat for 125,894 papers before one for 125,257, as published for this pair.
/// let papers = Papers::new(vec![125_894, 125_257], 1_191_187)?;
/// let assorter = Assertion::new(vec![1, -1])?.assorter(&papers)?;
/// assert_eq!(format!("{:.6} {:.6}", assorter.mean(), assorter.upper()), "0.500267 1.000000");
/// # Ok::<(), sailau_audit::AssertionError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assorter {
    lowest: f64,
    highest: f64,
    mean: f64,
}

impl Assorter {
    pub(crate) fn of(lowest: i128, highest: i128, sum: i128, population: u64) -> Self {
        // Without a coefficient below 0 there is nothing to divide by, and nothing to audit.
        let least = if lowest == 0 { highest } else { lowest };
        let scale = 2.0 * least.unsigned_abs() as f64;
        Self {
            lowest: 0.5 + lowest as f64 / scale,
            highest: 0.5 + highest as f64 / scale,
            mean: 0.5 + sum as f64 / scale / population as f64,
        }
    }

    /// The least value, 0 unless the assertion is [trivial](crate::Assertion::is_trivial).
    #[must_use]
    pub fn lowest(self) -> f64 {
        self.lowest
    }

    /// The greatest value `u`.
    #[must_use]
    pub fn upper(self) -> f64 {
        self.highest
    }

    /// The mean over the reported papers.
    #[must_use]
    pub fn mean(self) -> f64 {
        self.mean
    }

    /// The assorter margin `v`, twice the mean less 1.
    #[must_use]
    pub fn margin(self) -> f64 {
        2.0 * self.mean - 1.0
    }
}
