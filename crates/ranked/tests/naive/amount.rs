//! Exact numbers, and cutting where a statute cuts.

use num_bigint::BigInt;
use num_rational::BigRational;

pub(crate) type Q = BigRational;

pub(crate) fn whole(number: u64) -> Q {
    Q::from_integer(BigInt::from(number))
}

/// To so many decimals, the rest ignored.
pub(crate) fn cut(value: &Q, decimals: u32) -> Q {
    let unit = Q::from_integer(BigInt::from(10).pow(decimals));
    (value * &unit).floor() / unit
}

/// As printed with so many decimals; a figure that has more is a mistake of the count.
pub(crate) fn printed(value: &Q, decimals: u32) -> String {
    let units = value * Q::from_integer(BigInt::from(10).pow(decimals));
    assert!(units.is_integer(), "{value} has more than {decimals} decimals");
    let digits = units.to_integer().to_string();
    if decimals == 0 {
        return digits;
    }
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let width = decimals as usize + 1;
    let digits = format!("{digits:0>width$}");
    let (before, after) = digits.split_at(digits.len() - decimals as usize);
    format!("{sign}{before}.{after}")
}

/// A printed figure as a number.
pub(crate) fn read(text: &str) -> Q {
    let (before, after) = text.split_once('.').unwrap_or((text, ""));
    let digits: BigInt = format!("{before}{after}").parse().unwrap();
    Q::new(digits, BigInt::from(10).pow(after.len() as u32))
}
