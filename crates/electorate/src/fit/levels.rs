use super::additive::{Cell, Residuals, parties_and_places, weight_of_regions};
use super::report::{ErrorMethod, Estimate, Goodness, Part};
use super::statistics::{Squares, deviation, homogeneity, inside_90, kurtosis};
use super::{Parameter, Why};

/// Cells of one election, or of one pair of elections, that are compared with each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// Which elections.
    pub(super) name: String,
    /// The elections, one by one.
    pub(super) elections: Vec<String>,
    /// Parties' names, by number.
    pub(super) parties: Vec<String>,
    pub(super) cells: Vec<Cell>,
    /// The region's number of each place; none where not all places have one.
    pub(super) regions: Option<Vec<usize>>,
    /// Mean absolute error of a prediction in points, where there is one.
    pub(super) error_in_points: Option<f64>,
}

/// What deviates, at two levels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Levels {
    pub(super) regional: Result<Level, Why>,
    pub(super) local: Result<Level, Why>,
}

/// A standard deviation at one level, with how well it fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Level {
    pub(super) estimate: Estimate,
    pub(super) goodness: Option<Goodness>,
}

/// Variance components of regions and of places within them, by Henderson's method 3 (1953): the squares that least
/// squares leave with a number for each party in each region, and with one for each party, set equal to what the
/// components give them in the mean.
///
/// Parties' means and places' own numbers are taken out: what is left are a party's deviations at a place, alike in size for
/// all parties.
pub(super) fn levels(tables: &[Table], regional: Parameter, local: Parameter) -> Levels {
    let with_regions: Vec<&Table> = tables.iter().filter(|table| has_levels(table)).collect();
    if with_regions.is_empty() {
        let all: Vec<(&Table, Residuals)> =
            tables.iter().map(|table| (table, parties_and_places(&table.cells))).collect();
        let why = if tables.iter().all(|table| table.regions.is_none()) {
            Why::NoRegions
        } else {
            Why::TooFewPlaces
        };
        return Levels { regional: Err(why), local: pooled(&all, local) };
    }
    let within: Vec<(&Table, Residuals)> =
        with_regions.iter().map(|&table| (table, within_regions(table))).collect();
    let local = pooled(&within, local);
    let variance = local.as_ref().map_or(0.0, |level| level.estimate.value.powi(2));
    Levels { regional: regional_level(&within, variance, regional), local }
}

/// Whether the two levels can be told apart: more than one region, and a region with more than one place.
fn has_levels(table: &Table) -> bool {
    let Some(regions) = &table.regions else { return false };
    let within = within_regions(table);
    let mut distinct = regions.clone();
    distinct.sort_unstable();
    distinct.dedup();
    distinct.len() > 1 && within.degrees > 0
}

/// The squares within regions: each region by itself.
fn within_regions(table: &Table) -> Residuals {
    let regions = table.regions.as_deref().unwrap_or_default();
    let of_region = |region: usize| {
        let own = table.cells.iter().enumerate().filter(|(_, cell)| regions[cell.place] == region);
        let (positions, cells): (Vec<usize>, Vec<Cell>) = own.map(|(at, cell)| (at, *cell)).unzip();
        (positions, parties_and_places(&cells))
    };
    let last = regions.iter().max().map_or(0, |last| last + 1);
    Residuals::of_groups(table.cells.len(), (0..last).map(of_region))
}

/// One standard deviation of what is left of all tables.
pub(super) fn pooled(tables: &[(&Table, Residuals)], parameter: Parameter) -> Result<Level, Why> {
    let tables: Vec<_> = tables.iter().filter(|(_, left)| left.degrees > 0).collect();
    let degrees: usize = tables.iter().map(|(_, left)| left.degrees).sum();
    if degrees == 0 {
        return Err(Why::TooFewPlaces);
    }
    let squares: f64 = tables.iter().map(|(_, left)| left.squares).sum();
    let noise: f64 = tables.iter().map(|(_, left)| left.noise).sum();
    let variance = (squares - noise) / degrees as f64;
    let error = squares / degrees as f64 * (2.0 / degrees as f64).sqrt();
    let (value, error) = deviation(variance, error);
    let estimate = Estimate {
        parameter,
        value,
        standard_error: Some(error),
        error_method: ErrorMethod::Normal,
        observations: tables.iter().map(|(table, _)| table.cells.len()).sum(),
        degrees,
        elections: elections(tables.iter().map(|(table, _)| *table)),
        parts: parts(&tables),
        note: noise_note(variance, squares, noise),
    };
    let standardised: Vec<Vec<f64>> =
        tables.iter().map(|(table, left)| scale(table, left, variance)).collect();
    let all = standardised.concat();
    let tested: Vec<Squares> =
        tables.iter().map(|(_, left)| Squares { squares: left.squares, degrees: left.degrees }).collect();
    let points: Vec<f64> = tables.iter().filter_map(|(table, _)| table.error_in_points).collect();
    let goodness = (!all.is_empty()).then(|| Goodness {
        parameter,
        observations: all.len(),
        inside_90: inside_90(&all),
        inside_90_left_out: left_out(&tables),
        kurtosis: kurtosis(&all),
        homogeneity: homogeneity(&tested),
        mean_absolute_error: (!points.is_empty()).then(|| super::statistics::mean(&points)),
    });
    Ok(Level { estimate, goodness })
}

fn regional_level(within: &[(&Table, Residuals)], local: f64, parameter: Parameter) -> Result<Level, Why> {
    let (mut between, mut weight, mut degrees, mut observations) = (0.0, 0.0, 0, 0);
    let mut within_degrees = 0;
    let mut used = Vec::new();
    for (table, inner) in within {
        let Some(regions) = &table.regions else { continue };
        let all = parties_and_places(&table.cells);
        let extra = all.degrees - inner.degrees;
        if extra == 0 {
            continue;
        }
        between += (all.squares - all.noise) - (inner.squares - inner.noise);
        weight += weight_of_regions(&table.cells, regions);
        degrees += extra;
        within_degrees += inner.degrees;
        let mut groups: Vec<_> = table.cells.iter().map(|cell| (cell.party, regions[cell.place])).collect();
        groups.sort_unstable();
        groups.dedup();
        observations += groups.len();
        used.push(*table);
    }
    if degrees == 0 || weight <= 0.0 || within_degrees == 0 {
        return Err(Why::TooFewPlaces);
    }
    let extra = degrees as f64;
    let variance = (between - local * extra) / weight;
    // Twice the square by the degrees of freedom is the variance of a mean square of normal deviations.
    let own = 2.0 * between.powi(2) / extra;
    let from_local = extra.powi(2) * 2.0 * local.powi(2) / within_degrees as f64;
    let (value, error) = deviation(variance, (own + from_local).sqrt() / weight);
    let note = (variance <= 0.0)
        .then(|| "regions differ no more than their districts' differences explain".to_owned());
    let estimate = Estimate {
        parameter,
        value,
        standard_error: Some(error),
        error_method: ErrorMethod::Normal,
        observations,
        degrees,
        elections: elections(used.into_iter()),
        parts: Vec::new(),
        note,
    };
    Ok(Level { estimate, goodness: None })
}

/// Each table's own value, or each party's where there is one table.
fn parts(tables: &[&(&Table, Residuals)]) -> Vec<Part> {
    let value = |squares: f64, noise: f64, degrees: f64| ((squares - noise) / degrees).max(0.0).sqrt();
    if let [(table, left)] = tables {
        let party = |(number, name): (usize, &String)| {
            let own = || table.cells.iter().enumerate().filter(move |(_, cell)| cell.party == number);
            let own_degrees: f64 = own().map(|(at, _)| left.kept[at]).sum();
            let squares = own().map(|(at, _)| left.residuals[at].powi(2)).sum();
            let noise = own().map(|(at, cell)| cell.noise * left.kept[at]).sum();
            let observations = own().count();
            (own_degrees > 0.0).then(|| Part {
                name: name.clone(),
                value: value(squares, noise, own_degrees),
                observations,
            })
        };
        return table.parties.iter().enumerate().filter_map(party).collect();
    }
    let part = |&&(table, ref left): &&(&Table, Residuals)| Part {
        name: table.name.clone(),
        value: value(left.squares, left.noise, left.degrees as f64),
        observations: table.cells.len(),
    };
    tables.iter().map(part).collect()
}

/// Residuals by the standard deviations that the model has for them.
fn scale(table: &Table, left: &Residuals, variance: f64) -> Vec<f64> {
    let each = left.residuals.iter().zip(&left.kept).zip(&table.cells);
    each.filter_map(|((x, kept), cell)| {
        let own = (variance.max(0.0) + cell.noise) * kept;
        (own > 0.0).then(|| x / own.sqrt())
    })
    .collect()
}

/// The part inside the central 90 % of each table with the variance of the others.
fn left_out(tables: &[&(&Table, Residuals)]) -> Option<f64> {
    if tables.len() < 2 {
        return None;
    }
    let mut all = Vec::new();
    for (at, (table, left)) in tables.iter().enumerate() {
        let others =
            || tables.iter().enumerate().filter(move |(other, _)| *other != at).map(|(_, (_, left))| left);
        let squares: f64 = others().map(|left| left.squares - left.noise).sum();
        let degrees: usize = others().map(|left| left.degrees).sum();
        all.extend(scale(table, left, squares / degrees as f64));
    }
    (!all.is_empty()).then(|| inside_90(&all))
}

fn noise_note(variance: f64, squares: f64, noise: f64) -> Option<String> {
    if variance <= 0.0 {
        return Some(
            "deviations are no larger than the counting of finitely many voters makes them".to_owned(),
        );
    }
    (noise > 0.1 * squares).then(|| {
        format!("{:.0} % of the squares are taken off as the counting of voters", 100.0 * noise / squares)
    })
}

/// The elections of tables, each once, in order.
pub(super) fn elections<'a>(tables: impl Iterator<Item = &'a Table>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for election in tables.flat_map(|table| &table.elections) {
        if !all.contains(election) {
            all.push(election.clone());
        }
    }
    all
}
