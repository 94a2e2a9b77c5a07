use std::cmp::Ordering;

use super::product;

/// Which of two fractions, numerator and denominator, is the greater. Denominators are positive.
#[inline]
pub fn compare_fractions(a: (u128, u128), b: (u128, u128)) -> Ordering {
    // Nearly always 64 bits are enough for each.
    if (a.0 | a.1 | b.0 | b.1) >> 64 == 0 {
        return (a.0 * b.1).cmp(&(b.0 * a.1));
    }
    product(a.0, b.1).cmp(&product(b.0, a.1))
}

/// The same of numbers whose products fit 128 bits: votes by a divisor, parts of a whole.
#[inline]
pub fn compare_quotients(a: (u64, u64), b: (u64, u64)) -> Ordering {
    (u128::from(a.0) * u128::from(b.1)).cmp(&(u128::from(b.0) * u128::from(a.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_told_apart_by_one_in_the_last_place() {
        const MAX: u128 = u128::MAX;
        assert_eq!(compare_fractions((MAX, MAX - 1), (MAX - 1, MAX - 2)), Ordering::Less);
        assert_eq!(compare_fractions((MAX, 3), (MAX / 3, 1)), Ordering::Equal);
        assert_eq!(compare_fractions((1, MAX), (0, 1)), Ordering::Greater);
        assert_eq!(compare_quotients((u64::MAX, u64::MAX - 1), (u64::MAX - 1, u64::MAX - 2)), Ordering::Less);
        assert_eq!(compare_quotients((6, 4), (3, 2)), Ordering::Equal);
    }
}
