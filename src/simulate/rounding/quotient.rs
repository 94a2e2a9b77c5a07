//! Quotients to so many decimals, exactly.

use crate::apportion::{Divisor, DivisorValue, Method};

/// The divisor by which a method's quotients can be rounded exactly; none for other methods.
///
/// Whole quotas with highest averages give D'Hondt's seats, and compare D'Hondt's quotients.
pub(super) fn divisor(method: &Method) -> Option<Divisor> {
    match method {
        // Powers of nine tenths have no exact decimals.
        Method::HighestAverages(Divisor::Estonian) => None,
        Method::HighestAverages(divisor) => Some(divisor.clone()),
        Method::QuotaThenAverages(_) => Some(Divisor::DHondt),
        _ => None,
    }
}

/// Votes divided by the divisor of seat number `held` + 1 in units of 1/`scale`, half up. Votes are below 2^53, a scale at
/// most 1,000.
pub(super) fn rounded(votes: u64, divisor: &Divisor, held: u32, scale: u64) -> u128 {
    let scaled = u128::from(votes) * u128::from(scale);
    match divisor.after(held) {
        // Adams' first divisor: a seat for everybody, first to those with more votes, and nothing is divided.
        DivisorValue::Fraction(ratio) if ratio.numerator == 0 => (u128::MAX >> 1) + u128::from(votes),
        DivisorValue::Fraction(ratio) => half_up(scaled * ratio.denominator, ratio.numerator),
        // ⌊x + 1/2⌋ is the largest m with 2m − 1 ≤ 2x, and 2x = √(4v²/r).
        DivisorValue::RootOf(square) => (4 * scaled * scaled / square.max(1)).isqrt().div_ceil(2),
        DivisorValue::Power { base, exponent } => {
            let exponent = u32::try_from(exponent.numerator).ok();
            let power = exponent.and_then(|exponent| u128::from(base).checked_pow(exponent));
            // What does not fit is far more than twice the votes.
            power.filter(|&power| power < u128::MAX >> 2).map_or(0, |power| half_up(scaled, power))
        }
        // No series of another kind is there yet; its quotients would not be looked at.
        _ => 0,
    }
}

/// A fraction to the nearest whole number, a half up.
pub(super) fn half_up(numerator: u128, denominator: u128) -> u128 {
    (2 * numerator + denominator) / (2 * denominator)
}

/// The fewest decimals with which no two different quotients of two lists become equal in a house of so many seats: 10ⁿ is at
/// least d·e for the largest divisors d and e, since V/d and W/e differ by at least 1/(d·e). None where divisors are no
/// fractions.
///
/// ```
/// use sailau::apportion::Divisor;
/// use sailau::simulate::rounding::safe_digits;
///
/// assert_eq!(safe_digits(&Divisor::DHondt, 10), Some(2));
/// assert_eq!(safe_digits(&Divisor::DHondt, 630), Some(6));
/// assert_eq!(safe_digits(&Divisor::SainteLague, 630), Some(7));
/// assert_eq!(safe_digits(&Divisor::HuntingtonHill, 435), None);
/// ```
#[must_use]
pub fn safe_digits(divisor: &Divisor, seats: u32) -> Option<u32> {
    // The loser of a false tie holds fewer than all seats: no larger divisor than that of the last seat is reached.
    let mut largest = 1u128;
    for held in 0..seats {
        match divisor.after(held) {
            DivisorValue::Fraction(ratio) => largest = largest.max(ratio.numerator),
            _ => return None,
        }
    }
    let product = largest.checked_mul(largest)?;
    (0..=38).find(|&digits| 10u128.pow(digits) >= product)
}

/// Votes divided by the divisor of seat number `held` + 1, in units of the last of so many decimals, half up; exact. None for
/// more than 2^52 votes, more than 3 decimals, and divisors without exact decimals (Estonia's).
///
/// ```
/// use sailau::apportion::Divisor;
/// use sailau::simulate::rounding::rounded_quotient;
///
/// // 1,000 / 3 = 333.33…, and 1,000 / √2 = 707.106…
/// assert_eq!(rounded_quotient(1_000, &Divisor::DHondt, 2, 1), Some(3_333));
/// assert_eq!(rounded_quotient(1_000, &Divisor::HuntingtonHill, 1, 2), Some(70_711));
/// assert_eq!(rounded_quotient(5, &Divisor::DHondt, 1, 0), Some(3));
/// ```
#[must_use]
pub fn rounded_quotient(votes: u64, divisor: &Divisor, held: u32, decimals: u32) -> Option<u128> {
    let fits = votes <= 1 << 52 && decimals <= 3 && *divisor != Divisor::Estonian;
    fits.then(|| rounded(votes, divisor, held, 10u64.pow(decimals)))
}
