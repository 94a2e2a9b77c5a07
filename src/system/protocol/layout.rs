//! Numbers, fractions and lines of a record as text.

use std::fmt::{self, Formatter, Write};

use crate::apportion::Ratio;

pub(crate) use crate::text::{grouped, percent};

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
    format!("{} {what}{plural}", grouped(n))
}

/// Names in one line, or a word for nobody.
pub(crate) fn joined(names: &[String], nobody: &str) -> String {
    if names.is_empty() { nobody.to_owned() } else { names.join(", ") }
}

pub(crate) fn votes_are(n: u128) -> String {
    if n == 1 { "1 vote is".to_owned() } else { format!("{} votes are", grouped(n)) }
}

pub(crate) fn exact(ratio: Ratio) -> String {
    match ratio.denominator {
        1 => grouped(ratio.numerator),
        _ => format!("{} / {}", grouped(ratio.numerator), grouped(ratio.denominator)),
    }
}

/// A ratio to three places, cut and not rounded.
pub(crate) fn decimal(ratio: Ratio) -> String {
    let whole = ratio.floor();
    if ratio.denominator == 1 {
        return grouped(whole);
    }
    let rest = ratio.numerator % ratio.denominator;
    // A quota's denominator is at most 34 bits, a divisor's too.
    let places = rest.saturating_mul(1000) / ratio.denominator;
    format!("{}.{places:03}", grouped(whole))
}
