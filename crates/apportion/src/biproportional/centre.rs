//! Divisors in the middle of their room, in floating point.

// Floats propose divisors; `Network::holds` decides.
#![allow(clippy::float_arithmetic)]

use super::lanes::{LANES, foremost};
use super::network::Network;
use super::rest::Rest;
use super::ties::Groups;

/// In binary logarithms: with as much room as this, ten digits are enough.
const ROOM: f64 = 1e-9;

/// Logarithms of divisors far from all signposts.
pub(super) struct Centre<'a> {
    groups: &'a Groups,
    by_row: Side,
    by_column: Side,
    /// What is left of a line when the other side's logarithms are taken off.
    left: Vec<f64>,
}

/// Rows with their cells, or columns.
struct Side {
    /// For each cell what the logarithms of its two divisors may add up to, and infinities without votes: line after
    /// line, each filled up to whole lanes.
    least: Vec<f64>,
    most: Vec<f64>,
    /// Of the divisors.
    logarithms: Vec<f64>,
}

impl<'a> Centre<'a> {
    /// The logarithms of rows and columns.
    pub(super) fn find(
        network: &Network<'_>,
        rest: &Rest<'_>,
        party_seats: &[u32],
        groups: &'a Groups,
    ) -> (Vec<f64>, Vec<f64>) {
        let (rows, columns) = network.logarithms();
        let width = columns.len();
        let signpost = |cell: usize, seats: u64| rest.signpost(cell, seats).about();
        let least = |cell: usize| match rest.votes[cell] {
            0 => f64::NEG_INFINITY,
            votes => (votes as f64 / signpost(cell, network.seats[cell])).log2(),
        };
        // At a minimum the quotient may be as small as it likes.
        let most = |cell: usize| match (rest.votes[cell], network.seats[cell]) {
            (0, _) | (_, 0) => f64::INFINITY,
            (votes, seats) => (votes as f64 / signpost(cell, seats - 1)).log2(),
        };
        let (mut by_row, mut by_column) = (Side::of(rows, width), Side::of(columns, rest.rows.len()));
        for row in 0..rest.rows.len() {
            for column in 0..width {
                let cell = row * width + column;
                by_row.set(row, column, least(cell), most(cell));
            }
        }
        for column in 0..width {
            for row in 0..rest.rows.len() {
                let (least, most) = by_row.get(row, column);
                by_column.set(column, row, least, most);
            }
        }
        let mut centre = Self { groups, by_row, by_column, left: Vec::new() };
        for pass in 0..rest.rows.len() + width + 4 {
            if centre.pass() > ROOM && pass > 2 {
                break;
            }
        }
        centre.normalise(party_seats);
        (centre.by_row.logarithms, centre.by_column.logarithms)
    }

    /// Puts each group in the middle of its room; the smallest room that was found.
    fn pass(&mut self) -> f64 {
        let rows = self.by_row.logarithms.len();
        let nodes = rows + self.by_column.logarithms.len();
        // For each group the room to move, rows up and columns down.
        let mut members = vec![Vec::new(); nodes];
        for row in 0..rows {
            members[self.groups.of_row(row)].push(row);
        }
        for column in 0..nodes - rows {
            members[self.groups.of_column(column)].push(rows + column);
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
                match node.checked_sub(rows) {
                    None => self.by_row.logarithms[node] += shift,
                    Some(column) => self.by_column.logarithms[column] -= shift,
                }
            }
        }
        smallest
    }

    /// How far a group may move.
    fn room(&mut self, group: usize, members: &[usize]) -> (f64, f64) {
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        let Self { groups, by_row, by_column, left } = self;
        for &node in members {
            match node.checked_sub(by_row.logarithms.len()) {
                None => {
                    let outside = |column| groups.of_column(column) != group;
                    let (least, most) = by_row.room(node, by_column, outside, left);
                    (low, high) = (low.max(least), high.min(most));
                }
                Some(column) => {
                    let outside = |row| groups.of_row(row) != group;
                    let (least, most) = by_column.room(column, by_row, outside, left);
                    (low, high) = (low.max(-most), high.min(-least));
                }
            }
        }
        (low, high)
    }

    /// Makes the average party's divisor 1, so that a district's divisor is about its votes a seat.
    fn normalise(&mut self, party_seats: &[u32]) {
        let seats = || party_seats.iter().map(|&seats| f64::from(seats));
        let house: f64 = seats().sum();
        if house > 0.0 {
            let columns = &mut self.by_column.logarithms;
            let sum: f64 = columns.iter().zip(seats()).map(|(log, seats)| log * seats).sum();
            let average = sum / house;
            columns.iter_mut().for_each(|log| *log -= average);
            self.by_row.logarithms.iter_mut().for_each(|log| *log += average);
        }
    }
}

impl Side {
    fn of(logarithms: Vec<f64>, width: usize) -> Self {
        let room = logarithms.len() * width.next_multiple_of(LANES);
        Self { least: vec![f64::NEG_INFINITY; room], most: vec![f64::INFINITY; room], logarithms }
    }

    /// Where a line begins.
    fn start(&self, line: usize) -> usize {
        line * (self.least.len() / self.logarithms.len())
    }

    fn set(&mut self, line: usize, cell: usize, least: f64, most: f64) {
        let at = self.start(line) + cell;
        (self.least[at], self.most[at]) = (least, most);
    }

    fn get(&self, line: usize, cell: usize) -> (f64, f64) {
        let at = self.start(line) + cell;
        (self.least[at], self.most[at])
    }

    /// How far a line may move for its cells with these lines of the other side.
    fn room(
        &self,
        line: usize,
        other: &Self,
        counts: impl Fn(usize) -> bool,
        left: &mut Vec<f64>,
    ) -> (f64, f64) {
        let cells = self.start(line)..self.start(line + 1);
        let mut first = |numbers: &[f64], last: f64, comes_before: fn(f64, f64) -> bool| {
            let cells = numbers.iter().zip(&other.logarithms).enumerate();
            left.clear();
            left.extend(
                cells.map(|(cell, (number, other))| if counts(cell) { number - other } else { last }),
            );
            left.resize(numbers.len(), last);
            foremost(left, last, comes_before)
        };
        let least = first(&self.least[cells.clone()], f64::NEG_INFINITY, |a, b| a > b);
        let most = first(&self.most[cells], f64::INFINITY, |a, b| a < b);
        (least - self.logarithms[line], most - self.logarithms[line])
    }
}
