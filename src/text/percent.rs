use super::grouped;

/// A part in per cent to three places, cut and not rounded: what misses a limit never looks as if it met it.
pub(crate) fn percent(part: impl Into<u128>, whole: impl Into<u128>) -> String {
    let (part, whole) = (part.into(), whole.into());
    if whole == 0 {
        return "-".to_owned();
    }
    // Votes are at most 2^97: the product fits.
    let thousandths = part * 100_000 / whole;
    format!("{}.{:03} %", grouped(thousandths / 1000), thousandths % 1000)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares_are_cut() {
        assert_eq!(percent(69_999u64, 1_000_000u64), "6.999 %");
        assert_eq!(percent(1u64, 0u64), "-");
    }
}
