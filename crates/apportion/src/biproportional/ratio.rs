//! Positive fractions of any size: what a divisor must be where a tie has to hold exactly.

use std::fmt;

use crate::Ratio;
use crate::exact::limbs::{decimal, grow, product, quotient, remainder, shifted, shrink};
use crate::exact::{greatest_common_divisor, log2};

/// A positive fraction of any size, exact and in lowest terms.
///
/// A divisor of [`Solution`](super::Solution). It is short, such as `7350` or `0.98`, unless a tie ties it to other
/// divisors.
///
/// ```
/// use sailau_apportion::biproportional::BigRatio;
///
/// let divisor = BigRatio::new(1470, 1500).unwrap();
/// assert_eq!(divisor.to_string(), "0.98");
/// assert_eq!(divisor.to_f64(), 0.98);
/// assert_eq!(BigRatio::new(2, 6).unwrap().to_string(), "1/3");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BigRatio {
    /// Digits of 64 bits, the lowest first; the highest is not 0.
    numerator: Vec<u64>,
    denominator: Vec<u64>,
}

impl BigRatio {
    /// `numerator / denominator`; nothing when one of them is 0.
    #[must_use]
    pub fn new(numerator: u64, denominator: u64) -> Option<Self> {
        let positive = numerator > 0 && denominator > 0;
        positive.then(|| Self::one().times(numerator).over(denominator))
    }

    /// As a fraction of `u128`, where it fits.
    #[must_use]
    pub fn ratio(&self) -> Option<Ratio> {
        let number = |limbs: &[u64]| match *limbs {
            [low] => Some(u128::from(low)),
            [low, high] => Some(u128::from(low) | u128::from(high) << 64),
            _ => None,
        };
        Some(Ratio { numerator: number(&self.numerator)?, denominator: number(&self.denominator)? })
    }

    /// The nearest floating-point number or one of its neighbours, for showing; infinite or 0 beyond their range.
    #[must_use]
    #[allow(clippy::float_arithmetic)]
    pub fn to_f64(&self) -> f64 {
        match self.ratio() {
            Some(ratio) => ratio.to_f64(),
            None => self.log2().exp2(),
        }
    }

    /// Votes divided by a divisor of their district and one of their party, in thousandths, cut and not rounded.
    #[doc(hidden)]
    #[must_use]
    pub fn thousandths(votes: u64, by: [&Self; 2]) -> String {
        let above = product(&[&by[0].denominator, &by[1].denominator, &[votes], &[1000]]);
        let places = quotient(&above, &product(&[&by[0].numerator, &by[1].numerator]));
        let digits = format!("{:0>4}", decimal(&places));
        let (whole, places) = digits.split_at(digits.len().saturating_sub(3));
        format!("{whole}.{places}")
    }

    /// Of two positive numbers without a common divisor.
    pub(super) fn of(numerator: Vec<u64>, denominator: Vec<u64>) -> Self {
        Self { numerator, denominator }
    }

    pub(super) fn one() -> Self {
        Self { numerator: vec![1], denominator: vec![1] }
    }

    /// `mantissa`·2^`exponent`; 1 for a mantissa of 0.
    pub(super) fn dyadic(mantissa: u64, exponent: i64) -> Self {
        if mantissa == 0 {
            return Self::one();
        }
        let exponent = exponent + i64::from(mantissa.trailing_zeros());
        let odd = mantissa >> mantissa.trailing_zeros();
        let shift = usize::try_from(exponent.unsigned_abs()).unwrap_or(0);
        if exponent >= 0 {
            Self { numerator: shifted(odd, shift), denominator: vec![1] }
        } else {
            Self { numerator: vec![odd], denominator: shifted(1, shift) }
        }
    }

    /// Multiplied by a positive number.
    pub(super) fn times(mut self, factor: u64) -> Self {
        let common = greatest_common_divisor(factor, remainder(&self.denominator, factor)).max(1);
        shrink(&mut self.denominator, common);
        grow(&mut self.numerator, factor / common);
        self
    }

    /// Divided by a positive number.
    pub(super) fn over(self, factor: u64) -> Self {
        self.inverse().times(factor).inverse()
    }

    /// Multiplied by two positive numbers and divided by two.
    pub(super) fn scaled(&self, up: [u64; 2], down: [u64; 2]) -> Self {
        let ratio = up.into_iter().fold(self.clone(), Self::times);
        down.into_iter().fold(ratio, Self::over)
    }

    pub(super) fn inverse(self) -> Self {
        Self { numerator: self.denominator, denominator: self.numerator }
    }

    pub(super) fn numerator(&self) -> &[u64] {
        &self.numerator
    }

    pub(super) fn denominator(&self) -> &[u64] {
        &self.denominator
    }

    /// The nearest floating-point number, to 2^-47 of itself; NaN beyond [`known`].
    #[allow(clippy::float_arithmetic)]
    pub(super) fn about(&self) -> f64 {
        const DIGIT: f64 = (1u128 << 64) as f64;
        let number = |limbs: &[u64]| limbs.iter().rev().fold(0.0, |above, &limb| above * DIGIT + limb as f64);
        let (above, below) = (number(&self.numerator), number(&self.denominator));
        // What is beyond all floats is infinite here.
        if above.is_finite() && below.is_finite() { known(above / below) } else { f64::NAN }
    }

    /// The binary logarithm, about.
    #[allow(clippy::float_arithmetic)]
    pub(super) fn log2(&self) -> f64 {
        log2(&self.numerator) - log2(&self.denominator)
    }
}

/// The number, if it is so far from both ends of the range of floats that it may be multiplied by another such number and
/// by some of 64 bits; otherwise NaN.
#[allow(clippy::float_arithmetic)]
pub(super) fn known(number: f64) -> f64 {
    const MOST: f64 =
        (1u128 << 112) as f64 * (1u128 << 112) as f64 * (1u128 << 113) as f64 * (1u128 << 113) as f64;
    if (1.0 / MOST..MOST).contains(&number) { number } else { f64::NAN }
}

/// `0.98` where the decimal is finite and short, otherwise `1/3`.
impl fmt::Display for BigRatio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut power: u64 = 1;
        for places in 0..=18 {
            if let [denominator] = *self.denominator
                && power.is_multiple_of(denominator)
            {
                let mut numerator = self.numerator.clone();
                grow(&mut numerator, power / denominator);
                let digits = format!("{:0>width$}", decimal(&numerator), width = places + 1);
                let (whole, part) = digits.split_at(digits.len() - places);
                let point = if places > 0 { "." } else { "" };
                return f.pad(&format!("{whole}{point}{part}"));
            }
            power = power.saturating_mul(10);
        }
        f.pad(&format!("{}/{}", decimal(&self.numerator), decimal(&self.denominator)))
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;
    use crate::exact::compare_products;

    #[test]
    fn a_fraction_is_its_numerator_by_its_denominator() {
        let seventh = BigRatio::new(1, 7).unwrap();
        let (left, right): ([&[u64]; 2], [&[u64]; 1]) =
            ([seventh.numerator(), &[7]], [seventh.denominator()]);
        assert_eq!(compare_products(&left, &right), Ordering::Equal);
    }

    #[test]
    fn fractions_stay_in_lowest_terms() {
        let mut ratio = BigRatio::one();
        let factors = [u64::MAX, 1 << 63, 6_700_417, 12, 35, u64::MAX - 58];
        for factor in factors {
            ratio = ratio.times(factor);
        }
        assert_eq!(ratio.clone().over(8).log2().round(), 64.0 + 63.0 + 23.0 + 3.0 + 5.0 + 64.0 - 2.0 - 1.0);
        for factor in factors {
            ratio = ratio.over(factor);
        }
        assert_eq!(ratio, BigRatio::one());
        assert_eq!(BigRatio::dyadic(12, -1), BigRatio::new(6, 1).unwrap());
        assert_eq!(BigRatio::dyadic(12, -64).times(u64::MAX), BigRatio::dyadic(3, -62).times(u64::MAX));
        assert_eq!(BigRatio::dyadic(1, 200).over(1 << 50), BigRatio::dyadic(1, 150));
    }

    #[test]
    fn about_is_near_or_unknown() {
        for exponent in [-440, -65, -1, 0, 1, 63, 64, 400, 449] {
            let third = BigRatio::dyadic(1, exponent).over(3);
            assert!((third.about() * 3.0 / 2f64.powi(exponent as i32) - 1.0).abs() < 1e-14, "{exponent}");
        }
        for exponent in [-2000, -451, 451, 2000] {
            assert!(BigRatio::dyadic(1, exponent).about().is_nan(), "{exponent}");
        }
        // Of equal length, and both beyond all floats.
        assert!(BigRatio::of(vec![1; 20], vec![2; 20]).about().is_nan());
    }

    #[test]
    fn shown_as_a_decimal_where_it_is_short() {
        assert_eq!(BigRatio::dyadic(1, 100).to_string(), (1u128 << 100).to_string());
        assert_eq!(BigRatio::new(1, 8).unwrap().to_string(), "0.125");
        assert_eq!(BigRatio::new(20_698, 100).unwrap().to_string(), "206.98");
        assert_eq!(BigRatio::dyadic(1, -100).to_string(), format!("1/{}", 1u128 << 100));
        assert_eq!(BigRatio::dyadic(1, 2000).to_f64(), f64::INFINITY);
    }
}
