//! Seats between rows and columns as a flow, with a price at each of its nodes.
//!
//! Seats are those above the minimums throughout.

use std::cmp::Ordering;

use super::prices::Prices;
use super::ratio::BigRatio;
use super::rest::Rest;
use super::signposts::Signpost;

/// Seats and divisors that agree: every cell has d(x − 1) ≤ v/(R·C) ≤ d(x), the first only above its minimum. The
/// marginals may be amiss.
///
/// Nodes are the rows, then the columns.
#[derive(Debug, Clone)]
pub(super) struct Network<'a> {
    rest: &'a Rest<'a>,
    /// Above the minimums.
    pub(super) seats: Vec<u64>,
    pub(super) prices: Prices,
    /// Of rows the seats that they lack, of columns those that they have too many.
    pub(super) surplus: Vec<i128>,
}

impl<'a> Network<'a> {
    /// Rounds each quotient to a multiple of `step`; one at a signpost is rounded down.
    pub(super) fn new(rest: &'a Rest<'a>, logarithms: &(Vec<f64>, Vec<f64>), step: u64) -> Self {
        let (rows, columns) = (&rest.rows, &rest.columns);
        let prices = logarithms.0.iter().map(|&row| power(row));
        let prices = prices.chain(logarithms.1.iter().map(|&column| power(column).inverse())).collect();
        let prices = Prices::of(prices);
        let lacked = rows.iter().map(|&seats| i128::from(seats));
        let surplus = lacked.chain(columns.iter().map(|&seats| -i128::from(seats))).collect();
        let seats = vec![0; rest.votes.len()];
        let mut network = Self { rest, seats, prices, surplus };
        for row in 0..rows.len() {
            for column in 0..columns.len() {
                if network.votes(row, column) > 0 {
                    let quotient = network.quotient(row, column, logarithms);
                    let seats = network.round(row, column, quotient, step);
                    network.add(row, column, i128::from(seats));
                }
            }
        }
        network
    }

    /// Guess: the seats of a cell above its minimum, not rounded.
    #[allow(clippy::float_arithmetic)]
    fn quotient(&self, row: usize, column: usize, logarithms: &(Vec<f64>, Vec<f64>)) -> u64 {
        let votes = self.votes(row, column) as f64;
        let near = votes * (self.prices.about(self.rows() + column) / self.prices.about(row));
        let quotient = if near.is_nan() {
            (votes.log2() - logarithms.0[row] - logarithms.1[column]).exp2()
        } else {
            near
        };
        let minimum = self.rest.minimum(self.cell(row, column));
        (quotient as u64).min(1 << 33).saturating_sub(minimum.into())
    }

    /// The smallest multiple of `step` whose signpost is not below the quotient.
    fn round(&self, row: usize, column: usize, guess: u64, step: u64) -> u64 {
        let cell = self.cell(row, column);
        let fits =
            |seats: u64| self.compare(row, column, self.rest.signpost(cell, seats)) != Ordering::Greater;
        let mut seats = guess / step * step;
        // The guess is off by a step or two.
        while !fits(seats) {
            seats += step;
        }
        while seats >= step && fits(seats - step) {
            seats -= step;
        }
        seats
    }

    pub(super) fn rows(&self) -> usize {
        self.rest.rows.len()
    }

    pub(super) fn columns(&self) -> usize {
        self.rest.columns.len()
    }

    fn cell(&self, row: usize, column: usize) -> usize {
        row * self.columns() + column
    }

    fn votes(&self, row: usize, column: usize) -> u64 {
        self.rest.votes[self.cell(row, column)]
    }

    pub(super) fn add(&mut self, row: usize, column: usize, seats: i128) {
        let cell = self.cell(row, column);
        self.seats[cell] = self.seats[cell].saturating_add_signed(i64::try_from(seats).unwrap_or(0));
        let column = self.rows() + column;
        self.surplus[row] -= seats;
        self.surplus[column] += seats;
    }

    /// The quotient of a cell against a signpost, exactly.
    pub(super) fn compare(&self, row: usize, column: usize, signpost: Signpost) -> Ordering {
        self.prices.compare(self.votes(row, column), row, self.rows() + column, signpost)
    }

    /// Whether the cell's next seat costs nothing: its quotient is at the signpost above.
    pub(super) fn may_gain(&self, row: usize, column: usize) -> bool {
        let cell = self.cell(row, column);
        let signpost = self.rest.signpost(cell, self.seats[cell]);
        self.votes(row, column) > 0 && self.compare(row, column, signpost) == Ordering::Equal
    }

    /// Whether the cell's last seat is worth nothing: its quotient is at the signpost below. A minimum stays.
    pub(super) fn may_lose(&self, row: usize, column: usize) -> bool {
        let cell = self.cell(row, column);
        let seats = self.seats[cell];
        seats > 0 && self.compare(row, column, self.rest.signpost(cell, seats - 1)) == Ordering::Equal
    }

    /// Whether every quotient lies between the signposts of its seats.
    pub(super) fn holds(&self) -> bool {
        (0..self.rows()).all(|row| {
            (0..self.columns()).filter(|&column| self.votes(row, column) > 0).all(|column| {
                let cell = self.cell(row, column);
                let seats = self.seats[cell];
                self.compare(row, column, self.rest.signpost(cell, seats)) != Ordering::Greater
                    && (seats == 0
                        || self.compare(row, column, self.rest.signpost(cell, seats - 1)) != Ordering::Less)
            })
        })
    }

    /// Seats that are missing somewhere and too many elsewhere.
    pub(super) fn misplaced(&self) -> u128 {
        self.surplus.iter().filter(|&&surplus| surplus > 0).map(|surplus| surplus.unsigned_abs()).sum()
    }

    /// The divisors' logarithms, about.
    #[allow(clippy::float_arithmetic)]
    pub(super) fn logarithms(&self) -> (Vec<f64>, Vec<f64>) {
        let nodes = 0..self.prices.len();
        let mut rows: Vec<f64> = nodes.map(|node| self.prices.exact(node).log2()).collect();
        let columns = rows.split_off(self.rows()).into_iter().map(|log| -log).collect();
        (rows, columns)
    }

    /// What a transfer from one node to the next costs: a fraction of products.
    pub(super) fn cost(&self, from: usize, to: usize, step: u64) -> ([u64; 2], [u64; 2]) {
        if from < to {
            let column = to - self.rows();
            let cell = self.cell(from, column);
            let signpost = self.rest.signpost(cell, self.seats[cell]);
            (signpost.up, [self.votes(from, column), signpost.down])
        } else {
            let column = from - self.rows();
            let cell = self.cell(to, column);
            let signpost = self.rest.signpost(cell, self.seats[cell].saturating_sub(step));
            ([self.votes(to, column), signpost.down], signpost.up)
        }
    }

    /// Whether `step` seats can go from one node to the other.
    pub(super) fn passes(&self, from: usize, to: usize, step: u64) -> bool {
        if from < to {
            self.votes(from, to - self.rows()) > 0
        } else {
            self.seats[self.cell(to, from - self.rows())] >= step
        }
    }
}

/// 2^`log`, as a fraction of 53 bits.
#[allow(clippy::float_arithmetic)]
fn power(log: f64) -> BigRatio {
    let log = if log.is_finite() { log.clamp(-1e6, 1e6) } else { 0.0 };
    let whole = log.floor();
    // Between 2^52 and 2^53.
    let mantissa = (log - whole + 52.0).exp2() as u64;
    BigRatio::dyadic(mantissa, whole as i64 - 52)
}
