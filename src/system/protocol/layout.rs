//! Numbers, fractions and lines of a record as text.

use crate::apportion::Ratio;

pub(crate) use crate::text::{grouped, percent, table};

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
