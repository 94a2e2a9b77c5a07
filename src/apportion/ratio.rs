use std::fmt;

use serde::Serialize;

/// An exact fraction, not negative, such as an electoral quota of votes by seats.
///
/// It is kept as it arose and not reduced, because a protocol shows the votes and the seats that it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Ratio {
    /// What is divided; for a quota usually the votes.
    pub numerator: u128,
    /// What it is divided by; never 0.
    pub denominator: u128,
}

impl Ratio {
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

/// The largest number that divides both; the other one where one of them is 0.
pub(super) fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}
