//! The chance that an audit confirms a wrong outcome.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::fraction::{Fraction, FractionError};

/// The risk limit: the greatest chance that an audit confirms an outcome that is wrong. It lies between 0 and 1, both
/// excluded, and is exact.
///
/// ```
/// use sailau_audit::RiskLimit;
///
/// let risk: RiskLimit = "5%".parse()?;
/// assert_eq!(risk, "1/20".parse()?);
/// assert_eq!(risk.to_string(), "5%");
/// assert!("0%".parse::<RiskLimit>().is_err());
/// # Ok::<(), sailau_audit::RiskLimitError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RiskLimit(Fraction);

/// Why something is not a risk limit.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RiskLimitError {
    /// No fraction at all.
    #[error("risk limit: {0}")]
    NoFraction(#[from] FractionError),
    /// No audit keeps a risk of 0, and a risk of 1 needs none.
    #[error("a risk limit of {0} is none: give one above 0 and below 100%, such as \"5%\"")]
    OutOfRange(
        /// What was given.
        Fraction,
    ),
}

impl RiskLimit {
    /// An exact fraction above 0 and below 1.
    ///
    /// # Errors
    ///
    /// [`RiskLimitError::OutOfRange`].
    pub fn new(risk: Fraction) -> Result<Self, RiskLimitError> {
        if risk.numerator() == 0 || risk.numerator() >= risk.denominator() {
            return Err(RiskLimitError::OutOfRange(risk));
        }
        Ok(Self(risk))
    }

    /// The exact fraction.
    #[must_use]
    pub fn fraction(self) -> Fraction {
        self.0
    }

    /// The nearest number of floating point.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.0.to_f64()
    }

    /// Its natural logarithm, below 0, to the last places of floating point.
    pub(crate) fn ln(self) -> f64 {
        let (above, below) = (self.0.numerator(), self.0.denominator());
        // Near 1 the difference has the digits that the quotient has lost.
        if below - above < above {
            (-((below - above) as f64) / below as f64).ln_1p()
        } else {
            self.to_f64().ln()
        }
    }
}

impl FromStr for RiskLimit {
    type Err = RiskLimitError;

    fn from_str(text: &str) -> Result<Self, RiskLimitError> {
        Self::new(text.parse()?)
    }
}

impl fmt::Display for RiskLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for RiskLimit {
    type Error = RiskLimitError;

    fn try_from(text: String) -> Result<Self, RiskLimitError> {
        text.parse()
    }
}

impl From<RiskLimit> for String {
    fn from(risk: RiskLimit) -> Self {
        risk.to_string()
    }
}
