//! Floats of the two widths: twice as many narrow ones fit a vector.

#![allow(clippy::float_arithmetic)]

use std::ops::{Add, AddAssign, Div, Mul, Sub, SubAssign};

use crate::series;

/// A float that elections are guessed in.
pub(super) trait Real:
    Copy
    + PartialOrd
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + SubAssign
    + Mul<Output = Self>
    + Div<Output = Self>
{
    const ZERO: Self;
    const ONE: Self;
    const INFINITY: Self;
    const NEG_INFINITY: Self;
    /// By how much of itself a price may be wrong, and more: some ten times what the few roundings in it add up to.
    const DOUBT: Self;
    /// Houses in which prices of claims are told apart well enough.
    const HOUSE: u32;

    /// A number that is written in the source.
    fn of(number: f64) -> Self;
    /// Votes, rounded.
    fn votes(votes: u64) -> Self;
    /// The integer part of a number that is not large, or the integer below where it is one.
    fn about_floor(self) -> Self;
    /// A whole number of at least 0 as an integer.
    fn whole(self) -> u32;
    fn abs(self) -> Self;
    /// 2^n of a whole number from 0 to 100.
    fn two_to_the(n: Self) -> Self;
    /// The n of the largest 2^n that is not above a positive number.
    fn exponent(self) -> Self;
    /// A number between 2^n and 2^(n + 1) that grows with `x`, where n is the integer part of `x`.
    fn about_two_to_the(x: Self) -> Self;
    /// The inverse of [`Self::about_two_to_the`].
    fn about_logarithm(self) -> Self;

    #[inline(always)]
    fn least(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    #[inline(always)]
    fn most(self, other: Self) -> Self {
        if other > self { other } else { self }
    }

    /// 1 or 0.
    #[inline(always)]
    fn if_so(so: bool) -> Self {
        if so { Self::ONE } else { Self::ZERO }
    }
}

impl Real for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const INFINITY: Self = Self::INFINITY;
    const NEG_INFINITY: Self = Self::NEG_INFINITY;
    const DOUBT: Self = 2e-6;
    const HOUSE: u32 = 4_000;

    #[inline(always)]
    fn of(number: f64) -> Self {
        number as Self
    }

    #[inline(always)]
    fn votes(votes: u64) -> Self {
        // By way of a double: every machine has that for many at once.
        votes as f64 as Self
    }

    #[inline(always)]
    fn about_floor(self) -> Self {
        // 1.5 · 2^23, as with doubles.
        const WHOLE: f32 = 12_582_912.0;
        let x = if self < 4e6 { self } else { 4e6 };
        ((x - 0.5) + WHOLE) - WHOLE
    }

    #[inline(always)]
    fn whole(self) -> u32 {
        (self + 8_388_608.0).to_bits() & 0x7f_ffff
    }

    #[inline(always)]
    fn abs(self) -> Self {
        self.abs()
    }

    #[inline(always)]
    fn two_to_the(n: Self) -> Self {
        Self::from_bits((n + 8_388_608.0 + 127.0).to_bits() << 23)
    }

    #[inline(always)]
    fn exponent(self) -> Self {
        Self::from_bits(self.to_bits() >> 23 | 0x4b00_0000) - 8_388_608.0 - 127.0
    }

    #[inline(always)]
    fn about_two_to_the(x: Self) -> Self {
        let n = x.about_floor();
        Self::two_to_the(n) * (1.0 + (x - n))
    }

    #[inline(always)]
    fn about_logarithm(self) -> Self {
        let n = self.exponent();
        n + self / Self::two_to_the(n) - 1.0
    }
}

impl Real for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const INFINITY: Self = Self::INFINITY;
    const NEG_INFINITY: Self = Self::NEG_INFINITY;
    const DOUBT: Self = 1e-12;
    const HOUSE: u32 = u32::MAX;

    #[inline(always)]
    fn of(number: f64) -> Self {
        number
    }

    #[inline(always)]
    fn votes(votes: u64) -> Self {
        votes as Self
    }

    #[inline(always)]
    fn about_floor(self) -> Self {
        series::about_floor(self)
    }

    #[inline(always)]
    fn whole(self) -> u32 {
        series::whole_number(self)
    }

    #[inline(always)]
    fn abs(self) -> Self {
        self.abs()
    }

    #[inline(always)]
    fn two_to_the(n: Self) -> Self {
        Self::from_bits((n + 4_503_599_627_370_496.0 + 1023.0).to_bits() << 52)
    }

    #[inline(always)]
    fn exponent(self) -> Self {
        Self::from_bits(self.to_bits() >> 52 | 0x4330_0000_0000_0000) - 4_503_599_627_370_496.0 - 1023.0
    }

    #[inline(always)]
    fn about_two_to_the(x: Self) -> Self {
        let n = x.about_floor();
        Self::two_to_the(n) * (1.0 + (x - n))
    }

    #[inline(always)]
    fn about_logarithm(self) -> Self {
        let n = self.exponent();
        n + self / Self::two_to_the(n) - 1.0
    }
}
