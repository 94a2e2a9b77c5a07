use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::exact::written;
use crate::from_text::from_text;

/// The largest number in a factor as it is written.
const MOST: u64 = 1_000_000;

/// An exact positive number that something is multiplied by, written `27/20`, `1.35` or `2`.
///
/// ```
/// use sailau::system::Factor;
///
/// let factor: Factor = "1.35".parse()?;
/// assert_eq!((factor.numerator(), factor.denominator()), (135, 100));
/// # Ok::<(), sailau::system::FactorError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Factor {
    numerator: u32,
    denominator: u32,
    decimal: bool,
}

/// Why a text is not a factor.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "`{0}` is not a factor; write it like \"27/20\", \"1.35\" or \"2\", above 0 and no larger than 1,000,000"
)]
pub struct FactorError(
    /// The text as given.
    pub String,
);

impl Factor {
    /// The upper number of the fraction, at least 1.
    #[must_use]
    pub fn numerator(self) -> u32 {
        self.numerator
    }

    /// The lower number of the fraction, at least 1.
    #[must_use]
    pub fn denominator(self) -> u32 {
        self.denominator
    }
}

impl FromStr for Factor {
    type Err = FactorError;

    fn from_str(text: &str) -> Result<Self, FactorError> {
        let quotient = written::quotient(text, MOST);
        let parts = quotient.or_else(|| written::decimal(text, MOST));
        let part = |n: u64| u32::try_from(n).ok().filter(|&n| n > 0);
        let factor = parts.and_then(|(above, below)| {
            Some(Self { numerator: part(above)?, denominator: part(below)?, decimal: quotient.is_none() })
        });
        factor.ok_or_else(|| FactorError(text.to_owned()))
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.decimal {
            return write!(f, "{}/{}", self.numerator, self.denominator);
        }
        written::write_decimal(f, self.numerator, self.denominator)
    }
}

impl Serialize for Factor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Factor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "a factor in quotes such as \"1.35\" or \"27/20\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_kept_as_written_and_anything_else_is_refused() {
        for text in ["27/20", "1.35", "2", "0.5", "1.05"] {
            assert_eq!(text.parse::<Factor>().unwrap().to_string(), text);
        }
        for text in ["", "0", "0/5", "1/0", "1.", ".5", "-1", "1e3", "1,35", "1.0000001", "99999999"] {
            assert_eq!(text.parse::<Factor>().unwrap_err(), FactorError(text.to_owned()));
        }
    }
}
