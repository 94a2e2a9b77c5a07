use serde::{Deserialize, Serialize};

/// The product in 256 bits, upper half first: products compare as these pairs do.
#[inline]
pub(crate) fn product(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let low = a0 * b0;
    let mid = a1 * b0 + (low >> 64);
    let cross = a0 * b1 + (mid & LOW);
    let high = a1 * b1 + (mid >> 64) + (cross >> 64);
    (high, (cross << 64) | (low & LOW))
}

/// A whole number of 256 bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct U256 {
    high: u128,
    low: u128,
}

impl U256 {
    const MAX: Self = Self { high: u128::MAX, low: u128::MAX };

    pub(crate) fn product(a: u128, b: u128) -> Self {
        let (high, low) = product(a, b);
        Self { high, low }
    }

    /// Adds one of fewer than 2^128 numbers.
    #[inline]
    pub(crate) fn add(&mut self, other: u128) {
        let (low, carry) = self.low.overflowing_add(other);
        self.low = low;
        self.high += u128::from(carry);
    }

    /// The sum; none where it does not fit.
    pub(crate) fn checked_plus(self, other: Self) -> Option<Self> {
        let (low, carry) = self.low.overflowing_add(other.low);
        let high = self.high.checked_add(other.high)?.checked_add(u128::from(carry))?;
        Some(Self { high, low })
    }

    /// The sum, or the greatest number where it does not fit.
    pub(crate) fn saturating_plus(self, other: Self) -> Self {
        self.checked_plus(other).unwrap_or(Self::MAX)
    }

    /// The difference, or 0 when it is negative.
    pub(crate) fn saturating_minus(self, other: Self) -> Self {
        let (low, borrow) = self.low.overflowing_sub(other.low);
        let high = self.high.checked_sub(other.high).and_then(|high| high.checked_sub(u128::from(borrow)));
        high.map_or(Self::default(), |high| Self { high, low })
    }

    /// The product without what goes beyond 256 bits.
    pub(crate) fn wrapping_times(self, n: u128) -> Self {
        let low = Self::product(self.low, n);
        Self { high: low.high.wrapping_add(self.high.wrapping_mul(n)), low: low.low }
    }

    /// The nearest floating-point number or one of its neighbours.
    pub(crate) fn to_f64(self) -> f64 {
        self.high as f64 * 2f64.powi(128) + self.low as f64
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::*;

    fn whole(n: U256) -> BigUint {
        (BigUint::from(n.high) << 128) + n.low
    }

    proptest! {
        #[test]
        fn sums_and_products_are_those_of_numbers_without_limit(
            (a, b, c, d) in any::<(u128, u128, u128, u128)>(), n: u64
        ) {
            let (one, other) = (U256::product(a, b), U256::product(c, d));
            let (first, second) = (BigUint::from(a) * b, BigUint::from(c) * d);
            prop_assert_eq!(whole(one), first.clone());
            prop_assert_eq!(one.checked_plus(other).map(whole), Some(&first + &second).filter(|n| n.bits() <= 256));
            let mut sum = U256::product(a >> 1, b);
            sum.add(c);
            prop_assert_eq!(whole(sum), BigUint::from(a >> 1) * b + c);
            prop_assert_eq!(whole(one.wrapping_times(n.into())), &first * n % (BigUint::from(1u8) << 256));
            let less = if first > second { &first - &second } else { BigUint::ZERO };
            prop_assert_eq!(whole(one.saturating_minus(other)), less);
        }
    }

    #[test]
    fn the_ends_hold() {
        let most = U256::product(u128::MAX, u128::MAX);
        assert_eq!(most, U256 { high: u128::MAX - 1, low: 1 });
        assert_eq!(most.checked_plus(most), None);
        assert_eq!(most.saturating_plus(most), U256::MAX);
        assert_eq!(U256::default().saturating_minus(most), U256::default());
    }
}
