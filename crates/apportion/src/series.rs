//! The divisor series, as the kernel asks for them.
//!
//! A party's claim to its seat number j + 1 is v/d(j). Claims are compared exactly, in integers. Beside that
//! stand prices and roundings in floating point; what they may decide is written in [`divisor_search`](super::divisor_search).

// See `divisor_search`: what floats leave in doubt, `compare` decides.
#![allow(clippy::float_arithmetic)]

use std::cmp::Ordering;

use crate::exact::{compare_fractions, compare_quotients, limbs};

/// A series of claims, each weaker than the one before it.
///
/// A price is the multiplier from which on rounding grants the claim: d(j)/v.
pub(super) trait Series: Copy {
    /// Whether d(0) = 0, so that every first claim is infinite.
    fn starts_at_zero(self) -> bool {
        false
    }

    /// Which of two claims is the stronger, exactly. Both divisors are positive, and so are the votes.
    fn compare(self, v: u64, j: u32, w: u64, k: u32) -> Ordering;

    /// How many claims of `v` votes are met at the multiplier `m`: a whole number that grows with `m`, or less than 0.
    fn seats(self, v: f64, m: f64) -> f64;

    /// About how many seats `v` votes would have at `m` if seats could be divided: in proportion to `v`.
    fn unrounded(self, v: f64, m: f64) -> f64 {
        v * m
    }

    /// The price of the claim of `v` votes to seat number `j` + 1.
    fn price(self, v: f64, j: u32) -> f64;

    /// A multiplier at which the whole house is about filled, and by how much it moves for a seat.
    fn start(self, total: f64, parties: f64, seats: f64) -> (f64, f64);

    /// A multiplier at which no claim is met that could be left.
    fn lowest(self) -> f64 {
        0.0
    }

    /// More than all rounding errors in a price or in [`Self::seats`], for multipliers up to `m`.
    fn slack(self, m: f64) -> f64 {
        m * 1e-12
    }
}

/// 1.5 · 2^52: a number of less than half of that, added to it, is rounded to a whole one.
const WHOLE: f64 = 6_755_399_441_055_744.0;

/// The integer part, or the integer below where it is one; right up to 2^50, and enough for any house beyond.
#[inline(always)]
pub(super) fn about_floor(x: f64) -> f64 {
    let x = if x < 1e15 { x } else { 1e15 };
    ((x - 0.5) + WHOLE) - WHOLE
}

/// 2^52: above it floats are whole numbers, and a whole number below it stands in the lower bits of its sum with it.
const LARGE: f64 = 4_503_599_627_370_496.0;

/// A float that is a whole number below 2^52 as an integer; of more than 32 bits the lower ones.
#[inline(always)]
pub(super) fn whole_number(x: f64) -> u32 {
    (x + LARGE).to_bits() as u32
}

/// d(j) = slope·j + first, in whole numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) slope: u64,
    pub(super) first: u64,
}

impl Line {
    pub(super) const DHONDT: Self = Self { slope: 1, first: 1 };
    pub(super) const SAINTE_LAGUE: Self = Self { slope: 2, first: 1 };
    pub(super) const ADAMS: Self = Self { slope: 1, first: 0 };
    pub(super) const DANISH: Self = Self { slope: 3, first: 1 };
    /// 1, 3/2, 2, … doubled: a common factor changes no comparison.
    pub(super) const IMPERIALI: Self = Self { slope: 1, first: 2 };

    pub(super) fn at(self, j: u32) -> u64 {
        self.slope * u64::from(j) + self.first
    }
}

impl Series for Line {
    fn starts_at_zero(self) -> bool {
        self.first == 0
    }

    #[inline]
    fn compare(self, v: u64, j: u32, w: u64, k: u32) -> Ordering {
        compare_quotients((v, self.at(j)), (w, self.at(k)))
    }

    #[inline]
    fn price(self, v: f64, j: u32) -> f64 {
        self.at(j) as f64 / v
    }

    #[inline(always)]
    fn seats(self, v: f64, m: f64) -> f64 {
        let (slope, first) = (self.slope as f64, self.first as f64);
        about_floor(v * (m / slope) + (1.0 - first / slope))
    }

    #[inline(always)]
    fn unrounded(self, v: f64, m: f64) -> f64 {
        v * (m / self.slope as f64)
    }

    fn start(self, total: f64, parties: f64, seats: f64) -> (f64, f64) {
        let (slope, first) = (self.slope as f64, self.first as f64);
        // A party has v·m/slope − first/slope + 1 seats, less half a seat that rounding takes on average.
        ((slope * seats + parties * (first - slope / 2.0)).max(0.0) / total, slope / total)
    }
}

/// Some divisors written out, then equal steps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Headed<'a> {
    pub(super) head: &'a [u64],
    pub(super) step: u64,
}

impl Headed<'_> {
    fn at(self, j: u32) -> u64 {
        let written = self.head.get(j as usize);
        written.copied().unwrap_or_else(|| {
            let beyond = u64::from(j) + 1 - self.head.len() as u64;
            self.last() + beyond * self.step
        })
    }

    /// A sequence has at least one divisor.
    fn last(self) -> u64 {
        self.head.last().copied().unwrap_or(1)
    }
}

impl Series for Headed<'_> {
    fn starts_at_zero(self) -> bool {
        self.at(0) == 0
    }

    #[inline]
    fn compare(self, v: u64, j: u32, w: u64, k: u32) -> Ordering {
        compare_quotients((v, self.at(j)), (w, self.at(k)))
    }

    fn price(self, v: f64, j: u32) -> f64 {
        self.at(j) as f64 / v
    }

    fn seats(self, v: f64, m: f64) -> f64 {
        let x = v * m;
        if x < self.last() as f64 {
            return self.head.partition_point(|&d| d as f64 <= x) as f64;
        }
        self.head.len() as f64 + ((x - self.last() as f64) / self.step as f64).floor()
    }

    fn unrounded(self, v: f64, m: f64) -> f64 {
        v * (m / self.step as f64)
    }

    fn start(self, total: f64, parties: f64, seats: f64) -> (f64, f64) {
        // As if the steps had begun at once.
        let slope = self.step as f64;
        let first = self.last() as f64 - slope * (self.head.len() as f64 - 1.0);
        ((slope * seats + parties * (first - slope / 2.0)).max(0.0) / total, slope / total)
    }
}

/// Harmonic means: 2j(j + 1)/(2j + 1).
#[derive(Debug, Clone, Copy)]
pub(super) struct Dean;

impl Series for Dean {
    fn starts_at_zero(self) -> bool {
        true
    }

    fn compare(self, v: u64, j: u32, w: u64, k: u32) -> Ordering {
        let (j, k) = (u64::from(j), u64::from(k));
        // j(j + 1) is below 2^64, v(2j + 1) below 2^97.
        let claim = |v: u64, j: u64| (u128::from(v) * u128::from(2 * j + 1), u128::from(j * (j + 1)));
        compare_fractions(claim(v, j), claim(w, k))
    }

    fn price(self, v: f64, j: u32) -> f64 {
        let j = f64::from(j);
        2.0 * j * (j + 1.0) / ((2.0 * j + 1.0) * v)
    }

    #[inline(always)]
    fn seats(self, v: f64, m: f64) -> f64 {
        let x = v * m;
        let whole = about_floor(x);
        whole + if x * (2.0 * whole + 1.0) >= 2.0 * whole * (whole + 1.0) { 1.0 } else { 0.0 }
    }

    fn start(self, total: f64, _: f64, seats: f64) -> (f64, f64) {
        (seats / total, total.recip())
    }
}

/// Geometric means: √(j(j + 1)). Compared by their squares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hill;

impl Series for Hill {
    fn starts_at_zero(self) -> bool {
        true
    }

    #[inline]
    fn compare(self, v: u64, j: u32, w: u64, k: u32) -> Ordering {
        let square = |n: u64| u128::from(n) * u128::from(n);
        let pair = |n: u32| u128::from(u64::from(n) * (u64::from(n) + 1));
        if (v | w) >> 32 == 0
            && let (Some(left), Some(right)) =
                (square(v).checked_mul(pair(k)), square(w).checked_mul(pair(j)))
        {
            return left.cmp(&right);
        }
        compare_fractions((square(v), pair(j)), (square(w), pair(k)))
    }

    #[inline]
    fn price(self, v: f64, j: u32) -> f64 {
        let j = f64::from(j);
        (j * (j + 1.0)).sqrt() / v
    }

    #[inline(always)]
    fn seats(self, v: f64, m: f64) -> f64 {
        let x = v * m;
        let whole = about_floor(x);
        whole + if x * x >= whole * (whole + 1.0) { 1.0 } else { 0.0 }
    }

    fn start(self, total: f64, _: f64, seats: f64) -> (f64, f64) {
        (seats / total, total.recip())
    }
}

/// Powers of two. The multiplier is kept as its logarithm: 2^j grows beyond every float.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doubling;

impl Series for Doubling {
    fn compare(self, v: u64, j: u32, w: u64, k: u32) -> Ordering {
        // v/2^j against w/2^k.
        let shifted = |n: u64, by: u32| if by < 64 { u128::from(n) << by } else { u128::MAX };
        if j >= k { u128::from(v).cmp(&shifted(w, j - k)) } else { shifted(v, k - j).cmp(&u128::from(w)) }
    }

    fn price(self, v: f64, j: u32) -> f64 {
        f64::from(j) - v.log2()
    }

    fn seats(self, v: f64, m: f64) -> f64 {
        (v.log2() + m + 1.0).floor()
    }

    fn start(self, total: f64, parties: f64, seats: f64) -> (f64, f64) {
        (seats / parties - 0.5 - (total / parties).log2(), parties.recip())
    }

    fn lowest(self) -> f64 {
        // No vote beyond 2^64.
        -66.0
    }

    fn slack(self, m: f64) -> f64 {
        (m.abs() + 66.0) * 1e-12
    }
}

/// (j + 1)^0.9.
#[derive(Debug, Clone, Copy)]
pub(super) struct NineTenths;

impl Series for NineTenths {
    fn compare(self, v: u64, j: u32, w: u64, k: u32) -> Ordering {
        // Each side is right to 14 digits: where they are further apart than that, they need no exact product.
        let left = v as f64 * (f64::from(k) + 1.0).powf(0.9);
        let right = w as f64 * (f64::from(j) + 1.0).powf(0.9);
        if (left - right).abs() > 1e-12 * left.max(right) {
            return left.total_cmp(&right);
        }
        // v^10·(k + 1)^9 against w^10·(j + 1)^9: at most 640 + 297 bits.
        let power = |n: u64, d: u32| -> [u64; 16] {
            let mut product = [0; 16];
            product[0] = 1;
            let factors = std::iter::repeat_n(n, 10).chain(std::iter::repeat_n(u64::from(d) + 1, 9));
            factors.for_each(|factor| {
                limbs::multiply(&mut product, factor);
            });
            product
        };
        limbs::compare(&power(v, k), &power(w, j))
    }

    fn price(self, v: f64, j: u32) -> f64 {
        (f64::from(j) + 1.0).powf(0.9) / v
    }

    fn seats(self, v: f64, m: f64) -> f64 {
        (v * m).powf(10.0 / 9.0).floor()
    }

    fn start(self, total: f64, parties: f64, seats: f64) -> (f64, f64) {
        let m = (seats + parties / 2.0).powf(0.9) * parties.powf(0.1) / total;
        (m, 0.9 * m / seats)
    }
}
