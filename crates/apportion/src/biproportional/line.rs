//! One row or column that is shared by itself, in floating point.

// See `scaling`: the exact part decides.
#![allow(clippy::float_arithmetic)]

use super::lanes::{LANES, foremost, position, sum};
use super::rounding::Rounding;

/// The cells of a row or column. Behind them, up to whole lanes, are cells without votes.
pub(super) struct Line {
    cells: usize,
    /// Votes times the multiplier of the other side.
    claims: Vec<f64>,
    /// One by these: infinite without votes.
    inverses: Vec<f64>,
    minimums: Vec<f64>,
    /// Above the minimums.
    seats: Vec<f64>,
    /// At which multiplier the next seat comes, or the last one went.
    prices: Vec<f64>,
}

impl Line {
    pub(super) fn new() -> Self {
        let [claims, inverses, minimums, seats, prices] = [const { Vec::new() }; 5];
        Self { cells: 0, claims, inverses, minimums, seats, prices }
    }

    pub(super) fn seats(&self) -> &[f64] {
        &self.seats[..self.cells]
    }

    /// Takes the cells of a row or column.
    #[inline(always)]
    pub(super) fn fill(&mut self, votes: &[f64], multipliers: &[f64], minimums: &[f64]) {
        self.cells = votes.len();
        let room = self.cells.next_multiple_of(LANES);
        let Self { claims, inverses, minimums: above, seats, prices, .. } = self;
        for numbers in [&mut *claims, inverses, above, seats, prices] {
            numbers.resize(room, 0.0);
        }
        for (claim, (votes, multiplier)) in claims.iter_mut().zip(votes.iter().zip(multipliers)) {
            *claim = votes * multiplier;
        }
        claims[votes.len()..].fill(0.0);
        above[..votes.len()].copy_from_slice(minimums);
        above[votes.len()..].fill(0.0);
        inverses.iter_mut().zip(&*claims).for_each(|(inverse, claim)| *inverse = 1.0 / claim);
    }

    /// A multiplier in the middle of those by which the claims make so many seats above their minimums; nothing where
    /// there is no claim. `before` may be near.
    #[inline(always)]
    pub(super) fn divide<R: Rounding>(
        &mut self,
        target: f64,
        before: Option<f64>,
        rounding: R,
    ) -> Option<f64> {
        let largest = foremost(&self.claims, 0.0, |a, b| a > b);
        if largest <= 0.0 {
            self.seats.fill(0.0);
            return None;
        }
        // A closure would be compiled by itself, for narrow vectors.
        let mut sum = match before {
            Some(multiplier) => self.round(multiplier, rounding),
            None => f64::INFINITY,
        };
        if (sum - target).abs() > self.cells as f64 {
            let start = self.start(target, largest, rounding);
            sum = self.round(start, rounding);
        }
        if sum < target {
            self.price_next(rounding);
        } else if sum > target {
            self.price_last(rounding);
        }
        while sum < target {
            let Some(cell) = position(&self.prices, foremost(&self.prices, f64::INFINITY, |a, b| a < b))
            else {
                break;
            };
            self.seats[cell] += 1.0;
            self.prices[cell] = rounding.at(self.seats[cell] + self.minimums[cell]) * self.inverses[cell];
            sum += 1.0;
        }
        while sum > target {
            let Some(cell) = position(&self.prices, foremost(&self.prices, -1.0, |a, b| a > b)) else {
                break;
            };
            self.seats[cell] -= 1.0;
            self.prices[cell] = if self.seats[cell] > 0.0 {
                rounding.at(self.seats[cell] - 1.0 + self.minimums[cell]) * self.inverses[cell]
            } else {
                -1.0
            };
            sum -= 1.0;
        }
        self.price_next(rounding);
        let next = foremost(&self.prices, f64::INFINITY, |a, b| a < b);
        if target == 0.0 {
            return Some(next / 2.0);
        }
        self.price_last(rounding);
        let last = foremost(&self.prices, 0.0, |a, b| a > b);
        Some(last.sqrt() * next.sqrt())
    }

    /// A multiplier to begin with.
    #[inline(always)]
    fn start<R: Rounding>(&mut self, target: f64, largest: f64, rounding: R) -> f64 {
        let most = foremost(&self.minimums, 0.0, |a, b| a > b);
        if most > 0.0 {
            return self.halve(target, rounding.at(target + most + 1.0) / largest, rounding);
        }
        let total = sum(&self.claims);
        let many = self.claims.iter().filter(|&&claim| claim > 0.0).count() as f64;
        (target + many * rounding.excess()).max(0.0) / total
    }

    /// A multiplier that makes about so many seats, found by halving: with minimums most claims may make none, and no
    /// formula says how many. The highest makes enough.
    #[inline(always)]
    fn halve<R: Rounding>(&mut self, target: f64, highest: f64, rounding: R) -> f64 {
        let (mut low, mut high) = (0.0, highest);
        for _ in 0..64 {
            let middle = (low + high) / 2.0;
            if self.round(middle, rounding) < target { low = middle } else { high = middle }
        }
        high
    }

    /// The seats above the minimums by a multiplier, and their sum.
    #[inline(always)]
    fn round<R: Rounding>(&mut self, multiplier: f64, rounding: R) -> f64 {
        let cells = self.claims.iter().zip(&self.minimums);
        for (seats, (&claim, minimum)) in self.seats.iter_mut().zip(cells) {
            let above = rounding.seats(claim * multiplier) - minimum;
            let above = if above > 0.0 { above } else { 0.0 };
            *seats = if claim > 0.0 { above } else { 0.0 };
        }
        sum(&self.seats)
    }

    #[inline(always)]
    fn price_next<R: Rounding>(&mut self, rounding: R) {
        let cells = self.seats.iter().zip(&self.minimums).zip(&self.inverses);
        for (price, ((seats, minimum), inverse)) in self.prices.iter_mut().zip(cells) {
            *price = rounding.at(seats + minimum) * inverse;
        }
    }

    /// Below 0 where there is no seat.
    #[inline(always)]
    fn price_last<R: Rounding>(&mut self, rounding: R) {
        let cells = self.seats.iter().zip(&self.minimums).zip(&self.inverses);
        for (price, ((&seats, minimum), inverse)) in self.prices.iter_mut().zip(cells) {
            let last = rounding.at(seats - 1.0 + minimum) * inverse;
            *price = if seats > 0.0 { last } else { -1.0 };
        }
    }
}
