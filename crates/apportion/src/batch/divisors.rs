//! Claims of divisor methods: v/d(s), whose price is d(s)/v. Without votes it is infinite, or 0 by 0, which no comparison
//! takes for the cheapest.

#![allow(clippy::float_arithmetic)]

use super::claims::{All, Rule};
use super::powers::{about_logarithm, about_two_to_the, exponent, two_to_the};
use super::real::{Real, nearest};

/// Divisors s + first, in steps of a series that grows evenly. The first is not 0.
#[derive(Clone, Copy)]
pub(super) struct Line {
    first: f32,
}

impl Line {
    pub(super) const DHONDT: Self = Self { first: 1.0 };
    pub(super) const SAINTE_LAGUE: Self = Self { first: 0.5 };
    pub(super) const DANISH: Self = Self { first: 1.0 / 3.0 };
    pub(super) const IMPERIALI: Self = Self { first: 2.0 };
    const ADAMS: Self = Self { first: 0.0 };
}

impl Rule for Line {
    /// A party has about v·m − first + 1 seats, less half a seat.
    #[inline(always)]
    fn start<const N: usize>(self, _: &[f32; N], all: &All) -> (f32, f32) {
        let per_seat = 1.0 / all.total;
        ((all.house + all.parties * (self.first - 0.5)) * per_seat, per_seat)
    }

    #[inline(always)]
    fn seats(self, u: f32, m: f32) -> f32 {
        nearest(u * m + (0.5 - self.first)).most(0.0)
    }

    #[inline(always)]
    fn price(self, _: f32, w: f32, s: f32) -> f32 {
        (s + self.first) * w
    }
}

/// A first divisor between that of the steps and the second: modified Sainte-Laguë.
#[derive(Clone, Copy)]
pub(super) struct OwnFirst {
    own: f32,
    line: Line,
}

impl OwnFirst {
    /// A first divisor that is a fraction of a step; none where it lies elsewhere.
    pub(super) fn of((above, below): (u64, u64), step: f64, line: Line) -> Option<Self> {
        let own = (above as f64 / below as f64 / step) as f32;
        let between = own >= line.first && own <= line.first + 1.0;
        between.then_some(Self { own, line })
    }
}

impl Rule for OwnFirst {
    #[inline(always)]
    fn start<const N: usize>(self, u: &[f32; N], all: &All) -> (f32, f32) {
        self.line.start(u, all)
    }

    #[inline(always)]
    fn seats(self, u: f32, m: f32) -> f32 {
        let seats = self.line.seats(u, m);
        if u * m >= self.own { seats } else { 0.0 }
    }

    #[inline(always)]
    fn price(self, _: f32, w: f32, s: f32) -> f32 {
        (s + self.line.first).most(self.own) * w
    }
}

/// Adams's divisors s: everybody with votes has a seat before anybody has two; nobody else has one.
#[derive(Clone, Copy)]
pub(super) struct Adams;

impl Rule for Adams {
    #[inline(always)]
    fn start<const N: usize>(self, u: &[f32; N], all: &All) -> (f32, f32) {
        Line::ADAMS.start(u, all)
    }

    #[inline(always)]
    fn seats(self, u: f32, m: f32) -> f32 {
        if u > 0.0 { Line::ADAMS.seats(u, m).most(1.0) } else { 0.0 }
    }

    #[inline(always)]
    fn price(self, _: f32, w: f32, s: f32) -> f32 {
        s * w
    }
}

/// Divisors √(s(s + 1)) of votes in seats; a price is the square of the multiplier.
#[derive(Clone, Copy)]
pub(super) struct Hill;

impl Rule for Hill {
    #[inline(always)]
    fn prepare(self, v: f32, all: &All) -> (f32, f32) {
        // In seats, so that no square leaves the range of floats.
        let u = v * (all.house / all.total);
        let w = 1.0 / u;
        (u, w * w)
    }

    #[inline(always)]
    fn start<const N: usize>(self, _: &[f32; N], all: &All) -> (f32, f32) {
        (1.0, 1.0 / all.house)
    }

    #[inline(always)]
    fn seats(self, u: f32, m: f32) -> f32 {
        // √(s(s + 1)) is s + 1/2, less 0.09 for the second seat, 0.03 for the fourth, and ever less: what this gives too
        // early or too late is among the last few seats, which are bought. First claims are infinite, as Adams's are.
        if u > 0.0 { nearest(u * m + 0.03).most(1.0) } else { 0.0 }
    }

    #[inline(always)]
    fn price(self, _: f32, w: f32, s: f32) -> f32 {
        s * (s + 1.0) * w
    }
}

/// Divisors 2s(s + 1)/(2s + 1), of Dean.
#[derive(Clone, Copy)]
pub(super) struct Dean;

impl Rule for Dean {
    #[inline(always)]
    fn start<const N: usize>(self, _: &[f32; N], all: &All) -> (f32, f32) {
        (all.house / all.total, 1.0 / all.total)
    }

    #[inline(always)]
    fn seats(self, u: f32, m: f32) -> f32 {
        let x = u * m;
        let whole = x.about_floor().most(0.0);
        let middle = whole + 0.5;
        let up = f32::if_so(x * middle >= middle * middle - 0.25);
        if u > 0.0 { (whole + up).most(1.0) } else { 0.0 }
    }

    #[inline(always)]
    fn price(self, _: f32, w: f32, s: f32) -> f32 {
        // The same, with one division less.
        let middle = s + 0.5;
        (middle - 0.25 / middle) * w
    }
}

/// Divisors 2^s, of Macau. The multiplier is about its logarithm.
#[derive(Clone, Copy)]
pub(super) struct Doubling;

impl Doubling {
    /// Beyond it the powers leave the range of these floats.
    pub(super) const HOUSE: u32 = 100;
}

impl Rule for Doubling {
    #[inline(always)]
    fn start<const N: usize>(self, u: &[f32; N], all: &All) -> (f32, f32) {
        let mut logarithms = 0.0;
        for &v in u {
            logarithms += if v > 0.0 { about_logarithm(v) } else { 0.0 };
        }
        let per_seat = 1.0 / all.parties;
        // A party has log v + m + 1 seats, less half a seat that rounding takes on average.
        ((all.house - logarithms) * per_seat - 0.5, per_seat)
    }

    #[inline(always)]
    fn seats(self, u: f32, m: f32) -> f32 {
        let met = exponent(u * about_two_to_the(m)) + 1.0;
        if u > 0.0 { met.most(0.0).least(101.0) } else { 0.0 }
    }

    #[inline(always)]
    fn price(self, _: f32, w: f32, s: f32) -> f32 {
        two_to_the(s) * w
    }
}
