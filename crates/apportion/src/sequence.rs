//! A divisor series given as data.

use std::fmt;
use std::str::FromStr;

use super::Ratio;
use crate::exact::{greatest_common_divisor, written};

/// A growing series of fractions: some that are written out, then equal steps for ever.
///
/// Written `1.4,3,5` (it goes on as its last two do: 7, 9, …), `1,3/2+1/2` (a step of its own) or `1` (1, 2, 3, …).
///
/// ```
/// use sailau_apportion::{Method, apportion};
///
/// let like_norway: Method = "sequence:1.4,3,5".parse()?;
/// let norway: Method = "modified-sainte-lague".parse()?;
/// let votes = [34_000, 21_000, 9_500, 4_100];
/// assert_eq!(apportion(&votes, 12, like_norway)?, apportion(&votes, 12, norway)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sequence {
    /// The divisors written out, in units of 1/`unit`.
    head: Vec<u64>,
    /// What each further divisor adds, in the same units.
    step: u64,
    unit: u64,
}

/// Why divisors make no series.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SequenceError {
    /// A text that is not a fraction.
    NotAFraction(
        /// The text.
        String,
    ),
    /// No divisor at all.
    Empty,
    /// A divisor that is not larger than the one before it.
    NotGrowing(
        /// Its number, from 1.
        usize,
    ),
    /// A first divisor that is not below the second.
    FirstDivisor {
        /// Above.
        numerator: u32,
        /// Below.
        denominator: u32,
    },
    /// Numbers that cannot be compared exactly in the integers used here.
    TooFine,
}

impl fmt::Display for SequenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFraction(text) => write!(f, "`{text}` is not a divisor; write it like 3, 1.4 or 7/5"),
            Self::Empty => f.write_str("a series of divisors has at least one"),
            Self::NotGrowing(number) => write!(
                f,
                "divisor number {number} is not larger than the one before it; divisors grow from \
                 seat to seat"
            ),
            Self::FirstDivisor { numerator, denominator } => write!(
                f,
                "the first divisor {numerator}/{denominator} must lie between 0 and 3, both excluded"
            ),
            Self::TooFine => f.write_str(
                "these divisors are too fine to be compared: by their common denominator all must \
                 stay below 2^62 and the step below 2^30, and the step must not be less than 2^-40 of \
                 the last one written out",
            ),
        }
    }
}

impl std::error::Error for SequenceError {}

impl Sequence {
    /// A series of `head` and then steps of `step`; without it, as the last two go on.
    ///
    /// # Errors
    ///
    /// [`SequenceError`] when there is no divisor, they do not grow, or their common denominator is too large.
    pub fn new(head: &[Ratio], step: Option<Ratio>) -> Result<Self, SequenceError> {
        if head.is_empty() {
            return Err(SequenceError::Empty);
        }
        let mut unit = 1u64;
        for ratio in head.iter().chain(&step) {
            let denominator = u64::try_from(ratio.denominator).ok().filter(|&n| n > 0);
            let denominator = denominator.ok_or(SequenceError::TooFine)?;
            unit = (unit / greatest_common_divisor(unit, denominator))
                .checked_mul(denominator)
                .ok_or(SequenceError::TooFine)?;
        }
        let in_units = |ratio: &Ratio| {
            let factor = u128::from(unit) / ratio.denominator;
            let scaled = ratio.numerator.checked_mul(factor).and_then(|n| u64::try_from(n).ok());
            scaled.filter(|&n| n < 1 << 62).ok_or(SequenceError::TooFine)
        };
        let head = head.iter().map(in_units).collect::<Result<Vec<_>, _>>()?;
        if let Some(at) = head.windows(2).position(|pair| pair[0] >= pair[1]) {
            return Err(SequenceError::NotGrowing(at + 2));
        }
        let step = match (step, &head[..]) {
            (Some(step), _) => in_units(&step)?,
            (None, [.., before, last]) => last - before,
            (None, [only]) => *only,
            (None, []) => return Err(SequenceError::Empty),
        };
        if step == 0 {
            return Err(SequenceError::NotGrowing(head.len() + 1));
        }
        // Steps that are nothing beside the divisors themselves cannot be told apart until all of them are listed.
        let last = head.last().copied().unwrap_or(0);
        if step >= 1 << 30 || last >> 40 > step {
            return Err(SequenceError::TooFine);
        }
        Ok(Self { head, step, unit })
    }

    /// The divisor after so many seats.
    pub(super) fn after(&self, held: u128) -> Ratio {
        let at = usize::try_from(held).ok().and_then(|i| self.head.get(i).copied());
        let numerator = match (at, self.head.last()) {
            (Some(written), _) => u128::from(written),
            (None, last) => {
                let beyond = held + 1 - self.head.len() as u128;
                u128::from(last.copied().unwrap_or(0)) + beyond * u128::from(self.step)
            }
        };
        let shrink = greatest_common_divisor(u64::try_from(numerator).unwrap_or(1), self.unit).max(1);
        Ratio { numerator: numerator / u128::from(shrink), denominator: u128::from(self.unit / shrink) }
    }

    pub(super) fn head(&self) -> &[u64] {
        &self.head
    }

    pub(super) fn step(&self) -> u64 {
        self.step
    }

    /// What each divisor beyond those written out adds.
    pub(super) fn step_ratio(&self) -> Ratio {
        let shrink = greatest_common_divisor(self.step, self.unit).max(1);
        Ratio { numerator: (self.step / shrink).into(), denominator: (self.unit / shrink).into() }
    }
}

/// The numbers and the step: `7/5,3,5+2`.
impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for i in 0..self.head.len() {
            let comma = if i > 0 { "," } else { "" };
            write!(f, "{comma}{}", self.after(i as u128))?;
        }
        write!(f, "+{}", self.step_ratio())
    }
}

impl FromStr for Sequence {
    type Err = SequenceError;

    fn from_str(text: &str) -> Result<Self, SequenceError> {
        let (head, step) = match text.split_once('+') {
            Some((head, step)) => (head, Some(fraction(step)?)),
            None => (text, None),
        };
        let head = head.split(',').map(fraction).collect::<Result<Vec<_>, _>>()?;
        Self::new(&head, step)
    }
}

/// Reads `3`, `1.4` or `7/5`.
pub(super) fn fraction(text: &str) -> Result<Ratio, SequenceError> {
    const MOST: u64 = 1_000_000_000_000_000_000;
    let read = |text: &str| {
        // No number is longer than the bound, whatever it begins with.
        let short = text.split(['/', '.']).all(|part| part.len() < 19) && !text.contains(char::is_whitespace);
        let fraction = || written::quotient(text, MOST).or_else(|| written::decimal(text, MOST));
        short.then(fraction).flatten().filter(|&(_, below)| below > 0)
    };
    let (numerator, denominator) =
        read(text.trim()).ok_or_else(|| SequenceError::NotAFraction(text.to_owned()))?;
    let shrink = greatest_common_divisor(numerator, denominator).max(1);
    Ok(Ratio { numerator: (numerator / shrink).into(), denominator: (denominator / shrink).into() })
}
