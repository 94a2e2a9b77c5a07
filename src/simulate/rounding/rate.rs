//! How often a false tie is to be expected: the formula.

use super::shared::Shared;
use crate::apportion::Divisor;

/// How many of a series' divisors lie in a unit, far out; none where that is no constant.
pub(super) fn divisors_in_a_unit(divisor: &Divisor) -> Option<f64> {
    match divisor {
        Divisor::DHondt | Divisor::Adams | Divisor::Dean | Divisor::HuntingtonHill => Some(1.0),
        Divisor::SainteLague | Divisor::ModifiedSainteLague(_) => Some(0.5),
        Divisor::Danish => Some(1.0 / 3.0),
        Divisor::Imperiali => Some(2.0),
        _ => None,
    }
}

/// V/a² · (1 − Σw²) of an area, a being its last quotient that wins, V the votes of those with a seat and w their shares.
pub(super) fn of_area(shared: &Shared<'_>, divisor: &Divisor) -> f64 {
    let with_seat = || shared.votes.iter().zip(shared.seats).filter(|(_, seats)| **seats > 0);
    let quotient = |(&votes, &seats): (&u64, &u32)| votes as f64 / divisor.after(seats - 1).to_f64();
    let last = with_seat().map(quotient).fold(f64::INFINITY, f64::min);
    let votes: f64 = with_seat().map(|(&votes, _)| votes as f64).sum();
    if votes == 0.0 || !last.is_finite() {
        return 0.0;
    }
    let squares: f64 =
        with_seat().map(|(&of_list, _)| (of_list as f64 / votes) * (of_list as f64 / votes)).sum();
    votes / (last * last) * (1.0 - squares)
}
