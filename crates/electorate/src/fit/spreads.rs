use std::collections::BTreeSet;

use super::additive::Cell;
use super::levels::{Level, Levels, Table, levels};
use super::report::{ErrorMethod, Estimate, Part};
use super::series::{Observed, Place, Series};
use super::statistics::{jackknife, mean, squares};
use super::swings::regions;
use super::{Parameter, Why};
use crate::random::ln;

/// How parties' strengths differ between the districts of one election.
pub(super) fn spreads(series: &Series) -> Levels {
    let tables: Vec<Table> = series.elections.iter().filter_map(|election| table(series, election)).collect();
    if tables.is_empty() {
        return Levels { regional: Err(Why::OnePlace), local: Err(Why::OnePlace) };
    }
    levels(&tables, Parameter::RegionalSpread, Parameter::LocalSpread)
}

fn table(series: &Series, election: &Observed) -> Option<Table> {
    if election.places.len() < 2 {
        return None;
    }
    let parties = election.parties(series.smallest_share);
    let mut table = Table {
        name: election.name.clone(),
        elections: vec![election.name.clone()],
        parties: parties.iter().map(|&party| party.to_owned()).collect(),
        cells: Vec::new(),
        regions: regions(election.places.iter().map(|place| place.region.as_ref())),
        error_in_points: None,
    };
    for (number, place) in election.places.iter().enumerate() {
        for (party, &name) in parties.iter().enumerate() {
            if let Some(votes) = place.votes.get(name) {
                table.cells.push(Cell { party, place: number, x: ln(*votes), noise: 1.0 / votes });
            }
        }
    }
    Some(table)
}

/// One Dirichlet concentration of the shares of the last election that is known by district: Σ m(1 − m) ÷ Σ s² − 1 with
/// each party's mean m and variance s² over districts; the parties that are too small count as one.
pub(super) fn concentration(series: &Series) -> Result<Level, Why> {
    let by_district = |election: &&Observed| election.places.len() > 1;
    let Some(election) = series.elections.iter().rev().find(by_district) else {
        return Err(Why::OnePlace);
    };
    let parties = election.parties(series.smallest_share);
    let places: Vec<&Place> = election.places.iter().filter(|place| place.named() > 0.0).collect();
    let shares: Vec<Vec<f64>> = places.iter().map(|place| shares(place, &parties)).collect();
    let value = of_shares(&shares).ok_or(Why::NoSuchDistribution)?;
    let left_out = |out: usize| {
        let rest = shares.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, shares)| shares.clone());
        of_shares(&rest.collect::<Vec<_>>())
    };
    // Of many parties the largest show best how unlike the concentrations are.
    let party = |(at, name): (usize, &&str)| {
        let own: Vec<f64> = shares.iter().map(|shares| shares[at]).collect();
        let both: Vec<Vec<f64>> = own.iter().map(|&share| vec![share, 1.0 - share]).collect();
        Some(Part { name: (*name).to_owned(), value: of_shares(&both)?, observations: own.len() })
    };
    let estimate = Estimate {
        parameter: Parameter::Concentration,
        value,
        standard_error: jackknife(shares.len(), left_out),
        error_method: ErrorMethod::Jackknife,
        observations: shares.len(),
        degrees: shares.len() - 1,
        elections: vec![election.name.clone()],
        parts: parties.iter().enumerate().filter_map(party).collect(),
        note: Some("one concentration fits parties badly where their own, above, differ".to_owned()),
    };
    Ok(Level { estimate, goodness: None })
}

/// The parties' shares of a place and, at the end, what is left.
fn shares(place: &Place, parties: &BTreeSet<&str>) -> Vec<f64> {
    let all = place.named();
    let mut shares: Vec<f64> =
        parties.iter().map(|&party| place.votes.get(party).copied().unwrap_or_default() / all).collect();
    shares.push((1.0 - shares.iter().sum::<f64>()).max(0.0));
    shares
}

fn of_shares(shares: &[Vec<f64>]) -> Option<f64> {
    let (mut expected, mut found) = (0.0, 0.0);
    for at in 0..shares.first()?.len() {
        let own: Vec<f64> = shares.iter().map(|shares| shares[at]).collect();
        expected += mean(&own) * (1.0 - mean(&own));
        let spread = squares(&own);
        found += if spread.degrees == 0 { return None } else { spread.variance() };
    }
    let value = expected / found - 1.0;
    (found > 1e-15 && value > 0.0).then_some(value)
}
