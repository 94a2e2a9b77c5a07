//! Questions to a finished run, and to tables beside it.

use std::io::Write;
use std::path::{Path, PathBuf};

use datafusion::arrow::array::RecordBatch;
use datafusion::prelude::{CsvReadOptions, ParquetReadOptions, SessionConfig, SessionContext};

use crate::engine::context;
use crate::error::plain;
use crate::functions::Functions;
use crate::{ClusterError, results};

/// The tables of a run that queries see.
const TABLES: [&str; 3] = ["results", "ensembles", "scenarios"];

/// A table beside those of the run: a name and a Parquet or CSV file.
pub type Table = (String, PathBuf);

/// Asks a finished run, or tables of other files, in SQL. The run's tables are `results`, `ensembles` and `scenarios`;
/// the [functions](crate::functions) work on `ensembles.ensemble`.
///
/// # Errors
///
/// [`ClusterError::NotFinished`], [`ClusterError::Query`], [`ClusterError::File`].
pub async fn query(
    sql: &str,
    run: Option<&Path>,
    tables: &[Table],
) -> Result<Vec<RecordBatch>, ClusterError> {
    let context = context(SessionConfig::new().with_information_schema(true), &Functions::default());
    if let Some(folder) = run {
        if !results::path(folder).exists() {
            return Err(ClusterError::NotFinished { path: folder.to_owned() });
        }
        for name in TABLES {
            register(&context, name, &folder.join(format!("{name}.parquet"))).await?;
        }
    }
    for (name, path) in tables {
        register(&context, name, path).await?;
    }
    let asked = |error: datafusion::error::DataFusionError| ClusterError::Query(plain(&error.to_string()));
    context.sql(sql).await.map_err(asked)?.collect().await.map_err(asked)
}

async fn register(context: &SessionContext, name: &str, path: &Path) -> Result<(), ClusterError> {
    // The engine takes a file that is not there for an empty table.
    std::fs::File::open(path).map_err(ClusterError::file(path, "read"))?;
    let text = path.to_string_lossy();
    let registered = if path.extension().is_some_and(|kind| kind == "csv") {
        context.register_csv(name, text.as_ref(), CsvReadOptions::new()).await
    } else {
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or("parquet");
        let kind = format!(".{kind}");
        let options = ParquetReadOptions { file_extension: &kind, ..ParquetReadOptions::default() };
        context.register_parquet(name, text.as_ref(), options).await
    };
    registered.map_err(ClusterError::encode(path, "read"))
}

/// Writes an answer as CSV; a record becomes a column a field.
///
/// # Errors
///
/// [`ClusterError::Query`].
pub fn write_csv(answer: &[RecordBatch], to: impl Write) -> Result<(), ClusterError> {
    results::csv(answer, to).map_err(|error| ClusterError::Query(plain(&error.to_string())))
}
