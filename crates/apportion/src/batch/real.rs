//! Floats of the two widths: twice as many narrow ones fit a vector.

#![allow(clippy::float_arithmetic)]

use crate::series;

/// A float that elections are guessed in.
pub(super) trait Real: Copy + PartialOrd {
    const ZERO: Self;
    const ONE: Self;
    /// By how much of itself a price may be wrong, and more: some ten times what the few roundings in it add up to.
    const DOUBT: Self;

    /// A number of doubles, rounded.
    fn of(number: f64) -> Self;
    /// Votes, rounded.
    fn votes(votes: u64) -> Self;
    /// The same of few votes, which is less work.
    fn few_votes(votes: i32) -> Self;
    /// The integer part of a number that is not large, or the integer below where it is one.
    fn about_floor(self) -> Self;
    /// A whole number of at least 0 as an integer.
    fn whole(self) -> u32;

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

/// Houses in which floats of 32 bits tell prices of claims apart well enough.
pub(super) const NARROW_HOUSE: u32 = 4_000;

impl Real for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const DOUBT: Self = 2e-6;

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
    fn few_votes(votes: i32) -> Self {
        votes as Self
    }

    #[inline(always)]
    fn about_floor(self) -> Self {
        nearest(self - 0.5)
    }

    #[inline(always)]
    fn whole(self) -> u32 {
        (self + 8_388_608.0).to_bits() & 0x7f_ffff
    }
}

/// The whole number next to one below 2^22. What is larger stays about as large: more seats than any house has here.
#[inline(always)]
pub(super) fn nearest(x: f32) -> f32 {
    // 1.5 · 2^23, as with doubles.
    const WHOLE: f32 = 12_582_912.0;
    (x + WHOLE) - WHOLE
}

impl Real for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const DOUBT: Self = 1e-12;

    #[inline(always)]
    fn of(number: f64) -> Self {
        number
    }

    #[inline(always)]
    fn votes(votes: u64) -> Self {
        votes as Self
    }

    #[inline(always)]
    fn few_votes(votes: i32) -> Self {
        votes.into()
    }

    #[inline(always)]
    fn about_floor(self) -> Self {
        series::about_floor(self)
    }

    #[inline(always)]
    fn whole(self) -> u32 {
        series::whole_number(self)
    }
}
