//! Elections where the cheapest claims are met: everybody is rounded by an estimated multiplier, a little too small, and the
//! few seats that are missing go to the cheapest claims. A claim's price is the multiplier at which it is met.
//!
//! An election is sure when its house is full and the dearest claim that is met is cheaper than the cheapest that is not, by
//! more than all roundings together: [`Real::DOUBT`]. How it was reached does not matter.

#![allow(clippy::float_arithmetic)]

use super::lanes::Election;
use super::real::Real;

/// How votes become prices. `u` and `w` are what [`Self::prepare`] makes of a party's votes.
pub(super) trait Rule: Copy {
    /// What follows from all votes and the house and needs more digits than the elections have.
    #[inline(always)]
    fn of_all(self, _total: f64, _house: f64) -> f64 {
        0.0
    }
    /// Two numbers of a party: for rounding, and for prices.
    #[inline(always)]
    fn prepare(self, v: f32, _: &All) -> (f32, f32) {
        (v, 1.0 / v)
    }
    /// The multiplier that about fills the house, and by how much it moves for a seat.
    fn start<const N: usize>(self, u: &[f32; N], all: &All) -> (f32, f32);
    /// About how many seats a party has at a multiplier; at least the fewest it can have.
    fn seats(self, u: f32, m: f32) -> f32;
    /// The price of a party's next claim when it has `s` seats; never the cheapest where there is none.
    fn price(self, u: f32, w: f32, s: f32) -> f32;
    /// The price of the last claim that is met when it has `s` seats; never the dearest where there is none.
    #[inline(always)]
    fn last(self, u: f32, w: f32, s: f32) -> f32 {
        if s > 0.0 { self.price(u, w, s - 1.0) } else { f32::NEG_INFINITY }
    }
    /// How much two prices must differ to be told apart: `sum` is the sum of both, without their signs.
    #[inline(always)]
    fn margin(self, sum: f32, _house: f32) -> f32 {
        sum * f32::DOUBT
    }
    /// Whether meeting the cheapest claims is all of the method for such an election.
    #[inline(always)]
    fn is_all(self, _dearest: f32, _cheapest: f32, _house: f32) -> bool {
        true
    }
}

/// What a rule may ask of an election.
pub(super) struct All {
    pub(super) house: f32,
    /// All votes, rounded.
    pub(super) total: f32,
    /// Parties with votes.
    pub(super) parties: f32,
    /// [`Rule::of_all`].
    pub(super) of_all: f32,
}

/// Elections by such a rule.
#[derive(Clone, Copy)]
pub(super) struct Claims<R>(pub(super) R);

impl<R: Rule> Election for Claims<R> {
    type Real = f32;

    #[inline(always)]
    fn of_all(self, total: f64, house: f64) -> f64 {
        self.0.of_all(total, house)
    }

    #[inline(always)]
    fn count<const N: usize>(self, votes: [f32; N], house: f32, of_all: f32) -> ([f32; N], bool) {
        let rule = self.0;
        let (total, parties) = (sum(votes), sum(votes.map(|v| f32::if_so(v > 0.0))));
        let all = All { house, total, parties, of_all };
        // Rounding moves a sum of n parties by about √(n/12) seats. So many seats can be bought: aim at about half of
        // them, so that the house is hardly ever outside.
        let (aim, most) = match N {
            0..=8 => (1.4, 3.0),
            9..=16 => (2.4, 5.0),
            _ => (3.4, 7.0),
        };
        let none = [0.0; N];
        let mut lane = Lane { rule, u: votes, w: none, seats: none, next: none, missing: house };
        for ((u, w), v) in lane.u.iter_mut().zip(&mut lane.w).zip(votes) {
            (*u, *w) = rule.prepare(v, &all);
        }
        let (start, per_seat) = rule.start(&lane.u, &all);
        let m = start - aim * per_seat;
        lane.round(house, m);
        // The second rounding corrects the first by what it missed. Where that can be bought it is left alone: another
        // multiplier would miss as much, only elsewhere.
        let near = (lane.missing >= 0.0) & (lane.missing <= most);
        let by = if near { 0.0 } else { lane.missing - aim };
        lane.round(house, m + by * per_seat);
        lane.buy();
        lane.buy();
        lane.buy();
        if N > 8 {
            lane.buy();
            lane.buy();
        }
        if N > 16 {
            lane.buy();
            lane.buy();
        }
        (lane.seats, lane.sure(house))
    }
}

/// An election while it is counted.
struct Lane<R: Rule, const N: usize> {
    rule: R,
    u: [f32; N],
    w: [f32; N],
    seats: [f32; N],
    /// The price of everybody's next claim.
    next: [f32; N],
    missing: f32,
}

impl<R: Rule, const N: usize> Lane<R, N> {
    /// Everybody rounded by a multiplier.
    #[inline(always)]
    fn round(&mut self, house: f32, m: f32) {
        for party in 0..N {
            self.seats[party] = self.rule.seats(self.u[party], m);
            self.next[party] = self.rule.price(self.u[party], self.w[party], self.seats[party]);
        }
        self.missing = house - sum(self.seats);
    }

    /// The cheapest claim is met, if a seat is missing.
    #[inline(always)]
    fn buy(&mut self) {
        let cheapest = folded(self.next, f32::INFINITY, Real::least);
        // Who is full buys nothing: no price is below −∞.
        let open = self.missing > 0.0;
        let pays = if open { cheapest } else { f32::NEG_INFINITY };
        self.missing -= f32::if_so(open);
        for party in 0..N {
            self.seats[party] += f32::if_so(self.next[party] <= pays);
            self.next[party] = self.rule.price(self.u[party], self.w[party], self.seats[party]);
        }
    }

    /// Whether the house is full, and the dearest claim met is cheaper than the cheapest that is not.
    #[inline(always)]
    fn sure(&self, house: f32) -> bool {
        let last = std::array::from_fn(|i| self.rule.last(self.u[i], self.w[i], self.seats[i]));
        let dearest = folded::<N>(last, f32::NEG_INFINITY, Real::most);
        let cheapest = folded(self.next, f32::INFINITY, Real::least);
        let told_apart = cheapest - dearest > self.rule.margin(dearest.abs() + cheapest.abs(), house);
        // Infinite where nobody has a claim.
        let finite = (dearest.abs() < f32::INFINITY) & (cheapest < f32::INFINITY);
        let all = self.rule.is_all(dearest, cheapest, house);
        told_apart & finite & all & (sum(self.seats) == house) & (house > 0.0)
    }
}

/// All numbers into one, in four chains, so that none waits for all those before it.
#[inline(always)]
fn folded<const N: usize>(numbers: [f32; N], first: f32, fold: impl Fn(f32, f32) -> f32) -> f32 {
    let mut chains = [first; 4];
    for (i, number) in numbers.into_iter().enumerate() {
        chains[i % 4] = fold(chains[i % 4], number);
    }
    fold(fold(chains[0], chains[1]), fold(chains[2], chains[3]))
}

#[inline(always)]
fn sum<const N: usize>(numbers: [f32; N]) -> f32 {
    // −0, to which a first number is added for nothing.
    folded(numbers, -0.0, |a, b| a + b)
}
