use std::cmp::Ordering;

use super::limbs;

/// Which of two products of positive numbers is the greater, exactly.
///
/// Their highest bits mostly decide; where these do not, the products are multiplied out.
pub fn compare_products(left: &[&[u64]], right: &[&[u64]]) -> Ordering {
    let estimate = |factors: &[&[u64]]| {
        factors.iter().map(|limbs| Estimate::of(limbs)).reduce(Estimate::times).unwrap_or(Estimate::ONE)
    };
    estimate(left)
        .compare(estimate(right))
        .unwrap_or_else(|| limbs::compare(&limbs::product(left), &limbs::product(right)))
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

/// The binary logarithm of a positive number, about.
#[allow(clippy::float_arithmetic)]
pub fn log2(limbs: &[u64]) -> f64 {
    let top = Estimate::of(limbs);
    (top.low as f64).log2() + top.exponent as f64
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
    }
}
