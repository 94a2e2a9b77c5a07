//! The folder of a run: what was asked, what is finished, what came out.
//!
//! | file | what it is |
//! |---|---|
//! | `sweep.toml` | the sweep file as it was given |
//! | `run.json` | seed, draws, scenarios, versions |
//! | `scenarios.parquet` | a row a scenario, with everything that it is drawn from |
//! | `shards/*.parquet` | finished jobs: what some shards of some scenarios gave |
//! | `ensembles.parquet` | a row a scenario: the whole ensemble |
//! | `results.parquet`, `results.csv` | a row a scenario, system and party |
//!
//! A file is written under another name, flushed to the disk and then renamed: there are no halves. A run that finds
//! finished jobs draws only what is missing, whatever the size of their shards.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, LargeStringArray, RecordBatch, StringArray, UInt64Array,
};
use datafusion::arrow::datatypes::{SchemaRef, UInt64Type};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;
use sailau::simulate::Blocks;
use serde::{Deserialize, Serialize};

use crate::ClusterError;

/// What a run is, in `run.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The sweep's name.
    pub name: String,
    /// The seed.
    pub seed: u64,
    /// Draws of each scenario.
    pub draws: u64,
    /// How many scenarios.
    pub scenarios: usize,
    /// Versions of what drew it.
    pub versions: Versions,
}

/// Versions of what drew a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Versions {
    /// This crate and the library, which have one number.
    pub sailau_cluster: String,
    /// The engine.
    pub ballista: String,
    /// What the engine is made of.
    pub datafusion: String,
}

/// The folder of a run that is going on: no other process writes there.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    parts: u64,
    _lock: File,
}

impl Store {
    /// Opens the folder of a run, new or begun.
    ///
    /// # Errors
    ///
    /// [`ClusterError::OtherRun`], [`ClusterError::InUse`], [`ClusterError::File`].
    pub fn open(
        folder: &Path,
        manifest: &Manifest,
        sweep: &str,
        rows: &[String],
    ) -> Result<Self, ClusterError> {
        let shards = folder.join("shards");
        fs::create_dir_all(&shards).map_err(ClusterError::file(&shards, "made"))?;
        let lock_path = folder.join("lock");
        let lock = File::create(&lock_path).map_err(ClusterError::file(&lock_path, "written"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(ClusterError::InUse { path: folder.to_owned() }),
            Err(fs::TryLockError::Error(error)) => {
                return Err(ClusterError::file(&lock_path, "locked")(error));
            }
        }
        let store = Self { folder: folder.to_owned(), parts: 0, _lock: lock };
        if folder.join("run.json").exists() {
            store.check(manifest, rows)?;
        } else {
            store.write_whole("sweep.toml", |file| file.write_all(sweep.as_bytes()))?;
            store.write_parquet("scenarios.parquet", &scenario_table(rows)?)?;
            let text = serde_json::to_string_pretty(manifest).unwrap_or_default();
            // Last, so that a folder with it has the others.
            store.write_whole("run.json", |file| writeln!(file, "{text}"))?;
        }
        Ok(store)
    }

    fn check(&self, manifest: &Manifest, rows: &[String]) -> Result<(), ClusterError> {
        let other = |what: &str| ClusterError::OtherRun { path: self.folder.clone(), what: what.to_owned() };
        let there = manifest_of(&self.folder)?;
        if there.versions != manifest.versions {
            let versions = &there.versions;
            return Err(other(&format!(
                "the version: sailau-cluster {}, Ballista {}, DataFusion {} began it; it",
                versions.sailau_cluster, versions.ballista, versions.datafusion
            )));
        }
        if (there.seed, there.draws) != (manifest.seed, manifest.draws) {
            return Err(other("the seed or the number of draws"));
        }
        let path = self.folder.join("scenarios.parquet");
        let mut known = Vec::new();
        for batch in read(&path)? {
            known.extend(texts(&path, &batch, "scenario")?);
        }
        if known != rows {
            return Err(other("its table of scenarios"));
        }
        Ok(())
    }

    /// The blocks of each scenario that are finished.
    ///
    /// # Errors
    ///
    /// [`ClusterError::File`].
    pub fn finished(&mut self, scenarios: usize) -> Result<Vec<Blocks>, ClusterError> {
        let mut finished = vec![Blocks::default(); scenarios];
        for path in self.parts()? {
            let number = path.file_stem().and_then(|name| name.to_str()).and_then(|name| name.parse().ok());
            self.parts = self.parts.max(number.unwrap_or(0));
            let broken = |reason: String| ClusterError::File {
                path: path.clone(),
                done: "used",
                reason: format!("{reason}; remove it, and its shards are drawn again"),
            };
            let batches = read(&path).map_err(|error| match error {
                ClusterError::File { reason, .. } => broken(reason),
                other => other,
            });
            for batch in batches? {
                let ids = column::<UInt64Array>(&path, &batch, "scenario_id")?;
                for (id, text) in ids.values().iter().zip(texts(&path, &batch, "ensemble")?) {
                    // Only the blocks are wanted: the rest is read when everything is there.
                    #[derive(Deserialize)]
                    struct Part {
                        blocks: Blocks,
                    }
                    let part: Part =
                        serde_json::from_str(&text).map_err(|error| broken(error.to_string()))?;
                    let slot = usize::try_from(*id).ok().and_then(|id| finished.get_mut(id));
                    let slot = slot.ok_or_else(|| broken(format!("there is no scenario {id}")))?;
                    slot.merge(&part.blocks).map_err(|error| broken(error.to_string()))?;
                }
            }
        }
        Ok(finished)
    }

    /// Writes what a job gave.
    ///
    /// # Errors
    ///
    /// [`ClusterError::File`].
    pub fn add(&mut self, batches: &[RecordBatch]) -> Result<(), ClusterError> {
        self.parts += 1;
        self.write_parquet(&format!("shards/{:08}.parquet", self.parts), batches)
    }

    /// The files of finished jobs.
    ///
    /// # Errors
    ///
    /// [`ClusterError::File`].
    pub fn parts(&self) -> Result<Vec<PathBuf>, ClusterError> {
        let folder = self.folder.join("shards");
        let entries = fs::read_dir(&folder).map_err(ClusterError::file(&folder, "read"))?;
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry.map_err(ClusterError::file(&folder, "read"))?.path();
            if path.extension().is_some_and(|kind| kind == "parquet") {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths)
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a table as Parquet, whole or not at all.
    ///
    /// # Errors
    ///
    /// [`ClusterError::File`].
    pub fn write_parquet(&self, name: &str, batches: &[RecordBatch]) -> Result<(), ClusterError> {
        let Some(first) = batches.first() else { return Ok(()) };
        let schema: SchemaRef = first.schema();
        // Fixed properties: the same rows are the same bytes.
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(format!("sailau-cluster {}", crate::VERSION))
            .build();
        self.write_whole(name, |file| {
            let mut writer =
                ArrowWriter::try_new(file, schema, Some(properties)).map_err(std::io::Error::other)?;
            for batch in batches {
                writer.write(batch).map_err(std::io::Error::other)?;
            }
            writer.close().map(|_| ()).map_err(std::io::Error::other)
        })
    }

    /// Writes a file, whole or not at all.
    ///
    /// # Errors
    ///
    /// [`ClusterError::File`].
    pub fn write_whole(
        &self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
    ) -> Result<(), ClusterError> {
        let path = self.folder.join(name);
        let unfinished = path.with_extension("unfinished");
        let written = File::create(&unfinished).and_then(|file| {
            let mut file = BufWriter::new(file);
            write(&mut file)?;
            file.into_inner().map_err(|error| error.into_error())?.sync_all()?;
            fs::rename(&unfinished, &path)
        });
        written.map_err(|error| {
            // The room is worth more than the half.
            let _ = fs::remove_file(&unfinished);
            ClusterError::file(&path, "written")(error)
        })
    }
}

/// The manifest of a folder.
///
/// # Errors
///
/// [`ClusterError::File`].
pub fn manifest_of(folder: &Path) -> Result<Manifest, ClusterError> {
    let path = folder.join("run.json");
    let text = fs::read_to_string(&path).map_err(ClusterError::file(&path, "read"))?;
    serde_json::from_str(&text).map_err(|error| ClusterError::File {
        path,
        done: "understood",
        reason: format!("{error}; another version may have written it"),
    })
}

/// The table of scenarios: number, name, and the whole of it as JSON.
fn scenario_table(rows: &[String]) -> Result<Vec<RecordBatch>, ClusterError> {
    #[derive(Deserialize)]
    struct Written {
        scenario: Named,
    }
    #[derive(Deserialize)]
    struct Named {
        name: String,
    }
    let name = |row: &String| {
        serde_json::from_str::<Written>(row).map(|written| written.scenario.name).unwrap_or_default()
    };
    let names: Vec<String> = rows.iter().map(name).collect();
    let columns: [(&str, ArrayRef); 3] = [
        ("scenario_id", Arc::new(UInt64Array::from_iter_values(0..rows.len() as u64))),
        ("name", Arc::new(StringArray::from(names))),
        ("scenario", Arc::new(LargeStringArray::from_iter_values(rows))),
    ];
    let batch = RecordBatch::try_from_iter(columns);
    batch.map(|batch| vec![batch]).map_err(|error| ClusterError::Query(error.to_string()))
}

/// Reads a Parquet file.
///
/// # Errors
///
/// [`ClusterError::File`].
pub fn read(path: &Path) -> Result<Vec<RecordBatch>, ClusterError> {
    let file = File::open(path).map_err(ClusterError::file(path, "read"))?;
    let other = |error: &dyn std::fmt::Display| ClusterError::File {
        path: path.to_owned(),
        done: "read",
        reason: error.to_string(),
    };
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).and_then(|reader| reader.build());
    let reader = reader.map_err(|error| other(&error))?;
    reader.map(|batch| batch.map_err(|error| other(&error))).collect()
}

fn column<'a, T: Array + 'static>(
    path: &Path,
    batch: &'a RecordBatch,
    name: &str,
) -> Result<&'a T, ClusterError> {
    let column = batch.column_by_name(name).and_then(|column| column.as_any().downcast_ref::<T>());
    column.ok_or_else(|| ClusterError::File {
        path: path.to_owned(),
        done: "used",
        reason: format!("it has no column `{name}` of the right type"),
    })
}

/// A column of texts.
///
/// # Errors
///
/// [`ClusterError::File`].
pub fn texts(path: &Path, batch: &RecordBatch, name: &str) -> Result<Vec<String>, ClusterError> {
    let column = column::<LargeStringArray>(path, batch, name)?;
    Ok(column.iter().flatten().map(str::to_owned).collect())
}

/// A column of whole numbers.
///
/// # Errors
///
/// [`ClusterError::File`].
pub fn wholes(path: &Path, batch: &RecordBatch, name: &str) -> Result<Vec<u64>, ClusterError> {
    let column = batch.column_by_name(name).and_then(|column| column.as_primitive_opt::<UInt64Type>());
    let column = column.ok_or_else(|| ClusterError::File {
        path: path.to_owned(),
        done: "used",
        reason: format!("it has no column `{name}` of whole numbers"),
    })?;
    Ok(column.values().to_vec())
}
