//! Divisors to publish: as short as the seats allow.

// Floats propose divisors; `Network::holds` decides.
#![allow(clippy::float_arithmetic)]

use super::ratio::BigRatio;
use super::rest::Rest;
use super::ties::Groups;
use super::transfer::Network;

/// More digits than a float knows need not be tried.
const MOST_DIGITS: u32 = 15;
/// In binary logarithms: with as much room as this, ten digits are enough.
const ROOM: f64 = 1e-9;

/// Gives the network the shortest decimal divisors that still yield its seats. Where ties bind divisors together, one
/// of them is a decimal and the others follow. Where the room is too narrow, the divisors stay as they are. The
/// parties' seats say what the average divisor is.
pub(super) fn shorten(network: &mut Network<'_>, rest: &Rest<'_>, party_seats: &[u32], groups: &Groups) {
    let logarithms = Centre::find(network, rest, party_seats, groups);
    let mut proposal = network.clone();
    for digits in 1..=MOST_DIGITS {
        propose(&mut proposal, rest, groups, &logarithms, digits);
        if proposal.holds() {
            network.prices = proposal.prices;
            return;
        }
    }
}

fn propose(
    network: &mut Network<'_>,
    rest: &Rest<'_>,
    groups: &Groups,
    logarithms: &(Vec<f64>, Vec<f64>),
    digits: u32,
) {
    let (rows, columns) = (rest.rows.len(), rest.columns.len());
    for &(node, bond) in &groups.tree {
        network.prices[node] = match bond {
            None if node < rows => decimal(logarithms.0[node], digits),
            None => decimal(logarithms.1[node - rows], digits).inverse(),
            Some(bond) => {
                let cell = node.min(bond.before) * columns + node.max(bond.before) - rows;
                let signpost = rest.signpost(cell, network.seats[cell] - u64::from(bond.holds_seat));
                let price = network.prices[bond.before].clone();
                // v·unit = d·R·C, and a column's price is 1/C.
                if node < rows {
                    price
                        .times(rest.votes[cell])
                        .times(signpost.down)
                        .over(signpost.up[0])
                        .over(signpost.up[1])
                } else {
                    price
                        .times(signpost.up[0])
                        .times(signpost.up[1])
                        .over(rest.votes[cell])
                        .over(signpost.down)
                }
            }
        };
    }
}

/// 2^`log` to so many decimal digits.
fn decimal(log: f64, digits: u32) -> BigRatio {
    let log = log * std::f64::consts::LOG10_2;
    let places = log.floor() as i64 - i64::from(digits) + 1;
    // At most 10^15.
    let mantissa = 10f64.powf(log - places as f64).round() as u64;
    let power = |ratio: BigRatio, left: u64| {
        if places < 0 { ratio.over(10u64.pow(left as u32)) } else { ratio.times(10u64.pow(left as u32)) }
    };
    let groups = std::iter::repeat_n(18, (places.unsigned_abs() / 18) as usize);
    groups.chain([places.unsigned_abs() % 18]).fold(BigRatio::one().times(mantissa.max(1)), power)
}

/// Logarithms of divisors far from all signposts.
struct Centre<'a> {
    rest: &'a Rest<'a>,
    party_seats: &'a [u32],
    groups: &'a Groups,
    /// For each cell what the logarithms of its two divisors may add up to.
    least: Vec<f64>,
    most: Vec<f64>,
    rows: Vec<f64>,
    columns: Vec<f64>,
}

impl<'a> Centre<'a> {
    fn find(
        network: &Network<'_>,
        rest: &'a Rest<'a>,
        party_seats: &'a [u32],
        groups: &'a Groups,
    ) -> (Vec<f64>, Vec<f64>) {
        let log = |cell: usize, seats: u64| rest.signpost(cell, seats).about().log2();
        let cells = rest.votes.iter().zip(&network.seats).enumerate();
        let least =
            cells.clone().map(|(cell, (&votes, &seats))| (votes as f64).log2() - log(cell, seats)).collect();
        // At a minimum the quotient may be as small as it likes.
        let most = cells.map(|(cell, (&votes, &seats))| match seats {
            0 => f64::INFINITY,
            _ => (votes as f64).log2() - log(cell, seats - 1),
        });
        let most = most.collect();
        let (rows, columns) = network.logarithms();
        let mut centre = Self { rest, party_seats, groups, least, most, rows, columns };
        for pass in 0..centre.rows.len() + centre.columns.len() + 4 {
            if centre.pass() > ROOM && pass > 2 {
                break;
            }
        }
        centre.normalise();
        (centre.rows, centre.columns)
    }

    /// Puts each group in the middle of its room; the smallest room that was found.
    fn pass(&mut self) -> f64 {
        let nodes = self.rows.len() + self.columns.len();
        // For each group the room to move, rows up and columns down.
        let mut members = vec![Vec::new(); nodes];
        for row in 0..self.rows.len() {
            members[self.groups.of_row(row)].push(row);
        }
        for column in 0..self.columns.len() {
            members[self.groups.of_column(column)].push(self.rows.len() + column);
        }
        let mut smallest = f64::INFINITY;
        for (group, members) in members.iter().enumerate().filter(|(_, members)| !members.is_empty()) {
            let (low, high) = self.room(group, members);
            smallest = smallest.min(high - low);
            let shift = match (low.is_finite(), high.is_finite()) {
                (true, true) => (low + high) / 2.0,
                (true, false) => (low + 0.5).max(0.0),
                (false, true) => (high - 0.5).min(0.0),
                (false, false) => 0.0,
            };
            for &node in members {
                match node.checked_sub(self.rows.len()) {
                    None => self.rows[node] += shift,
                    Some(column) => self.columns[column] -= shift,
                }
            }
        }
        smallest
    }

    fn room(&self, group: usize, members: &[usize]) -> (f64, f64) {
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        let mut bound = |row: usize, column: usize, up: bool| {
            let cell = row * self.columns.len() + column;
            let sum = self.rows[row] + self.columns[column];
            let (least, most) = (self.least[cell] - sum, self.most[cell] - sum);
            low = low.max(if up { least } else { -most });
            high = high.min(if up { most } else { -least });
        };
        for &node in members {
            match node.checked_sub(self.rows.len()) {
                None => (0..self.columns.len())
                    .filter(|&column| self.groups.of_column(column) != group && self.votes(node, column) > 0)
                    .for_each(|column| bound(node, column, true)),
                Some(column) => (0..self.rows.len())
                    .filter(|&row| self.groups.of_row(row) != group && self.votes(row, column) > 0)
                    .for_each(|row| bound(row, column, false)),
            }
        }
        (low, high)
    }

    fn votes(&self, row: usize, column: usize) -> u64 {
        self.rest.votes[row * self.columns.len() + column]
    }

    /// Makes the average party's divisor 1, so that a district's divisor is about its votes a seat.
    fn normalise(&mut self) {
        let seats = || self.party_seats.iter().map(|&seats| f64::from(seats));
        let house: f64 = seats().sum();
        if house > 0.0 {
            let sum: f64 = self.columns.iter().zip(seats()).map(|(log, seats)| log * seats).sum();
            let average = sum / house;
            self.columns.iter_mut().for_each(|log| *log -= average);
            self.rows.iter_mut().for_each(|log| *log += average);
        }
    }
}
