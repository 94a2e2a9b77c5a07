//! The table of results: a row a scenario, system and party.

use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Builder, RecordBatch, StringBuilder, UInt64Builder};
use datafusion::arrow::csv::WriterBuilder;
use datafusion::error::DataFusionError;
use sailau::simulate::elections::Ensemble;
use sailau::simulate::{Confidence, Interval};

use crate::ClusterError;
use crate::scenario::Scenario;
use crate::store::Store;

/// Columns of whole numbers and texts that stand in every table.
const KEYS: [&str; 5] = ["scenario_id", "scenario", "system", "party", "draws"];

/// Columns of figures. Intervals are at 95 %; quantiles are of the drawn seats. What begins with `difference` is the
/// system's less the baseline's, on the same votes, and empty for the baseline.
const FIGURES: [&str; 23] = [
    "mean_seats",
    "mean_seats_low",
    "mean_seats_high",
    "sd_seats",
    "q05_seats",
    "q25_seats",
    "median_seats",
    "q75_seats",
    "q95_seats",
    "p_enters",
    "p_majority",
    "p_majority_low",
    "p_majority_high",
    "p_two_thirds",
    "p_two_thirds_low",
    "p_two_thirds_high",
    "p_failed",
    "difference",
    "difference_low",
    "difference_high",
    "difference_p_majority",
    "difference_p_majority_low",
    "difference_p_majority_high",
];

/// Whether a parameter may not be called that: the table has a column of the name.
pub(crate) fn is_column(name: &str) -> bool {
    KEYS.contains(&name) || FIGURES.contains(&name)
}

/// A table that is being filled.
#[derive(Default)]
pub(crate) struct Results {
    id: UInt64Builder,
    scenario: StringBuilder,
    settings: Vec<(String, StringBuilder)>,
    system: StringBuilder,
    party: StringBuilder,
    draws: UInt64Builder,
    figures: Vec<Float64Builder>,
}

impl Results {
    pub(crate) fn new(scenarios: &[Scenario]) -> Self {
        let setting = scenarios.first().map_or(&[][..], |scenario| &scenario.setting);
        Self {
            settings: setting.iter().map(|(name, _)| (name.clone(), StringBuilder::new())).collect(),
            figures: FIGURES.iter().map(|_| Float64Builder::new()).collect(),
            ..Self::default()
        }
    }

    /// The rows of a scenario.
    pub(crate) fn push(&mut self, id: u64, scenario: &Scenario, ensemble: &Ensemble) {
        let elections = &ensemble.summary;
        for (system, houses) in elections.systems.iter().enumerate() {
            for (party, (name, of)) in elections.parties.iter().zip(&houses.parties).enumerate() {
                self.id.append_value(id);
                self.scenario.append_value(&scenario.name);
                for ((_, column), (_, value)) in self.settings.iter_mut().zip(&scenario.setting) {
                    column.append_value(value);
                }
                self.system.append_value(&houses.name);
                self.party.append_value(name);
                self.draws.append_value(ensemble.draws());
                let moments = of.seats.moments();
                let [mean_low, mean_high] = bounds(moments.interval(Confidence::P95));
                let quantile = |p| of.seats.quantile(p).map(f64::from);
                let share = |p: sailau::simulate::Proportion| {
                    let [low, high] = bounds((p.of > 0).then(|| p.wilson(Confidence::P95)));
                    [p.share(), low, high]
                };
                let [majority, majority_low, majority_high] = share(of.majority);
                let [two_thirds, two_thirds_low, two_thirds_high] = share(of.two_thirds);
                let pair = elections.pairs.iter().find(|pair| (pair.first, pair.second) == (0, system));
                let seats = pair.and_then(|pair| pair.seats.get(party)).map(|seats| seats.moments());
                let agreement = pair.and_then(|pair| pair.majority.get(party));
                // A pair holds the baseline less the reform.
                let turned = |middle: Option<f64>, interval: Option<Interval>| {
                    let [low, high] = bounds(interval);
                    [middle, high, low].map(|figure| figure.map(|x| 0.0 - x))
                };
                let [difference, difference_low, difference_high] = turned(
                    seats.as_ref().and_then(|seats| seats.mean()),
                    seats.as_ref().and_then(|seats| seats.interval(Confidence::P95)),
                );
                let [p_difference, p_difference_low, p_difference_high] = turned(
                    agreement.and_then(|both| both.difference()),
                    agreement.and_then(|both| both.interval(Confidence::P95)),
                );
                let figures = [
                    moments.mean(),
                    mean_low,
                    mean_high,
                    moments.variance().map(f64::sqrt),
                    quantile(0.05),
                    quantile(0.25),
                    quantile(0.5),
                    quantile(0.75),
                    quantile(0.95),
                    of.enters().share(),
                    majority,
                    majority_low,
                    majority_high,
                    two_thirds,
                    two_thirds_low,
                    two_thirds_high,
                    houses.failed.share(),
                    difference,
                    difference_low,
                    difference_high,
                    p_difference,
                    p_difference_low,
                    p_difference_high,
                ];
                self.figures
                    .iter_mut()
                    .zip(figures)
                    .for_each(|(column, figure)| column.append_option(figure));
            }
        }
    }

    /// Writes the table as Parquet and as CSV.
    pub(crate) fn write(mut self, store: &Store) -> Result<(), ClusterError> {
        let mut columns: Vec<(String, ArrayRef)> = vec![
            (KEYS[0].to_owned(), Arc::new(self.id.finish())),
            (KEYS[1].to_owned(), Arc::new(self.scenario.finish())),
        ];
        for (name, mut column) in self.settings {
            columns.push((name, Arc::new(column.finish())));
        }
        columns.push((KEYS[2].to_owned(), Arc::new(self.system.finish())));
        columns.push((KEYS[3].to_owned(), Arc::new(self.party.finish())));
        columns.push((KEYS[4].to_owned(), Arc::new(self.draws.finish())));
        for (name, mut column) in FIGURES.into_iter().zip(self.figures) {
            columns.push((name.to_owned(), Arc::new(column.finish())));
        }
        let batch = RecordBatch::try_from_iter(columns);
        let batch = batch.map_err(|error| ClusterError::Query(error.to_string()))?;
        store.write_parquet("results.parquet", std::slice::from_ref(&batch))?;
        store.write_whole("results.csv", |file| csv(&[batch], file).map_err(std::io::Error::other))
    }
}

fn bounds(interval: Option<Interval>) -> [Option<f64>; 2] {
    [interval.map(|at| at.low), interval.map(|at| at.high)]
}

/// Writes rows as CSV; a record becomes a column a field.
pub(crate) fn csv(batches: &[RecordBatch], to: impl std::io::Write) -> Result<(), DataFusionError> {
    let mut writer = WriterBuilder::new().with_header(true).build(to);
    for batch in batches {
        writer.write(&batch.normalize(".", None)?)?;
    }
    Ok(())
}

/// The table's files, beside each other.
pub(crate) fn path(folder: &Path) -> std::path::PathBuf {
    folder.join("results.parquet")
}
