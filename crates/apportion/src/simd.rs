//! Many elections side by side, one in each lane: straight floating-point code without a branch on the votes.
//!
//! Everybody is rounded by an estimated multiplier, a little too small; the few seats that are missing go to the
//! cheapest claims. A claim's price is the multiplier at which it is met. A lane is sure when its house is full and
//! the dearest claim that is met is cheaper than the cheapest that is not, by more than all roundings together.
//! Prices are products and quotients of a few numbers, each right to 2⁻⁵³: 10⁻¹² is a thousand times their error.

#![allow(clippy::float_arithmetic)]

use super::series::{about_floor, whole_number};

/// Elections side by side.
pub(super) const ELECTIONS: usize = 32;

/// The most parties of an election.
pub(super) const PARTIES: usize = 32;

/// A bit for each election.
pub(super) type Sure = u32;

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
) -> Sure {
    let mut turned = [[0; ELECTIONS]; N];
    for (lane, row) in votes.chunks_exact(parties).enumerate() {
        // Rows as wide as the block are turned without a loop.
        let row: [u64; N] = row.try_into().unwrap_or_else(|_| {
            let mut padded = [0; N];
            padded[..parties].copy_from_slice(row);
            padded
        });
        for party in 0..N {
            turned[party][lane] = row[party];
        }
    }
    let mut house = [0.0; ELECTIONS];
    for (slot, &seats) in house.iter_mut().zip(seats) {
        *slot = seats.into();
    }
    let mut whole = [[0u32; ELECTIONS]; N];
    let mut told = [0; ELECTIONS];
    // Each turn of this loop is one lane: all that is inside works on all lanes at once.
    for i in 0..ELECTIONS {
        let votes = std::array::from_fn(|party| turned[party][i] as f64);
        let (seats, sure) = election::<R, N>(rule, votes, house[i]);
        for (whole, seats) in whole.iter_mut().zip(seats) {
            whole[i] = whole_number(seats);
        }
        told[i] = Sure::from(sure);
    }
    for (lane, row) in given.chunks_exact_mut(parties).enumerate() {
        let seats: [u32; N] = std::array::from_fn(|party| whole[party][lane]);
        match <&mut [u32; N]>::try_from(&mut *row) {
            Ok(row) => *row = seats,
            Err(_) => row.copy_from_slice(&seats[..parties]),
        }
    }
    told.iter().rev().fold(0, |bits, &sure| bits << 1 | sure)
}

/// One election, and whether its answer is sure.
#[inline(always)]
fn election<R: Rule, const N: usize>(rule: R, votes: [f64; N], house: f64) -> ([f64; N], bool) {
    let (mut total, mut parties) = (0.0, 0.0);
    for v in votes {
        total += v;
        parties += if v > 0.0 { 1.0 } else { 0.0 };
    }
    let (start, per_seat) = rule.start(parties, house, total);
    // Rounding moves a sum of n parties by about √(n/12) seats: aim at twice that too few, so that there are
    // hardly ever too many. The second rounding corrects the first by what it missed.
    let aim = if N > 16 {
        3.3
    } else if N > 8 {
        2.3
    } else if N > 4 {
        1.6
    } else {
        1.1
    };
    let mut lane = Lane { rule, u: votes, w: [0.0; N], seats: [0.0; N], next: [0.0; N], missing: house };
    for ((u, w), v) in lane.u.iter_mut().zip(&mut lane.w).zip(votes) {
        (*u, *w) = rule.prepare(v, house, total);
    }
    lane.round(house, start - aim * per_seat);
    let m = start + (lane.missing - 2.0 * aim) * per_seat;
    lane.round(house, m);
    lane.buy();
    lane.buy();
    lane.buy();
    if N > 4 {
        lane.buy();
    }
    if N > 8 {
        lane.buy();
    }
    if N > 16 {
        lane.buy();
        lane.buy();
    }
    (lane.seats, lane.sure(house))
}

/// An election while it is counted.
struct Lane<R, const N: usize> {
    rule: R,
    u: [f64; N],
    w: [f64; N],
    seats: [f64; N],
    /// The price of everybody's next claim.
    next: [f64; N],
    missing: f64,
}

impl<R: Rule, const N: usize> Lane<R, N> {
    /// Everybody rounded by a multiplier.
    #[inline(always)]
    fn round(&mut self, house: f64, m: f64) {
        self.missing = house;
        for party in 0..N {
            self.seats[party] = self.rule.seats(self.u[party], m);
            self.missing -= self.seats[party];
            self.next[party] = self.rule.price(self.u[party], self.w[party], self.seats[party]);
        }
    }

    /// The cheapest claim is met, if a seat is missing.
    #[inline(always)]
    fn buy(&mut self) {
        let mut cheapest = f64::INFINITY;
        for next in self.next {
            cheapest = if next < cheapest { next } else { cheapest };
        }
        // Who is full buys nothing: no price is below −∞.
        let open = self.missing > 0.0;
        let pays = if open { cheapest } else { f64::NEG_INFINITY };
        self.missing -= if open { 1.0 } else { 0.0 };
        for party in 0..N {
            self.seats[party] += if self.next[party] <= pays { 1.0 } else { 0.0 };
            self.next[party] = self.rule.price(self.u[party], self.w[party], self.seats[party]);
        }
    }

    /// Whether the house is full, and the dearest claim met is cheaper than the cheapest that is not.
    #[inline(always)]
    fn sure(&self, house: f64) -> bool {
        let (mut dearest, mut cheapest, mut sum) = (f64::NEG_INFINITY, f64::INFINITY, 0.0);
        for party in 0..N {
            let seats = self.seats[party];
            let price = self.rule.price(self.u[party], self.w[party], seats - 1.0);
            let last = if seats > 0.0 { price } else { f64::NEG_INFINITY };
            dearest = if last > dearest { last } else { dearest };
            cheapest = if self.next[party] < cheapest { self.next[party] } else { cheapest };
            sum += seats;
        }
        let told_apart = cheapest - dearest > self.rule.margin(dearest.abs() + cheapest.abs(), house);
        // Infinite where nobody has a claim.
        let finite = (dearest.abs() < f64::INFINITY) & (cheapest < f64::INFINITY);
        told_apart & finite & (sum == house) & (house > 0.0)
    }
}
