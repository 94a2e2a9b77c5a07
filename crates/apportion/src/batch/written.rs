//! Claims of divisor methods whose series has no short formula: the divisors are written out once a batch.

#![allow(clippy::float_arithmetic)]

use super::claims::{All, Rule};
use super::real::Real;

/// So many divisors are written out.
const DIVISORS: usize = 256;

/// So many eighths: each step of a series is about 1, and somewhat shorter where it grows as a power.
const EIGHTHS: usize = 8 * DIVISORS;

/// The divisors of a series, and how many of them are not above a number.
pub(super) struct Divisors<F> {
    divisors: [F; DIVISORS],
    /// By eighths.
    reached: [F; EIGHTHS],
    /// Beyond the first few, a divisor is about (s + first)^power.
    power: F,
    first: F,
}

impl<F: Real> Divisors<F> {
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
            F::of(met as f64)
        });
        Self { divisors: exact.map(F::of), reached, power: F::of(power), first: F::of(first) }
    }

    #[inline(always)]
    fn at(&self, s: F) -> F {
        self.divisors[s.whole() as usize % DIVISORS]
    }
}

/// Claims by such a table.
#[derive(Clone, Copy)]
pub(super) struct Written<'a, F>(pub(super) &'a Divisors<F>);

impl<F: Real> Rule for Written<'_, F> {
    type Real = F;

    #[inline(always)]
    fn prepare(self, v: F, _: &All<F>) -> (F, F) {
        (v, F::ONE / v)
    }

    #[inline(always)]
    fn start<const N: usize>(self, _: &[F; N], all: &All<F>) -> (F, F) {
        // As if all had equally many votes.
        let seats = all.house + all.parties * (self.0.first - F::of(0.5));
        let each = (seats / all.parties).most(F::ONE);
        let m = F::about_two_to_the(self.0.power * each.about_logarithm()) * all.parties / all.total;
        (m, self.0.power * m / all.house)
    }

    #[inline(always)]
    fn seats(self, u: F, m: F) -> F {
        let x = u * m;
        // Beyond the table nothing is sure.
        let eighths = (x * F::of(8.0)).about_floor().most(F::ZERO).least(F::of((EIGHTHS - 1) as f64));
        let seats = self.0.reached[eighths.whole() as usize % EIGHTHS];
        seats + F::if_so(self.0.at(seats) <= x)
    }

    #[inline(always)]
    fn price(self, _: F, w: F, s: F) -> F {
        self.0.at(s.most(F::ZERO)) * w
    }
}
