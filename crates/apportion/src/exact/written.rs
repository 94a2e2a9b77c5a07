//! Fractions as they are written: `27/20` and `1.35`, digits of ASCII and nothing else, no number above a bound.

use std::fmt::{self, Formatter};

/// `27/20` as 27 and 20, which may be 0; spaces may stand around either.
pub fn quotient(text: &str, most: u64) -> Option<(u64, u64)> {
    let (above, below) = text.split_once('/')?;
    Some((digits(above.trim(), most)?, digits(below.trim(), most)?))
}

/// `1.35` as 135 and 100, `2` as 2 and 1. The bound is that of the digits before the point, of those behind it and of
/// the power of ten.
pub fn decimal(text: &str, most: u64) -> Option<(u64, u64)> {
    let Some((whole, part)) = text.split_once('.') else { return Some((digits(text, most)?, 1)) };
    let scale = 10u64.checked_pow(u32::try_from(part.len()).ok()?).filter(|&scale| scale <= most)?;
    let numerator = digits(whole, most)?.checked_mul(scale)?.checked_add(digits(part, most)?)?;
    Some((numerator, scale))
}

fn digits(text: &str, most: u64) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok().filter(|&n| n <= most) } else { None }
}

/// `1.35` for 135 and 100: all places of the power of ten are kept.
pub fn write_decimal(f: &mut Formatter<'_>, numerator: u32, scale: u32) -> fmt::Result {
    write!(f, "{}", numerator / scale)?;
    let places = scale.ilog10() as usize;
    if places > 0 {
        write!(f, ".{:0places$}", numerator % scale)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_or_refused() {
        assert_eq!(quotient("27 / 20", 100), Some((27, 20)));
        assert_eq!(quotient("0/0", 100), Some((0, 0)));
        assert_eq!(decimal("1.350", 1000), Some((1350, 1000)));
        assert_eq!(decimal("007", 7), Some((7, 1)));
        for text in ["", "1", "1/", "/1", "1/2/3", "-1/2", "1/101", "٥/1", "18446744073709551616/1"] {
            assert_eq!(quotient(text, 100), None, "{text}");
        }
        for text in
            ["", ".", "1.", ".5", "+1", "1.2.3", "1.123", "101", "1e1", " 1", "0.0000000000000000000000"]
        {
            assert_eq!(decimal(text, 100), None, "{text}");
        }
        assert_eq!(decimal("99999999999.9999999999", u64::MAX), None);
    }
}
