use std::cmp::Ordering;

/// A whole number of any length: digits of 32 bits, the lowest first, the highest not 0.
///
/// It is multiplied as one learns at school and shares nothing with the numbers of the kernels: what checks a result
/// has its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Whole(Vec<u32>);

impl Whole {
    pub(super) fn of(n: impl Into<u128>) -> Self {
        let n = n.into();
        Self((0..4).map(|digit| (n >> (32 * digit)) as u32).collect()).shortened()
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        let mut product = vec![0; self.0.len() + other.0.len()];
        for (at, &a) in self.0.iter().enumerate() {
            let mut carry = 0;
            for (digit, &b) in product.iter_mut().skip(at).zip(other.0.iter().chain([&0])) {
                // (2^32 - 1)^2 + 2 (2^32 - 1) just fits.
                let sum = u64::from(a) * u64::from(b) + u64::from(*digit) + carry;
                *digit = sum as u32;
                carry = sum >> 32;
            }
        }
        Self(product).shortened()
    }

    /// By squaring.
    pub(super) fn to_the_power_of(&self, exponent: u32) -> Self {
        let mut power = Self::of(1u32);
        for bit in (0..u32::BITS - exponent.leading_zeros()).rev() {
            power = power.times(&power);
            if exponent >> bit & 1 == 1 {
                power = power.times(self);
            }
        }
        power
    }

    fn shortened(mut self) -> Self {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }
}

impl PartialOrd for Whole {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Whole {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_powers_are_those_of_128_bits() {
        let numbers =
            [0, 1, 2, 3, 9, 10, u64::from(u32::MAX), 1 << 32, (1 << 32) + 1, u64::MAX - 1, u64::MAX];
        for a in numbers {
            for b in numbers {
                let product = u128::from(a) * u128::from(b);
                assert_eq!(Whole::of(a).times(&Whole::of(b)), Whole::of(product));
                assert_eq!(Whole::of(a).cmp(&Whole::of(b)), a.cmp(&b));
            }
            for exponent in 0..=40 {
                if let Some(power) = u128::from(a).checked_pow(exponent) {
                    assert_eq!(Whole::of(a).to_the_power_of(exponent), Whole::of(power), "{a}^{exponent}");
                }
            }
        }
    }

    #[test]
    fn beyond_128_bits_the_laws_of_powers_hold() {
        let ten = Whole::of(10u32);
        let high = ten.to_the_power_of(777);
        assert_eq!(high.times(&ten.to_the_power_of(223)), ten.to_the_power_of(1000));
        assert_eq!(Whole::of(2u32).to_the_power_of(1000).0.len(), 32);
        assert_eq!(Whole::of(2u32).to_the_power_of(777).times(&Whole::of(5u32).to_the_power_of(777)), high);
        assert!(high.times(&Whole::of(u64::MAX)) > high);
    }
}
