//! Eight elections side by side, one in each lane: straight floating-point code without a branch on the votes.
//!
//! Everybody is rounded by an estimated multiplier, a little too small; the few seats that are missing go to the
//! cheapest claims. A claim's price is the multiplier at which it is met. A lane is sure when its house is full and
//! the dearest claim that is met is cheaper than the cheapest that is not, by more than all roundings together.
//! Prices are products and quotients of a few numbers, each right to 2⁻⁵³: 10⁻¹² is a thousand times their error.

#![allow(clippy::float_arithmetic)]

use super::series::about_floor;

/// Elections side by side.
pub(super) const ELECTIONS: usize = 8;

/// The most parties of an election.
pub(super) const PARTIES: usize = 32;

type Lanes = [f64; ELECTIONS];

/// How votes become prices. `u` and `w` are what [`Rule::prepare`] makes of a party's votes.
pub(super) trait Rule: Copy {
    /// Two numbers of a party: for rounding, and for prices.
    fn prepare(self, v: f64, seats: f64, total: f64) -> (f64, f64);
    /// The multiplier that about fills the house, and by how much it moves for a seat.
    fn start(self, parties: f64, seats: f64, total: f64) -> (f64, f64);
    /// About how many seats a party has at a multiplier; the fewest it can have.
    fn seats(self, u: f64, m: f64) -> f64;
    /// The price of a party's next claim when it has `s` seats.
    fn price(self, u: f64, w: f64, s: f64) -> f64;
    /// How much two prices must differ to be told apart.
    fn margin(self, price: f64, seats: f64) -> f64;
}

/// 2^52: above it floats are whole numbers.
const LARGE: f64 = 4_503_599_627_370_496.0;

/// Divisors slope·s + first.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) slope: f64,
    pub(super) first: f64,
}

impl Rule for Line {
    #[inline(always)]
    fn prepare(self, v: f64, _: f64, _: f64) -> (f64, f64) {
        (v, 1.0 / v)
    }

    #[inline(always)]
    fn start(self, parties: f64, seats: f64, total: f64) -> (f64, f64) {
        let per_seat = self.slope / total;
        ((seats + parties * (self.first / self.slope - 0.5)) * per_seat, per_seat)
    }

    #[inline(always)]
    fn seats(self, u: f64, m: f64) -> f64 {
        about_floor(u * (m / self.slope) + (1.0 - self.first / self.slope)).max(0.0)
    }

    #[inline(always)]
    fn price(self, _: f64, w: f64, s: f64) -> f64 {
        (self.slope * s + self.first) * w
    }

    #[inline(always)]
    fn margin(self, price: f64, _: f64) -> f64 {
        price * 1e-12
    }
}

/// Divisors √(s(s + 1)); a price is the square of the multiplier.
#[derive(Clone, Copy)]
pub(super) struct Hill;

impl Rule for Hill {
    #[inline(always)]
    fn prepare(self, v: f64, _: f64, _: f64) -> (f64, f64) {
        let w = 1.0 / v;
        (v, w * w)
    }

    #[inline(always)]
    fn start(self, _: f64, seats: f64, total: f64) -> (f64, f64) {
        (seats / total, 1.0 / total)
    }

    #[inline(always)]
    fn seats(self, u: f64, m: f64) -> f64 {
        let x = u * m;
        let whole = about_floor(x).max(0.0);
        let up = if x * x >= whole * (whole + 1.0) { 1.0 } else { 0.0 };
        // First claims are infinite: everybody with votes has a seat before anybody has two; nobody else has one.
        if u > 0.0 { (whole + up).max(1.0) } else { 0.0 }
    }

    #[inline(always)]
    fn price(self, _: f64, w: f64, s: f64) -> f64 {
        s * (s + 1.0) * w
    }

    #[inline(always)]
    fn margin(self, price: f64, _: f64) -> f64 {
        price * 1e-12
    }
}

/// Hare's quota and largest remainders: the claims of q quotas are q, q − 1, q − 2 …, and what is added to all of
/// them until the house is full is the multiplier here.
#[derive(Clone, Copy)]
pub(super) struct Hare;

impl Rule for Hare {
    #[inline(always)]
    fn prepare(self, v: f64, seats: f64, total: f64) -> (f64, f64) {
        (v * (seats / total), 0.0)
    }

    #[inline(always)]
    fn start(self, parties: f64, _: f64, _: f64) -> (f64, f64) {
        (0.5, 1.0 / parties)
    }

    #[inline(always)]
    fn seats(self, u: f64, m: f64) -> f64 {
        about_floor(u + m).max(0.0)
    }

    #[inline(always)]
    fn price(self, u: f64, _: f64, s: f64) -> f64 {
        if u > 0.0 { s + 1.0 - u } else { f64::INFINITY }
    }

    #[inline(always)]
    fn margin(self, _: f64, seats: f64) -> f64 {
        (seats + 1.0) * 1e-12
    }
}

/// Counts a block of elections; returns a bit for each that is sure. The seats of the others mean nothing.
///
/// `N` is at least the number of parties: a number known beforehand keeps everything in registers.
#[inline(always)]
pub(super) fn block<R: Rule, const N: usize>(
    rule: R,
    votes: &[u64],
    parties: usize,
    seats: &[u32],
    given: &mut [u32],
) -> u8 {
    let mut u = [[0.0; ELECTIONS]; N];
    for (lane, row) in votes.chunks_exact(parties).enumerate() {
        for (slot, &v) in u.iter_mut().zip(row) {
            slot[lane] = v as f64;
        }
    }
    let mut house: Lanes = [0.0; ELECTIONS];
    for (slot, &seats) in house.iter_mut().zip(seats) {
        *slot = seats.into();
    }
    let mut total: Lanes = [0.0; ELECTIONS];
    let mut standing: Lanes = [0.0; ELECTIONS];
    for party in &u {
        for i in 0..ELECTIONS {
            total[i] += party[i];
            standing[i] += if party[i] > 0.0 { 1.0 } else { 0.0 };
        }
    }
    let mut m: Lanes = [0.0; ELECTIONS];
    let mut per_seat: Lanes = [0.0; ELECTIONS];
    // Rounding moves a sum of n parties by about √(n/12) seats: aim at twice that too few, so that there are
    // hardly ever too many. The second rounding corrects the first by what it missed.
    let spread = (parties as f64 / 12.0).sqrt();
    let aim = 2.0 * spread;
    for i in 0..ELECTIONS {
        (m[i], per_seat[i]) = rule.start(standing[i], house[i], total[i]);
        m[i] -= aim * per_seat[i];
    }
    let mut w = [[0.0; ELECTIONS]; N];
    for (u, w) in u.iter_mut().zip(&mut w) {
        for i in 0..ELECTIONS {
            (u[i], w[i]) = rule.prepare(u[i], house[i], total[i]);
        }
    }

    let mut s = [[0.0; ELECTIONS]; N];
    let mut missing = house;
    for u in &u {
        for i in 0..ELECTIONS {
            missing[i] -= rule.seats(u[i], m[i]);
        }
    }
    for i in 0..ELECTIONS {
        m[i] += (missing[i] - aim) * per_seat[i];
    }
    missing = house;
    let mut next = [[0.0; ELECTIONS]; N];
    for ((u, w), (s, next)) in u.iter().zip(&w).zip(s.iter_mut().zip(&mut next)) {
        for i in 0..ELECTIONS {
            s[i] = rule.seats(u[i], m[i]);
            missing[i] -= s[i];
            next[i] = rule.price(u[i], w[i], s[i]);
        }
    }

    for _ in 0..(4.0 * spread + 1.0) as u32 {
        let mut cheapest: Lanes = [f64::INFINITY; ELECTIONS];
        for next in &next {
            for i in 0..ELECTIONS {
                cheapest[i] = if next[i] < cheapest[i] { next[i] } else { cheapest[i] };
            }
        }
        // Lanes that are full buy nothing: no price is below −∞.
        for i in 0..ELECTIONS {
            cheapest[i] = if missing[i] > 0.0 { cheapest[i] } else { f64::NEG_INFINITY };
            missing[i] -= if missing[i] > 0.0 { 1.0 } else { 0.0 };
        }
        for ((u, w), (s, next)) in u.iter().zip(&w).zip(s.iter_mut().zip(&mut next)) {
            for i in 0..ELECTIONS {
                s[i] += if next[i] <= cheapest[i] { 1.0 } else { 0.0 };
                next[i] = rule.price(u[i], w[i], s[i]);
            }
        }
    }

    let mut dearest: Lanes = [f64::NEG_INFINITY; ELECTIONS];
    let mut cheapest: Lanes = [f64::INFINITY; ELECTIONS];
    let mut sum: Lanes = [0.0; ELECTIONS];
    for ((u, w), (s, next)) in u.iter().zip(&w).zip(s.iter().zip(&next)) {
        for i in 0..ELECTIONS {
            let last = if s[i] > 0.0 { rule.price(u[i], w[i], s[i] - 1.0) } else { f64::NEG_INFINITY };
            dearest[i] = if last > dearest[i] { last } else { dearest[i] };
            cheapest[i] = if next[i] < cheapest[i] { next[i] } else { cheapest[i] };
            sum[i] += s[i];
        }
    }
    let mut sure = 0;
    for i in 0..ELECTIONS {
        let told_apart =
            cheapest[i] - dearest[i] > rule.margin(dearest[i].abs() + cheapest[i].abs(), house[i]);
        let full = sum[i] == house[i] && house[i] > 0.0 && dearest[i].is_finite() && cheapest[i].is_finite();
        sure |= u8::from(told_apart & full) << i;
    }
    // A whole number below 2^52 stands in the lower bits of its sum with 2^52.
    let mut whole = [[0u32; ELECTIONS]; N];
    for (whole, s) in whole.iter_mut().zip(&s) {
        for i in 0..ELECTIONS {
            whole[i] = (s[i] + LARGE).to_bits() as u32;
        }
    }
    for (lane, row) in given.chunks_exact_mut(parties).enumerate() {
        for (seats, whole) in row.iter_mut().zip(&whole) {
            *seats = whole[lane];
        }
    }
    sure
}
