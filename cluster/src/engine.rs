//! The engine: one plan, run in this process or on a Ballista cluster.

use std::sync::Arc;

use ballista_core::config::BALLISTA_SCHEDULER_MAX_PARTITIONS_PER_TASK;
use ballista_core::execution_plans::execute_physical_plan;
use ballista_core::extension::SessionConfigExt;
use datafusion::arrow::array::{ArrayRef, LargeStringArray, RecordBatch, UInt64Array};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::MemTable;
use datafusion::common::Result;
use datafusion::execution::SessionStateBuilder;
use datafusion::physical_plan::{ExecutionPlan, collect, common};
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion_proto::protobuf::PhysicalPlanNode;

use crate::functions::Functions;
use crate::transport::Transport;

/// The whole distribution: what is asked of the engine for the shards of a job. Each row is a task; ensembles of the
/// same scenario are joined where they were drawn before they travel.
pub const SWEEP: &str = "SELECT scenario_id, merge_ensembles(simulate(scenario, first_block, blocks)) AS ensemble \
     FROM sweep GROUP BY scenario_id";

/// Messages are larger than the engine's 16 MB: a job brings the scenarios of all its shards.
pub(crate) const MESSAGE_BYTES: usize = 512 << 20;

/// Where plans run.
#[derive(Debug, Clone)]
pub enum Engine {
    /// In this process.
    Local,
    /// On the cluster of a scheduler, at `http://HOST:PORT` or `https://HOST:PORT`.
    Cluster {
        /// The scheduler's address, `https` with certificates.
        url: String,
        /// How it and the executors are talked to.
        transport: Transport,
        /// What the jobs of one run are known by.
        session: String,
    },
}

/// A row of the sweep's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shard {
    /// The scenario's number.
    pub scenario_id: u64,
    /// The scenario as JSON; see [`write`](crate::scenario::write).
    pub scenario: Arc<str>,
    /// The first block.
    pub first_block: u64,
    /// How many blocks.
    pub blocks: u64,
}

/// A context that knows the functions.
#[must_use]
pub fn context(config: SessionConfig, functions: &Functions) -> SessionContext {
    let context = SessionContext::new_with_state(
        SessionStateBuilder::new().with_config(config).with_default_features().build(),
    );
    for function in functions.scalar() {
        context.register_udf(function.as_ref().clone());
    }
    for function in functions.aggregate() {
        context.register_udaf(function.as_ref().clone());
    }
    context
}

impl Engine {
    /// Runs a job: a row a scenario, with what its shards in the job gave.
    ///
    /// # Errors
    ///
    /// The engine's; what our functions say is marked in it.
    pub async fn run(&self, shards: &[Shard]) -> Result<Vec<RecordBatch>> {
        let plan = plan(shards).await?;
        match self {
            Self::Local => {
                let context = SessionContext::new_with_config(of_jobs(&Transport::Loopback));
                collect(plan, context.task_ctx()).await
            }
            Self::Cluster { url, transport, session: id } => {
                let config = of_jobs(transport);
                let ballista = config.ballista_config();
                let codec = config.ballista_physical_extension_codec();
                let stream = execute_physical_plan::<PhysicalPlanNode>(
                    url.clone(),
                    &ballista,
                    plan,
                    codec.as_ref(),
                    id.clone(),
                    config,
                );
                common::collect(stream.await?).await
            }
        }
    }
}

/// What client, scheduler and executors talk with.
pub(crate) fn session(transport: &Transport) -> SessionConfig {
    let config = SessionConfig::new_with_ballista().with_ballista_grpc_client_max_message_size(MESSAGE_BYTES);
    match transport.endpoints() {
        Some(endpoints) => {
            config.with_ballista_use_tls(true).with_ballista_override_create_grpc_client_endpoint(endpoints)
        }
        None => config,
    }
}

/// A job joins its ensembles in one last task, which has little to do; each shard is a task of its own, so that a
/// failure costs one shard.
fn of_jobs(transport: &Transport) -> SessionConfig {
    session(transport).with_target_partitions(1).set_usize(BALLISTA_SCHEDULER_MAX_PARTITIONS_PER_TASK, 1)
}

/// The plan of a job, with its rows inside: executors need no shared disk.
async fn plan(shards: &[Shard]) -> Result<Arc<dyn ExecutionPlan>> {
    let schema = schema();
    let partitions = shards.iter().map(|shard| {
        let columns: [ArrayRef; 4] = [
            Arc::new(UInt64Array::from(vec![shard.scenario_id])),
            Arc::new(LargeStringArray::from(vec![shard.scenario.as_ref()])),
            Arc::new(UInt64Array::from(vec![shard.first_block])),
            Arc::new(UInt64Array::from(vec![shard.blocks])),
        ];
        Ok(vec![RecordBatch::try_new(schema.clone(), columns.to_vec())?])
    });
    let table = MemTable::try_new(schema.clone(), partitions.collect::<Result<_>>()?)?;
    let context = context(of_jobs(&Transport::Loopback), &Functions::default());
    context.register_table("sweep", Arc::new(table))?;
    context.sql(SWEEP).await?.create_physical_plan().await
}

fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("scenario_id", DataType::UInt64, false),
        Field::new("scenario", DataType::LargeUtf8, false),
        Field::new("first_block", DataType::UInt64, false),
        Field::new("blocks", DataType::UInt64, false),
    ]))
}
