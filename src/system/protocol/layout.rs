//! Numbers and tables as text.

use std::fmt::{self, Formatter, Write};

/// A table with its first column to the left and the others to the right.
pub(crate) fn table(f: &mut Formatter<'_>, head: &[&str], rows: Vec<Vec<String>>) -> fmt::Result {
    let head = head.iter().map(|&title| title.to_owned()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let columns = rows[0].len();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns).map(width).collect();
    for row in &rows {
        let mut line = String::new();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            if column == 0 {
                write!(line, "    {cell:<width$}")?;
            } else {
                write!(line, "  {cell:>width$}")?;
            }
        }
        writeln!(f, "{}", line.trim_end())?;
    }
    Ok(())
}

/// `1 seat`, `2 seats`.
pub(crate) fn count(n: u32, what: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(&n))
}

/// Digits in groups of three.
pub(crate) fn grouped(n: &impl ToString) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share in per cent to three places, cut and not rounded: what misses a threshold never looks as if it met it.
pub(crate) fn percent(part: u128, whole: u128) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    // Votes are at most 2^97: the product fits.
    let thousandths = part * 100_000 / whole;
    format!("{}.{:03} %", grouped(&(thousandths / 1000)), thousandths % 1000)
}
