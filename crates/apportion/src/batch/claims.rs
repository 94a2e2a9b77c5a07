//! Elections where the cheapest claims are met: everybody is rounded by an estimated multiplier, a little too small, and the
//! few seats that are missing go to the cheapest claims. A claim's price is the multiplier at which it is met.
//!
//! An election is sure when its house is full and the dearest claim that is met is cheaper than the cheapest that is not, by
//! more than all roundings together: [`Real::DOUBT`].

#![allow(clippy::float_arithmetic)]

use super::lanes::Election;
use super::real::Real;

/// How votes become prices. `u` and `w` are what [`Self::prepare`] makes of a party's votes.
pub(super) trait Rule: Copy {
    type Real: Real;
    /// Whether [`Self::of_all`] says anything.
    const ASKS_OF_ALL: bool = false;
    /// Whether it is common.
    const USUAL: bool = false;

    /// What follows from all votes and the house and needs more digits than the elections have.
    #[inline(always)]
    fn of_all(self, _total: f64, _house: f64) -> f64 {
        0.0
    }
    /// Two numbers of a party: for rounding, and for prices.
    fn prepare(self, v: Self::Real, all: &All<Self::Real>) -> (Self::Real, Self::Real);
    /// The multiplier that about fills the house, and by how much it moves for a seat.
    fn start<const N: usize>(self, u: &[Self::Real; N], all: &All<Self::Real>) -> (Self::Real, Self::Real);
    /// About how many seats a party has at a multiplier; the fewest it can have.
    fn seats(self, u: Self::Real, m: Self::Real) -> Self::Real;
    /// The price of a party's next claim when it has `s` seats; never the cheapest where there is none.
    fn price(self, u: Self::Real, w: Self::Real, s: Self::Real) -> Self::Real;
    /// How much two prices must differ to be told apart: `sum` is the sum of both, without their signs.
    #[inline(always)]
    fn margin(self, sum: Self::Real, _house: Self::Real) -> Self::Real {
        sum * Self::Real::DOUBT
    }
    /// Whether meeting the cheapest claims is all of the method for such an election.
    #[inline(always)]
    fn is_all(self, _dearest: Self::Real, _cheapest: Self::Real, _house: Self::Real) -> bool {
        true
    }
}

/// What a rule may ask of an election.
pub(super) struct All<F> {
    pub(super) house: F,
    /// All votes, rounded.
    pub(super) total: F,
    /// Parties with votes.
    pub(super) parties: F,
    /// [`Rule::of_all`].
    pub(super) of_all: F,
}

/// Elections by such a rule.
#[derive(Clone, Copy)]
pub(super) struct Claims<R>(pub(super) R);

impl<R: Rule> Election for Claims<R> {
    type Real = R::Real;
    const ASKS_OF_ALL: bool = R::ASKS_OF_ALL;
    const USUAL: bool = R::USUAL;

    #[inline(always)]
    fn of_all(self, total: f64, house: f64) -> f64 {
        self.0.of_all(total, house)
    }

    #[inline(always)]
    fn count<const N: usize>(
        self,
        votes: [R::Real; N],
        house: R::Real,
        of_all: R::Real,
    ) -> ([R::Real; N], bool) {
        let rule = self.0;
        let mut all = All { house, total: R::Real::ZERO, parties: R::Real::ZERO, of_all };
        for v in votes {
            all.total += v;
            all.parties += R::Real::if_so(v > R::Real::ZERO);
        }
        // Rounding moves a sum of n parties by about √(n/12) seats: aim at twice that too few, so that there are
        // hardly ever too many. The second rounding corrects the first by what it missed.
        let aim = R::Real::of(match N {
            0..=4 => 1.1,
            5..=8 => 1.6,
            9..=16 => 2.3,
            _ => 3.3,
        });
        let none = [R::Real::ZERO; N];
        let mut lane = Lane { rule, u: votes, w: none, seats: none, next: none, missing: house };
        for ((u, w), v) in lane.u.iter_mut().zip(&mut lane.w).zip(votes) {
            (*u, *w) = rule.prepare(v, &all);
        }
        let (start, per_seat) = rule.start(&lane.u, &all);
        lane.round(house, start - aim * per_seat);
        let m = start + (lane.missing - aim - aim) * per_seat;
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
}

/// An election while it is counted.
struct Lane<R: Rule, const N: usize> {
    rule: R,
    u: [R::Real; N],
    w: [R::Real; N],
    seats: [R::Real; N],
    /// The price of everybody's next claim.
    next: [R::Real; N],
    missing: R::Real,
}

impl<R: Rule, const N: usize> Lane<R, N> {
    /// Everybody rounded by a multiplier.
    #[inline(always)]
    fn round(&mut self, house: R::Real, m: R::Real) {
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
        let cheapest = self.next.into_iter().fold(R::Real::INFINITY, R::Real::least);
        // Who is full buys nothing: no price is below −∞.
        let open = self.missing > R::Real::ZERO;
        let pays = if open { cheapest } else { R::Real::NEG_INFINITY };
        self.missing -= R::Real::if_so(open);
        for party in 0..N {
            self.seats[party] += R::Real::if_so(self.next[party] <= pays);
            self.next[party] = self.rule.price(self.u[party], self.w[party], self.seats[party]);
        }
    }

    /// Whether the house is full, and the dearest claim met is cheaper than the cheapest that is not.
    #[inline(always)]
    fn sure(&self, house: R::Real) -> bool {
        let (zero, none) = (R::Real::ZERO, R::Real::NEG_INFINITY);
        let (mut dearest, mut cheapest, mut sum) = (none, R::Real::INFINITY, zero);
        for party in 0..N {
            let seats = self.seats[party];
            let price = self.rule.price(self.u[party], self.w[party], seats - R::Real::ONE);
            dearest = dearest.most(if seats > zero { price } else { none });
            cheapest = cheapest.least(self.next[party]);
            sum += seats;
        }
        let told_apart = cheapest - dearest > self.rule.margin(dearest.abs() + cheapest.abs(), house);
        // Infinite where nobody has a claim.
        let finite = (dearest.abs() < R::Real::INFINITY) & (cheapest < R::Real::INFINITY);
        let all = self.rule.is_all(dearest, cheapest, house);
        told_apart & finite & all & (sum == house) & (house > zero)
    }
}
