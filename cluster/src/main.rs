//! `sailau-cluster`: sweeps of simulated elections on many machines. See `docs/cluster.md`.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, Value, ValueExt};
use sailau_cluster::certificates;
use sailau_cluster::query::write_csv;
use sailau_cluster::servers::{ExecutorOptions, SchedulerOptions, address_of, executor, scheduler, versions};
use sailau_cluster::transport::{Tls, Transport};
use sailau_cluster::{ClusterError, RunOptions, VERSION, query, run};

const HELP: &str = "\
Simulated elections on many machines.

sailau-cluster run SWEEP.toml --out DIR [--local | --scheduler http://HOST:PORT | --scheduler https://HOST:PORT --tls DIR]
    draws a sweep, or what is missing of it, and writes results.csv and results.parquet
    --shard DRAWS     draws of a task; as many as take some ten seconds unless given
    --shards-a-job N  tasks that are planned and written together (16)
    --jobs N          jobs that the engine has at a time (8)
    --threads N       threads of a local run; as many as there are cores unless given
sailau-cluster query SQL [--out DIR] [--table NAME=FILE]...
    asks a finished run, and Parquet or CSV files beside it; the answer is CSV
sailau-cluster scheduler [--bind ADDRESS:PORT] [--host NAME] [--executor-timeout SECONDS] [--tls DIR | --insecure]
    starts a scheduler (127.0.0.1:50050, 30 seconds)
sailau-cluster executor --scheduler http://HOST:PORT [--bind ADDRESS] [--host NAME] [--port PORT]
                        [--cores N] [--work-dir DIR] [--tls DIR | --insecure]
    starts an executor (127.0.0.1, a free port, all cores)
sailau-cluster certificates --out DIR --host NAME...
    makes certificates for machines of these names and addresses, which all are given a copy of
Servers listen on this machine alone unless they have certificates (--tls: ca.pem, cert.pem and key.pem of a folder) or are told
that nothing protects them (--insecure).
sailau-cluster --version
";

enum Command {
    Run { options: RunOptions, threads: usize },
    Query { sql: String, out: Option<PathBuf>, tables: Vec<(String, PathBuf)> },
    Scheduler(SchedulerOptions),
    Executor(ExecutorOptions),
    Certificates { out: PathBuf, hosts: Vec<String> },
    Print(String),
}

fn main() -> ExitCode {
    log_to_stderr();
    let done = parse().and_then(|command| {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        if let Command::Run { threads, .. } = &command
            && *threads > 0
        {
            builder.worker_threads(*threads);
        }
        let runtime = builder.enable_all().build();
        let runtime = runtime.map_err(|error| ClusterError::Usage(format!("no threads: {error}")))?;
        let done = runtime.block_on(perform(command));
        // A shard that is being drawn is not waited for.
        runtime.shutdown_background();
        done
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sailau-cluster: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The engine's own messages, as far down as `RUST_LOG` says (`error`, `warn`, `info`, …); none unless it is set.
struct Log;

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        eprintln!("{} {}: {}", record.level(), record.target(), record.args());
    }

    fn flush(&self) {}
}

fn log_to_stderr() {
    let level = std::env::var("RUST_LOG").ok().and_then(|level| level.parse().ok());
    if let Some(level) = level.filter(|_| log::set_logger(&Log).is_ok()) {
        log::set_max_level(level);
    }
}

async fn perform(command: Command) -> Result<(), ClusterError> {
    match command {
        Command::Run { options, .. } => {
            let run = run(&options, |progress| {
                eprintln!("{} of {} shards, {} draws found", progress.done, progress.of, progress.found);
            });
            run.await?;
            say(&format!("results are in {}", options.out.join("results.csv").display()));
            Ok(())
        }
        Command::Query { sql, out, tables } => {
            let answer = query(&sql, out.as_deref(), &tables).await?;
            write_csv(&answer, std::io::stdout().lock())
        }
        Command::Scheduler(options) => {
            warn_of(&options.transport, options.bind.ip());
            let scheme = options.transport.scheme();
            scheduler(options, |address| say(&format!("scheduler at {scheme}://{address} ({})", versions())))
                .await
        }
        Command::Certificates { out, hosts } => {
            certificates::write(&out, &hosts)?;
            say(&format!("certificates for {} are in {}", hosts.join(", "), out.display()));
            Ok(())
        }
        Command::Executor(options) => {
            warn_of(&options.transport, options.bind);
            executor(options, VERSION, |address| say(&format!("executor at {address} ({})", versions())))
                .await
        }
        Command::Print(text) => {
            say(text.trim_end());
            Ok(())
        }
    }
}

/// Says what a server is that listens beyond its machine, and is not protected.
fn warn_of(transport: &Transport, bind: IpAddr) {
    if matches!(transport, Transport::Insecure) && Transport::Loopback.covers(bind).is_err() {
        eprintln!(
            "sailau-cluster: warning: --insecure: whoever reaches {bind} can run plans on this machine and read its files"
        );
    }
}

/// A line for whoever waits for it; a closed pipe is nothing to complain about.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

fn parse() -> Result<Command, ClusterError> {
    read(&mut lexopt::Parser::from_env()).map_err(|error| match error {
        Problem::Words(error) => ClusterError::Usage(error.to_string()),
        Problem::Missing(what) => ClusterError::Usage(format!("{what} is missing")),
        Problem::Cluster(error) => error,
    })
}

enum Problem {
    Words(lexopt::Error),
    Missing(&'static str),
    Cluster(ClusterError),
}

impl From<ClusterError> for Problem {
    fn from(error: ClusterError) -> Self {
        Self::Cluster(error)
    }
}

impl From<lexopt::Error> for Problem {
    fn from(error: lexopt::Error) -> Self {
        Self::Words(error)
    }
}

impl From<String> for Problem {
    fn from(error: String) -> Self {
        Self::Words(error.into())
    }
}

fn read(words: &mut lexopt::Parser) -> Result<Command, Problem> {
    match words.next()? {
        Some(Value(word)) if word == "run" => run_options(words),
        Some(Value(word)) if word == "query" => query_options(words),
        Some(Value(word)) if word == "scheduler" => scheduler_options(words),
        Some(Value(word)) if word == "executor" => executor_options(words),
        Some(Value(word)) if word == "certificates" => certificate_options(words),
        Some(Long("help") | Short('h')) => Ok(Command::Print(HELP.to_owned())),
        Some(Long("version") | Short('V')) => Ok(Command::Print(versions())),
        Some(other) => Err(other.unexpected().into()),
        None => Err(Problem::Missing("a command: run, query, scheduler, executor or certificates")),
    }
}

fn run_options(words: &mut lexopt::Parser) -> Result<Command, Problem> {
    let (mut sweep, mut out, mut scheduler, mut local) = (None, None, None, false);
    let (mut shard, mut shards_a_job, mut jobs, mut threads) = (None, 16, 8, 0);
    let mut transport = Transport::Loopback;
    while let Some(word) = words.next()? {
        match word {
            Long("out") => out = Some(PathBuf::from(words.value()?)),
            Long("scheduler") => scheduler = Some(words.value()?.string()?),
            Long("local") => local = true,
            Long("tls") => transport = Transport::Mutual(Tls::read(&PathBuf::from(words.value()?))?),
            Long("shard") => shard = Some(words.value()?.parse()?),
            Long("shards-a-job") => shards_a_job = words.value()?.parse()?,
            Long("jobs") => jobs = words.value()?.parse()?,
            Long("threads") => threads = words.value()?.parse()?,
            Value(path) if sweep.is_none() => sweep = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    if local && scheduler.is_some() {
        return Err(Problem::Words("--local and --scheduler exclude each other".into()));
    }
    let options = RunOptions {
        sweep: sweep.ok_or(Problem::Missing("the sweep file"))?,
        out: out.ok_or(Problem::Missing("--out DIR"))?,
        scheduler,
        transport,
        shard,
        shards_a_job,
        jobs,
    };
    Ok(Command::Run { options, threads })
}

fn query_options(words: &mut lexopt::Parser) -> Result<Command, Problem> {
    let (mut sql, mut out, mut tables) = (None, None, Vec::new());
    while let Some(word) = words.next()? {
        match word {
            Long("out") => out = Some(PathBuf::from(words.value()?)),
            Long("table") => {
                let table = words.value()?.string()?;
                let (name, file) =
                    table.split_once('=').ok_or_else(|| format!("`{table}` is no table; write NAME=FILE"))?;
                tables.push((name.to_owned(), PathBuf::from(file)));
            }
            Value(text) if sql.is_none() => sql = Some(text.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Query { sql: sql.ok_or(Problem::Missing("the query"))?, out, tables })
}

fn scheduler_options(words: &mut lexopt::Parser) -> Result<Command, Problem> {
    let mut bind = SocketAddr::from((Ipv4Addr::LOCALHOST, 50050));
    let (mut host, mut executor_timeout) = (None, 30);
    let (mut tls, mut insecure) = (None, false);
    while let Some(word) = words.next()? {
        match word {
            Long("bind") => bind = words.value()?.parse()?,
            Long("host") => host = Some(words.value()?.string()?),
            Long("executor-timeout") => executor_timeout = words.value()?.parse()?,
            Long("tls") => tls = Some(PathBuf::from(words.value()?)),
            Long("insecure") => insecure = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let host = host.unwrap_or_else(|| bind.ip().to_string());
    let transport = of_server(tls, insecure)?;
    Ok(Command::Scheduler(SchedulerOptions { bind, host, executor_timeout, transport }))
}

fn executor_options(words: &mut lexopt::Parser) -> Result<Command, Problem> {
    let (mut scheduler, mut host, mut work_dir) = (None, None, None);
    let mut bind = IpAddr::from(Ipv4Addr::LOCALHOST);
    let (mut port, mut cores) = (0, 0);
    let (mut tls, mut insecure) = (None, false);
    while let Some(word) = words.next()? {
        match word {
            Long("scheduler") => scheduler = Some(words.value()?.string()?),
            Long("bind") => bind = words.value()?.parse()?,
            Long("host") => host = Some(words.value()?.string()?),
            Long("port") => port = words.value()?.parse()?,
            Long("cores") => cores = words.value()?.parse()?,
            Long("work-dir") => work_dir = Some(words.value()?.string()?),
            Long("tls") => tls = Some(PathBuf::from(words.value()?)),
            Long("insecure") => insecure = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let scheduler = scheduler.ok_or(Problem::Missing("--scheduler http://HOST:PORT"))?;
    let transport = of_server(tls, insecure)?;
    let (scheduler_host, scheduler_port) = address_of(&scheduler, &transport)?;
    let scheduler_host = scheduler_host.to_owned();
    let host = host.unwrap_or_else(|| bind.to_string());
    Ok(Command::Executor(ExecutorOptions {
        scheduler_host,
        scheduler_port,
        bind,
        host,
        port,
        cores,
        work_dir,
        transport,
    }))
}

/// Who may talk to a server, by what the command line says.
fn of_server(tls: Option<PathBuf>, insecure: bool) -> Result<Transport, Problem> {
    match (tls, insecure) {
        (Some(_), true) => Err(Problem::Words("--tls and --insecure exclude each other".into())),
        (Some(folder), false) => Ok(Transport::Mutual(Tls::read(&folder)?)),
        (None, true) => Ok(Transport::Insecure),
        (None, false) => Ok(Transport::Loopback),
    }
}

fn certificate_options(words: &mut lexopt::Parser) -> Result<Command, Problem> {
    let (mut out, mut hosts) = (None, Vec::new());
    while let Some(word) = words.next()? {
        match word {
            Long("out") => out = Some(PathBuf::from(words.value()?)),
            Long("host") => hosts.push(words.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    if hosts.is_empty() {
        return Err(Problem::Missing("--host NAME, by which machines are reached"));
    }
    Ok(Command::Certificates { out: out.ok_or(Problem::Missing("--out DIR"))?, hosts })
}
