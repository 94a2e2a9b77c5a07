//! The table of results: a row a scenario, system and party.

use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Builder, RecordBatch, StringBuilder, UInt64Builder};
use datafusion::arrow::csv::WriterBuilder;
use datafusion::error::DataFusionError;
use sailau::reform::sweep_file::{FIGURES, event_columns, figures};
use sailau::simulate::elections::Ensemble;

use crate::ClusterError;
use crate::scenario::Scenario;
use crate::store::Store;

/// Columns of whole numbers and texts that stand in every table.
const KEYS: [&str; 5] = ["scenario_id", "scenario", "system", "party", "draws"];

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
    events: Vec<(String, Float64Builder)>,
}

impl Results {
    pub(crate) fn new(scenarios: &[Scenario]) -> Self {
        let setting = scenarios.first().map_or(&[][..], |scenario| &scenario.setting);
        let events = scenarios.first().map_or(&[][..], |scenario| &scenario.events);
        let events = events.iter().flat_map(event_columns);
        Self {
            settings: setting.iter().map(|(name, _)| (name.clone(), StringBuilder::new())).collect(),
            figures: FIGURES.iter().map(|_| Float64Builder::new()).collect(),
            events: events.map(|name| (name, Float64Builder::new())).collect(),
            ..Self::default()
        }
    }

    /// The rows of a scenario.
    pub(crate) fn push(&mut self, id: u64, scenario: &Scenario, ensemble: &Ensemble) {
        for row in figures(ensemble) {
            self.id.append_value(id);
            self.scenario.append_value(&scenario.name);
            for ((_, column), (_, value)) in self.settings.iter_mut().zip(&scenario.setting) {
                column.append_value(value);
            }
            self.system.append_value(&row.system);
            self.party.append_value(&row.party);
            self.draws.append_value(row.draws);
            self.figures.iter_mut().zip(row.values).for_each(|(column, figure)| column.append_option(figure));
            let chances = row.events.iter().flatten();
            self.events
                .iter_mut()
                .zip(chances)
                .for_each(|((_, column), chance)| column.append_option(*chance));
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
        for (name, mut column) in self.events {
            columns.push((name, Arc::new(column.finish())));
        }
        let batch = RecordBatch::try_from_iter(columns);
        let batch = batch.map_err(|error| ClusterError::Query(error.to_string()))?;
        store.write_parquet("results.parquet", std::slice::from_ref(&batch))?;
        store.write_whole("results.csv", |file| csv(&[batch], file).map_err(std::io::Error::other))
    }
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
