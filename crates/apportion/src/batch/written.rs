//! Claims of divisor methods whose series has no short formula: the divisors are written out once a batch.

#![allow(clippy::float_arithmetic)]

use super::claims::{All, Rule};
use super::powers::{about_logarithm, about_two_to_the};
use super::real::Real;

/// So many divisors are written out.
const DIVISORS: usize = 256;

/// So many eighths: each step of a series is about 1, and somewhat shorter where it grows as a power.
const EIGHTHS: usize = 8 * DIVISORS;

/// The divisors of a series, and how many of them are not above a number.
pub(super) struct Divisors {
    divisors: [f32; DIVISORS],
    /// By eighths.
    reached: [f32; EIGHTHS],
    /// Beyond the first few, a divisor is about (s + first)^power.
    power: f32,
    first: f32,
}

impl Divisors {
    /// Houses for which the table has divisors enough.
    pub(super) const HOUSE: u32 = DIVISORS as u32 - 2;

    /// Estonia's: (s + 1)^0.9.
    pub(super) fn estonian() -> Self {
        Self::of(|s| (f64::from(s) + 1.0).powf(0.9), 0.9, 1.0)
    }

    /// Writes them out. They grow, and the first is not 0.
    fn of(divisor: impl Fn(u32) -> f64, power: f64, first: f64) -> Self {
        let exact: [f64; DIVISORS] = std::array::from_fn(|s| divisor(s as u32));
        let mut met = 0;
        let reached = std::array::from_fn(|eighth| {
            while met < DIVISORS - 1 && exact[met] <= eighth as f64 / 8.0 {
                met += 1;
            }
            met as f32
        });
        Self {
            divisors: exact.map(|divisor| divisor as f32),
            reached,
            power: power as f32,
            first: first as f32,
        }
    }

    #[inline(always)]
    fn at(&self, s: f32) -> f32 {
        self.divisors[s.whole() as usize % DIVISORS]
    }
}

/// Claims by such a table.
#[derive(Clone, Copy)]
pub(super) struct Written<'a>(pub(super) &'a Divisors);

impl Rule for Written<'_> {
    #[inline(always)]
    fn start<const N: usize>(self, _: &[f32; N], all: &All) -> (f32, f32) {
        // As if all had equally many votes.
        let seats = all.house + all.parties * (self.0.first - 0.5);
        let each = (seats / all.parties).most(1.0);
        let m = about_two_to_the(self.0.power * about_logarithm(each)) * all.parties / all.total;
        (m, self.0.power * m / all.house)
    }

    #[inline(always)]
    fn seats(self, u: f32, m: f32) -> f32 {
        let x = u * m;
        // Beyond the table nothing is sure.
        let eighths = (x * 8.0).about_floor().most(0.0).least((EIGHTHS - 1) as f32);
        let seats = self.0.reached[eighths.whole() as usize % EIGHTHS];
        seats + f32::if_so(self.0.at(seats) <= x)
    }

    #[inline(always)]
    fn price(self, _: f32, w: f32, s: f32) -> f32 {
        self.0.at(s.most(0.0)) * w
    }
}
