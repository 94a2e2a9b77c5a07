//! The greatest or the least of many floats, looked at side by side.

// What is found is a float that was there before.
#![allow(clippy::float_arithmetic)]

/// Numbers that are looked at side by side.
pub(super) const LANES: usize = 8;

/// The number that comes before all others, or the last resort. What does not fill the lanes is not looked at.
#[inline(always)]
pub(super) fn foremost(numbers: &[f64], last_resort: f64, comes_before: impl Fn(f64, f64) -> bool) -> f64 {
    let mut lanes = [last_resort; LANES];
    for numbers in numbers.chunks_exact(LANES) {
        for (best, &number) in lanes.iter_mut().zip(numbers) {
            *best = if comes_before(number, *best) { number } else { *best };
        }
    }
    lanes.into_iter().fold(last_resort, |best, number| if comes_before(number, best) { number } else { best })
}

/// The sum. What does not fill the lanes is left out.
#[inline(always)]
pub(super) fn sum(numbers: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    for numbers in numbers.chunks_exact(LANES) {
        lanes.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
    }
    lanes.iter().sum()
}

/// Where a number stands first, if it is none of the infinite ones.
#[inline(always)]
pub(super) fn position(numbers: &[f64], number: f64) -> Option<usize> {
    if number.is_finite() { numbers.iter().position(|&other| other == number) } else { None }
}
