use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::exact::{compare_quotients, written};
use crate::from_text::from_text;

/// An exact share, written `5%`, `0.67 %` or `1/150` and kept as it was written.
///
/// ```
/// use sailau::law::Share;
///
/// let share: Share = "1/150".parse()?;
/// assert_eq!((share.numerator(), share.denominator()), (1, 150));
/// assert_eq!("7.5%".parse::<Share>()?, "3/40".parse()?);
/// # Ok::<(), sailau::law::ShareError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Share {
    numerator: u32,
    denominator: u32,
}

/// Why a text is not a share.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a share; write it like \"5%\", \"0.67%\" or \"1/150\", at most 100%")]
pub struct ShareError(
    /// The text as given.
    pub String,
);

impl Share {
    /// More than this is a majority.
    pub const HALF: Self = Self { numerator: 1, denominator: 2 };
    /// Two of three equal parts.
    pub const TWO_THIRDS: Self = Self { numerator: 2, denominator: 3 };

    /// So many per cent.
    ///
    /// # Errors
    ///
    /// [`ShareError`] above 100.
    pub fn percent(percent: u32) -> Result<Self, ShareError> {
        Self::new(percent, 100)
    }

    /// `numerator` of `denominator` equal parts.
    ///
    /// # Errors
    ///
    /// [`ShareError`] when it is more than the whole, or the denominator is 0.
    pub fn new(numerator: u32, denominator: u32) -> Result<Self, ShareError> {
        if denominator == 0 || numerator > denominator {
            return Err(ShareError(format!("{numerator}/{denominator}")));
        }
        Ok(Self { numerator, denominator })
    }

    /// The upper number of the fraction.
    #[must_use]
    pub fn numerator(self) -> u32 {
        self.numerator
    }

    /// The lower number of the fraction, at least 1.
    #[must_use]
    pub fn denominator(self) -> u32 {
        self.denominator
    }

    /// The smallest whole number that is at least this share of `base`, or more than it. The base is at most 2^96.
    #[doc(hidden)]
    pub fn votes_of(self, base: u128, inclusive: bool) -> u128 {
        let part = base * u128::from(self.numerator);
        let whole = u128::from(self.denominator);
        // Nearly always 64 bits are enough, whose division is an instruction and no call.
        if let (Ok(part), Ok(whole)) = (u64::try_from(part), u64::try_from(whole)) {
            return if inclusive { part.div_ceil(whole) } else { part / whole + 1 }.into();
        }
        if inclusive { part.div_ceil(whole) } else { part / whole + 1 }
    }
}

/// A numerator and a denominator: `Share::try_from((1, 20))`.
///
/// ```
/// use sailau::law::Share;
///
/// assert_eq!(Share::try_from((1, 20))?, Share::percent(5)?);
/// assert_eq!(<(u32, u32)>::from("7.5%".parse::<Share>()?), (75, 1_000));
/// assert!(Share::try_from((3, 2)).is_err());
/// # Ok::<(), sailau::law::ShareError>(())
/// ```
impl TryFrom<(u32, u32)> for Share {
    type Error = ShareError;

    fn try_from((numerator, denominator): (u32, u32)) -> Result<Self, ShareError> {
        Self::new(numerator, denominator)
    }
}

/// Numerator and denominator, as they are written.
impl From<Share> for (u32, u32) {
    fn from(share: Share) -> Self {
        (share.numerator, share.denominator)
    }
}

/// Equal in value, however written.
impl PartialEq for Share {
    fn eq(&self, other: &Self) -> bool {
        let parts = |share: &Self| (share.numerator.into(), share.denominator.into());
        compare_quotients(parts(self), parts(other)).is_eq()
    }
}
impl Eq for Share {}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A denominator of 100, 1,000, … came from a percentage.
        let scale = self.denominator / 100;
        let is_percent = self.denominator.is_multiple_of(100) && is_power_of_ten(scale);
        if !is_percent {
            return write!(f, "{}/{}", self.numerator, self.denominator);
        }
        written::write_decimal(f, self.numerator, scale)?;
        f.write_str("%")
    }
}

fn is_power_of_ten(n: u32) -> bool {
    n.checked_ilog10().is_some_and(|digits| 10u32.pow(digits) == n)
}

impl FromStr for Share {
    type Err = ShareError;

    fn from_str(text: &str) -> Result<Self, ShareError> {
        parse(text).ok_or_else(|| ShareError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Share> {
    const MOST: u64 = u32::MAX as u64;
    let (numerator, denominator) = match text.strip_suffix('%') {
        // A scale is at most the bound.
        Some(percent) => written::decimal(percent.trim(), MOST).map(|(parts, scale)| (parts, 100 * scale))?,
        None => written::quotient(text, MOST)?,
    };
    Share::new(u32::try_from(numerator).ok()?, u32::try_from(denominator).ok()?).ok()
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "a share in quotes such as \"5%\" or \"1/150\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_kept_as_written() {
        for text in ["5%", "0%", "100%", "0.67%", "12.50%", "1/150", "7/10", "1/1"] {
            assert_eq!(text.parse::<Share>().unwrap().to_string(), text);
        }
        assert_eq!("5 %".parse::<Share>().unwrap().to_string(), "5%");
        assert_eq!("5/100".parse::<Share>().unwrap().to_string(), "5%");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "%",
            "5",
            "0.05",
            "5.%",
            ".5%",
            "-5%",
            "+5%",
            "101%",
            "3/2",
            "1/0",
            "1/",
            "/2",
            "5%%",
            "0.00000001%",
            "99999999999%",
            "1/99999999999",
            "5,5%",
            "٥%",
        ] {
            let error = text.parse::<Share>().unwrap_err();
            assert_eq!(error, ShareError(text.to_owned()));
        }
    }
}
