//! How many papers must be misread to make an assertion false.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The margin of an assertion: so many papers, an exact fraction, must be misread, each in the worst way, to make it false.
///
/// Samples follow from it and from the number of papers in the boxes: what an assertion is about does not matter.
///
/// ```
/// use sailau_audit::{Margin, SampleSize};
///
/// // Antwerp 2024: 318½ of 1,191,187 papers between the last seat and the next one.
/// let margin = Margin::new(637, 2, 1_191_187)?;
/// assert_eq!(margin.sample("5%".parse()?), SampleSize::Papers(11_203));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Margin {
    numerator: u128,
    denominator: u128,
    population: u64,
}

#[derive(Deserialize)]
struct Written {
    numerator: u128,
    denominator: u128,
    population: u64,
}

impl TryFrom<Written> for Margin {
    type Error = MarginError;

    fn try_from(written: Written) -> Result<Self, MarginError> {
        Self::new(written.numerator, written.denominator, written.population)
    }
}

/// Why numbers are no margin.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MarginError {
    /// A denominator of 0.
    #[error("a margin with a denominator of 0 is no number")]
    NoNumber,
    /// There is nothing to look at.
    #[error("there are no papers: the population is 0")]
    NoPapers,
    /// More papers than there are.
    #[error(
        "a margin of {numerator}/{denominator} papers is more than the {population} papers that there are"
    )]
    MoreThanAll {
        /// The upper number.
        numerator: u128,
        /// The lower number.
        denominator: u128,
        /// The number of papers.
        population: u64,
    },
    /// Beyond 128 bits.
    #[error(
        "{population} papers in parts of 1/{denominator} are beyond 128 bits; give the margin in larger parts"
    )]
    TooLarge {
        /// The lower number, in lowest terms.
        denominator: u128,
        /// The number of papers.
        population: u64,
    },
}

impl Margin {
    /// `numerator / denominator` papers of `population`.
    ///
    /// # Errors
    ///
    /// [`MarginError`] where that is no number, or more than all papers.
    pub fn new(numerator: u128, denominator: u128, population: u64) -> Result<Self, MarginError> {
        if denominator == 0 {
            return Err(MarginError::NoNumber);
        }
        if population == 0 {
            return Err(MarginError::NoPapers);
        }
        let margin = Self::checked(numerator, denominator, population);
        let all = margin.denominator.checked_mul(population.into());
        let all = all.ok_or(MarginError::TooLarge { denominator: margin.denominator, population })?;
        if margin.numerator > all {
            return Err(MarginError::MoreThanAll { numerator, denominator, population });
        }
        Ok(margin)
    }

    /// In lowest terms; the population in parts of the denominator is known to have at most 128 bits and the margin to be at
    /// most the population.
    pub(crate) fn checked(numerator: u128, denominator: u128, population: u64) -> Self {
        let (mut a, mut b) = (numerator, denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Self { numerator: numerator / a, denominator: denominator / a, population }
    }

    /// The upper number of the fraction in lowest terms.
    #[must_use]
    pub fn numerator(self) -> u128 {
        self.numerator
    }

    /// The lower number of the fraction in lowest terms, at least 1.
    #[must_use]
    pub fn denominator(self) -> u128 {
        self.denominator
    }

    /// All papers, at least 1.
    #[must_use]
    pub fn population(self) -> u64 {
        self.population
    }

    /// The least whole number of papers whose misreading can make the assertion false or a tie.
    #[must_use]
    pub fn whole(self) -> u64 {
        // At most the population.
        u64::try_from(self.numerator.div_ceil(self.denominator)).unwrap_or(self.population)
    }

    /// The nearest number of floating point, in papers.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The margin as a share of all papers, from 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        self.numerator as f64 / self.all() as f64
    }

    /// What a paper without error counts in a comparison audit, 1/(2 (1 − [share](Self::share))): above one half, and by how
    /// much says how fast an audit comes to its end. Published as `noerror`.
    #[must_use]
    pub fn no_error(self) -> f64 {
        self.all() as f64 / self.rest() as f64 / 2.0
    }

    /// All papers in parts of the denominator.
    pub(crate) fn all(self) -> u128 {
        // Checked when it was made.
        self.denominator.saturating_mul(self.population.into())
    }

    /// All papers less the margin, in parts of the denominator.
    pub(crate) fn rest(self) -> u128 {
        self.all().saturating_sub(self.numerator)
    }
}

/// `318 1/2` papers, or `20`.
impl fmt::Display for Margin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.numerator / self.denominator, self.numerator % self.denominator);
        match (whole, rest) {
            (whole, 0) => write!(f, "{whole}"),
            (0, rest) => write!(f, "{rest}/{}", self.denominator),
            (whole, rest) => write!(f, "{whole} {rest}/{}", self.denominator),
        }
    }
}
