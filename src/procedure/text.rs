//! Numbers as a record prints them.

/// Digits in groups of three.
pub(super) fn grouped(n: impl ToString) -> String {
    let text = n.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let mut grouped = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A part in per cent to three places, cut and not rounded: what misses a limit never looks as if it met it.
pub(super) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    let thousandths = u128::from(part) * 100_000 / u128::from(whole);
    format!("{}.{:03} %", grouped(thousandths / 1000), thousandths % 1000)
}

/// `1 vote`, `2 votes`, from the regular plural.
pub(super) fn counted(n: u128, plural: &str) -> String {
    match (n, plural.strip_suffix("ies"), plural.strip_suffix('s')) {
        (1, Some(stem), _) => format!("1 {stem}y"),
        (1, None, Some(singular)) => format!("1 {singular}"),
        _ => format!("{} {plural}", grouped(n)),
    }
}
