//! The two kinds of servers, with the functions of a version registered.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::extension::SessionConfigExt;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::{BALLISTA_VERSION, ConfigProducer};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion::prelude::SessionConfig;
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use tokio::net::TcpListener;

use crate::engine::{MESSAGE_BYTES, context};
use crate::error::plain;
use crate::functions::Functions;
use crate::{ClusterError, VERSION};

/// Executors ask for work. Ballista 55 can also have the scheduler push it, but then an executor that dies while another is
/// fetching results from it costs that other one a core for good: the scheduler forgets to count it free again. Asking
/// needs no port on the executor but the one that results are fetched from.
const POLICY: TaskSchedulingPolicy = TaskSchedulingPolicy::PullStaged;

/// How a scheduler is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchedulerOptions {
    /// Where it listens; port 0 for a free one.
    pub bind: SocketAddr,
    /// The host by which executors reach it.
    pub host: String,
    /// Seconds after which an executor that says nothing is given up, and its tasks go to others; 10 at least, because
    /// a busy executor speaks every 5.
    pub executor_timeout: u64,
}

/// How an executor is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutorOptions {
    /// The scheduler's host.
    pub scheduler_host: String,
    /// The scheduler's port.
    pub scheduler_port: u16,
    /// The address it listens on.
    pub bind: std::net::IpAddr,
    /// The host by which the scheduler, clients and other executors reach it.
    pub host: String,
    /// The port that results are fetched from; 0 for a free one.
    pub port: u16,
    /// Tasks at a time; 0 for as many as there are cores.
    pub cores: usize,
    /// Where results lie until they are fetched; a temporary folder of its own unless given, which goes with it.
    pub work_dir: Option<String>,
}

/// Starts a scheduler. `ready` is told where it listens, once it does.
///
/// # Errors
///
/// [`ClusterError::Server`].
pub async fn scheduler(
    options: SchedulerOptions,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ClusterError> {
    let failed = |reason: String| ClusterError::Server { what: "scheduler", reason: plain(&reason) };
    let listener = TcpListener::bind(options.bind)
        .await
        .map_err(|error| failed(format!("it cannot listen on {}: {error}", options.bind)))?;
    let address = listener.local_addr().map_err(|error| failed(error.to_string()))?;
    let functions = Functions::default();
    let timeout = options.executor_timeout.max(10);
    let config = SchedulerConfig {
        scheduling_policy: POLICY,
        bind_host: address.ip().to_string(),
        bind_port: address.port(),
        external_host: options.host,
        executor_timeout_seconds: timeout,
        expire_dead_executor_interval_seconds: (timeout / 5).max(1),
        no_executors_grace_period_seconds: timeout.saturating_mul(2),
        grpc_server_max_decoding_message_size: MESSAGE_BYTES as u32,
        grpc_server_max_encoding_message_size: MESSAGE_BYTES as u32,
        grpc_client_max_message_size: MESSAGE_BYTES as u32,
        override_config_producer: Some(config_producer()),
        override_session_builder: Some(Arc::new(move |config| Ok(context(config, &functions).state()))),
        ..SchedulerConfig::default()
    };
    let cluster = BallistaCluster::new_from_config(&config);
    let cluster = cluster.await.map_err(|error| failed(error.to_string()))?;
    let server = create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config));
    let server = server.await.map_err(|error| failed(error.to_string()))?;
    ready(address);
    start_grpc_service_with_listener(listener, server).await.map_err(|error| failed(error.to_string()))
}

/// Starts an executor with the functions of a version; it goes on until it is told to end. `ready` is told where it
/// will listen.
///
/// # Errors
///
/// [`ClusterError::Server`], [`ClusterError::Unreachable`].
pub async fn executor(
    options: ExecutorOptions,
    version: &str,
    ready: impl FnOnce(&str),
) -> Result<(), ClusterError> {
    let failed = |reason: String| ClusterError::Server { what: "executor", reason: plain(&reason) };
    let url = format!("http://{}:{}", options.scheduler_host, options.scheduler_port);
    reach(&url).await?;
    let port = free(options.bind, options.port).map_err(failed)?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let own_folder = options.work_dir.is_none();
    let work_dir = options.work_dir.unwrap_or_else(|| {
        let name = format!("sailau-cluster-{}-{port}", std::process::id());
        std::env::temp_dir().join(name).to_string_lossy().into_owned()
    });
    std::fs::create_dir_all(&work_dir).map_err(ClusterError::file(Path::new(&work_dir), "made"))?;
    let config = ExecutorProcessConfig {
        bind_host: options.bind.to_string(),
        external_host: Some(options.host.clone()),
        port,
        scheduler_host: options.scheduler_host,
        scheduler_port: options.scheduler_port,
        scheduler_connect_timeout_seconds: 20,
        task_scheduling_policy: POLICY,
        vcores: if options.cores == 0 { cores } else { options.cores },
        work_dir: Some(work_dir.clone()),
        // What lies there belongs to jobs that are long over.
        job_data_ttl_seconds: 24 * 3600,
        job_data_clean_up_interval_seconds: 3600,
        grpc_max_decoding_message_size: MESSAGE_BYTES as u32,
        grpc_max_encoding_message_size: MESSAGE_BYTES as u32,
        override_config_producer: Some(config_producer()),
        override_function_registry: Some(Arc::new(registry(&Functions::of_version(version)))),
        ..ExecutorProcessConfig::default()
    };
    ready(&format!("{}:{port}", options.host));
    let ended = start_executor_process(Arc::new(config)).await;
    if own_folder {
        // What lay there was of jobs that this executor has no part in any more.
        let _ = std::fs::remove_dir_all(&work_dir);
    }
    ended.map_err(|error| failed(error.to_string()))
}

/// Whether somebody listens at a scheduler's address.
///
/// # Errors
///
/// [`ClusterError::Address`], [`ClusterError::Unreachable`].
pub async fn reach(url: &str) -> Result<(), ClusterError> {
    let unreachable = |reason: &dyn std::fmt::Display| ClusterError::Unreachable {
        url: url.to_owned(),
        reason: reason.to_string(),
    };
    let address = url.strip_prefix("http://").map(|rest| rest.trim_end_matches('/'));
    let address = address
        .filter(|address| address.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()));
    let address = address.ok_or_else(|| ClusterError::Address(url.to_owned()))?;
    let connect =
        tokio::time::timeout(std::time::Duration::from_secs(10), tokio::net::TcpStream::connect(address));
    match connect.await {
        Err(_) => Err(unreachable(&"no answer within ten seconds")),
        Ok(Err(error)) => Err(unreachable(&error)),
        Ok(Ok(_)) => Ok(()),
    }
}

/// What a server calls itself.
#[must_use]
pub fn versions() -> String {
    format!(
        "sailau-cluster {VERSION}, Ballista {BALLISTA_VERSION}, DataFusion {}",
        datafusion::DATAFUSION_VERSION
    )
}

fn config_producer() -> ConfigProducer {
    Arc::new(|| SessionConfig::new_with_ballista().with_ballista_grpc_client_max_message_size(MESSAGE_BYTES))
}

/// The engine's functions and ours.
fn registry(functions: &Functions) -> BallistaFunctionRegistry {
    let mut registry = BallistaFunctionRegistry::default();
    for function in functions.scalar() {
        registry.scalar_functions.insert(function.name().to_owned(), Arc::clone(function));
    }
    for function in functions.aggregate() {
        registry.aggregate_functions.insert(function.name().to_owned(), Arc::clone(function));
    }
    registry
}

/// A port, or a free one in place of 0: others are told the number before the engine opens it.
fn free(bind: std::net::IpAddr, port: u16) -> Result<u16, String> {
    let listener = std::net::TcpListener::bind((bind, port));
    let address = listener.and_then(|listener| listener.local_addr());
    address
        .map(|address| address.port())
        .map_err(|error| format!("it cannot listen on {bind}:{port}: {error}"))
}
