//! Positive fractions of any size: what a divisor must be where a tie has to hold exactly.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::apportion::Ratio;
use crate::apportion::ratio::greatest_common_divisor;

/// A positive fraction of any size, exact and in lowest terms.
///
/// A divisor of [`Solution`](super::Solution). It is short, such as `7350` or `0.98`, unless a tie ties it to other
/// divisors.
///
/// ```
/// use sailau::apportion::biproportional::BigRatio;
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

    pub(super) fn inverse(self) -> Self {
        Self { numerator: self.denominator, denominator: self.numerator }
    }

    pub(super) fn numerator(&self) -> &[u64] {
        &self.numerator
    }

    pub(super) fn denominator(&self) -> &[u64] {
        &self.denominator
    }

    /// The binary logarithm, about.
    #[allow(clippy::float_arithmetic)]
    pub(super) fn log2(&self) -> f64 {
        let log = |limbs: &[u64]| {
            let top = Estimate::of(limbs);
            (top.low as f64).log2() + top.exponent as f64
        };
        log(&self.numerator) - log(&self.denominator)
    }
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
                let digits = format!("{:0>width$}", decimal(numerator), width = places + 1);
                let (whole, part) = digits.split_at(digits.len() - places);
                let point = if places > 0 { "." } else { "" };
                return f.pad(&format!("{whole}{point}{part}"));
            }
            power = power.saturating_mul(10);
        }
        f.pad(&format!("{}/{}", decimal(self.numerator.clone()), decimal(self.denominator.clone())))
    }
}

impl Serialize for BigRatio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Which of two products of positive numbers is the greater, exactly.
///
/// Their highest bits mostly decide; where these do not, the products are multiplied out.
pub(super) fn compare_products(left: &[&[u64]], right: &[&[u64]]) -> Ordering {
    let estimate = |factors: &[&[u64]]| {
        factors.iter().map(|limbs| Estimate::of(limbs)).reduce(Estimate::times).unwrap_or(Estimate::ONE)
    };
    estimate(left).compare(estimate(right)).unwrap_or_else(|| {
        let (left, right) = (product(left), product(right));
        left.len().cmp(&right.len()).then_with(|| left.iter().rev().cmp(right.iter().rev()))
    })
}

/// The highest bits of a number: it lies between `low` and `high` times 2^`exponent`. `high` has 62 bits, or is
/// 2^62 just.
#[derive(Debug, Clone, Copy)]
struct Estimate {
    low: u64,
    high: u64,
    exponent: i64,
}

impl Estimate {
    const ONE: Self = Self { low: 1 << 61, high: 1 << 61, exponent: -61 };

    fn of(limbs: &[u64]) -> Self {
        let limb = |back: usize| {
            limbs.len().checked_sub(back).and_then(|i| limbs.get(i)).map_or(0, |&limb| u128::from(limb))
        };
        // The two highest limbs hold more bits than are kept.
        let beyond = 64 * (limbs.len().max(2) as i64 - 2);
        let top = if limbs.len() < 2 { limb(1) } else { limb(1) << 64 | limb(2) };
        let kept = Self::cut(top, top, beyond);
        Self { high: kept.high + u64::from(beyond > 0), ..kept }
    }

    fn cut(low: u128, high: u128, exponent: i64) -> Self {
        let bits = 128 - high.leading_zeros();
        if bits <= 62 {
            let up = 62 - bits;
            // At most 62 bits.
            return Self {
                low: (low << up) as u64,
                high: (high << up) as u64,
                exponent: exponent - i64::from(up),
            };
        }
        let down = bits - 62;
        let lost = high & ((1 << down) - 1) > 0;
        Self {
            low: (low >> down) as u64,
            high: (high >> down) as u64 + u64::from(lost),
            exponent: exponent + i64::from(down),
        }
    }

    fn times(self, other: Self) -> Self {
        Self::cut(
            u128::from(self.low) * u128::from(other.low),
            u128::from(self.high) * u128::from(other.high),
            self.exponent + other.exponent,
        )
    }

    /// Nothing where the estimates overlap, unless both are exact.
    fn compare(self, other: Self) -> Option<Ordering> {
        let apart = self.exponent - other.exponent;
        if apart.abs() > 2 {
            // `low` is nearly as long as `high`: see `cut`.
            return Some(apart.cmp(&0));
        }
        let (up, other_up) = (apart.max(0), (-apart).max(0));
        let (low, high) = (u128::from(self.low) << up, u128::from(self.high) << up);
        let (other_low, other_high) = (u128::from(other.low) << other_up, u128::from(other.high) << other_up);
        if low > other_high {
            Some(Ordering::Greater)
        } else if high < other_low {
            Some(Ordering::Less)
        } else if low == high && other_low == other_high {
            Some(low.cmp(&other_low))
        } else {
            None
        }
    }
}

/// `n`·2^`by`.
fn shifted(n: u64, by: usize) -> Vec<u64> {
    let mut limbs = vec![0; by / 64];
    let wide = u128::from(n) << (by % 64);
    limbs.push(wide as u64);
    if wide >> 64 > 0 {
        limbs.push((wide >> 64) as u64);
    }
    limbs
}

fn grow(limbs: &mut Vec<u64>, factor: u64) {
    let mut carry = 0;
    for limb in &mut *limbs {
        let sum = u128::from(*limb) * u128::from(factor) + carry;
        *limb = sum as u64;
        carry = sum >> 64;
    }
    if carry > 0 {
        limbs.push(carry as u64);
    }
}

/// Divides, and gives what is left.
fn shrink(limbs: &mut Vec<u64>, divisor: u64) -> u64 {
    if divisor <= 1 {
        return 0;
    }
    let mut rest = 0;
    for limb in limbs.iter_mut().rev() {
        let part = rest << 64 | u128::from(*limb);
        *limb = (part / u128::from(divisor)) as u64;
        rest = part % u128::from(divisor);
    }
    if limbs.len() > 1 && limbs.last() == Some(&0) {
        limbs.pop();
    }
    rest as u64
}

fn remainder(limbs: &[u64], divisor: u64) -> u64 {
    match *limbs {
        [only] => only % divisor.max(1),
        _ => {
            let fold = |rest: u128, limb: &u64| (rest << 64 | u128::from(*limb)) % u128::from(divisor.max(1));
            limbs.iter().rev().fold(0, fold) as u64
        }
    }
}

fn product(factors: &[&[u64]]) -> Vec<u64> {
    factors.iter().fold(vec![1], |left, right| {
        let mut sum = vec![0u64; left.len() + right.len()];
        for (at, &a) in left.iter().enumerate() {
            let mut carry = 0;
            for (limb, &b) in sum.iter_mut().skip(at).zip(right.iter().chain([&0])) {
                let part = u128::from(a) * u128::from(b) + u128::from(*limb) + carry;
                *limb = part as u64;
                carry = part >> 64;
            }
        }
        while sum.len() > 1 && sum.last() == Some(&0) {
            sum.pop();
        }
        sum
    })
}

fn decimal(mut limbs: Vec<u64>) -> String {
    const GROUP: u64 = 1_000_000_000_000_000_000;
    let mut groups = Vec::new();
    while limbs.len() > 1 || limbs.first().is_some_and(|&limb| limb >= GROUP) {
        groups.push(shrink(&mut limbs, GROUP));
    }
    let mut text = limbs.first().copied().unwrap_or(0).to_string();
    for group in groups.iter().rev() {
        text.push_str(&format!("{group:018}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_compared_to_the_last_bit() {
        let big = u64::MAX;
        // (2^64 - 1)^2 against (2^64 - 2)·2^64: one apart in 128 bits.
        assert_eq!(compare_products(&[&[big], &[big]], &[&[big - 1], &[0, 1]]), Ordering::Greater);
        assert_eq!(compare_products(&[&[big], &[big]], &[&[1, big - 1]]), Ordering::Equal);
        assert_eq!(compare_products(&[&[0, 0, 1]], &[&[big, big]]), Ordering::Greater);
        assert_eq!(compare_products(&[], &[&[1]]), Ordering::Equal);
        assert_eq!(compare_products(&[&[6], &[35]], &[&[10], &[21]]), Ordering::Equal);
        let seventh = BigRatio::new(1, 7).unwrap();
        assert_eq!(compare_products(&[seventh.numerator(), &[7]], &[seventh.denominator()]), Ordering::Equal);
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
    fn shown_as_a_decimal_where_it_is_short() {
        assert_eq!(BigRatio::dyadic(1, 100).to_string(), (1u128 << 100).to_string());
        assert_eq!(BigRatio::new(1, 8).unwrap().to_string(), "0.125");
        assert_eq!(BigRatio::new(20_698, 100).unwrap().to_string(), "206.98");
        assert_eq!(BigRatio::dyadic(1, -100).to_string(), format!("1/{}", 1u128 << 100));
        assert_eq!(BigRatio::dyadic(1, 2000).to_f64(), f64::INFINITY);
    }
}
