//! Alternating scaling: a guess at the divisors, in floating point.
//!
//! Everything is a binary logarithm, so that no product of votes and divisors leaves the range of floats.

// A guess: the exact part in `transfer` decides.
#![allow(clippy::float_arithmetic)]

use super::rest::Rest;
use super::signposts::Signposts;
use super::solution::Effort;

/// So many rounds without fewer flaws, and it is time for transfers.
const PATIENCE: u32 = 4;
const MOST_ROUNDS: u32 = 64;

/// Logarithms of the divisors of rows and columns, by which the seats come near to both marginals.
pub(super) fn guess(rest: &Rest<'_>, effort: &mut Effort) -> (Vec<f64>, Vec<f64>) {
    let (rows, columns, signposts) = (&*rest.rows, &*rest.columns, rest.signposts);
    // No votes: minus infinity. Beside each claim the minimum of its cell.
    let claims = rest.votes.iter().map(|&v| (v as f64).log2()).enumerate();
    let claims: Vec<(f64, u32)> = claims.map(|(cell, claim)| (claim, rest.minimum(cell))).collect();
    let (mut row_divisors, mut column_divisors) = (vec![0.0; rows.len()], vec![0.0; columns.len()]);
    let mut line = Line::default();
    let mut best = (u64::MAX, row_divisors.clone(), column_divisors.clone());
    let mut waited = 0;
    for _ in 0..MOST_ROUNDS {
        effort.scalings += 1;
        let mut sums = vec![0u64; columns.len()];
        for (i, divisor) in row_divisors.iter_mut().enumerate() {
            let row = claims.iter().skip(i * columns.len()).zip(&column_divisors);
            let row = row.map(|(&(claim, minimum), column)| (claim - column, minimum));
            *divisor = line.divide(row, rows[i], signposts, *divisor);
            sums.iter_mut().zip(&line.seats).for_each(|(sum, seats)| *sum += seats);
        }
        if flaws(&sums, columns) == 0 {
            return (row_divisors, column_divisors);
        }
        let mut sums = vec![0u64; rows.len()];
        for (j, divisor) in column_divisors.iter_mut().enumerate() {
            let column = claims.iter().skip(j).step_by(columns.len()).zip(&row_divisors);
            let column = column.map(|(&(claim, minimum), row)| (claim - row, minimum));
            *divisor = line.divide(column, columns[j], signposts, *divisor);
            sums.iter_mut().zip(&line.seats).for_each(|(sum, seats)| *sum += seats);
        }
        let left = flaws(&sums, rows);
        waited += 1;
        if left < best.0 {
            waited = 0;
            best = (left, row_divisors.clone(), column_divisors.clone());
        }
        if left == 0 || waited == PATIENCE {
            break;
        }
    }
    (best.1, best.2)
}

fn flaws(sums: &[u64], seats: &[u32]) -> u64 {
    sums.iter().zip(seats).fold(0, |flaws, (&sum, &seats)| flaws.saturating_add(sum.abs_diff(seats.into())))
}

/// One row or column that is shared by itself.
#[derive(Default)]
struct Line {
    claims: Vec<f64>,
    minimums: Vec<u32>,
    /// Above the minimums.
    seats: Vec<u64>,
}

impl Line {
    /// The logarithm of a divisor in the middle of those by which the claims make so many seats above their minimums;
    /// `before` where there is no claim.
    fn divide(
        &mut self,
        claims: impl Iterator<Item = (f64, u32)>,
        seats: u32,
        signposts: Signposts,
        before: f64,
    ) -> f64 {
        self.claims.clear();
        self.minimums.clear();
        for (claim, minimum) in claims {
            self.claims.push(claim);
            self.minimums.push(minimum);
        }
        self.seats.clear();
        self.seats.resize(self.claims.len(), 0);
        let largest = self.claims.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if !largest.is_finite() {
            return before;
        }
        let mut total = 0.0;
        let mut many = 0.0;
        for claim in &mut self.claims {
            *claim = (*claim - largest).exp2();
            total += *claim;
            many += f64::from(u8::from(*claim > 0.0));
        }
        let first = signposts.first();
        let target = u64::from(seats);
        let multiplier = if self.minimums.iter().all(|&minimum| minimum == 0) {
            (f64::from(seats) + many * (first - 0.5)).max(0.0) / total
        } else {
            self.halve(target, signposts)
        };
        let mut sum = self.round(multiplier, signposts);
        let at = |seats: u64, minimum: u32| signposts.at(seats + u64::from(minimum)).about();
        loop {
            // The multipliers at which the next seat comes, and the last one went.
            let (mut next, mut last) = ((f64::INFINITY, 0), (0.0, 0));
            let cells = self.claims.iter().zip(&self.minimums).zip(&self.seats);
            for (k, ((claim, &minimum), &seats)) in cells.enumerate() {
                let price = at(seats, minimum) / claim;
                if price < next.0 {
                    next = (price, k);
                }
                if seats > 0 && at(seats - 1, minimum) / claim > last.0 {
                    last = (at(seats - 1, minimum) / claim, k);
                }
            }
            if sum < target {
                self.seats[next.1] += 1;
                sum += 1;
            } else if sum > target {
                self.seats[last.1] -= 1;
                sum -= 1;
            } else {
                let middle = if target == 0 { next.0 / 2.0 } else { (last.0 * next.0).sqrt() };
                return largest - middle.log2();
            }
        }
    }

    /// The seats above the minimums by a multiplier, and their sum.
    fn round(&mut self, multiplier: f64, signposts: Signposts) -> u64 {
        let first = signposts.first();
        let mut sum = 0u64;
        for ((claim, &minimum), seats) in self.claims.iter().zip(&self.minimums).zip(&mut self.seats) {
            // The cast cuts off what is below 0. Without votes there is no seat, be the first signpost 0.
            let claims = u64::from(*claim > 0.0);
            *seats = claims * (claim * multiplier - first + 1.0 - f64::from(minimum)) as u64;
            sum = sum.saturating_add(*seats);
        }
        sum
    }

    /// A multiplier that makes about so many seats, found by halving: with minimums most claims may make none, and no
    /// formula says how many.
    fn halve(&mut self, target: u64, signposts: Signposts) -> f64 {
        let most = self.minimums.iter().copied().max().unwrap_or(0);
        // By this one the largest claim, which is 1, makes all of them.
        let (mut low, mut high) = (0.0, target as f64 + f64::from(most) + 1.0 + signposts.first());
        for _ in 0..64 {
            let middle = (low + high) / 2.0;
            if self.round(middle, signposts) < target { low = middle } else { high = middle }
        }
        high
    }
}
