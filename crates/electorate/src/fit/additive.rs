/// Sweeps of alternating projections after which least squares are good enough, whatever is missing.
const MAX_SWEEPS: usize = 500;

/// A log share of a party in a place, or the change of one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    /// The party's number.
    pub(super) party: usize,
    /// The place's number.
    pub(super) place: usize,
    /// The logarithm.
    pub(super) x: f64,
    /// The variance that the counting of finitely many voters gives it.
    pub(super) noise: f64,
}

/// What least squares leave of cells when each party and each place has a number of its own.
///
/// Shares of a place sum to 1, so only the differences between its parties mean something: the place's number takes
/// up the rest. Any cell may be missing.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Residuals {
    /// The residual of each cell, in their order.
    pub(super) residuals: Vec<f64>,
    /// Their squares, summed.
    pub(super) squares: f64,
    /// Cells less the numbers that could be fitted to them.
    pub(super) degrees: usize,
    /// The part of the squares that the counting of voters gives, in the mean.
    pub(super) noise: f64,
    /// The part of each cell's own variance that is left in its residual: 1 less its leverage.
    pub(super) kept: Vec<f64>,
}

/// Takes parties' and places' numbers out of the cells.
pub(super) fn parties_and_places(cells: &[Cell]) -> Residuals {
    let shape = Shape::of(cells);
    let x: Vec<f64> = cells.iter().map(|cell| cell.x).collect();
    let residuals = shape.without_both(cells, x);
    let kept: Vec<f64> = cells
        .iter()
        .map(|cell| {
            let (places, parties) = (shape.of_party[cell.party], shape.of_place[cell.place]);
            (1.0 - 1.0 / places) * (1.0 - 1.0 / parties)
        })
        .collect();
    Residuals::new(cells, residuals, shape.degrees(cells), kept)
}

/// Takes places' numbers alone out of the cells: for swings, whose mean is 0 by the model.
pub(super) fn places(cells: &[Cell]) -> Residuals {
    let shape = Shape::of(cells);
    let mut residuals: Vec<f64> = cells.iter().map(|cell| cell.x).collect();
    shape.centre(cells, &mut residuals, |cell| cell.place, &shape.of_place);
    let degrees = cells.len() - shape.of_place.iter().filter(|&&parties| parties > 0.0).count();
    let kept = cells.iter().map(|cell| 1.0 - 1.0 / shape.of_place[cell.place]).collect();
    Residuals::new(cells, residuals, degrees, kept)
}

/// How much of a unit variance of effects that are common to the cells of one party in one region
/// the squares of [`parties_and_places`] hold: the trace in Henderson's method 3 (1953).
pub(super) fn weight_of_regions(cells: &[Cell], region_of: &[usize]) -> f64 {
    let shape = Shape::of(cells);
    let mut groups: Vec<(usize, usize)> =
        cells.iter().map(|cell| (cell.party, region_of[cell.place])).collect();
    groups.sort_unstable();
    groups.dedup();
    let of_group = |group: (usize, usize)| {
        let own = cells.iter().map(|cell| f64::from((cell.party, region_of[cell.place]) == group));
        let left = shape.without_both(cells, own.collect());
        left.iter().map(|x| x * x).sum::<f64>()
    };
    groups.into_iter().map(of_group).sum()
}

impl Residuals {
    fn new(cells: &[Cell], residuals: Vec<f64>, degrees: usize, kept: Vec<f64>) -> Self {
        let squares = residuals.iter().map(|x| x * x).sum();
        // Leverages of incomplete tables are not known in closed form; theirs are scaled to the degrees of freedom.
        let all: f64 = kept.iter().sum();
        let scale = if all > 0.0 { degrees as f64 / all } else { 0.0 };
        let kept: Vec<f64> = kept.into_iter().map(|part| part * scale).collect();
        let noise = cells.iter().zip(&kept).map(|(cell, part)| cell.noise * part).sum();
        Self { residuals, squares, degrees, noise, kept }
    }

    /// Puts together what is left of groups of cells that share no number; each group comes with its cells' positions.
    pub(super) fn of_groups(cells: usize, groups: impl IntoIterator<Item = (Vec<usize>, Self)>) -> Self {
        let mut all = Self { residuals: vec![0.0; cells], kept: vec![0.0; cells], ..Self::default() };
        for (positions, group) in groups {
            for (at, position) in positions.into_iter().enumerate() {
                all.residuals[position] = group.residuals[at];
                all.kept[position] = group.kept[at];
            }
            all.squares += group.squares;
            all.degrees += group.degrees;
            all.noise += group.noise;
        }
        all
    }
}

/// How many cells each party and each place has.
struct Shape {
    of_party: Vec<f64>,
    of_place: Vec<f64>,
}

impl Shape {
    fn of(cells: &[Cell]) -> Self {
        let count = |number: fn(&Cell) -> usize| {
            let mut counts = vec![0.0; cells.iter().map(|cell| number(cell) + 1).max().unwrap_or(0)];
            cells.iter().for_each(|cell| counts[number(cell)] += 1.0);
            counts
        };
        Self { of_party: count(|cell| cell.party), of_place: count(|cell| cell.place) }
    }

    /// Cells less fitted numbers; each connected piece of the table fits one number less than it has parties and places.
    fn degrees(&self, cells: &[Cell]) -> usize {
        let parties = self.of_party.len();
        let mut piece: Vec<usize> = (0..parties + self.of_place.len()).collect();
        fn root(piece: &mut [usize], mut at: usize) -> usize {
            while piece[at] != at {
                piece[at] = piece[piece[at]];
                at = piece[at];
            }
            at
        }
        let mut joins = 0;
        for cell in cells {
            let (a, b) = (root(&mut piece, cell.party), root(&mut piece, parties + cell.place));
            if a != b {
                piece[a] = b;
                joins += 1;
            }
        }
        // A piece of n nodes takes n - 1 joins: as many as the numbers that it fits.
        cells.len() - joins
    }

    /// Alternating projections; exact after one sweep when no cell is missing.
    fn without_both(&self, cells: &[Cell], mut x: Vec<f64>) -> Vec<f64> {
        for _ in 0..MAX_SWEEPS {
            let by_party = self.centre(cells, &mut x, |cell| cell.party, &self.of_party);
            let by_place = self.centre(cells, &mut x, |cell| cell.place, &self.of_place);
            if by_party.max(by_place) < 1e-12 {
                break;
            }
        }
        x
    }

    /// Takes the mean of each group out; the largest of them, in size.
    fn centre(&self, cells: &[Cell], x: &mut [f64], group: fn(&Cell) -> usize, counts: &[f64]) -> f64 {
        let mut means = vec![0.0; counts.len()];
        cells.iter().zip(x.iter()).for_each(|(cell, x)| means[group(cell)] += x);
        means
            .iter_mut()
            .zip(counts)
            .filter(|(_, count)| **count > 0.0)
            .for_each(|(mean, count)| *mean /= count);
        cells.iter().zip(x).for_each(|(cell, x)| *x -= means[group(cell)]);
        means.into_iter().fold(0.0, |largest, mean| f64::max(largest, mean.abs()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[f64]]) -> Vec<Cell> {
        let cell = |(party, row): (usize, &&[f64])| -> Vec<Cell> {
            let cells = row.iter().enumerate().filter(|(_, x)| !x.is_nan());
            cells.map(|(place, &x)| Cell { party, place, x, noise: 0.1 }).collect()
        };
        rows.iter().enumerate().flat_map(cell).collect()
    }

    #[test]
    fn what_is_additive_leaves_nothing() {
        let gap = f64::NAN;
        let cells = table(&[&[1.0, 2.0, 5.0, 1.5], &[3.0, gap, 7.0, 3.5], &[gap, 0.0, 3.0, -0.5]]);
        let left = parties_and_places(&cells);
        assert!(left.squares < 1e-18, "{left:?}");
        // 10 cells, 3 parties and 4 places in one piece.
        assert_eq!(left.degrees, 10 - 6);
    }

    #[test]
    fn a_full_table_is_an_analysis_of_variance() {
        // Interaction of a 2 by 2 table: (1 - 2 - 3 + 8) / 4 = 1 in each cell.
        let left = parties_and_places(&table(&[&[1.0, 2.0], &[3.0, 8.0]]));
        assert_eq!(left.degrees, 1);
        assert!((left.squares - 4.0).abs() < 1e-12);
        // One degree of freedom of cells with a noise of 0.1 each.
        assert!((left.noise - 0.1).abs() < 1e-12);
    }

    #[test]
    fn tables_in_pieces_have_fewer_numbers() {
        let gap = f64::NAN;
        let cells = table(&[&[1.0, 2.0, gap], &[3.0, 8.0, gap], &[gap, gap, 4.0]]);
        let left = parties_and_places(&cells);
        assert_eq!(left.degrees, 1);
        assert!((left.squares - 4.0).abs() < 1e-12);
    }

    /// The weight is the mean of the squares when each party in each region has a unit variance of its own.
    #[test]
    fn balanced_weights_are_known_in_closed_form() {
        let row: &[f64] = &[0.0; 6];
        let cells = table(&[row, row, row]);
        // (K - 1)(N - Σn²/N) with K = 3 parties and regions of 1, 2 and 3 of N = 6 places.
        let weight = weight_of_regions(&cells, &[0, 1, 1, 2, 2, 2]);
        assert!((weight - 2.0 * (6.0 - 14.0 / 6.0)).abs() < 1e-9, "{weight}");
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(parties_and_places(&[]), Residuals::default());
        assert_eq!(places(&[]), Residuals::default());
        assert_eq!(weight_of_regions(&[], &[]), 0.0);
    }
}
