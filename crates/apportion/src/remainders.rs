//! Quotas and largest remainders as a series of claims.
//!
//! A party of q quotas claims q, q − 1, q − 2 …: the first ⌊q⌋ claims are above 1 or equal to it, and the next is its
//! remainder. Meeting the strongest claims of all is giving whole quotas first and then the largest remainders.

// See `divisor_search`: what floats leave in doubt, `compare` decides.
#![allow(clippy::float_arithmetic)]

use std::cmp::Ordering;

use super::series::{Series, about_floor};
use super::{Ratio, Sums};

/// Claims of v·D − j·N, in units of 1/D vote, where the quota is N/D. The multiplier is what is added to everybody's
/// quotas before their fractions are dropped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Remainders {
    quota: Ratio,
    /// Quotas a vote.
    scale: f64,
    /// Quotas of the largest party, or somewhat more.
    largest: f64,
}

impl Remainders {
    pub(super) fn of(quota: Ratio, sums: Sums) -> Self {
        let scale = quota.denominator as f64 / quota.numerator as f64;
        Self { quota, scale, largest: sums.largest() as f64 * scale }
    }
}

impl Series for Remainders {
    fn compare(self, v: u64, j: u32, w: u64, k: u32) -> Ordering {
        // The quota's denominator is below 2^33: a difference of votes by it stays below 2^97.
        let ahead = (i128::from(v) - i128::from(w)) * self.quota.denominator as i128;
        let seats = i128::from(j) - i128::from(k);
        // The numerator is below 2^97 too, being a sum of votes or less. Where seats by quota do not fit, they are
        // more than any difference of votes.
        match seats.checked_mul(self.quota.numerator as i128) {
            Some(behind) => ahead.cmp(&behind),
            None => 0.cmp(&seats),
        }
    }

    #[inline(always)]
    fn seats(self, v: f64, m: f64) -> f64 {
        about_floor(v * self.scale + m)
    }

    #[inline(always)]
    fn unrounded(self, v: f64, _: f64) -> f64 {
        v * self.scale
    }

    #[inline]
    fn price(self, v: f64, j: u32) -> f64 {
        f64::from(j) + 1.0 - v * self.scale
    }

    fn start(self, total: f64, parties: f64, seats: f64) -> (f64, f64) {
        (0.5 + (seats - total * self.scale) / parties, parties.recip())
    }

    fn lowest(self) -> f64 {
        -2.0 - self.largest
    }

    fn slack(self, m: f64) -> f64 {
        (m.abs() + self.largest + 1.0) * 1e-12
    }
}
