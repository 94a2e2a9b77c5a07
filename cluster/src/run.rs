//! A run: shards that are missing are drawn, what is finished is written, and at the end everything is joined.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ballista_core::BALLISTA_VERSION;
use datafusion::arrow::array::RecordBatch;
use datafusion::prelude::{ParquetReadOptions, SessionConfig};
use sailau::simulate::Blocks;
use sailau::simulate::elections::Ensemble;
use tokio::task::JoinSet;

use crate::engine::{Engine, Shard, context};
use crate::error::{marked, plain};
use crate::functions::Functions;
use crate::results::Results;
use crate::scenario::{self, Compiled, Scenario};
use crate::servers::reach;
use crate::store::{Manifest, Store, Versions, texts, wholes};
use crate::transport::Transport;
use crate::{ClusterError, VERSION, sweep};

/// How long a shard is to take when its size is left to the program.
const SHARD: Duration = Duration::from_secs(10);

/// The number of shards of a small run: enough for the cores of most clusters.
const SHARDS: u64 = 64;

/// What to run, where, and in which pieces. Results do not depend on the pieces.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// The sweep file.
    pub sweep: PathBuf,
    /// The folder of the run.
    pub out: PathBuf,
    /// The scheduler's address; none to run in this process.
    pub scheduler: Option<String>,
    /// How it is talked to.
    pub transport: Transport,
    /// Draws of a shard, rounded up to whole blocks; as many as take some ten seconds unless given.
    pub shard: Option<u64>,
    /// Shards of a job: it is written when all of them are finished.
    pub shards_a_job: usize,
    /// Jobs that the engine has at a time.
    pub jobs: usize,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Shards that are finished, in this run of the program.
    pub done: usize,
    /// Shards that were missing when it began.
    pub of: usize,
    /// Draws that were there already.
    pub found: u64,
}

/// Runs a sweep, or what is missing of it, and writes its results.
///
/// # Errors
///
/// [`ClusterError`]: what is finished by then stays, and the same call goes on.
pub async fn run(options: &RunOptions, mut report: impl FnMut(Progress)) -> Result<(), ClusterError> {
    let path = &options.sweep;
    let text = std::fs::read_to_string(path).map_err(ClusterError::file(path, "read"))?;
    let (name, scenarios) = sweep::read(path, &text)?;
    let first = check(path, &scenarios)?;
    let rows: Vec<String> = scenarios
        .iter()
        .map(|scenario| scenario::write(scenario).map_err(|error| ClusterError::Query(error.to_string())))
        .collect::<Result<_, _>>()?;
    let engine = match &options.scheduler {
        None => Engine::Local,
        Some(url) => {
            let transport = options.transport.clone();
            reach(url, &transport).await?;
            Engine::Cluster { url: url.trim_end_matches('/').to_owned(), transport, session: session_name() }
        }
    };
    let manifest = Manifest {
        name,
        // The same for all.
        seed: scenarios.first().map_or(0, |scenario| scenario.seed),
        draws: scenarios.first().map_or(0, |scenario| scenario.draws),
        scenarios: scenarios.len(),
        versions: Versions {
            sailau_cluster: VERSION.to_owned(),
            ballista: BALLISTA_VERSION.to_owned(),
            datafusion: datafusion::DATAFUSION_VERSION.to_owned(),
        },
    };
    let mut store = Store::open(&options.out, &manifest, &text, &rows)?;
    let finished = store.finished(scenarios.len())?;
    let total: u64 = scenarios.iter().map(Scenario::blocks).sum();
    let blocks = match (options.shard, &first) {
        (Some(draws), _) => draws.div_ceil(sailau::simulate::BLOCK),
        (None, Some(first)) => measured(path, first, scenarios[0].blocks())?.min(total.div_ceil(SHARDS)),
        (None, None) => 1,
    };
    let shards = missing(&scenarios, &rows, &finished, blocks.max(1));
    let found = finished.iter().map(Blocks::len).sum::<u64>() * sailau::simulate::BLOCK;
    draw(&engine, options, &shards, &mut store, &mut |done| {
        report(Progress { done, of: shards.len(), found })
    })
    .await?;
    join(&scenarios, &store).await
}

/// Everything that could go wrong is tried before anything is drawn. The first scenario comes back compiled.
fn check(path: &Path, scenarios: &[Scenario]) -> Result<Option<Compiled>, ClusterError> {
    let mut first = None;
    for scenario in scenarios {
        let compiled = scenario::compile(scenario)
            .map_err(|source| ClusterError::Scenario { path: path.to_owned(), source: source.into() })?;
        first.get_or_insert(compiled);
    }
    Ok(first)
}

/// How many blocks take about as long as a shard should.
fn measured(path: &Path, compiled: &Compiled, most: u64) -> Result<u64, ClusterError> {
    let mut blocks = 1;
    loop {
        let start = Instant::now();
        let drawn = compiled.shard(0, blocks.min(most));
        drawn.map_err(|source| ClusterError::Scenario { path: path.to_owned(), source: source.into() })?;
        let taken = start.elapsed();
        if taken > Duration::from_millis(50) || blocks >= most {
            let blocks = blocks.min(most) as f64 * SHARD.as_secs_f64() / taken.as_secs_f64().max(1e-9);
            return Ok((blocks as u64).max(1));
        }
        blocks = blocks.saturating_mul(4);
    }
}

/// A row a scenario and shard, of what is not finished.
fn missing(scenarios: &[Scenario], rows: &[String], finished: &[Blocks], blocks: u64) -> Vec<Shard> {
    let mut shards = Vec::new();
    for (id, ((scenario, row), finished)) in scenarios.iter().zip(rows).zip(finished).enumerate() {
        let row: Arc<str> = row.as_str().into();
        for gap in finished.missing(scenario.blocks()) {
            let mut first_block = gap.start;
            while first_block < gap.end {
                let blocks = blocks.min(gap.end - first_block);
                shards.push(Shard {
                    scenario_id: id as u64,
                    scenario: Arc::clone(&row),
                    first_block,
                    blocks,
                });
                first_block += blocks;
            }
        }
    }
    shards
}

/// Hands the shards to the engine, some jobs at a time, and writes what comes back.
async fn draw(
    engine: &Engine,
    options: &RunOptions,
    shards: &[Shard],
    store: &mut Store,
    report: &mut impl FnMut(usize),
) -> Result<(), ClusterError> {
    let mut jobs = shards.chunks(options.shards_a_job.max(1));
    let mut going = JoinSet::new();
    let mut done = 0;
    report(done);
    loop {
        while going.len() < options.jobs.max(1) {
            let Some(job) = jobs.next() else { break };
            let (engine, job) = (engine.clone(), job.to_vec());
            going.spawn(async move {
                let given = handed_out(&engine, &job).await;
                (job, given)
            });
        }
        let Some(ended) = going.join_next().await else { return Ok(()) };
        let (job, given) = ended.map_err(|error| ClusterError::Query(error.to_string()))?;
        let given = given.map_err(|error| failed(&job, &error.to_string(), store))?;
        store.add(&given)?;
        done += job.len();
        report(done);
    }
}

/// Times that a job is handed out before it counts as failed.
const TRIES: usize = 5;

/// Runs a job, and once more when an executor went away while another read from it. The engine tries again what an executor
/// was to *compute*; what was being *read* when the connection broke it takes for the reader's own error. A job gives the same
/// bytes every time, so nothing is lost but its time.
async fn handed_out(engine: &Engine, job: &[Shard]) -> datafusion::error::Result<Vec<RecordBatch>> {
    let mut tries = 1;
    loop {
        match engine.run(job).await {
            Err(error) if tries < TRIES && lost_while_reading(&error.to_string()) => tries += 1,
            given => return given,
        }
    }
}

/// Whether a job failed because what one executor read from another broke off: not by a shard's own fault.
fn lost_while_reading(message: &str) -> bool {
    marked(message).is_none() && message.contains("IpcError")
}

fn failed(job: &[Shard], message: &str, store: &Store) -> ClusterError {
    let kept = format!("finished shards are kept in {}; the same command goes on", store.folder().display());
    if let Some(message) = marked(message) {
        return ClusterError::Shard { message, kept };
    }
    let name = |shard: Option<&Shard>| {
        let Some(shard) = shard else { return "none".to_owned() };
        let end = shard.first_block.saturating_add(shard.blocks);
        format!("{} (blocks {}..{end})", shard.scenario_id, shard.first_block)
    };
    ClusterError::Job { first: name(job.first()), last: name(job.last()), message: plain(message), kept }
}

/// Joins what the jobs gave, scenario by scenario, and writes the results.
async fn join(scenarios: &[Scenario], store: &Store) -> Result<(), ClusterError> {
    const JOIN: &str = "SELECT scenario_id, merge_ensembles(ensemble) AS ensemble FROM shards \
         GROUP BY scenario_id ORDER BY scenario_id";
    let folder = store.folder().join("shards");
    let wrong = |error: datafusion::error::DataFusionError| ClusterError::Query(plain(&error.to_string()));
    // Few at a time: a batch of large texts must fit into memory.
    let context = context(SessionConfig::new().with_batch_size(256), &Functions::default());
    let path = folder.to_string_lossy();
    context.register_parquet("shards", path.as_ref(), ParquetReadOptions::default()).await.map_err(wrong)?;
    let joined: Vec<RecordBatch> = context.sql(JOIN).await.map_err(wrong)?.collect().await.map_err(wrong)?;
    let mut results = Results::new(scenarios);
    let mut complete = 0;
    let mut ensembles = Vec::with_capacity(joined.len());
    for batch in &joined {
        let batch = plainly_typed(batch)?;
        for (id, text) in
            wholes(&folder, &batch, "scenario_id")?.into_iter().zip(texts(&folder, &batch, "ensemble")?)
        {
            let ensemble: Ensemble =
                serde_json::from_str(&text).map_err(|error| ClusterError::Query(error.to_string()))?;
            let scenario = usize::try_from(id).ok().and_then(|id| scenarios.get(id));
            if let Some(scenario) = scenario.filter(|_| ensemble.is_complete()) {
                results.push(id, scenario, &ensemble);
                complete += 1;
            }
        }
        ensembles.push(batch);
    }
    if complete != scenarios.len() {
        let reason = format!("{complete} of {} scenarios are complete; remove the folder", scenarios.len());
        return Err(ClusterError::File { path: folder, done: "joined", reason });
    }
    store.write_parquet("ensembles.parquet", &ensembles)?;
    // Last: a folder with results is finished.
    results.write(store)
}

/// Whatever kind of text the engine made of it, as it is stored.
fn plainly_typed(batch: &RecordBatch) -> Result<RecordBatch, ClusterError> {
    use datafusion::arrow::compute::cast;
    use datafusion::arrow::datatypes::DataType;
    let column = |name: &str, kind: &DataType| {
        let column = batch.column_by_name(name).ok_or_else(|| format!("no column {name}"));
        column.and_then(|column| cast(column, kind).map_err(|error| error.to_string()))
    };
    let ids = column("scenario_id", &DataType::UInt64).map_err(ClusterError::Query)?;
    let ensembles = column("ensemble", &DataType::LargeUtf8).map_err(ClusterError::Query)?;
    RecordBatch::try_from_iter([("scenario_id", ids), ("ensemble", ensembles)])
        .map_err(|error| ClusterError::Query(error.to_string()))
}

/// A name that no other run of this scheduler has.
fn session_name() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    format!("sailau-{}-{}", std::process::id(), now.as_nanos())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_broke_is_told_from_a_shard_that_failed() {
        let broken = "Execution error: Job 038G failed: Job failed due to stage 2 failed: Task failed due to runtime execution error: \
            DataFusionError(Shared(External(ArrowError(IpcError(\"h2 protocol error: error reading a body from connection\")))))";
        assert!(lost_while_reading(broken));
        assert!(!lost_while_reading("Execution error: Job 038G failed: Task failed: no such party"));
    }
}
