//! Whether a number is one of those that are possible.

use std::ops::RangeBounds;

/// Nothing for a number that is possible; for any other what `wrong` says of it. NaN is in no range.
///
/// Each model has an error of its own, with its own words for what would do: they are the caller's.
pub fn within<N: PartialOrd, E>(
    given: N,
    possible: impl RangeBounds<N>,
    wrong: impl FnOnce(N) -> E,
) -> Result<(), E> {
    if possible.contains(&given) { Ok(()) } else { Err(wrong(given)) }
}

#[cfg(test)]
mod tests {
    use std::ops::Bound::Excluded;

    use super::within;

    #[test]
    fn ends_belong_to_a_range_or_do_not() {
        for (given, closed, open) in [(0.0, true, false), (0.5, true, true), (1.0, true, false)] {
            assert_eq!(within(given, 0.0..=1.0, |n| n).is_ok(), closed);
            assert_eq!(within(given, (Excluded(0.0), Excluded(1.0)), |n| n).is_ok(), open);
        }
        assert_eq!(within(-0.5, 0.0..=1.0, |n| n), Err(-0.5));
        assert!(within(f64::NAN, .., |n| n).is_ok() && within(f64::NAN, 0.0.., |n| n).is_err());
        assert!(within(f64::NAN, f64::NEG_INFINITY..=f64::INFINITY, |n| n).is_err());
    }
}
