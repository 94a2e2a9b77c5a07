//! The sweep file of the library ([`sailau::reform::sweep_file`]), with stations in Parquet besides.

use std::path::Path;

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, UInt64Type};
use sailau::kazakhstan;
use sailau::reform::sweep_file::{Files, Scenario, Scenarios, Sources, StationVotes, SweepFile};

use crate::ClusterError;
use crate::query::query;

/// Reads a sweep file, with the files that it names, and makes its scenarios.
///
/// # Errors
///
/// [`ClusterError::Sweep`], naming line and field; [`ClusterError::Counted`] for a sweep of real votes.
pub fn read(path: &Path, text: &str) -> Result<(String, Vec<Scenario>), ClusterError> {
    let sources = Beside { files: Files::beside(path) };
    let file = SweepFile::from_toml(text, &sources)
        .map_err(|source| ClusterError::Sweep { path: path.to_owned(), source: source.into() })?;
    match file.scenarios {
        Scenarios::Drawn(scenarios) => Ok((file.name, scenarios)),
        _ => Err(ClusterError::Counted { path: path.to_owned() }),
    }
}

/// Files beside the sweep file, and what is on board.
struct Beside {
    files: Files,
}

impl Sources for Beside {
    fn rules(&self, name: &str) -> Result<String, String> {
        if !kazakhstan::is_named(name) {
            return self.files.rules(name);
        }
        let law = kazakhstan::law_named(name).map_err(|error| error.to_string())?;
        law.to_toml().map_err(|error| error.to_string())
    }

    fn electorate(&self, name: &str) -> Result<String, String> {
        if !kazakhstan::is_named(name) {
            return self.files.electorate(name);
        }
        let of_day = kazakhstan::electorate_named(name).map_err(|error| error.to_string())?;
        let electorate = of_day.under_its_law().map_err(|error| error.to_string())?;
        electorate.to_toml().map_err(|error| error.to_string())
    }

    fn stations(&self, name: &str) -> Result<Vec<StationVotes>, String> {
        let path = self.files.path(name);
        let wrong = |problem: &dyn std::fmt::Display| format!("{}: {problem}", path.display());
        let table = ("stations".to_owned(), path.clone());
        // Names are looked up where nothing can be waited for, so that a runtime of its own waits.
        let asked = std::thread::scope(|scope| {
            let thread = scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                let runtime = runtime.map_err(|error| wrong(&error))?;
                runtime.block_on(query(SUMS, None, &[table])).map_err(|error| wrong(&error))
            });
            thread.join()
        });
        let batches = asked.map_err(|_| wrong(&"the query stopped"))??;
        let rows = batches.iter().map(|batch| rows(batch).map_err(|problem| wrong(&problem)));
        Ok(rows.collect::<Result<Vec<_>, _>>()?.concat())
    }
}

/// Stations to districts: everything that follows needs sums alone.
const SUMS: &str = "SELECT CAST(district AS STRING) AS district, CAST(party AS STRING) AS party, \
     CAST(sum(votes) AS BIGINT UNSIGNED) AS votes, CAST(count(DISTINCT station) AS BIGINT UNSIGNED) AS stations \
     FROM stations GROUP BY district, party ORDER BY district, party";

fn rows(batch: &RecordBatch) -> Result<Vec<StationVotes>, String> {
    let texts = |at: usize| {
        cast(batch.column(at), &DataType::LargeUtf8)
            .map(|column| column.as_string::<i64>().clone())
            .map_err(|error| error.to_string())
    };
    let (districts, parties) = (texts(0)?, texts(1)?);
    let (votes, stations) =
        (batch.column(2).as_primitive::<UInt64Type>(), batch.column(3).as_primitive::<UInt64Type>());
    let rows = (0..batch.num_rows()).map(|row| {
        if districts.is_null(row) || parties.is_null(row) || votes.is_null(row) {
            return Err("a row has no district, no party or no votes".to_owned());
        }
        Ok(StationVotes {
            district: districts.value(row).to_owned(),
            party: parties.value(row).to_owned(),
            votes: votes.value(row),
            stations: stations.value(row),
        })
    });
    rows.collect()
}
