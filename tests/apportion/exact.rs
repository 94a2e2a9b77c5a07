//! The arithmetic of the kernels against numbers without limit.

use num_bigint::BigUint;
use proptest::prelude::*;
use sailau::apportion::Ratio;
use sailau::apportion::biproportional::BigRatio;
use sailau_apportion::exact::limbs::{compare, decimal, grow, product, quotient, remainder, shifted, shrink};
use sailau_apportion::exact::{self, compare_fractions};

fn whole(limbs: &[u64]) -> BigUint {
    limbs.iter().rev().fold(BigUint::ZERO, |sum, &limb| (sum << 64) + limb)
}

/// Digits of 64 bits, the highest not 0.
fn limbs() -> impl Strategy<Value = Vec<u64>> {
    (prop::collection::vec(any::<u64>(), 0..5), 1..=u64::MAX).prop_map(|(mut limbs, highest)| {
        limbs.push(highest);
        limbs
    })
}

proptest! {
    #[test]
    fn arithmetic_is_that_of_numbers_without_limit(
        a in limbs(), b in limbs(), factor in 1..=u64::MAX, by in 0..200usize,
    ) {
        let (one, other) = (whole(&a), whole(&b));
        prop_assert_eq!(whole(&product(&[&a, &b])), &one * &other);
        prop_assert_eq!(compare(&a, &b), one.cmp(&other));
        prop_assert_eq!(BigUint::from(remainder(&a, factor)), &one % factor);
        prop_assert_eq!(whole(&quotient(&a, &b)), &one / &other);
        prop_assert_eq!(whole(&shifted(factor, by)), BigUint::from(factor) << by);
        prop_assert_eq!(decimal(&a), one.to_string());
        let mut grown = a.clone();
        grow(&mut grown, factor);
        prop_assert_eq!(whole(&grown), one * factor);
        shrink(&mut grown, factor);
        prop_assert_eq!(grown, a);
    }

    #[test]
    fn products_and_fractions_are_those_of_numbers_without_limit(
        (a, b, c, d) in (any::<u128>(), 1..=u128::MAX, any::<u128>(), 1..=u128::MAX),
    ) {
        let (high, low) = exact::product(a, b);
        prop_assert_eq!((BigUint::from(high) << 128) + low, BigUint::from(a) * b);
        let (left, right) = (BigUint::from(a) * d, BigUint::from(c) * b);
        prop_assert_eq!(compare_fractions((a, b), (c, d)), left.cmp(&right));
    }

    #[test]
    fn a_quotient_is_shown_in_thousandths(votes: u64, by in prop::array::uniform4(1..=u64::MAX)) {
        let [a, b, c, d] = by;
        let (one, other) = (BigRatio::new(a, b).unwrap(), BigRatio::new(c, d).unwrap());
        let thousandths = BigUint::from(votes) * 1000u32 * b * d / (BigUint::from(a) * c);
        let shown = format!("{}.{:0>3}", &thousandths / 1000u32, (&thousandths % 1000u32).to_string());
        prop_assert_eq!(BigRatio::thousandths(votes, [&one, &other]), shown);
    }
}

#[test]
fn a_fraction_is_read_from_toml_up_to_64_bits() {
    let ratio = toml::from_str::<Ratio>("numerator = 7\ndenominator = 9223372036854775807");
    assert_eq!(ratio, Ok(Ratio { numerator: 7, denominator: i64::MAX as u128 }));
    assert!(toml::from_str::<Ratio>("numerator = -7\ndenominator = 1").is_err());
}
