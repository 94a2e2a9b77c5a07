//! Quota methods: whole quotas, then one seat each to the best claims to what is left.

#![allow(clippy::float_arithmetic)]

use std::marker::PhantomData;

use super::claims::{All, Rule};
use super::lanes::Election;
use super::real::Real;
use crate::Quota;

/// How many quotas a vote is, as doubles have it; no number where they would not be right.
#[inline(always)]
fn quotas_a_vote(quota: Quota, total: f64, house: f64) -> f64 {
    let more = match quota {
        Quota::Hare => 0.0,
        Quota::HagenbachBischoff => 1.0,
        Quota::Imperiali => 2.0,
        Quota::ReinforcedImperiali => 3.0,
        // A whole number. Below 10^15 the quotient is not rounded up to the next one.
        Quota::Droop if total < 1e15 => return 1.0 / (whole(total / (house + 1.0)) + 1.0),
        Quota::Droop => return f64::NAN,
    };
    (house + more) / total
}

/// The integer part.
#[inline(always)]
fn whole<F: Real>(x: F) -> F {
    let below = x.about_floor();
    below + F::if_so(below + F::ONE <= x)
}

/// Largest remainders: the claims of q quotas are q, q − 1, q − 2 …, and what is added to all of them until the house is full
/// is the multiplier here.
#[derive(Clone, Copy)]
pub(super) struct Remainders<F> {
    pub(super) quota: Quota,
    pub(super) real: PhantomData<F>,
}

impl<F: Real> Rule for Remainders<F> {
    type Real = F;
    const ASKS_OF_ALL: bool = true;
    const USUAL: bool = true;

    #[inline(always)]
    fn of_all(self, total: f64, house: f64) -> f64 {
        quotas_a_vote(self.quota, total, house)
    }

    #[inline(always)]
    fn prepare(self, v: F, all: &All<F>) -> (F, F) {
        (v * all.of_all, F::ZERO)
    }

    #[inline(always)]
    fn start<const N: usize>(self, _: &[F; N], all: &All<F>) -> (F, F) {
        let per_seat = F::ONE / all.parties;
        (F::of(0.5) + (all.house - all.total * all.of_all) * per_seat, per_seat)
    }

    #[inline(always)]
    fn seats(self, u: F, m: F) -> F {
        let seats = (u + m).about_floor().most(F::ZERO);
        if u > F::ZERO { seats } else { F::ZERO }
    }

    #[inline(always)]
    fn price(self, u: F, _: F, s: F) -> F {
        if u > F::ZERO { s + F::ONE - u } else { F::INFINITY }
    }

    #[inline(always)]
    fn margin(self, _: F, house: F) -> F {
        (house + F::ONE) * F::DOUBT
    }

    /// Whole quotas cost nothing, or less, and all of them are met; the first claim to a remainder costs less than 1, and no
    /// second one is met.
    #[inline(always)]
    fn is_all(self, dearest: F, cheapest: F, house: F) -> bool {
        let margin = self.margin(F::ZERO, house);
        (dearest < F::ONE - margin) & (cheapest > margin)
    }
}

/// Largest remainders by whole quotas: v/⌊q⌋; who has no whole quota comes first, by votes.
#[derive(Clone, Copy)]
pub(super) struct Relative(pub(super) Quota);

impl Election for Relative {
    type Real = f64;
    const ASKS_OF_ALL: bool = true;

    #[inline(always)]
    fn of_all(self, total: f64, house: f64) -> f64 {
        quotas_a_vote(self.0, total, house)
    }

    #[inline(always)]
    fn count<const N: usize>(self, votes: [f64; N], house: f64, scale: f64) -> ([f64; N], bool) {
        let margin = (house + 1.0) * f64::DOUBT;
        let mut sure = true;
        let (mut seats, mut prices) = ([0.0; N], [f64::INFINITY; N]);
        let mut open = house;
        for party in 0..N {
            let (v, quotas) = (votes[party], votes[party] * scale);
            let whole = whole(quotas);
            let left = quotas - whole;
            // A quota more or less is what this would not tell.
            sure &= (v == 0.0) | ((left > margin) & (left < 1.0 - margin));
            let price = if whole > 0.0 { whole / v } else { -v };
            prices[party] = if v > 0.0 { price } else { f64::INFINITY };
            seats[party] = whole;
            open -= whole;
        }
        // How many are cheaper: one comparison for each pair.
        let mut cheaper = [0.0; N];
        for a in 0..N {
            for b in a + 1..N {
                let first = f64::if_so(prices[a] < prices[b]);
                cheaper[b] += first;
                cheaper[a] += 1.0 - first;
            }
        }
        let (mut dearest, mut cheapest, mut sum) = (f64::NEG_INFINITY, f64::INFINITY, 0.0);
        for party in 0..N {
            let met = cheaper[party] < open;
            dearest = dearest.most(if met { prices[party] } else { f64::NEG_INFINITY });
            cheapest = cheapest.least(if met { f64::INFINITY } else { prices[party] });
            seats[party] += f64::if_so(met);
            sum += seats[party];
        }
        let apart = cheapest - dearest > (dearest.abs() + cheapest.abs()) * f64::DOUBT;
        let finite = (dearest.abs() < f64::INFINITY) & (cheapest < f64::INFINITY);
        let none_open = open == 0.0;
        (seats, sure & (none_open | (apart & finite)) & (sum == house) & (house > 0.0))
    }
}
