//! Numbers, fractions and lines of a record as text.

use sailau_apportion::Ratio;

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

/// `5 / 2 = 2.500`, and a whole number as it is.
pub(crate) fn exact_and_decimal(ratio: Ratio) -> String {
    if ratio.denominator == 1 { exact(ratio) } else { format!("{} = {}", exact(ratio), decimal(ratio)) }
}

/// A ratio that may be small: three places, of a small one six, cut and not rounded.
pub(crate) fn small(ratio: Ratio) -> String {
    if ratio.denominator == 0 {
        return "∞".to_owned();
    }
    if ratio.floor() >= 100 || ratio.denominator == 1 {
        return decimal(ratio);
    }
    let mut text = format!("{}.", ratio.floor());
    let mut rest = ratio.numerator % ratio.denominator;
    for _ in 0..6 {
        let Some(next) = rest.checked_mul(10) else { break };
        text += &(next / ratio.denominator).to_string();
        rest = next % ratio.denominator;
    }
    text
}

/// A ratio to three places, cut and not rounded.
pub(crate) fn decimal(ratio: Ratio) -> String {
    let whole = ratio.floor();
    if ratio.denominator == 1 {
        return grouped(whole);
    }
    let rest = ratio.numerator % ratio.denominator;
    // A quota's denominator is at most 34 bits, a divisor's too; that of a claim may be so large that its last bits show
    // in no figure.
    let long = if rest > u128::MAX / 1000 { 10 } else { 0 };
    let places = (rest >> long) * 1000 / (ratio.denominator >> long);
    format!("{}.{places:03}", grouped(whole))
}
