//! Numbers in figures, the same in every record, table and picture.

/// Digits in groups of three, parted by commas; of a whole number, with its sign.
///
/// ```
/// use sailau::report::grouped;
///
/// assert_eq!(grouped(3_431_510), "3,431,510");
/// assert_eq!(grouped(-1_234), "-1,234");
/// ```
#[must_use]
pub fn grouped(n: impl ToString) -> String {
    let text = n.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let mut grouped = String::with_capacity(text.len() + digits.len() / 3);
    grouped.push_str(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

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
    use super::{grouped, percent};

    #[test]
    fn digits_are_grouped_and_shares_are_cut() {
        let numbers = [grouped(7), grouped(-1_234), grouped(u128::from(u64::MAX)), grouped(100_000)];
        assert_eq!(numbers, ["7", "-1,234", "18,446,744,073,709,551,615", "100,000"]);
        assert_eq!(percent(69_999u64, 1_000_000u64), "6.999 %");
        assert_eq!(percent(1u64, 0u64), "-");
    }
}
