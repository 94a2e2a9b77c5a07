//! Alternating scaling: a guess at the divisors, in floating point.
//!
//! Quotients are votes times a multiplier of the row and one of the column. A row or column begins with the multiplier
//! that it had a round before, which is mostly some seats off; these go one by one.

// A guess: the exact part in `transfer` decides.
#![allow(clippy::float_arithmetic)]

use super::line::Line;
use super::rest::Rest;
use super::rounding::{ByOnes, Harmonic, Rounding};
use super::signposts::Signposts;
use super::solution::Effort;
use crate::cpu_dispatch::{Task, widest};

/// So many rounds without fewer flaws, and it is time for transfers.
const PATIENCE: u32 = 4;
const MOST_ROUNDS: u32 = 64;

/// Multipliers beyond these would leave the range of floats beside votes and each other. A guess can do without.
const LEAST: f64 = 1.0 / MOST;
const MOST: f64 =
    (1u128 << 120) as f64 * (1u128 << 120) as f64 * (1u128 << 120) as f64 * (1u128 << 120) as f64;

/// Logarithms of the divisors of rows and columns, by which the seats come near to both marginals.
pub(super) fn guess(rest: &Rest<'_>, effort: &mut Effort) -> (Vec<f64>, Vec<f64>) {
    let mut found = (vec![1.0; rest.rows.len()], vec![1.0; rest.columns.len()]);
    let scalings = &mut effort.scalings;
    match rest.signposts {
        Signposts::Line(line) => {
            widest(Scaling { rest, rounding: ByOnes::of(line), found: &mut found, scalings });
        }
        Signposts::Dean => widest(Scaling { rest, rounding: Harmonic, found: &mut found, scalings }),
    }
    let logarithms = |multipliers: Vec<f64>| multipliers.into_iter().map(|m| -m.log2()).collect();
    (logarithms(found.0), logarithms(found.1))
}

struct Scaling<'a, 'b, R> {
    rest: &'a Rest<'b>,
    rounding: R,
    /// The multipliers of rows and columns.
    found: &'a mut (Vec<f64>, Vec<f64>),
    scalings: &'a mut u32,
}

impl<R: Rounding> Task for Scaling<'_, '_, R> {
    #[inline(always)]
    fn run(self) {
        let (rows, columns) = (Side::rows(self.rest), Side::columns(self.rest));
        let (mut by_row, mut by_column) = self.found.clone();
        let mut line = Line::new();
        let mut fewest = f64::INFINITY;
        let mut waited = 0;
        for round in 0..MOST_ROUNDS {
            *self.scalings += 1;
            if rows.share(&columns, &by_column, &mut by_row, round == 0, self.rounding, &mut line) == 0.0 {
                *self.found = (by_row, by_column);
                return;
            }
            let left = columns.share(&rows, &by_row, &mut by_column, round == 0, self.rounding, &mut line);
            waited += 1;
            if left < fewest {
                waited = 0;
                fewest = left;
                self.found.0.clone_from(&by_row);
                self.found.1.clone_from(&by_column);
            }
            if left == 0.0 || waited == PATIENCE {
                return;
            }
        }
    }
}

/// The matrix, row by row or column by column.
struct Side {
    votes: Vec<f64>,
    minimums: Vec<f64>,
    /// Of each row or column.
    seats: Vec<f64>,
}

impl Side {
    fn rows(rest: &Rest<'_>) -> Self {
        let cells = 0..rest.votes.len();
        Self {
            votes: rest.votes.iter().map(|&v| v as f64).collect(),
            minimums: cells.map(|cell| rest.minimum(cell).into()).collect(),
            seats: rest.rows.iter().map(|&seats| seats.into()).collect(),
        }
    }

    fn columns(rest: &Rest<'_>) -> Self {
        let width = rest.columns.len();
        let cells = || (0..width).flat_map(|column| (column..rest.votes.len()).step_by(width));
        Self {
            votes: cells().map(|cell| rest.votes[cell] as f64).collect(),
            minimums: cells().map(|cell| rest.minimum(cell).into()).collect(),
            seats: rest.columns.iter().map(|&seats| seats.into()).collect(),
        }
    }

    /// Shares every row's or column's seats by itself; returns by how many seats the other side is off then.
    #[inline(always)]
    fn share<R: Rounding>(
        &self,
        other: &Self,
        by_other: &[f64],
        multipliers: &mut [f64],
        is_first: bool,
        rounding: R,
        line: &mut Line,
    ) -> f64 {
        let width = other.seats.len().max(1);
        let mut sums = vec![0.0; other.seats.len()];
        let lines = self.votes.chunks_exact(width).zip(self.minimums.chunks_exact(width));
        for ((multiplier, &seats), (votes, minimums)) in multipliers.iter_mut().zip(&self.seats).zip(lines) {
            line.fill(votes, by_other, minimums);
            let before = if is_first { None } else { Some(*multiplier) };
            if let Some(found) = line.divide(seats, before, rounding) {
                *multiplier = found.clamp(LEAST, MOST);
            }
            sums.iter_mut().zip(line.seats()).for_each(|(sum, seats)| *sum += seats);
        }
        sums.iter().zip(&other.seats).map(|(sum, seats)| (sum - seats).abs()).sum()
    }
}
