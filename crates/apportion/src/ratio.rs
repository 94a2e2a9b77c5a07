use std::fmt;

use crate::read_checked;
#[cfg(feature = "serde")]
use crate::wide_numbers;

/// An exact fraction, not negative, such as an electoral quota of votes by seats.
///
/// It is kept as it arose and not reduced, because a protocol shows the votes and the seats that it came from.
///
/// It is read from JSON with all 128 bits, and refused with a denominator of 0. Within what serde keeps in a buffer
/// (tagged, untagged and flattened types), and in TOML, both numbers have at most 64 bits; wider ones are an error
/// there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Ratio {
    /// What is divided; for a quota usually the votes.
    pub numerator: u128,
    /// What it is divided by; never 0.
    pub denominator: u128,
}

read_checked!(Ratio {
    #[serde(deserialize_with = "wide_numbers::read")]
    numerator: u128,
    #[serde(deserialize_with = "wide_numbers::read")]
    denominator: u128,
});

impl Ratio {
    #[cfg(feature = "serde")]
    fn check(&self) -> Result<(), &'static str> {
        if self.denominator == 0 { Err("a fraction with a denominator of 0 is no number") } else { Ok(()) }
    }

    /// The integer part.
    #[must_use]
    pub fn floor(&self) -> u128 {
        self.numerator / self.denominator
    }

    /// The nearest floating-point number, for showing.
    #[must_use]
    #[allow(clippy::float_arithmetic)]
    pub fn to_f64(&self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

/// `6638629/98`, or just the number when the denominator is 1.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}
