//! Exact fractions, read as people write them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An exact fraction that is not negative, read from `5%`, `0.1 %`, `1.03905` or `1/20` and written as it was read.
///
/// ```
/// use sailau_audit::Fraction;
///
/// let cushion: Fraction = "0.95".parse()?;
/// assert_eq!((cushion.numerator(), cushion.denominator()), (95, 100));
/// assert_eq!(cushion, "19/20".parse()?);
/// # Ok::<(), sailau_audit::FractionError>(())
/// ```
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fraction {
    numerator: u64,
    denominator: u64,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Percent,
    Decimal,
    Quotient,
}

/// Why a text is not a fraction.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is no fraction; write it like \"5%\", \"0.1%\", \"0.05\" or \"1/20\", with at most 18 digits")]
pub struct FractionError(
    /// The text as given.
    pub String,
);

impl Fraction {
    /// One number over another; none where the lower one is 0.
    #[must_use]
    pub const fn new(numerator: u64, denominator: u64) -> Option<Self> {
        if denominator == 0 { None } else { Some(Self { numerator, denominator, form: Form::Quotient }) }
    }

    /// A number of so many tenths, hundredths and so on.
    pub(crate) const fn decimal(numerator: u64, places: u32) -> Self {
        Self { numerator, denominator: 10u64.pow(places), form: Form::Decimal }
    }

    /// The upper number; of `5%` it is 5.
    #[must_use]
    pub fn numerator(self) -> u64 {
        self.numerator
    }

    /// The lower number, at least 1; of `5%` it is 100.
    #[must_use]
    pub fn denominator(self) -> u64 {
        self.denominator
    }

    /// The nearest number of floating point.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl FromStr for Fraction {
    type Err = FractionError;

    fn from_str(text: &str) -> Result<Self, FractionError> {
        parse(text.trim()).ok_or_else(|| FractionError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Fraction> {
    if let Some((above, below)) = text.split_once('/') {
        return Fraction::new(digits(above.trim_end())?, digits(below.trim_start())?);
    }
    let (number, form, parts) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), Form::Percent, 100),
        None => (text, Form::Decimal, 1),
    };
    let (numerator, scale) = decimal(number)?;
    Some(Fraction { numerator, denominator: scale.checked_mul(parts)?, form })
}

/// `1.35` as 135 and 100.
fn decimal(text: &str) -> Option<(u64, u64)> {
    let Some((whole, part)) = text.split_once('.') else { return Some((digits(text)?, 1)) };
    let scale = 10u64.checked_pow(u32::try_from(part.len()).ok()?)?;
    Some((digits(whole)?.checked_mul(scale)?.checked_add(digits(part)?)?, scale))
}

fn digits(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Of a percentage and of a decimal the denominator is a power of ten, of 100 or more and of 1 or more.
        let (scale, sign) = match self.form {
            Form::Percent => (self.denominator / 100, "%"),
            Form::Decimal => (self.denominator, ""),
            Form::Quotient => return write!(f, "{}/{}", self.numerator, self.denominator),
        };
        write!(f, "{}", self.numerator / scale)?;
        let places = scale.ilog10() as usize;
        if places > 0 {
            write!(f, ".{:0places$}", self.numerator % scale)?;
        }
        f.write_str(sign)
    }
}

/// By value, however written.
impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let product = |above: u64, below: u64| u128::from(above) * u128::from(below);
        product(self.numerator, other.denominator).cmp(&product(other.numerator, self.denominator))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Fraction {}

impl Hash for Fraction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (mut a, mut b) = (self.numerator, self.denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        (self.numerator / a, self.denominator / a).hash(state);
    }
}

impl TryFrom<String> for Fraction {
    type Error = FractionError;

    fn try_from(text: String) -> Result<Self, FractionError> {
        text.parse()
    }
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> Self {
        fraction.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_written_again() {
        for text in
            ["5%", "0.1%", "12.50%", "0.05", "1.03905", "2", "1/20", "3/2", "1/10", "2/1", "0", "100%"]
        {
            assert_eq!(text.parse::<Fraction>().unwrap().to_string(), text);
        }
        assert_eq!("0.1 %".parse::<Fraction>().unwrap(), "1/1000".parse().unwrap());
        assert_eq!(" 5 % ".parse::<Fraction>().unwrap().to_string(), "5%");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in
            ["", "%", "-5%", "5%%", ".5", "5.", "1/0", "1/", "/2", "1e-2", "0,05", "٥%", "1.2.3", "1/2/3"]
        {
            assert_eq!(text.parse::<Fraction>(), Err(FractionError(text.to_owned())), "{text}");
        }
        for text in ["9999999999999999999", "0.0000000000000000001", "99999999999999999.99999999%"] {
            assert!(text.parse::<Fraction>().is_err(), "{text}");
        }
    }

    #[test]
    fn fractions_are_compared_by_value() {
        let read = |text: &str| text.parse::<Fraction>().unwrap();
        assert!(read("5%") < read("0.051") && read("1/3") > read("0.333333"));
        assert_eq!(read("5%"), read("1/20"));
    }
}
