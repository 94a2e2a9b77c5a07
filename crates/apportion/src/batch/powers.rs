//! Powers of two and logarithms, near enough for a guess.

#![allow(clippy::float_arithmetic)]

use super::real::Real;

/// 2^n of a whole number from 0 to 100.
#[inline(always)]
pub(super) fn two_to_the(n: f32) -> f32 {
    f32::from_bits((n + 8_388_608.0 + 127.0).to_bits() << 23)
}

/// The n of the largest 2^n that is not above a positive number.
#[inline(always)]
pub(super) fn exponent(x: f32) -> f32 {
    f32::from_bits(x.to_bits() >> 23 | 0x4b00_0000) - 8_388_608.0 - 127.0
}

/// A number between 2^n and 2^(n + 1) that grows with `x`, where n is the integer part of `x`.
#[inline(always)]
pub(super) fn about_two_to_the(x: f32) -> f32 {
    let n = x.about_floor();
    two_to_the(n) * (1.0 + (x - n))
}

/// The inverse of [`about_two_to_the`].
#[inline(always)]
pub(super) fn about_logarithm(x: f32) -> f32 {
    let n = exponent(x);
    n + x / two_to_the(n) - 1.0
}
