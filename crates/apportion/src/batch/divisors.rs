//! Claims of divisor methods: v/d(s), whose price is d(s)/v. Without votes it is infinite, or 0 by 0, which no comparison
//! takes for the cheapest.

#![allow(clippy::float_arithmetic)]

use super::claims::{All, Rule};
use super::real::Real;

/// What rounding by equal steps needs: a party has about v·m/slope − first/slope + 1 seats, less half a seat.
#[inline(always)]
fn start_of_line<F: Real>(slope: F, first: F, all: &All<F>) -> (F, F) {
    let per_seat = slope / all.total;
    ((all.house + all.parties * (first / slope - F::of(0.5))) * per_seat, per_seat)
}

/// Divisors slope·s + first, none of them 0.
#[derive(Clone, Copy)]
pub(super) struct Line<F> {
    pub(super) slope: F,
    pub(super) first: F,
}

impl<F: Real> Rule for Line<F> {
    type Real = F;
    const USUAL: bool = true;

    #[inline(always)]
    fn prepare(self, v: F, _: &All<F>) -> (F, F) {
        (v, F::ONE / v)
    }

    #[inline(always)]
    fn start<const N: usize>(self, _: &[F; N], all: &All<F>) -> (F, F) {
        start_of_line(self.slope, self.first, all)
    }

    #[inline(always)]
    fn seats(self, u: F, m: F) -> F {
        (u * (m / self.slope) + (F::ONE - self.first / self.slope)).about_floor().most(F::ZERO)
    }

    #[inline(always)]
    fn price(self, _: F, w: F, s: F) -> F {
        (self.slope * s + self.first) * w
    }
}

/// A first divisor between that of the steps and the second: modified Sainte-Laguë.
#[derive(Clone, Copy)]
pub(super) struct OwnFirst<F> {
    own: F,
    line: Line<F>,
}

impl<F: Real> OwnFirst<F> {
    /// A first divisor that is a fraction; none where it lies elsewhere.
    pub(super) fn of((above, below): (u64, u64), line: Line<F>) -> Option<Self> {
        let own = F::of(above as f64 / below as f64);
        let between = own >= line.first && own <= line.first + line.slope;
        between.then_some(Self { own, line })
    }
}

impl<F: Real> Rule for OwnFirst<F> {
    type Real = F;

    #[inline(always)]
    fn prepare(self, v: F, _: &All<F>) -> (F, F) {
        (v, F::ONE / v)
    }

    #[inline(always)]
    fn start<const N: usize>(self, u: &[F; N], all: &All<F>) -> (F, F) {
        self.line.start(u, all)
    }

    #[inline(always)]
    fn seats(self, u: F, m: F) -> F {
        let seats = self.line.seats(u, m);
        if u * m >= self.own { seats } else { F::ZERO }
    }

    #[inline(always)]
    fn price(self, _: F, w: F, s: F) -> F {
        (self.line.slope * s + self.line.first).most(self.own) * w
    }
}

/// Adams's divisors s: everybody with votes has a seat before anybody has two; nobody else has one.
#[derive(Clone, Copy)]
pub(super) struct Adams<F>(pub(super) Line<F>);

impl<F: Real> Rule for Adams<F> {
    type Real = F;

    #[inline(always)]
    fn prepare(self, v: F, _: &All<F>) -> (F, F) {
        (v, F::ONE / v)
    }

    #[inline(always)]
    fn start<const N: usize>(self, u: &[F; N], all: &All<F>) -> (F, F) {
        self.0.start(u, all)
    }

    #[inline(always)]
    fn seats(self, u: F, m: F) -> F {
        if u > F::ZERO { self.0.seats(u, m).most(F::ONE) } else { F::ZERO }
    }

    #[inline(always)]
    fn price(self, _: F, w: F, s: F) -> F {
        s * w
    }
}

/// Divisors √(s(s + 1)) of votes in seats; a price is the square of the multiplier.
#[derive(Clone, Copy)]
pub(super) struct Hill<F>(pub(super) std::marker::PhantomData<F>);

impl<F: Real> Rule for Hill<F> {
    type Real = F;

    #[inline(always)]
    fn prepare(self, v: F, all: &All<F>) -> (F, F) {
        // In seats, so that no square leaves the range of floats.
        let u = v * (all.house / all.total);
        let w = F::ONE / u;
        (u, w * w)
    }

    #[inline(always)]
    fn start<const N: usize>(self, _: &[F; N], all: &All<F>) -> (F, F) {
        (F::ONE, F::ONE / all.house)
    }

    #[inline(always)]
    fn seats(self, u: F, m: F) -> F {
        let x = u * m;
        let whole = x.about_floor().most(F::ZERO);
        let up = F::if_so(x * x >= whole * (whole + F::ONE));
        // First claims are infinite, as Adams's are.
        if u > F::ZERO { (whole + up).most(F::ONE) } else { F::ZERO }
    }

    #[inline(always)]
    fn price(self, _: F, w: F, s: F) -> F {
        s * (s + F::ONE) * w
    }
}

/// Divisors 2s(s + 1)/(2s + 1), of Dean.
#[derive(Clone, Copy)]
pub(super) struct Dean<F>(pub(super) std::marker::PhantomData<F>);

impl<F: Real> Rule for Dean<F> {
    type Real = F;

    #[inline(always)]
    fn prepare(self, v: F, _: &All<F>) -> (F, F) {
        (v, F::ONE / v)
    }

    #[inline(always)]
    fn start<const N: usize>(self, _: &[F; N], all: &All<F>) -> (F, F) {
        (all.house / all.total, F::ONE / all.total)
    }

    #[inline(always)]
    fn seats(self, u: F, m: F) -> F {
        let x = u * m;
        let whole = x.about_floor().most(F::ZERO);
        let middle = whole + F::of(0.5);
        let up = F::if_so(x * middle >= middle * middle - F::of(0.25));
        if u > F::ZERO { (whole + up).most(F::ONE) } else { F::ZERO }
    }

    #[inline(always)]
    fn price(self, _: F, w: F, s: F) -> F {
        // The same, with one division less.
        let middle = s + F::of(0.5);
        (middle - F::of(0.25) / middle) * w
    }
}

/// Divisors 2^s, of Macau. The multiplier is about its logarithm.
#[derive(Clone, Copy)]
pub(super) struct Doubling<F>(pub(super) std::marker::PhantomData<F>);

impl<F: Real> Doubling<F> {
    /// Beyond it the powers leave the range of the narrower floats.
    pub(super) const HOUSE: u32 = 100;
}

impl<F: Real> Rule for Doubling<F> {
    type Real = F;

    #[inline(always)]
    fn prepare(self, v: F, _: &All<F>) -> (F, F) {
        (v, F::ONE / v)
    }

    #[inline(always)]
    fn start<const N: usize>(self, u: &[F; N], all: &All<F>) -> (F, F) {
        let mut logarithms = F::ZERO;
        for &v in u {
            logarithms += if v > F::ZERO { v.about_logarithm() } else { F::ZERO };
        }
        let per_seat = F::ONE / all.parties;
        // A party has log v + m + 1 seats, less half a seat that rounding takes on average.
        ((all.house - logarithms) * per_seat - F::of(0.5), per_seat)
    }

    #[inline(always)]
    fn seats(self, u: F, m: F) -> F {
        let met = (u * F::about_two_to_the(m)).exponent() + F::ONE;
        if u > F::ZERO { met.most(F::ZERO).least(F::of(101.0)) } else { F::ZERO }
    }

    #[inline(always)]
    fn price(self, _: F, w: F, s: F) -> F {
        F::two_to_the(s) * w
    }
}
