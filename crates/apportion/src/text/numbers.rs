//! Numbers in figures, the same in every record, table and picture.

/// Digits in groups of three, parted by commas; of a whole number, with its sign.
///
/// ```
/// # use sailau_apportion::text::grouped;
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

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_are_grouped() {
        let numbers = [grouped(7), grouped(-1_234), grouped(u128::from(u64::MAX)), grouped(100_000)];
        assert_eq!(numbers, ["7", "-1,234", "18,446,744,073,709,551,615", "100,000"]);
    }
}
