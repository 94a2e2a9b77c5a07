//! What is synthetic: prospective parties, and how many of them each law lets in.

use jiff::civil::{Date, date};
use sailau::abroad::{self, ForeignLaw};
use sailau::kazakhstan::{Party, PartyStatus, parties, regions_on, registration_laws};
use sailau::procedure::Law;
use sailau::procedure::registration::Rules;
use sailau::simulate::registration::{CaseFound, LawOnMap, Model, Range, Sizes};
use sailau::simulate::{Confidence, Interval, Proportion, Run};
use serde::Serialize;

use super::Wanted;
use super::real::{self, Result};
use crate::progress::Bar;

/// First sizes of the classes after the first: the laws' own numbers.
const SIZES: [u64; 4] = [5_000, 20_000, 40_000, 50_000];
/// First concentrations of the classes after the first.
const CONCENTRATIONS: [f64; 2] = [0.5, 1.0];
/// The law that the others are compared with: the one before the reform.
const REFERENCE: Date = date(2020, 5, 25);
/// Prospects of a draw: so that a result reads as per hundred.
const PROSPECTS: u32 = 100;

/// The laws of Kazakhstan on synthetic prospects.
#[derive(Serialize)]
pub(crate) struct Survey {
    pub(crate) synthetic: bool,
    pub(crate) draws: u64,
    pub(crate) seed: u64,
    pub(crate) model: Model,
    /// First sizes of the classes after the first.
    pub(crate) sizes: [u64; 4],
    /// First concentrations of the classes after the first.
    pub(crate) concentrations: [f64; 2],
    pub(crate) laws: Vec<Registered>,
}

/// Who is registered under a law.
#[derive(Serialize)]
pub(crate) struct Registered {
    pub(crate) law: Date,
    /// Regions of the map on which the law was judged.
    pub(crate) regions: usize,
    /// Parties of a hundred prospects.
    pub(crate) expected: f64,
    pub(crate) interval: Interval,
    /// How many times as many as under the law of 2020 on the map of its day, on the same draws.
    pub(crate) ratio: Option<f64>,
    pub(crate) ratio_interval: Option<Interval>,
    /// The share registered of each class of size, all concentrations.
    pub(crate) by_size: Vec<Share>,
    /// The share registered of each class of concentration, all sizes.
    pub(crate) by_concentration: Vec<Share>,
}

#[derive(Serialize)]
pub(crate) struct Share {
    pub(crate) share: Option<f64>,
    pub(crate) interval: Interval,
}

/// The model against other countries.
#[derive(Serialize)]
pub(crate) struct Check {
    pub(crate) synthetic: bool,
    /// The index of sizes, from Azerbaijan's parties before and after 2023.
    pub(crate) index: f64,
    pub(crate) rows: Vec<CheckRow>,
}

#[derive(Serialize)]
pub(crate) struct CheckRow {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) seen: [u32; 2],
    pub(crate) seen_ratio: f64,
    pub(crate) predicted_ratio: f64,
    pub(crate) interval: Interval,
}

pub(crate) fn kazakhstan(wanted: &Wanted) -> Result<Survey> {
    let model = Model {
        prospects: PROSPECTS,
        sizes: Sizes::Pareto { smallest: 700, index: index()? },
        concentration: Range { from: 0.0, to: wanted.concentration },
        admission: wanted.admission,
        populations: real::populations()?,
    };
    let mut cases = Vec::new();
    for law in registration_laws().iter() {
        cases.push((law.since, law.since, case(&law.since.to_string(), law.value, law.since)?));
    }
    // What the map did by itself: the law before on the new one, and the law after on the old one.
    for (law, map) in [(date(2020, 5, 25), date(2022, 6, 8)), (date(2022, 11, 5), date(2022, 6, 7))] {
        cases.push((
            law,
            map,
            case(&format!("{law} on the map of {map}"), registration_laws().on(law)?.value, map)?,
        ));
    }
    // All are compared with the law of 2020, which goes first, and is in its own place again.
    let reference = cases.iter().find(|(law, ..)| *law == REFERENCE).ok_or("no law of 2020")?;
    let judged: Vec<_> = [reference].into_iter().chain(&cases).map(|(_, _, case)| case.clone()).collect();
    let survey = model.survey(&judged, SIZES.to_vec(), CONCENTRATIONS.to_vec())?;
    let bar = Bar::new(wanted.draws, "draws");
    let run = Run::from_seed(wanted.seed).draws(wanted.draws);
    let found = run.run_watched(&survey, bar.watch())?.0.summary;
    let rows = cases.iter().zip(found.cases.iter().skip(1));
    let laws: Result<_> = rows.map(|(&(law, map, _), found)| registered(law, map, found)).collect();
    Ok(Survey {
        synthetic: true,
        draws: wanted.draws,
        seed: wanted.seed,
        model,
        sizes: SIZES,
        concentrations: CONCENTRATIONS,
        laws: laws?,
    })
}

/// A law on the map of a day.
fn case(name: &str, law: &Law<Rules>, day: Date) -> Result<LawOnMap> {
    let units = real::units()?;
    let regions: Vec<_> = units.iter().map(|unit| real::then(&unit.name, day)).collect();
    let mut names = regions.clone();
    names.sort_unstable();
    names.dedup();
    let region_of: Vec<_> =
        regions.iter().map(|region| names.iter().position(|name| name == region).unwrap_or(0)).collect();
    Ok(LawOnMap::new(name, law, &region_of)?)
}

fn registered(law: Date, map: Date, found: &CaseFound) -> Result<Registered> {
    let ratio = found.ratio(Confidence::P95);
    let share = |of: Proportion| Share { share: of.share(), interval: of.wilson(Confidence::P95) };
    Ok(Registered {
        law,
        regions: regions_on(map)?.len(),
        expected: found.expected().ok_or("no draws")?,
        interval: found.expected_interval(Confidence::P95).ok_or("one draw has no interval; make more")?,
        ratio: ratio.map(|ratio| ratio.value),
        ratio_interval: ratio.map(|ratio| ratio.interval),
        by_size: (0..=SIZES.len()).map(|class| share(found.by_size(class))).collect(),
        by_concentration: (0..=CONCENTRATIONS.len())
            .map(|class| share(found.by_concentration(class)))
            .collect(),
    })
}

fn foreign(name: &str) -> Result<&'static ForeignLaw<Rules>> {
    let found = abroad::registration_laws().iter().find(|one| one.law.name == name);
    Ok(found.ok_or_else(|| format!("no law is called {name}"))?)
}

/// The last count of parties under a law that has a source.
fn seen(name: &str) -> Result<u32> {
    let mut latest_first = abroad::party_counts(&foreign(name)?.key).rev();
    let sourced = latest_first.find(|count| count.source.is_some());
    Ok(sourced.ok_or_else(|| format!("no count of parties under {name}"))?.parties)
}

/// How steeply the number of parties falls with the members asked for: Azerbaijan's step from 1,000 to 5,000.
fn index() -> Result<f64> {
    let (before, after) = (seen("Azerbaijan, 1992")?, seen("Azerbaijan, 2023")?);
    Ok((f64::from(before) / f64::from(after)).ln() / 5f64.ln())
}

/// The same tail of sizes on a step that it was not taken from: Russia in April 2012.
pub(crate) fn check(wanted: &Wanted, survey: &Survey) -> Result<Check> {
    let index = index()?;
    let model = Model {
        prospects: PROSPECTS,
        sizes: Sizes::Pareto { smallest: 500, index },
        concentration: Range { from: 0.0, to: wanted.concentration },
        admission: 1.0,
        // 83 regions of equal size: their populations are not in the data.
        populations: vec![1_700_000; 83],
    };
    let map: Vec<_> = (0..83).collect();
    let (from, to) = ("Russia, 2010", "Russia, 2012");
    let cases =
        [LawOnMap::new(from, &foreign(from)?.law, &map)?, LawOnMap::new(to, &foreign(to)?.law, &map)?];
    let russia = model.survey(&cases, Vec::new(), Vec::new())?;
    // Eighty-three regions take four times as long as twenty: a tenth of the draws is enough for a direction.
    let draws = wanted.draws.div_ceil(10).max(256);
    let bar = Bar::new(draws, "draws");
    let found = Run::from_seed(wanted.seed).draws(draws).run_watched(&russia, bar.watch())?.0.summary;
    let last = found.cases.last().and_then(|case| case.ratio(Confidence::P95));
    let ratio = last.ok_or("no party passed the stricter law; make more draws")?;
    let seen = [seen(from)?, seen(to)?];
    let row = CheckRow {
        from: from.to_owned(),
        to: to.to_owned(),
        seen,
        seen_ratio: f64::from(seen[1]) / f64::from(seen[0]),
        predicted_ratio: ratio.value,
        interval: ratio.interval,
    };
    Ok(Check { synthetic: true, index, rows: vec![row, reform(survey)?] })
}

/// The reform of 2022 itself: the parties that were registered before it and that are today.
fn reform(survey: &Survey) -> Result<CheckRow> {
    // In the elections of 2021 and their eve: Nur Otan, Ak Zhol, NPK, Auyl, Adal and OSDP.
    let before = 6;
    let registered = |party: &&Party| party.status == Some(PartyStatus::Registered);
    let today = u32::try_from(parties().iter().filter(registered).count())?;
    let after = survey.laws.iter().find(|law| law.law == date(2022, 11, 5)).ok_or("no law of 2022")?;
    let (ratio, interval) =
        after.ratio.zip(after.ratio_interval).ok_or("no party passed; make more draws")?;
    Ok(CheckRow {
        from: "Kazakhstan, 2020".to_owned(),
        to: "Kazakhstan, 2022".to_owned(),
        seen: [before, today],
        seen_ratio: f64::from(today) / f64::from(before),
        predicted_ratio: ratio,
        interval,
    })
}
