use serde::{Deserialize, Serialize};

use crate::exact::product;

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
    use rand::{RngExt, SeedableRng};

    use super::super::Generator;
    use super::*;
    use crate::exact::limbs;

    /// What is left of the number after a division by a number of 64 bits.
    fn modulo(n: U256, by: u64) -> u128 {
        let limbs = [n.low, n.high].map(|half| [half as u64, (half >> 64) as u64]).concat();
        u128::from(limbs::remainder(&limbs, by))
    }

    /// Two numbers are the same that are the same by enough primes: these have a product beyond 256 bits.
    #[test]
    fn sums_and_products_are_those_of_numbers_without_limit() {
        const PRIMES: [u64; 5] = [
            18_446_744_073_709_551_557,
            18_446_744_073_709_551_533,
            18_446_744_073_709_551_521,
            18_446_744_073_709_551_437,
            18_446_744_073_709_551_427,
        ];
        let mut generator = Generator::seed_from_u64(1);
        for _ in 0..2_000 {
            let [a, b, c, d]: [u128; 4] =
                [(); 4].map(|()| generator.random::<u128>() >> generator.random_range(0..128));
            let (one, other) = (U256::product(a, b), U256::product(c, d));
            let mut sum = U256::product(a >> 1, b);
            sum.add(c);
            for by in PRIMES {
                let prime = u128::from(by);
                let product = |a: u128, b: u128| (a % prime) * (b % prime) % prime;
                assert_eq!(modulo(one, by), product(a, b));
                assert_eq!(modulo(sum, by), (product(a >> 1, b) + c % prime) % prime);
                if let Some(both) = one.checked_plus(other) {
                    assert_eq!(modulo(both, by), (product(a, b) + product(c, d)) % prime);
                    assert_eq!(both.saturating_minus(other), one);
                }
            }
            assert_eq!(one.saturating_minus(one.saturating_plus(other)), U256::default());
            // Factors whose product stays within 256 bits.
            let (small, factor) = (U256::product(a >> 64, b), c >> 64);
            for by in PRIMES {
                let prime = u128::from(by);
                let expected = modulo(small, by) * (factor % prime) % prime;
                assert_eq!(modulo(small.wrapping_times(factor), by), expected);
            }
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
