//! Divisor methods: the quotient of every last seat is larger than that of every next one.
//!
//! For lists i with a seat and j another: V_i / d(s_i) > V_j / d(s_j + 1) (Stark and Teague 2014; Blom and others 2021).
//! Together these say that the seats are the largest quotients, so no other house of this size has them.

use super::claimants::Claimant;
use super::form::Form;
use super::uncovered::Why;
use crate::apportion::{Divisor, DivisorValue};
use crate::exact::greatest_common_divisor;

/// That the last seat of one comes before the next seat of the other.
pub(crate) fn pair(divisor: &Divisor, first: &Claimant, second: &Claimant) -> Result<Form, Why> {
    // Who has no seat has no last one: not called for such.
    let last = Weight::of(divisor.after(first.seats.saturating_sub(1)))?;
    let next = Weight::of(divisor.after(second.seats))?;
    let form = |a: i128, b: i128| -> Result<_, Why> {
        let times = |n: i128, worth: i128| n.checked_mul(worth).ok_or(Why::NumbersTooLarge);
        let (a, b) = (times(a, first.worth)?, times(b, second.worth)?);
        let named = first.columns.iter().cloned().map(|column| (column, a));
        Ok(named.chain(second.columns.iter().cloned().map(|column| (column, -b))).collect())
    };
    Ok(match (last, next) {
        // Both divide by nothing: any vote is worth a seat, and the order among such is no quotient's.
        (Weight::Any, Weight::Any) => return Err(Why::FirstSeatsForAnyVote),
        // A seat for any vote: it has one.
        (Weight::Any, _) => Form { named: form(1, 0)?, rest: None, constant: 0, range: None },
        // A vote for the other would be a seat: it has none.
        (_, Weight::Any) => Form { named: form(0, 1)?, rest: None, constant: 1, range: None },
        (Weight::By(first), Weight::By(second)) => {
            let (a, b) = first.against(second)?;
            Form { named: form(a, b)?, rest: None, constant: 0, range: None }
        }
    })
}

/// Whether one is compared with another list by the votes of both, and not by that list having none.
pub(crate) fn is_by_votes(divisor: &Divisor, second: &Claimant) -> bool {
    matches!(Weight::of(divisor.after(second.seats)), Ok(Weight::By(_)))
}

/// What a divisor makes of a vote.
#[derive(Clone, Copy)]
enum Weight {
    /// The divisor is 0.
    Any,
    By(DivisorValue),
}

impl Weight {
    fn of(divisor: DivisorValue) -> Result<Self, Why> {
        Ok(match divisor {
            DivisorValue::Fraction(ratio) if ratio.numerator == 0 => Self::Any,
            DivisorValue::RootOf(0) | DivisorValue::Power { base: 0, .. } => Self::Any,
            other => Self::By(other),
        })
    }
}

/// Roots and powers become whole numbers with so many bits after the point.
const BITS: i32 = 48;

trait Against {
    fn against(self, other: Self) -> Result<(i128, i128), Why>;
}

impl Against for DivisorValue {
    /// Whole numbers a and b with V / self > W / other wherever a V > b W; for fractions exactly there.
    fn against(self, other: Self) -> Result<(i128, i128), Why> {
        let whole = |n: u128| i128::try_from(n).map_err(|_| Why::NumbersTooLarge);
        if let (Self::Fraction(own), Self::Fraction(other)) = (self, other) {
            let product = |a: u128, b: u128| a.checked_mul(b).ok_or(Why::NumbersTooLarge);
            let a = product(own.denominator, other.numerator)?;
            let b = product(other.denominator, own.numerator)?;
            let shared = greatest_common_divisor(a, b).max(1);
            return Ok((whole(a / shared)?, whole(b / shared)?));
        }
        // A root is no fraction: the statement is a little stricter than the law, so that it implies it. The floats are
        // right to some 2^-52, and the strictness is far more than that.
        let slack = 2f64.powi(-46);
        let scale = 2f64.powi(BITS);
        let a = (scale / self.to_f64() * (1.0 - slack)).floor();
        let b = (scale / other.to_f64() * (1.0 + slack)).ceil();
        Ok((a as i128, b as i128))
    }
}
