//! Tie-and-transfer: seats wander from rows and columns with too many to those with too few, exactly.
//!
//! The seats are a flow from rows to columns, and each seat of a cell is dearer than the one before: the one after x
//! seats costs log(d(x)/v). A matrix is biproportional when it meets the marginals at the least cost, and the dual
//! prices of the nodes are the logarithms of the divisors. So this is a flow of convex cost, found by shortest
//! augmenting paths with capacity scaling (Ahuja, Magnanti and Orlin 1993, 14.5). Costs stay products of whole numbers;
//! no logarithm is taken.
//!
//! Seats are those above the minimums throughout.

use std::cmp::Ordering;

use super::ratio::BigRatio;
use super::rest::Rest;
use super::signposts::Signpost;
use super::solution::Effort;
use crate::exact::compare_products;

/// Seats and divisors that agree: every cell has d(x − 1) ≤ v/(R·C) ≤ d(x), the first only above its minimum. The
/// marginals may be amiss.
///
/// Nodes are the rows, then the columns.
#[derive(Debug, Clone)]
pub(super) struct Network<'a> {
    rest: &'a Rest<'a>,
    /// Above the minimums.
    pub(super) seats: Vec<u64>,
    /// The divisor of a row, the inverse of the divisor of a column. Neither is ever 0.
    pub(super) prices: Vec<BigRatio>,
    /// Of rows the seats that they lack, of columns those that they have too many.
    surplus: Vec<i128>,
}

impl<'a> Network<'a> {
    /// Rounds each quotient to a multiple of `step`; one at a signpost is rounded down.
    pub(super) fn new(rest: &'a Rest<'a>, logarithms: &(Vec<f64>, Vec<f64>), step: u64) -> Self {
        let (rows, columns) = (&rest.rows, &rest.columns);
        let prices = logarithms.0.iter().map(|&row| power(row));
        let prices = prices.chain(logarithms.1.iter().map(|&column| power(column).inverse())).collect();
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
        let quotient = (votes.log2() - logarithms.0[row] - logarithms.1[column]).exp2();
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

    fn rows(&self) -> usize {
        self.rest.rows.len()
    }

    fn columns(&self) -> usize {
        self.rest.columns.len()
    }

    fn cell(&self, row: usize, column: usize) -> usize {
        row * self.columns() + column
    }

    fn votes(&self, row: usize, column: usize) -> u64 {
        self.rest.votes[self.cell(row, column)]
    }

    fn add(&mut self, row: usize, column: usize, seats: i128) {
        let cell = self.cell(row, column);
        self.seats[cell] = self.seats[cell].saturating_add_signed(i64::try_from(seats).unwrap_or(0));
        let column = self.rows() + column;
        self.surplus[row] -= seats;
        self.surplus[column] += seats;
    }

    /// The quotient of a cell against a signpost, exactly.
    pub(super) fn compare(&self, row: usize, column: usize, signpost: Signpost) -> Ordering {
        let (row_price, column_price) = (&self.prices[row], &self.prices[self.rows() + column]);
        let votes = [self.votes(row, column)];
        let unit = [signpost.down];
        compare_products(
            &[&votes, &unit, row_price.denominator(), column_price.numerator()],
            &[&[signpost.up[0]], &[signpost.up[1]], row_price.numerator(), column_price.denominator()],
        )
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
        let mut rows: Vec<f64> = self.prices.iter().map(BigRatio::log2).collect();
        let columns = rows.split_off(self.rows()).into_iter().map(|log| -log).collect();
        (rows, columns)
    }

    /// Transfers `step` seats at a time, until no node has so many too many that could go where as many are missing.
    pub(super) fn settle(&mut self, step: u64, effort: &mut Effort) {
        loop {
            let before = effort.transfers;
            for source in 0..self.surplus.len() {
                while self.surplus[source] >= i128::from(step) {
                    let Some(path) = Search::run(self, source, step) else { break };
                    self.transfer(&path, step);
                    effort.transfers += 1;
                }
            }
            if effort.transfers == before || self.misplaced() == 0 {
                return;
            }
        }
    }

    /// Moves seats along the path and makes its cells' ties exact.
    fn transfer(&mut self, search: &Search, step: u64) {
        self.reprice(search, step);
        let mut node = search.target;
        while let Some(before) = search.parents[node] {
            // From a row to a column a seat is given, the other way one is taken.
            if before < node {
                self.add(before, node - self.rows(), i128::from(step));
            } else {
                self.add(node, before - self.rows(), -i128::from(step));
            }
            node = before;
        }
    }

    /// All that is nearer than the target comes as far as the target: its price is the target's, changed along the
    /// tree. The target was short of seats from the beginning and kept its first, short price, so that no price ever
    /// has more factors than a path has cells.
    fn reprice(&mut self, search: &Search, step: u64) {
        let mut done = vec![false; self.prices.len()];
        done[search.target] = true;
        let mut node = search.target;
        while let Some(before) = search.parents[node] {
            let (up, down) = self.cost(before, node, step);
            self.prices[before] = multiply(&self.prices[node], down, up);
            done[before] = true;
            node = before;
        }
        for &node in &search.settled {
            if let Some(before) = search.parents[node]
                && !done[node]
            {
                let (up, down) = self.cost(before, node, step);
                self.prices[node] = multiply(&self.prices[before], up, down);
                done[node] = true;
            }
        }
    }

    /// What a transfer from one node to the next costs: a fraction of products.
    fn cost(&self, from: usize, to: usize, step: u64) -> ([u64; 2], [u64; 2]) {
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
    fn passes(&self, from: usize, to: usize, step: u64) -> bool {
        if from < to {
            self.votes(from, to - self.rows()) > 0
        } else {
            self.seats[self.cell(to, from - self.rows())] >= step
        }
    }
}

fn multiply(ratio: &BigRatio, up: [u64; 2], down: [u64; 2]) -> BigRatio {
    let ratio = up.into_iter().fold(ratio.clone(), BigRatio::times);
    down.into_iter().fold(ratio, BigRatio::over)
}

/// Shortest paths from one node (Dijkstra 1959) to the nearest that is short of seats.
///
/// The length of an arc is its cost, corrected by the prices of its ends: never below 1 in these products.
struct Search {
    target: usize,
    parents: Vec<Option<usize>>,
    /// Nodes nearer than the target, nearest first.
    settled: Vec<usize>,
}

impl Search {
    fn run(network: &Network<'_>, source: usize, step: u64) -> Option<Self> {
        let nodes = network.prices.len();
        let mut parents = vec![None; nodes];
        let mut settled = Vec::new();
        // The cost of the path to each node, times the source's price.
        let mut labels: Vec<Option<BigRatio>> = vec![None; nodes];
        let mut open = vec![true; nodes];
        labels[source] = Some(network.prices[source].clone());
        loop {
            let node = Self::nearest(network, &labels, &open)?;
            if network.surplus[node] <= -i128::from(step) {
                return Some(Self { target: node, parents, settled });
            }
            open[node] = false;
            settled.push(node);
            let label = labels[node].clone()?;
            let others = if node < network.rows() { network.rows()..nodes } else { 0..network.rows() };
            for next in others.filter(|&next| open[next] && network.passes(node, next, step)) {
                let (up, down) = network.cost(node, next, step);
                let nearer = labels[next].as_ref().is_none_or(|old| {
                    let ([a, b], [c, d]) = (up, down);
                    let new: [&[u64]; 4] = [label.numerator(), old.denominator(), &[a], &[b]];
                    let old: [&[u64]; 4] = [label.denominator(), old.numerator(), &[c], &[d]];
                    compare_products(&new, &old) == Ordering::Less
                });
                if nearer {
                    labels[next] = Some(multiply(&label, up, down));
                    parents[next] = Some(node);
                }
            }
        }
    }

    fn nearest(network: &Network<'_>, labels: &[Option<BigRatio>], open: &[bool]) -> Option<usize> {
        let reached = labels.iter().enumerate().filter(|&(node, _)| open[node]);
        let reached =
            reached.filter_map(|(node, label)| Some((node, label.as_ref()?, &network.prices[node])));
        let nearest = reached.min_by(|(_, label, price), (_, other_label, other_price)| {
            compare_products(
                &[label.numerator(), price.denominator(), other_label.denominator(), other_price.numerator()],
                &[label.denominator(), price.numerator(), other_label.numerator(), other_price.denominator()],
            )
        });
        nearest.map(|(node, ..)| node)
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
