//! A linear program in whole numbers: the dual simplex method with bounds, pivoted without fractions.
//!
//! Every figure of the table is a minor of the matrix that it began with, over one common denominator (Edmonds 1967), so that
//! nothing is rounded. All costs are zero or more: the method begins dual feasible, and whatever it has reached when it stops
//! is a lower bound that holds.

use super::work::Work;

/// `minimise cost · x, where row · x >= at least of every row, and 0 <= least <= x <= most`.
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    pub(super) columns: Vec<Column>,
    /// What each row has to reach.
    pub(super) at_least: Vec<i128>,
}

#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Not negative.
    pub(super) cost: i128,
    pub(super) least: i128,
    /// None: no bound.
    pub(super) most: Option<i128>,
    /// The coefficient in every row.
    pub(super) gains: Vec<i8>,
}

/// How far a program was solved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Solved {
    /// The least cost, rounded up, and a point that has it: numerators over a denominator.
    Least { cost: u64, point: Vec<i128>, over: i128 },
    /// The cost is this or more, which is beyond what was asked for, or where figures or work came to an end.
    AtLeast { cost: u64 },
    /// There is no such point.
    None,
}

struct Table {
    /// The denominator, positive.
    over: i128,
    /// Rows of the variables in the base, then the costs; each with the right side as its last figure.
    rows: Vec<Vec<i128>>,
    /// The variable of each row and of each column: first the program's own, then a slack for each row.
    base: Vec<usize>,
    outside: Vec<usize>,
    most: Vec<Option<i128>>,
    /// Whether a variable is counted down from its upper bound.
    turned: Vec<bool>,
}

/// Why no figure came out.
struct TooLarge;

impl Program {
    /// Solves it, as far as its cost is below `beyond`.
    pub(super) fn solve(&self, beyond: u64, work: &mut Work) -> Solved {
        let Some(mut table) = Table::of(self) else { return Solved::AtLeast { cost: 0 } };
        let pivots = 40 * (self.at_least.len() + 4);
        let mut cost = 0;
        for pivot in 0..pivots {
            cost = table.cost();
            if cost >= beyond {
                return Solved::AtLeast { cost };
            }
            let Some(row) = table.leaving(pivot < pivots / 2) else {
                let point = table.point(self);
                return Solved::Least { cost, point, over: table.over };
            };
            let Some(column) = table.entering(row) else { return Solved::None };
            if !work.spend(table.rows.len() * table.outside.len()) || table.pivot(row, column).is_err() {
                break;
            }
        }
        Solved::AtLeast { cost }
    }
}

impl Table {
    fn of(program: &Program) -> Option<Self> {
        let Program { columns, at_least } = program;
        let (many, high) = (columns.len(), at_least.len());
        let mut rows = Vec::with_capacity(high + 1);
        for (row, needed) in at_least.iter().enumerate() {
            let mut right = needed.checked_neg()?;
            let mut figures = Vec::with_capacity(many + 1);
            for column in columns {
                let gain = i128::from(column.gains[row]);
                figures.push(-gain);
                right = right.checked_add(gain.checked_mul(column.least)?)?;
            }
            figures.push(right);
            rows.push(figures);
        }
        let mut costs = Vec::with_capacity(many + 1);
        let mut fixed = 0_i128;
        for column in columns {
            costs.push(-column.cost);
            fixed = fixed.checked_add(column.cost.checked_mul(column.least)?)?;
        }
        costs.push(fixed);
        rows.push(costs);
        let room = |column: &Column| column.most.map(|most| most - column.least);
        let most = columns.iter().map(room).chain(std::iter::repeat_n(None, high)).collect();
        let (base, outside) = ((many..many + high).collect(), (0..many).collect());
        Some(Self { over: 1, rows, base, outside, most, turned: vec![false; many + high] })
    }

    /// What it costs at least, rounded up: every whole solution costs a whole number.
    fn cost(&self) -> u64 {
        let costs = &self.rows[self.base.len()];
        let cost = costs[self.outside.len()];
        let whole = cost.div_euclid(self.over) + i128::from(cost.rem_euclid(self.over) != 0);
        u64::try_from(whole).unwrap_or(if whole < 0 { 0 } else { u64::MAX })
    }

    /// A row whose variable is out of its bounds, turned so that it is below zero: the farthest out, or the first variable,
    /// which never runs in a circle.
    fn leaving(&mut self, farthest: bool) -> Option<usize> {
        let right = self.outside.len();
        let mut found: Option<(usize, i128, bool)> = None;
        for (row, variable) in self.base.iter().enumerate() {
            let value = self.rows[row][right];
            // A bound beyond what can be held is none.
            let above = self.most[*variable].and_then(|most| value.checked_sub(most.checked_mul(self.over)?));
            let (out, turn) = match above {
                _ if value < 0 => (value.saturating_neg(), false),
                Some(above) if above > 0 => (above, true),
                _ => continue,
            };
            let better = found.is_none_or(
                |(before, most, _)| {
                    if farthest { out > most } else { *variable < self.base[before] }
                },
            );
            if better {
                found = Some((row, out, turn));
            }
        }
        let (row, out, turn) = found?;
        if turn {
            self.rows[row].iter_mut().for_each(|figure| *figure = -*figure);
            self.rows[row][right] = -out;
            let variable = self.base[row];
            self.turned[variable] = !self.turned[variable];
        }
        Some(row)
    }

    /// The column that brings the row's variable back at the least cost.
    fn entering(&self, row: usize) -> Option<usize> {
        let costs = &self.rows[self.base.len()];
        let mut found: Option<usize> = None;
        for (column, variable) in self.outside.iter().enumerate() {
            let figure = self.rows[row][column];
            if figure >= 0 || self.most[*variable] == Some(0) {
                continue;
            }
            let better = found.is_none_or(|before| {
                // Costs stand with a negative sign: -c / a, both below or at zero.
                let (mine, its) =
                    (costs[column].checked_mul(self.rows[row][before]), costs[before].checked_mul(figure));
                match (mine, its) {
                    (Some(mine), Some(its)) if mine != its => mine < its,
                    _ => *variable < self.outside[before],
                }
            });
            if better {
                found = Some(column);
            }
        }
        found
    }

    fn pivot(&mut self, row: usize, column: usize) -> Result<(), TooLarge> {
        let pivot = self.rows[row][column];
        let sign = pivot.signum();
        let over = self.over;
        let line = std::mem::take(&mut self.rows[row]);
        for other in self.rows.iter_mut().filter(|other| !other.is_empty()) {
            let factor = other[column];
            for (at, figure) in other.iter_mut().enumerate() {
                if at == column {
                    *figure = -factor * sign;
                    continue;
                }
                let across = line[at];
                if factor == 0 || across == 0 {
                    if *figure != 0 && pivot.abs() != over {
                        *figure = figure.checked_mul(pivot).ok_or(TooLarge)? / over * sign;
                    } else {
                        // The pivot is the denominator: nothing is scaled.
                    }
                    continue;
                }
                let this = figure.checked_mul(pivot).ok_or(TooLarge)?;
                let that = factor.checked_mul(across).ok_or(TooLarge)?;
                *figure = this.checked_sub(that).ok_or(TooLarge)? / over * sign;
            }
        }
        self.rows[row] = line.into_iter().map(|figure| figure * sign).collect();
        self.rows[row][column] = over * sign;
        self.over = pivot.abs();
        std::mem::swap(&mut self.base[row], &mut self.outside[column]);
        Ok(())
    }

    /// The program's own variables, over the denominator.
    fn point(&self, program: &Program) -> Vec<i128> {
        let own = program.columns.len();
        let mut point = vec![0; own];
        for (row, variable) in self.base.iter().enumerate() {
            if *variable < own {
                point[*variable] = self.rows[row][self.outside.len()];
            }
        }
        for (variable, column) in program.columns.iter().enumerate() {
            if self.turned[variable] {
                point[variable] = self.most[variable].unwrap_or(0) * self.over - point[variable];
            }
            point[variable] += column.least * self.over;
        }
        point
    }
}
