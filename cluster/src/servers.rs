//! The two kinds of servers, with the functions of a version registered.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use arrow_flight::flight_service_server::FlightServiceServer;
use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::error::BallistaError;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::serde::protobuf::GetJobStatusParams;
use ballista_core::serde::protobuf::scheduler_grpc_client::SchedulerGrpcClient;
use ballista_core::serde::protobuf::scheduler_grpc_server::SchedulerGrpcServer;
use ballista_core::utils::create_grpc_server;
use ballista_core::{BALLISTA_VERSION, ConfigProducer};
use ballista_executor::ArrowFlightServerProvider;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_executor::flight_service::BallistaFlightService;
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use tokio::net::{TcpListener, TcpStream};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::transport::Server;

use crate::engine::{MESSAGE_BYTES, context, session};
use crate::error::plain;
use crate::functions::Functions;
use crate::transport::{Tls, Transport, deepest};
use crate::{ClusterError, VERSION};

/// Executors ask for work. Ballista 55 can also have the scheduler push it, but then an executor that dies while another is
/// fetching results from it costs that other one a core for good: the scheduler forgets to count it free again. Asking
/// needs no port on the executor but the one that results are fetched from.
const POLICY: TaskSchedulingPolicy = TaskSchedulingPolicy::PullStaged;

/// How a scheduler is started.
#[derive(Debug, Clone)]
pub struct SchedulerOptions {
    /// Where it listens; port 0 for a free one.
    pub bind: SocketAddr,
    /// The host by which executors reach it.
    pub host: String,
    /// Seconds after which an executor that says nothing is given up, and its tasks go to others; 10 at least, because
    /// a busy executor speaks every 5.
    pub executor_timeout: u64,
    /// Who may talk to it.
    pub transport: Transport,
}

/// How an executor is started.
#[derive(Debug, Clone)]
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
    /// Who may talk to it, and how it talks to others.
    pub transport: Transport,
}

/// Starts a scheduler. `ready` is told where it listens, once it does.
///
/// # Errors
///
/// [`ClusterError::Server`]; [`ClusterError::Uncovered`] before it listens anywhere.
pub async fn scheduler(
    options: SchedulerOptions,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ClusterError> {
    let failed = |reason: String| ClusterError::Server { what: "scheduler", reason: plain(&reason) };
    let transport = options.transport;
    transport.covers(options.bind.ip())?;
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
        use_tls: transport.tls().is_some(),
        override_create_grpc_client_endpoint: transport.endpoints(),
        override_config_producer: Some(config_producer(&transport)),
        override_session_builder: Some(Arc::new(move |config| Ok(context(config, &functions).state()))),
        ..SchedulerConfig::default()
    };
    let cluster = BallistaCluster::new_from_config(&config);
    let cluster = cluster.await.map_err(|error| failed(error.to_string()))?;
    let server = create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config));
    let server = server.await.map_err(|error| failed(error.to_string()))?;
    ready(address);
    let Some(tls) = transport.tls() else {
        let served = start_grpc_service_with_listener(listener, server);
        return served.await.map_err(|error| failed(error.to_string()));
    };
    let service = SchedulerGrpcServer::new(server)
        .max_encoding_message_size(MESSAGE_BYTES)
        .max_decoding_message_size(MESSAGE_BYTES);
    let served = Server::builder().tcp_nodelay(true).tls_config(tls.of_server());
    let served = served.map_err(|error| failed(deepest(&error)))?.add_service(service);
    served
        .serve_with_incoming(TcpListenerStream::new(listener))
        .await
        .map_err(|error| failed(deepest(&error)))
}

/// Starts an executor with the functions of a version; it goes on until it is told to end. `ready` is told where it
/// will listen.
///
/// # Errors
///
/// [`ClusterError::Server`], and those of [`reach`]; [`ClusterError::Uncovered`] before it listens anywhere.
pub async fn executor(
    options: ExecutorOptions,
    version: &str,
    ready: impl FnOnce(&str),
) -> Result<(), ClusterError> {
    let failed = |reason: String| ClusterError::Server { what: "executor", reason: plain(&reason) };
    let transport = options.transport;
    transport.covers(options.bind)?;
    let url = format!("{}://{}:{}", transport.scheme(), options.scheduler_host, options.scheduler_port);
    reach(&url, &transport).await?;
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
        override_arrow_flight_service: transport.tls().map(flight_service),
        override_create_grpc_client_endpoint: transport.endpoints(),
        override_config_producer: Some(config_producer(&transport)),
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

/// Where results are fetched from by those who hold a certificate.
fn flight_service(tls: &Tls) -> Arc<ArrowFlightServerProvider> {
    let tls = tls.clone();
    Arc::new(move |work_dir, address, mut shutdown, config| {
        let service = FlightServiceServer::new(BallistaFlightService::new(work_dir))
            .max_encoding_message_size(MESSAGE_BYTES)
            .max_decoding_message_size(MESSAGE_BYTES);
        let server = create_grpc_server(&config).tls_config(tls.of_server());
        tokio::spawn(async move {
            let served = server.map_err(BallistaError::TonicError)?.add_service(service);
            let served = served.serve_with_shutdown(address, shutdown.recv());
            served.await.map_err(BallistaError::TonicError)
        })
    })
}

/// Whether a scheduler answers at an address, and lets this program in.
///
/// # Errors
///
/// [`ClusterError::Address`], [`ClusterError::Scheme`], [`ClusterError::Unreachable`], [`ClusterError::Refused`].
pub async fn reach(url: &str, transport: &Transport) -> Result<(), ClusterError> {
    let unreachable = |reason: &dyn std::fmt::Display| ClusterError::Unreachable {
        url: url.to_owned(),
        reason: reason.to_string(),
    };
    let (host, port) = address_of(url, transport)?;
    let connect = TcpStream::connect(format!("{host}:{port}"));
    let connect = tokio::time::timeout(std::time::Duration::from_secs(10), connect);
    match connect.await {
        Err(_) => return Err(unreachable(&"no answer within ten seconds")),
        Ok(Err(error)) => return Err(unreachable(&error)),
        Ok(Ok(_)) => {}
    }
    let hint = if transport.tls().is_some() {
        "its certificates must be signed by the same authority as ours, and name the host of the address"
    } else {
        "does it ask for certificates? then its address begins with https, and --tls DIR names ours"
    };
    let refused = |reason: String| ClusterError::Refused { url: url.to_owned(), reason, hint };
    let endpoint = transport.endpoint(url).map_err(|error| refused(deepest(&error)))?;
    let channel = endpoint.connect().await.map_err(|error| refused(deepest(&error)))?;
    // Whether a certificate is good enough is told only to who asks for something.
    let asked = GetJobStatusParams { job_id: String::new() };
    let answer = SchedulerGrpcClient::new(channel).get_job_status(asked).await;
    answer.map(|_| ()).map_err(|status| refused(deepest(&status)))
}

/// The host and the port of an address that goes with how it is reached.
///
/// # Errors
///
/// [`ClusterError::Address`], [`ClusterError::Scheme`].
pub fn address_of<'a>(url: &'a str, transport: &Transport) -> Result<(&'a str, u16), ClusterError> {
    let parts = url.split_once("://").and_then(|(scheme, address)| {
        let (host, port) = address.trim_end_matches('/').rsplit_once(':')?;
        Some((scheme, host, port.parse().ok()?))
    });
    let known = parts.filter(|(scheme, ..)| matches!(*scheme, "http" | "https"));
    let (scheme, host, port) = known.ok_or_else(|| ClusterError::Address(url.to_owned()))?;
    if scheme != transport.scheme() {
        return Err(ClusterError::Scheme { url: url.to_owned() });
    }
    Ok((host, port))
}

/// What a server calls itself.
#[must_use]
pub fn versions() -> String {
    format!(
        "sailau-cluster {VERSION}, Ballista {BALLISTA_VERSION}, DataFusion {}",
        datafusion::DATAFUSION_VERSION
    )
}

fn config_producer(transport: &Transport) -> ConfigProducer {
    let transport = transport.clone();
    Arc::new(move || session(&transport))
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
