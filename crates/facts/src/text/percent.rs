use super::grouped;

/// A part in per cent to three places, cut and not rounded: what misses a limit never looks as if it met it.
pub fn percent(part: impl Into<u128>, whole: impl Into<u128>) -> String {
    let (part, whole) = (part.into(), whole.into());
    if whole == 0 {
        return "-".to_owned();
    }
    // Votes are at most 2^97: the product fits.
    let thousandths = part * 100_000 / whole;
    format!("{}.{:03} %", grouped(thousandths / 1000), thousandths % 1000)
}

/// A part in per cent, rounded to two places as election commissions publish it: for reading, and not beside a limit.
pub fn percent_rounded(part: impl Into<u128>, whole: impl Into<u128>) -> String {
    let (part, whole) = (part.into(), whole.into());
    if whole == 0 {
        return "-".to_owned();
    }
    // Votes are at most 2^97: the product fits.
    let hundredths = (part * 20_000 / whole).div_ceil(2);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// A share, a number of 0 to 1, in per cent to so many places.
///
/// ```
/// assert_eq!(sailau::report::in_percent(0.0704, 1), "7.0 %");
/// ```
pub fn in_percent(share: f64, places: usize) -> String {
    format!("{:.places$} %", 100.0 * share)
}

/// The same without the noughts at its end.
pub fn in_percent_briefly(share: f64, places: usize) -> String {
    let text = format!("{:.places$}", 100.0 * share);
    let text = if places > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{} %", if text == "-0" { "0" } else { text })
}

#[cfg(test)]
mod tests {
    use super::{in_percent_briefly, percent, percent_rounded};

    #[test]
    fn noughts_are_left_out() {
        for (share, places, text) in [
            (0.05, 2, "5 %"),
            (0.0525, 2, "5.25 %"),
            (0.1, 0, "10 %"),
            (-0.000_001, 2, "0 %"),
            (0.070_049, 4, "7.0049 %"),
        ] {
            assert_eq!(in_percent_briefly(share, places), text);
        }
    }

    #[test]
    fn shares_are_rounded() {
        assert_eq!(percent_rounded(69_995u64, 1_000_000u64), "7.00 %");
        assert_eq!(percent_rounded(69_994u64, 1_000_000u64), "7.00 %");
        assert_eq!(percent_rounded(69_949u64, 1_000_000u64), "6.99 %");
        assert_eq!(percent_rounded(1u64, 0u64), "-");
    }

    #[test]
    fn shares_are_cut() {
        assert_eq!(percent(69_999u64, 1_000_000u64), "6.999 %");
        assert_eq!(percent(1u64, 0u64), "-");
    }
}
