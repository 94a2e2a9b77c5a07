//! Signposts in floating point: a guess.

// See `scaling`: the exact part decides.
#![allow(clippy::float_arithmetic)]

use crate::series::{Line, about_floor};

/// Where quotients are rounded up, about.
pub(super) trait Rounding: Copy {
    /// The signpost between so many seats and one more.
    fn at(self, seats: f64) -> f64;

    /// The seats of a quotient; below 0 where the first signposts leave out whole numbers.
    fn seats(self, quotient: f64) -> f64;

    /// By how much a quotient exceeds its seats on average.
    fn excess(self) -> f64;
}

/// Signposts by steps of one.
#[derive(Clone, Copy)]
pub(super) struct ByOnes {
    first: f64,
}

impl ByOnes {
    pub(super) fn of(line: Line) -> Self {
        Self { first: line.first as f64 / line.slope as f64 }
    }
}

impl Rounding for ByOnes {
    #[inline(always)]
    fn at(self, seats: f64) -> f64 {
        seats + self.first
    }

    #[inline(always)]
    fn seats(self, quotient: f64) -> f64 {
        about_floor(quotient + (1.0 - self.first))
    }

    #[inline(always)]
    fn excess(self) -> f64 {
        self.first - 0.5
    }
}

/// Dean's: harmonic means.
#[derive(Clone, Copy)]
pub(super) struct Harmonic;

impl Rounding for Harmonic {
    #[inline(always)]
    fn at(self, seats: f64) -> f64 {
        2.0 * seats * (seats + 1.0) / (2.0 * seats + 1.0)
    }

    #[inline(always)]
    fn seats(self, quotient: f64) -> f64 {
        let whole = about_floor(quotient);
        whole + if quotient >= self.at(whole) { 1.0 } else { 0.0 }
    }

    #[inline(always)]
    fn excess(self) -> f64 {
        0.0
    }
}
