//! Numbers and columns for reading.

use sailau::apportion::{DivisorValue, Quotient, Ratio};
use sailau::report::grouped;

/// A fraction to three places, cut and not rounded; fewer where it is as short.
pub(crate) fn cut(ratio: Ratio) -> String {
    let mut text = grouped(ratio.floor());
    if ratio.denominator == 1 {
        return text;
    }
    text.push('.');
    let mut rest = ratio.numerator % ratio.denominator;
    for _ in 0..3 {
        // Where ten times the rest does not fit, the last places are left out.
        let Some(scaled) = rest.checked_mul(10) else { break };
        text.push_str(&(scaled / ratio.denominator).to_string());
        rest = scaled % ratio.denominator;
    }
    text
}

/// A quotient times `step`, to three places: cut where it is a fraction, rounded where it has a root or a power.
pub(crate) fn value(quotient: Quotient, step: Ratio) -> String {
    if quotient.is_infinite() {
        return "∞".to_owned();
    }
    let fraction = || {
        let DivisorValue::Fraction(by) = quotient.divisor else { return None };
        let numerator =
            u128::from(quotient.votes).checked_mul(by.denominator)?.checked_mul(step.numerator)?;
        Some(Ratio { numerator, denominator: by.numerator.checked_mul(step.denominator)? })
    };
    fraction().map_or_else(|| format!("{:.3}", quotient.to_f64() * step.to_f64()), cut)
}

pub(crate) const ONE: Ratio = Ratio { numerator: 1, denominator: 1 };

/// Names as in a sentence: `A`, `A and B`, `A, B and C`.
pub(crate) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1 seat`, `2 seats`, `1,000 votes`.
pub(crate) fn several(n: impl Into<u128>, what: &str) -> String {
    let n = n.into();
    format!("{} {what}{}", grouped(n), if n == 1 { "" } else { "s" })
}
