//! Quota methods: whole quotas, then one seat each to the best claims to what is left.

#![allow(clippy::float_arithmetic)]

use super::claims::{All, Rule};
use super::lanes::Election;
use super::real::{Real, nearest};
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
fn whole(x: f64) -> f64 {
    let below = x.about_floor();
    below + f64::if_so(below + 1.0 <= x)
}

/// Largest remainders: the claims of q quotas are q, q − 1, q − 2 …, and what is added to all of them until the house is full
/// is the multiplier here.
///
/// Without votes the first claim costs 1, and an election where that much is paid is not sure.
#[derive(Clone, Copy)]
pub(super) struct Remainders(pub(super) Quota);

impl Rule for Remainders {
    #[inline(always)]
    fn of_all(self, total: f64, house: f64) -> f64 {
        quotas_a_vote(self.0, total, house)
    }

    #[inline(always)]
    fn prepare(self, v: f32, all: &All) -> (f32, f32) {
        let quotas = v * all.of_all;
        (quotas, 1.0 - quotas)
    }

    #[inline(always)]
    fn start<const N: usize>(self, _: &[f32; N], all: &All) -> (f32, f32) {
        let per_seat = 1.0 / all.parties;
        (0.5 + (all.house - all.total * all.of_all) * per_seat, per_seat)
    }

    #[inline(always)]
    fn seats(self, u: f32, m: f32) -> f32 {
        nearest(u + (m - 0.5)).most(0.0)
    }

    #[inline(always)]
    fn price(self, _: f32, w: f32, s: f32) -> f32 {
        s + w
    }

    /// Who has no seat has a claim to none that costs 0 or less: it is never the dearest that decides.
    #[inline(always)]
    fn last(self, u: f32, _: f32, s: f32) -> f32 {
        s - u
    }

    #[inline(always)]
    fn margin(self, _: f32, house: f32) -> f32 {
        (house + 1.0) * f32::DOUBT
    }

    /// Whole quotas cost nothing, or less, and all of them are met; the first claim to a remainder costs less than 1, and no
    /// second one is met.
    #[inline(always)]
    fn is_all(self, dearest: f32, cheapest: f32, house: f32) -> bool {
        let margin = self.margin(0.0, house);
        (dearest < 1.0 - margin) & (cheapest > margin)
    }
}

/// Largest remainders by whole quotas: v/⌊q⌋; who has no whole quota comes first, by votes.
#[derive(Clone, Copy)]
pub(super) struct Relative(pub(super) Quota);

impl Election for Relative {
    type Real = f64;

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
