use std::collections::BTreeMap;

use super::additive::{Cell, Residuals, places};
use super::levels::{Level, Levels, Table, levels, pooled};
use super::series::{Observed, Place, Series};
use super::{Parameter, Why};
use crate::random::ln;

/// How parties' strengths change from one election to the next: in the country, in regions, in districts.
pub(super) struct Swings {
    pub(super) national: Result<Level, Why>,
    pub(super) levels: Levels,
}

pub(super) fn swings(series: &Series) -> Swings {
    let pairs: Vec<Pair> =
        series.elections.windows(2).map(|pair| Pair::of(series, &pair[0], &pair[1])).collect();
    let local: Vec<Table> = pairs.iter().filter_map(Pair::districts).collect();
    let levels = if local.is_empty() {
        let why = why_not_local(series, &pairs);
        Levels { regional: Err(why), local: Err(why) }
    } else {
        levels(&local, Parameter::RegionalSwing, Parameter::LocalSwing)
    };
    let variance =
        |level: &Result<Level, Why>| level.as_ref().map_or(0.0, |level| level.estimate.value.powi(2));
    let (regional, local) = (variance(&levels.regional), variance(&levels.local));
    let national: Vec<(Table, f64)> = pairs.iter().filter_map(|pair| pair.nation(regional, local)).collect();
    let national: Vec<(&Table, Residuals)> = national
        .iter()
        .map(|(table, from_below)| {
            let mut left = places(&table.cells);
            left.noise += from_below * left.degrees as f64;
            (table, left)
        })
        .collect();
    let national = pooled(&national, Parameter::NationalSwing);
    let why = if series.elections.len() < 2 { Why::OneElection } else { Why::TooFewParties };
    Swings { national: national.map_err(|_| why), levels }
}

fn why_not_local(series: &Series, pairs: &[Pair]) -> Why {
    if pairs.is_empty() {
        Why::OneElection
    } else if series.elections.iter().filter(|election| election.has_districts()).count() < 2 {
        Why::OnePlace
    } else if pairs.iter().all(|pair| pair.parties.len() < 2) {
        Why::TooFewParties
    } else {
        Why::NoCommonPlaces
    }
}

/// Two elections, one after the other.
struct Pair<'a> {
    earlier: &'a Observed,
    later: &'a Observed,
    /// Those that are large enough in both.
    parties: Vec<&'a str>,
}

impl<'a> Pair<'a> {
    fn of(series: &Series, earlier: &'a Observed, later: &'a Observed) -> Self {
        let also = later.parties(series.smallest_share);
        let parties = earlier.parties(series.smallest_share).into_iter().filter(|party| also.contains(party));
        Self { earlier, later, parties: parties.collect() }
    }

    fn table(&self) -> Table {
        Table {
            name: format!("{} to {}", self.earlier.name, self.later.name),
            elections: vec![self.earlier.name.clone(), self.later.name.clone()],
            parties: self.parties.iter().map(|&party| party.to_owned()).collect(),
            cells: Vec::new(),
            regions: None,
            error_in_points: None,
        }
    }

    /// The country's changes, and what the districts' own changes add to the variance of each.
    fn nation(&self, regional: f64, local: f64) -> Option<(Table, f64)> {
        let ((before, all_before), (after, all_after)) = (self.earlier.totals(), self.later.totals());
        let mut errors = Vec::new();
        let cells = self.parties.iter().enumerate().map(|(party, name)| {
            let (before, after) = (before[name], after[name]);
            errors.push(100.0 * (after / all_after - before / all_before).abs());
            Cell { party, place: 0, x: ln(after / before), noise: 1.0 / before + 1.0 / after }
        });
        let cells: Vec<Cell> = cells.collect();
        let mut table = self.table();
        table.error_in_points = (!errors.is_empty()).then(|| super::statistics::mean(&errors));
        table.cells = cells;
        let mut of_region: BTreeMap<&str, f64> = BTreeMap::new();
        let mut from_districts = 0.0;
        for place in self.earlier.places.iter().filter(|place| !place.name.is_empty()) {
            let weight = place.named() / all_before;
            from_districts += local * weight * weight;
            if let Some(region) = &place.region {
                *of_region.entry(region).or_default() += weight;
            }
        }
        let from_regions: f64 = of_region.values().map(|weight| regional * weight * weight).sum();
        (table.cells.len() > 1).then_some((table, from_regions + from_districts))
    }

    /// The changes of the districts that both elections have; none of fewer than two.
    fn districts(&self) -> Option<Table> {
        let later: BTreeMap<&str, &Place> =
            self.later.places.iter().map(|place| (place.name.as_str(), place)).collect();
        let earlier = self.earlier.places.iter().filter(|place| !place.name.is_empty());
        let common: Vec<(&Place, &Place)> =
            earlier.filter_map(|place| Some((place, *later.get(place.name.as_str())?))).collect();
        if common.len() < 2 || self.parties.len() < 2 {
            return None;
        }
        let mut table = self.table();
        for (number, (before, after)) in common.iter().enumerate() {
            for (party, &name) in self.parties.iter().enumerate() {
                if let (Some(before), Some(after)) = (before.votes.get(name), after.votes.get(name)) {
                    let cell = Cell {
                        party,
                        place: number,
                        x: ln(after / before),
                        noise: 1.0 / before + 1.0 / after,
                    };
                    table.cells.push(cell);
                }
            }
        }
        table.regions =
            regions(common.iter().map(|(before, after)| after.region.as_ref().or(before.region.as_ref())));
        table.error_in_points = self.uniform_error(&common);
        Some(table)
    }

    /// How far districts are from their last shares, each party's multiplied by its change in the country, in points of the
    /// votes of these parties.
    fn uniform_error(&self, common: &[(&Place, &Place)]) -> Option<f64> {
        let ((before, _), (after, _)) = (self.earlier.totals(), self.later.totals());
        let mut errors = Vec::new();
        for (earlier, later) in common {
            let both = self.parties.iter().filter_map(|&party| {
                let (was, is) = (earlier.votes.get(party)?, later.votes.get(party)?);
                Some((was * after[party] / before[party], *is))
            });
            let both: Vec<(f64, f64)> = both.collect();
            let expected: f64 = both.iter().map(|(expected, _)| expected).sum();
            let found: f64 = both.iter().map(|(_, found)| found).sum();
            errors.extend(both.iter().map(|(e, f)| 100.0 * (e / expected - f / found).abs()));
        }
        (!errors.is_empty()).then(|| super::statistics::mean(&errors))
    }
}

/// Numbers of regions by place; none unless every place has one.
pub(super) fn regions<'a>(names: impl Iterator<Item = Option<&'a String>>) -> Option<Vec<usize>> {
    let names: Vec<&String> = names.collect::<Option<_>>()?;
    let mut numbers: BTreeMap<&String, usize> = BTreeMap::new();
    let number = names.iter().map(|&name| {
        let next = numbers.len();
        *numbers.entry(name).or_insert(next)
    });
    Some(number.collect())
}
