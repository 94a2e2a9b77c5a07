//! Whole numbers of any length: digits of 64 bits, the lowest first.
//!
//! But for [`multiply`] and [`compare`], whose digits may be of a fixed number, the highest digit is not 0, and no
//! number is 0 or without digits.

use std::cmp::Ordering;

/// Multiplies in place, and gives what goes beyond the last digit.
pub fn multiply(limbs: &mut [u64], factor: u64) -> u64 {
    let mut carry = 0;
    for limb in limbs {
        let sum = u128::from(*limb) * u128::from(factor) + carry;
        *limb = sum as u64;
        carry = sum >> 64;
    }
    carry as u64
}

/// Multiplies by a positive number.
pub fn grow(limbs: &mut Vec<u64>, factor: u64) {
    let carry = multiply(limbs, factor);
    if carry > 0 {
        limbs.push(carry);
    }
}

/// Divides by a divisor of the number; by 0 and 1 not at all.
pub fn shrink(limbs: &mut Vec<u64>, divisor: u64) {
    if divisor <= 1 {
        return;
    }
    divide(limbs, divisor);
    if limbs.len() > 1 && limbs.last() == Some(&0) {
        limbs.pop();
    }
}

/// Divides in place by a positive number, and gives what is left.
fn divide(limbs: &mut [u64], divisor: u64) -> u64 {
    let mut rest = 0;
    for limb in limbs.iter_mut().rev() {
        let part = rest << 64 | u128::from(*limb);
        *limb = (part / u128::from(divisor)) as u64;
        rest = part % u128::from(divisor);
    }
    rest as u64
}

/// What a division leaves; 0 after one by 0.
pub fn remainder(limbs: &[u64], divisor: u64) -> u64 {
    match *limbs {
        [only] => only % divisor.max(1),
        _ => {
            let fold = |rest: u128, limb: &u64| (rest << 64 | u128::from(*limb)) % u128::from(divisor.max(1));
            limbs.iter().rev().fold(0, fold) as u64
        }
    }
}

pub fn product(factors: &[&[u64]]) -> Vec<u64> {
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
pub fn compare(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

/// `n`·2^`by`.
pub fn shifted(n: u64, by: usize) -> Vec<u64> {
    let mut limbs = vec![0; by / 64];
    let wide = u128::from(n) << (by % 64);
    limbs.push(wide as u64);
    if wide >> 64 > 0 {
        limbs.push((wide >> 64) as u64);
    }
    limbs
}

/// Divided by a positive number, without what is left; 0 has one digit here.
#[must_use]
pub fn quotient(above: &[u64], below: &[u64]) -> Vec<u64> {
    let mut quotient = vec![0; above.len()];
    // What is left so far, with a digit more than the divisor: it is doubled before it is reduced.
    let mut rest = vec![0; below.len() + 1];
    let below: Vec<u64> = below.iter().copied().chain([0]).collect();
    for (limb, digit) in above.iter().zip(&mut quotient).rev() {
        for bit in (0..64).rev() {
            double(&mut rest, limb >> bit & 1);
            if compare(&rest, &below).is_ge() {
                subtract(&mut rest, &below);
                *digit |= 1 << bit;
            }
        }
    }
    while quotient.len() > 1 && quotient.last() == Some(&0) {
        quotient.pop();
    }
    quotient
}

/// Twice the number and a bit.
fn double(limbs: &mut [u64], mut bit: u64) {
    for limb in limbs {
        let carry = *limb >> 63;
        *limb = *limb << 1 | bit;
        bit = carry;
    }
}

/// Subtracts a number of as many digits that is not greater.
fn subtract(limbs: &mut [u64], other: &[u64]) {
    let mut borrow = false;
    for (limb, other) in limbs.iter_mut().zip(other) {
        let (difference, one) = limb.overflowing_sub(*other);
        let (difference, another) = difference.overflowing_sub(u64::from(borrow));
        (*limb, borrow) = (difference, one || another);
    }
}

/// In digits of ten, for showing.
#[must_use]
pub fn decimal(limbs: &[u64]) -> String {
    /// Ten to the power of 19, the highest that fits.
    const GROUP: u64 = 10_000_000_000_000_000_000;
    let mut left = limbs.to_vec();
    let mut groups = Vec::new();
    while groups.is_empty() || left.iter().any(|&limb| limb > 0) {
        groups.push(divide(&mut left, GROUP));
    }
    let (first, others) = groups.split_last().unwrap_or((&0, &[]));
    let others = others.iter().rev().map(|group| format!("{group:019}"));
    std::iter::once(first.to_string()).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Against numbers without limit: `tests/apportion/exact.rs`.
    #[test]
    fn arithmetic_is_that_of_128_bits() {
        let limbs = |n: u128| if n >> 64 > 0 { vec![n as u64, (n >> 64) as u64] } else { vec![n as u64] };
        for n in [1, 9, u128::from(u64::MAX), 1 << 64, 10u128.pow(19), 10u128.pow(38), u128::MAX] {
            assert_eq!(decimal(&limbs(n)), n.to_string());
            for by in [1, 3, 1 << 63, 1 << 64, u128::MAX / 3, u128::MAX] {
                assert_eq!(quotient(&limbs(n), &limbs(by)), limbs(n / by), "{n}/{by}");
            }
        }
    }
}
