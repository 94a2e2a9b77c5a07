//! Fractions of any size read back from the text that shows them.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::BigRatio;
use crate::exact::limbs::grow;

/// More digits than any tie needs, and few enough that a text cannot ask for hours of work.
const MOST_DIGITS: usize = 50_000;

/// Why a text is not a [`BigRatio`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BigRatioError {
    /// Not a positive number in digits.
    NotAFraction(
        /// The text.
        String,
    ),
    /// A fraction that can be reduced.
    NotInLowestTerms(
        /// The text.
        String,
    ),
    /// A text that is too long.
    TooLong {
        /// Its length.
        found: usize,
    },
}

impl fmt::Display for BigRatioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFraction(text) => {
                write!(f, "`{text}` is not a positive fraction; write it like 7350, 0.98 or 1/3")
            }
            Self::NotInLowestTerms(text) => write!(f, "`{text}` is not in lowest terms; reduce it"),
            Self::TooLong { found } => {
                write!(f, "a fraction of {found} characters is too long; the longest has {MOST_DIGITS}")
            }
        }
    }
}

impl std::error::Error for BigRatioError {}

/// Reads what `Display` shows: `7350`, `0.98` or `1/3`, the last in lowest terms.
impl FromStr for BigRatio {
    type Err = BigRatioError;

    fn from_str(text: &str) -> Result<Self, BigRatioError> {
        if text.len() > MOST_DIGITS {
            return Err(BigRatioError::TooLong { found: text.len() });
        }
        let wrong = || BigRatioError::NotAFraction(text.to_owned());
        if let Some((above, below)) = text.split_once('/') {
            let (numerator, denominator) =
                (digits(above).ok_or_else(wrong)?, digits(below).ok_or_else(wrong)?);
            if !are_coprime(numerator.clone(), denominator.clone()) {
                return Err(BigRatioError::NotInLowestTerms(text.to_owned()));
            }
            return Ok(Self::of(numerator, denominator));
        }
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        if whole.is_empty() || text.ends_with('.') {
            return Err(wrong());
        }
        let scaled = digits(&format!("{whole}{part}")).ok_or_else(wrong)?;
        Ok((0..part.len()).fold(Self::of(scaled, vec![1]), |ratio, _| ratio.over(10)))
    }
}

/// A positive number, the lowest 64 bits first.
fn digits(text: &str) -> Option<Vec<u64>> {
    const GROUP: usize = 18;
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut limbs = vec![0];
    for group in text.as_bytes().chunks(GROUP) {
        grow(&mut limbs, 10u64.pow(group.len() as u32));
        let group = group.iter().fold(0, |number, digit| 10 * number + u64::from(digit - b'0'));
        add(&mut limbs, group);
    }
    (limbs != [0]).then_some(limbs)
}

fn add(limbs: &mut Vec<u64>, number: u64) {
    let mut carry = number;
    for limb in &mut *limbs {
        let (sum, beyond) = limb.overflowing_add(carry);
        *limb = sum;
        carry = u64::from(beyond);
    }
    if carry > 0 {
        limbs.push(carry);
    }
}

/// Whether two positive numbers have no common divisor but 1, by halving and subtracting.
fn are_coprime(mut a: Vec<u64>, mut b: Vec<u64>) -> bool {
    let is_even = |limbs: &[u64]| limbs.first().is_some_and(|limb| limb.is_multiple_of(2));
    if is_even(&a) && is_even(&b) {
        return false;
    }
    make_odd(&mut a);
    make_odd(&mut b);
    loop {
        match a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev())) {
            Ordering::Equal => return a == [1],
            Ordering::Less => std::mem::swap(&mut a, &mut b),
            Ordering::Greater => {}
        }
        subtract(&mut a, &b);
        make_odd(&mut a);
    }
}

/// Takes a smaller number off.
fn subtract(limbs: &mut Vec<u64>, other: &[u64]) {
    let mut borrow = false;
    for (limb, &off) in limbs.iter_mut().zip(other.iter().chain(std::iter::repeat(&0))) {
        let (less, first) = limb.overflowing_sub(off);
        let (less, second) = less.overflowing_sub(u64::from(borrow));
        (*limb, borrow) = (less, first || second);
    }
    trim(limbs);
}

/// Halves a positive number while it is even.
fn make_odd(limbs: &mut Vec<u64>) {
    let empty = limbs.iter().take_while(|&&limb| limb == 0).count();
    limbs.drain(..empty);
    let shift = limbs.first().map_or(0, |limb| limb.trailing_zeros());
    let mut above = 0;
    for limb in limbs.iter_mut().rev() {
        let wide = u128::from(above) << 64 | u128::from(*limb);
        above = *limb;
        *limb = (wide >> shift) as u64;
    }
    trim(limbs);
}

fn trim(limbs: &mut Vec<u64>) {
    while limbs.len() > 1 && limbs.last() == Some(&0) {
        limbs.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<BigRatio, BigRatioError> {
        text.parse()
    }

    #[test]
    fn what_is_shown_is_read() {
        let seventh = BigRatio::new(u64::MAX, 7).unwrap();
        let mut ratios =
            vec![BigRatio::one(), BigRatio::new(98, 100).unwrap(), BigRatio::new(1, 3).unwrap(), seventh];
        for exponent in [-1000, -130, -64, -63, -20, -1, 0, 1, 63, 64, 65, 200, 1000] {
            ratios.push(BigRatio::dyadic(1, exponent));
            ratios.push(BigRatio::dyadic(12_345_678_901, exponent).over(u64::MAX - 58).times(3));
        }
        for ratio in ratios {
            assert_eq!(read(&ratio.to_string()).as_ref(), Ok(&ratio), "{ratio}");
        }
        assert_eq!(read("0.980"), Ok(BigRatio::new(49, 50).unwrap()));
        assert_eq!(read("8/1"), Ok(BigRatio::new(8, 1).unwrap()));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "", "0", "0.0", "0/1", "1/0", "-1", "+1", "1e3", ".5", "5.", "1/", "/2", "1/2/3", "1.5/2", " 1",
            "٥",
        ] {
            assert_eq!(read(text), Err(BigRatioError::NotAFraction(text.to_owned())), "{text}");
        }
        let big = "9".repeat(40);
        for text in ["2/6".to_owned(), "10/5".to_owned(), format!("{big}/{big}"), format!("{big}/3")] {
            assert_eq!(read(&text), Err(BigRatioError::NotInLowestTerms(text)));
        }
        assert!(matches!(read(&"1".repeat(MOST_DIGITS + 1)), Err(BigRatioError::TooLong { .. })));
    }
}
