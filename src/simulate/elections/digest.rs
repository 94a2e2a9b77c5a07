use serde::Serialize;

use super::super::{Confidence, Interval, Moments, Proportion, RealMoments};
use super::{Ensemble, EnsembleSummary, IndexDistribution, SystemSummary};

/// What an [`Ensemble`] says, in rows of plain numbers: for tables, files and other programs.
///
/// Field names are stable. Two ensembles of the same draws have the same digest, byte for byte.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Digest {
    /// The seed of the run.
    pub seed: u64,
    /// The draws that were made.
    pub draws: u64,
    /// The draws that the whole run was to have: more than `draws` when it was cut short or is one of its shards.
    pub planned: u64,
    /// The level of all intervals, such as 0.95.
    pub confidence: f64,
    /// A row for each system and party.
    pub seats: Vec<SeatsRow>,
    /// A row for each system and event.
    pub events: Vec<EventRow>,
    /// A row for each index: of the votes, and of each system.
    pub indices: Vec<IndexRow>,
    /// A row for each pair of systems and party.
    pub pairs: Vec<PairRow>,
    /// A row for each pair of systems and event that was asked for.
    pub event_pairs: Vec<EventPairRow>,
    /// What the models take for granted.
    pub assumptions: Vec<String>,
    /// Those of the assumptions that a scenario states; left out of JSON where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<String>,
}

/// One party's seats under one system.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SeatsRow {
    /// The system.
    pub system: String,
    /// The party; none for those without one, and for appointees.
    pub party: Option<String>,
    /// The mean number of seats in all tiers.
    pub mean: f64,
    /// The standard error of the mean: of the simulation, not of the model.
    pub standard_error: f64,
    /// The standard deviation from draw to draw.
    pub deviation: f64,
    /// The seats that 5, 50 and 95 of 100 draws do not exceed.
    pub quantiles: [u32; 3],
    /// The probability of any seat.
    pub enters: Chance,
    /// The probability of more votes than any other party has.
    pub first: Chance,
    /// The probability of more seats than any other party has.
    pub largest: Chance,
    /// The probability of more than half of the house.
    pub majority: Chance,
    /// The probability of two thirds of the house or more.
    pub two_thirds: Chance,
    /// Seats and the number of draws with them, for every number of seats that was drawn.
    pub distribution: Vec<(u32, u64)>,
}

/// An event under one system.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EventRow {
    /// The system.
    pub system: String,
    /// `majority` and `two thirds` (of any party), `tie`, `tie broken by a rule`, `empty seat`, `sole qualifier`, `not counted`, or
    /// an event that was asked for, in words.
    pub event: String,
    /// Its probability.
    pub chance: Chance,
}

/// An index of the votes, or of seats against votes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct IndexRow {
    /// The system; none for an index of the votes alone.
    pub system: Option<String>,
    /// `effective parties`, `gallagher`, `wasted votes` (per cent) or `seat bonus` (points).
    pub index: &'static str,
    /// The mean.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The values that 5, 50 and 95 of 100 draws do not exceed.
    pub quantiles: [f64; 3],
}

/// One party under two systems, on the same votes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PairRow {
    /// The first system.
    pub first: String,
    /// The second system.
    pub second: String,
    /// The party.
    pub party: String,
    /// The mean of the first system's seats less the second's.
    pub mean: f64,
    /// Its interval.
    pub interval: Interval,
    /// The differences that 5, 50 and 95 of 100 draws do not exceed.
    pub quantiles: [i64; 3],
    /// The probability of a majority under the first system less that under the second.
    pub majority: f64,
    /// Its interval.
    pub majority_interval: Interval,
    /// How many times more draws two separate runs would need for the same error of the mean; none when the difference never
    /// varies.
    pub gain: Option<f64>,
}

/// An event under two systems, on the same votes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EventPairRow {
    /// The first system.
    pub first: String,
    /// The second system.
    pub second: String,
    /// The event, in words.
    pub event: String,
    /// Its probability under the first system less that under the second.
    pub difference: f64,
    /// Its interval (Agresti and Min).
    pub interval: Interval,
    /// The share of the draws in which it came about under the first system alone.
    pub first_only: f64,
    /// The share of the draws in which it came about under the second system alone.
    pub second_only: f64,
}

/// A probability with its interval (Wilson).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Chance {
    /// The share of the draws.
    pub share: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

impl Chance {
    fn of(proportion: Proportion, confidence: Confidence) -> Self {
        let Interval { low, high } = proportion.wilson(confidence);
        Self { share: proportion.share().unwrap_or(0.0), low, high }
    }
}

impl Digest {
    /// The digest of an ensemble, with intervals of a level. Parties that never stood in any draw of a system's votes
    /// and never won a seat are left out of its rows.
    #[must_use]
    pub fn of(ensemble: &Ensemble, confidence: Confidence) -> Self {
        let found = &ensemble.summary;
        let votes =
            found.votes.iter().map(|votes| index(None, "effective parties", &votes.effective_parties));
        let systems = found.systems.iter().flat_map(indices);
        Self {
            seed: ensemble.seed,
            draws: ensemble.draws(),
            planned: ensemble.planned,
            confidence: confidence.level(),
            seats: found.systems.iter().flat_map(|houses| seats(found, houses, confidence)).collect(),
            events: found.systems.iter().flat_map(|houses| events(houses, confidence)).collect(),
            indices: votes.chain(systems).flatten().collect(),
            pairs: pairs(found, confidence),
            event_pairs: event_pairs(found, confidence),
            assumptions: found.assumptions.clone(),
            stated: found.stated.clone(),
        }
    }
}

fn seats(found: &EnsembleSummary, houses: &SystemSummary, confidence: Confidence) -> Vec<SeatsRow> {
    let parties = found.parties.iter().map(|party| Some(party.clone())).zip(&houses.parties).enumerate();
    let stood = |number: usize| {
        let shares = found.votes.get(houses.votes).and_then(|votes| votes.shares.get(number));
        shares.is_some_and(|shares| shares.at_least(1).yes > 0)
    };
    let parties = parties.filter(|(number, (_, party))| stood(*number) || party.enters().yes > 0);
    let first = |number: usize| {
        let votes = found.votes.get(houses.votes).and_then(|votes| votes.first.get(number));
        votes.copied().unwrap_or_default()
    };
    let rows = parties.filter_map(|(number, (name, party))| {
        let moments = party.seats.moments();
        Some(SeatsRow {
            system: houses.name.clone(),
            party: name,
            mean: moments.mean()?,
            standard_error: moments.standard_error().unwrap_or(0.0),
            deviation: moments.variance().unwrap_or(0.0).sqrt(),
            quantiles: quantiles(|p| party.seats.quantile(p)),
            enters: Chance::of(party.enters(), confidence),
            first: Chance::of(first(number), confidence),
            largest: Chance::of(party.largest, confidence),
            majority: Chance::of(party.majority, confidence),
            two_thirds: Chance::of(party.two_thirds, confidence),
            distribution: distribution(party.seats.counts()),
        })
    });
    let mut rows: Vec<_> = rows.collect();
    let others = &houses.without_party;
    if let Some(mean) = others.moments().mean().filter(|&mean| mean > 0.0) {
        let none = Chance::of(Proportion { yes: 0, of: others.draws() }, confidence);
        rows.push(SeatsRow {
            system: houses.name.clone(),
            party: None,
            mean,
            standard_error: others.moments().standard_error().unwrap_or(0.0),
            deviation: others.moments().variance().unwrap_or(0.0).sqrt(),
            quantiles: quantiles(|p| others.quantile(p)),
            enters: Chance::of(others.at_least(1), confidence),
            // They are no party.
            first: none,
            largest: none,
            majority: none,
            two_thirds: none,
            distribution: distribution(others.counts()),
        });
    }
    rows
}

fn events(houses: &SystemSummary, confidence: Confidence) -> Vec<EventRow> {
    let known = [
        ("majority", houses.majority),
        ("two thirds", houses.two_thirds),
        ("tie", houses.tied),
        ("tie broken by a rule", houses.tie_broken),
        ("empty seat", houses.unfilled),
        ("sole qualifier", houses.sole_qualifier),
        ("not counted", houses.failed),
    ];
    let known = known.into_iter().map(|(event, happened)| (event.to_owned(), happened));
    let asked = houses.events.iter().map(|counted| (counted.event.to_string(), counted.happened));
    let rows = known.chain(asked);
    rows.map(|(event, happened)| EventRow {
        system: houses.name.clone(),
        event,
        chance: Chance::of(happened, confidence),
    })
    .collect()
}

fn indices(houses: &SystemSummary) -> Vec<Option<IndexRow>> {
    let Some(indices) = &houses.indices else {
        return Vec::new();
    };
    let all = [
        ("gallagher", &indices.gallagher),
        ("effective parties", &indices.effective_parties),
        ("wasted votes", &indices.wasted),
        ("seat bonus", &indices.bonus),
    ];
    all.into_iter().map(|(name, scale)| index(Some(&houses.name), name, scale)).collect()
}

/// None when no draw had the index.
fn index(system: Option<&str>, name: &'static str, scale: &IndexDistribution) -> Option<IndexRow> {
    let reals: &RealMoments = scale.reals();
    Some(IndexRow {
        system: system.map(str::to_owned),
        index: name,
        mean: reals.mean()?,
        standard_error: reals.standard_error().unwrap_or(0.0),
        quantiles: quantiles(|p| scale.quantile(p)),
    })
}

fn pairs(found: &EnsembleSummary, confidence: Confidence) -> Vec<PairRow> {
    let name =
        |number: usize| found.systems.get(number).map(|houses| houses.name.clone()).unwrap_or_default();
    let mut rows = Vec::new();
    for pair in &found.pairs {
        let (first, second) = (name(pair.first), name(pair.second));
        let parties = found.parties.iter().zip(pair.seats.iter().zip(&pair.majority));
        for (party, (seats, majority)) in parties {
            let moments: Moments = seats.moments();
            let Some(mean) = moments.mean() else { continue };
            let zero = Interval { low: mean, high: mean };
            rows.push(PairRow {
                first: first.clone(),
                second: second.clone(),
                party: party.clone(),
                mean,
                interval: moments.interval(confidence).unwrap_or(zero),
                quantiles: quantiles(|p| seats.quantile(p)),
                majority: majority.difference().unwrap_or(0.0),
                majority_interval: majority.interval(confidence).unwrap_or(Interval { low: -1.0, high: 1.0 }),
                gain: found.gain(&first, &second, party).ok().flatten(),
            });
        }
    }
    rows
}

fn event_pairs(found: &EnsembleSummary, confidence: Confidence) -> Vec<EventPairRow> {
    let mut rows = Vec::new();
    for pair in &found.pairs {
        let (Some(first), Some(second)) = (found.systems.get(pair.first), found.systems.get(pair.second))
        else {
            continue;
        };
        for (counted, both) in first.events.iter().zip(&pair.events) {
            let draws = both.draws() as f64;
            let (Some(difference), Some(interval)) = (both.difference(), both.interval(confidence)) else {
                continue;
            };
            rows.push(EventPairRow {
                first: first.name.clone(),
                second: second.name.clone(),
                event: counted.event.to_string(),
                difference,
                interval,
                first_only: both.first_only as f64 / draws,
                second_only: both.second_only as f64 / draws,
            });
        }
    }
    rows
}

fn quantiles<T: Default>(at: impl Fn(f64) -> Option<T>) -> [T; 3] {
    [0.05, 0.5, 0.95].map(|p| at(p).unwrap_or_default())
}

fn distribution(counts: &[u64]) -> Vec<(u32, u64)> {
    (0u32..).zip(counts.iter().copied()).filter(|&(_, count)| count > 0).collect()
}
