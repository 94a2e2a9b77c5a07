use super::additive::{Cell, parties_and_places};
use super::levels::{Level, Table, pooled};
use super::report::{ErrorMethod, Estimate, Part};
use super::series::{Observed, Place, Series};
use super::statistics::{mean, squares};
use super::{Parameter, Why};
use crate::random::ln;

/// Invalid ballots and votes against all: means over elections.
pub(super) fn rest(series: &Series) -> Vec<(Parameter, Result<Level, Why>)> {
    let sum = |election: &Observed, part: fn(&Place) -> Option<f64>| {
        election.places.iter().map(part).sum::<Option<f64>>()
    };
    let invalid = |election: &Observed| {
        let invalid = sum(election, |place| place.invalid)?;
        Some(invalid / (invalid + sum(election, |place| Some(place.valid()))?))
    };
    let against_all = |election: &Observed| {
        // Votes say 0 where the ballot has no such line, or where it was not found.
        let with: Vec<&Place> = election.places.iter().filter(|place| place.against_all > 0.0).collect();
        let against: f64 = with.iter().map(|place| place.against_all).sum();
        (against > 0.0).then(|| against / with.iter().map(|place| place.valid()).sum::<f64>())
    };
    vec![
        (Parameter::Invalid, over_elections(series, Parameter::Invalid, invalid)),
        (Parameter::AgainstAll, over_elections(series, Parameter::AgainstAll, against_all)),
    ]
}

fn over_elections(
    series: &Series,
    parameter: Parameter,
    share: impl Fn(&Observed) -> Option<f64>,
) -> Result<Level, Why> {
    let known = series.elections.iter().filter_map(|election| Some((&election.name, share(election)?)));
    let (names, shares): (Vec<&String>, Vec<f64>) = known.unzip();
    if shares.is_empty() {
        return Err(Why::NotGiven);
    }
    let n = shares.len();
    let part =
        |(name, share): (&&String, &f64)| Part { name: (*name).clone(), value: *share, observations: 1 };
    let estimate = Estimate {
        parameter,
        value: mean(&shares),
        standard_error: (n > 1).then(|| (squares(&shares).variance() / n as f64).sqrt()),
        error_method: ErrorMethod::Normal,
        observations: n,
        degrees: n - 1,
        elections: names.iter().map(|&name| name.clone()).collect(),
        parts: names.iter().zip(&shares).map(part).collect(),
        note: None,
    };
    Ok(Level { estimate, goodness: None })
}

/// What candidates have that their party's list has not, where both ballots are known by district: what is left of the
/// log ratios of the two when each party's mean and each district's are taken out.
pub(super) fn candidates(series: &Series) -> Result<Level, Why> {
    let tables: Vec<Table> =
        series.elections.iter().filter_map(|election| two_ballots(series, election)).collect();
    let left: Vec<_> = tables.iter().map(|table| (table, parties_and_places(&table.cells))).collect();
    let why = if tables.is_empty() { Why::NoSecondBallot } else { Why::TooFewPlaces };
    pooled(&left, Parameter::CandidateSpread).map_err(|_| why)
}

fn two_ballots(series: &Series, election: &Observed) -> Option<Table> {
    let parties = election.parties(series.smallest_share);
    let mut cells = Vec::new();
    for (number, place) in election.places.iter().enumerate() {
        for (party, &name) in parties.iter().enumerate() {
            if let (Some(list), Some(single)) = (place.votes.get(name), place.second.get(name)) {
                let noise = 1.0 / list + 1.0 / single;
                cells.push(Cell { party, place: number, x: ln(single / list), noise });
            }
        }
    }
    (!cells.is_empty()).then(|| Table {
        name: election.name.clone(),
        elections: vec![election.name.clone()],
        parties: parties.into_iter().map(str::to_owned).collect(),
        cells,
        regions: None,
        error_in_points: None,
    })
}

/// Half of the differences between the parties' shares of the two ballots, in the districts' votes: a voter who splits
/// makes a difference of two votes at most.
pub(super) fn split(series: &Series) -> Result<Level, Why> {
    let of_election = |election: &Observed| {
        let both = election.places.iter().filter(|place| !place.second.is_empty() && place.named() > 0.0);
        let (mut split, mut all, mut places) = (0.0, 0.0, 0);
        for place in both {
            let (list, single) = (place.named(), place.second.values().sum::<f64>() + place.second_rest);
            let mut parties: Vec<&String> = place.votes.keys().chain(place.second.keys()).collect();
            parties.sort_unstable();
            parties.dedup();
            let share = |votes: Option<&f64>, all: f64| votes.copied().unwrap_or_default() / all;
            let difference = |party: &&String| {
                (share(place.votes.get(*party), list) - share(place.second.get(*party), single)).abs()
            };
            let rest = (place.rest / list - place.second_rest / single).abs();
            split += list * (parties.iter().map(difference).sum::<f64>() + rest) / 2.0;
            all += list;
            places += 1;
        }
        (places > 0).then(|| Part { name: election.name.clone(), value: split / all, observations: places })
    };
    let parts: Vec<Part> = series.elections.iter().filter_map(of_election).collect();
    if parts.is_empty() {
        return Err(Why::NoSecondBallot);
    }
    let values: Vec<f64> = parts.iter().map(|part| part.value).collect();
    let n = values.len();
    let estimate = Estimate {
        parameter: Parameter::SplitTickets,
        value: mean(&values),
        standard_error: (n > 1).then(|| (squares(&values).variance() / n as f64).sqrt()),
        error_method: ErrorMethod::Normal,
        observations: parts.iter().map(|part| part.observations).sum(),
        degrees: n - 1,
        elections: parts.iter().map(|part| part.name.clone()).collect(),
        parts,
        note: Some("a lower bound: voters who split in opposite ways cancel out".to_owned()),
    };
    Ok(Level { estimate, goodness: None })
}
