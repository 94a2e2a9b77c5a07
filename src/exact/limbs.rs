//! Whole numbers of any length: digits of 64 bits, the lowest first.
//!
//! But for [`multiply`] and [`compare`], whose digits may be of a fixed number, the highest digit is not 0, and no
//! number is 0 or without digits.

use std::cmp::Ordering;

use num_bigint::BigUint;

/// Multiplies in place, and gives what goes beyond the last digit.
pub(crate) fn multiply(limbs: &mut [u64], factor: u64) -> u64 {
    let mut carry = 0;
    for limb in limbs {
        let sum = u128::from(*limb) * u128::from(factor) + carry;
        *limb = sum as u64;
        carry = sum >> 64;
    }
    carry as u64
}

/// Multiplies by a positive number.
pub(crate) fn grow(limbs: &mut Vec<u64>, factor: u64) {
    let carry = multiply(limbs, factor);
    if carry > 0 {
        limbs.push(carry);
    }
}

/// Divides by a divisor of the number; by 0 and 1 not at all.
pub(crate) fn shrink(limbs: &mut Vec<u64>, divisor: u64) {
    if divisor <= 1 {
        return;
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
}

/// What a division leaves; 0 after one by 0.
pub(crate) fn remainder(limbs: &[u64], divisor: u64) -> u64 {
    match *limbs {
        [only] => only % divisor.max(1),
        _ => {
            let fold = |rest: u128, limb: &u64| (rest << 64 | u128::from(*limb)) % u128::from(divisor.max(1));
            limbs.iter().rev().fold(0, fold) as u64
        }
    }
}

pub(crate) fn product(factors: &[&[u64]]) -> Vec<u64> {
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

/// Which is the greater. Of equally many digits, the highest may be 0.
pub(crate) fn compare(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

/// `n`·2^`by`.
pub(crate) fn shifted(n: u64, by: usize) -> Vec<u64> {
    let mut limbs = vec![0; by / 64];
    let wide = u128::from(n) << (by % 64);
    limbs.push(wide as u64);
    if wide >> 64 > 0 {
        limbs.push((wide >> 64) as u64);
    }
    limbs
}

/// In digits of ten, for showing.
pub(crate) fn decimal(limbs: &[u64]) -> String {
    let halves = limbs.iter().flat_map(|&limb| [limb as u32, (limb >> 32) as u32]);
    BigUint::new(halves.collect()).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(limbs: &[u64]) -> BigUint {
        limbs.iter().rev().fold(BigUint::ZERO, |sum, &limb| (sum << 64) + limb)
    }

    proptest! {
        #[test]
        fn arithmetic_is_that_of_numbers_without_limit(
            a in prop::collection::vec(1..=u64::MAX, 1..5), b in prop::collection::vec(1..=u64::MAX, 1..5),
            factor in 1..=u64::MAX, by in 0..200usize,
        ) {
            let (one, other) = (whole(&a), whole(&b));
            prop_assert_eq!(whole(&product(&[&a, &b])), &one * &other);
            prop_assert_eq!(compare(&a, &b), one.cmp(&other));
            prop_assert_eq!(BigUint::from(remainder(&a, factor)), &one % factor);
            prop_assert_eq!(whole(&shifted(factor, by)), BigUint::from(factor) << by);
            prop_assert_eq!(decimal(&a), one.to_string());
            let mut grown = a.clone();
            grow(&mut grown, factor);
            prop_assert_eq!(whole(&grown), one * factor);
            shrink(&mut grown, factor);
            prop_assert_eq!(grown, a);
        }
    }
}
