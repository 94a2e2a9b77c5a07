//! Whether seats can be placed at all: only where there are votes.

use std::collections::VecDeque;

use super::error::BiproportionalError;
use super::matrix::VoteMatrix;
use super::rest::Rest;

/// A matrix of the seats above the minimums that meets all marginals and is 0 where there are no votes; only its
/// existence matters.
///
/// Shortest augmenting paths (Edmonds and Karp 1972) after a greedy start: their number does not depend on the seats.
/// Where none is left, what districts without all their seats can still reach is the smallest of the minimal cuts, so
/// the fault does not depend on the order of the input.
pub(super) fn check(matrix: &VoteMatrix<'_>, rest: &Rest<'_>) -> Result<(), BiproportionalError> {
    let mut placement = Placement::greedy(rest);
    while let Some(column) = placement.search() {
        placement.augment(column);
    }
    if placement.open_rows.iter().all(|&open| open == 0) {
        return Ok(());
    }
    let marked =
        |marks: &[bool]| (0..marks.len()).filter(|&i| marks.get(i) == Some(&true)).collect::<Vec<_>>();
    let reached: Vec<bool> = placement.column_from.iter().map(Option::is_some).collect();
    let (rows, columns) = (marked(&placement.row_seen), marked(&reached));
    let sum = |of: &[usize], seats: &[u32]| {
        of.iter().filter_map(|&i| seats.get(i)).map(|&seats| u64::from(seats)).sum::<u64>()
    };
    let (needed, available) = (sum(&rows, matrix.district_seats), sum(&columns, matrix.party_seats));
    // What these parties have to keep for districts that are not at fault.
    let elsewhere = (0..matrix.district_seats.len()).filter(|i| rows.binary_search(i).is_err());
    let cells = elsewhere.flat_map(|i| columns.iter().map(move |&j| i * matrix.party_seats.len() + j));
    let minimums: u64 = cells.map(|cell| u64::from(rest.minimum(cell))).sum();
    let (districts, parties) = (rows, columns);
    Err(match minimums {
        0 => BiproportionalError::Infeasible { districts, parties, needed, available },
        _ => BiproportionalError::InfeasibleMinimums { districts, parties, needed, minimums, available },
    })
}

struct Placement<'a> {
    rest: &'a Rest<'a>,
    seats: Vec<u64>,
    open_rows: Vec<u64>,
    open_columns: Vec<u64>,
    row_seen: Vec<bool>,
    row_from: Vec<Option<usize>>,
    column_from: Vec<Option<usize>>,
}

impl<'a> Placement<'a> {
    fn greedy(rest: &'a Rest<'a>) -> Self {
        let wide = |seats: &[u32]| seats.iter().map(|&seats| u64::from(seats)).collect::<Vec<_>>();
        let (rows, columns) = (rest.rows.len(), rest.columns.len());
        let mut placement = Self {
            rest,
            seats: vec![0; rows * columns],
            open_rows: wide(&rest.rows),
            open_columns: wide(&rest.columns),
            row_seen: vec![false; rows],
            row_from: vec![None; rows],
            column_from: vec![None; columns],
        };
        for row in 0..rows {
            for column in 0..columns {
                let cell = row * columns + column;
                if rest.votes[cell] > 0 {
                    let seats = placement.open_rows[row].min(placement.open_columns[column]);
                    placement.seats[cell] = seats;
                    placement.open_rows[row] -= seats;
                    placement.open_columns[column] -= seats;
                }
            }
        }
        placement
    }

    /// The first column with room that a row with seats left can reach; where each node was reached from is kept.
    fn search(&mut self) -> Option<usize> {
        let columns = self.open_columns.len();
        self.row_from.fill(None);
        self.column_from.fill(None);
        let mut queue = VecDeque::new();
        for (row, &open) in self.open_rows.iter().enumerate() {
            self.row_seen[row] = open > 0;
            if open > 0 {
                queue.push_back(row);
            }
        }
        while let Some(row) = queue.pop_front() {
            for column in 0..columns {
                if self.column_from[column].is_some() || self.rest.votes[row * columns + column] == 0 {
                    continue;
                }
                self.column_from[column] = Some(row);
                if self.open_columns[column] > 0 {
                    return Some(column);
                }
                for next in 0..self.open_rows.len() {
                    if !self.row_seen[next] && self.seats[next * columns + column] > 0 {
                        self.row_seen[next] = true;
                        self.row_from[next] = Some(column);
                        queue.push_back(next);
                    }
                }
            }
        }
        None
    }

    fn augment(&mut self, end: usize) {
        let columns = self.open_columns.len();
        // The path, from its end: cells that gain, and cells that lose.
        let (mut gain, mut lose, mut column) = (Vec::new(), Vec::new(), end);
        let mut start = None;
        while let Some(row) = self.column_from[column] {
            gain.push(row * columns + column);
            let Some(before) = self.row_from[row] else {
                start = Some(row);
                break;
            };
            lose.push(row * columns + before);
            column = before;
        }
        let Some(start) = start else { return };
        let room = self.open_rows[start].min(self.open_columns[end]);
        let seats = lose.iter().map(|&cell| self.seats[cell]).fold(room, u64::min);
        gain.iter().for_each(|&cell| self.seats[cell] += seats);
        lose.iter().for_each(|&cell| self.seats[cell] -= seats);
        self.open_rows[start] -= seats;
        self.open_columns[end] -= seats;
    }
}
