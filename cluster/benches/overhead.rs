//! The engine beside plain rayon: the same shards, drawn and joined, three ways.
//!
//! `cargo bench --profile cluster --package sailau-cluster` (with `CARGO_TARGET_DIR=target/cluster`), and what is wanted
//! after `--`: seconds of a shard, such as `0.1 1 10`. Criterion would start the servers a hundred times over samples of
//! ten seconds; this measures each way some times in turn and takes the least, because other programs only ever slow
//! one down. It prints the time on the clock and, where `/proc` tells it, the time on the processors, which other programs
//! hardly touch: of this process, the scheduler and the executor together.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sailau::simulate::BLOCK;
use sailau_cluster::engine::{Engine, Shard};
use sailau_cluster::transport::Transport;
use sailau_cluster::{VERSION, scenario, sweep};

/// The home case: Kazakhstan's electorate of 2023 and the mixed house of its law.
const SWEEP: &str = r#"
name = "Shards"
seed = 1
draws = 1
electorate = "kazakhstan:2023-03-19"
[baseline]
name = "2023"
rules = "kazakhstan:2023-03-19"
"#;

/// A server that ends with the benchmark.
struct Server(Child);

impl Server {
    fn start(words: &[&str]) -> (Self, String) {
        let child =
            Command::new(env!("CARGO_BIN_EXE_sailau-cluster")).args(words).stdout(Stdio::piped()).spawn();
        let mut child = child.expect("the program is built");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        (Self(child), line)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn shards(scenario: &str, number: u64, blocks: u64) -> Vec<Shard> {
    let scenario: Arc<str> = scenario.into();
    let shard =
        |at| Shard { scenario_id: 0, scenario: Arc::clone(&scenario), first_block: at * blocks, blocks };
    (0..number).map(shard).collect()
}

/// Seconds on the clock and on the processors.
#[derive(Clone, Copy)]
struct Took {
    clock: f64,
    processors: f64,
}

impl Took {
    const LONG: Self = Self { clock: f64::INFINITY, processors: f64::INFINITY };

    fn of(processes: &[u32], work: impl FnOnce()) -> Self {
        let before: f64 = processes.iter().map(|&id| processor_seconds(id)).sum();
        let start = Instant::now();
        work();
        let clock = start.elapsed().as_secs_f64();
        let after: f64 = processes.iter().map(|&id| processor_seconds(id)).sum();
        Self { clock, processors: after - before }
    }

    fn least(self, other: Self) -> Self {
        Self { clock: self.clock.min(other.clock), processors: self.processors.min(other.processors) }
    }
}

/// What a process has used so far; none where the system does not tell.
fn processor_seconds(process: u32) -> f64 {
    // Fields 14 and 15, in hundredths; the name, field 2, may have spaces.
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn by_rayon(scenario: &str, number: u64, blocks: u64) {
    let scenario = scenario::read(scenario, VERSION).expect("a scenario");
    let compiled = scenario::compile(&scenario).expect("a scenario");
    let draw = |at| compiled.shard(at * blocks, blocks).expect("a shard");
    let shards = (0..number).into_par_iter();
    let all = shards.map(draw).reduce_with(|one, other| one.merge(&other).expect("one run"));
    assert_eq!(all.expect("some").draws(), number * blocks * BLOCK);
}

fn by_engine(runtime: &tokio::runtime::Runtime, engine: &Engine, shards: &[Shard]) {
    let given = runtime.block_on(engine.run(shards)).expect("a job");
    assert_eq!(given.iter().map(|batch| batch.num_rows()).sum::<usize>(), 1);
}

fn main() {
    let seconds: Vec<f64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let bench = std::env::args().any(|word| word == "--bench");
    // As a test it shows that it runs.
    let seconds = match (seconds.is_empty(), bench) {
        (false, _) => seconds,
        (true, true) => vec![0.1, 1.0, 10.0],
        (true, false) => vec![0.01],
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("threads");
    let (scheduler, line) = Server::start(&["scheduler", "--bind", "127.0.0.1:0"]);
    let url =
        line.split_whitespace().find(|word| word.starts_with("http://")).expect("an address").to_owned();
    let folder = tempfile::tempdir().expect("a folder");
    let work = folder.path().join("work").to_string_lossy().into_owned();
    let (executor, _) = Server::start(&["executor", "--scheduler", &url, "--work-dir", &work]);
    let cluster = Engine::Cluster { url, transport: Transport::Loopback, session: "overhead".to_owned() };

    let file = folder.path().join("sweep.toml");
    std::fs::write(&file, SWEEP).expect("a file");
    let (_, mut scenarios) = sweep::read(&file, SWEEP).expect("a sweep");
    let mut scenario = scenarios.remove(0);
    scenario.draws = 1 << 40;
    let text = scenario::write(&scenario).expect("JSON");
    let compiled = scenario::compile(&scenario).expect("a scenario");
    let ours = std::process::id();
    let trial = if bench { 100 } else { 1 };
    let mut bytes = 0;
    let took = Took::of(&[ours], || {
        let ensemble = compiled.shard(0, trial).expect("a shard");
        bytes = serde_json::to_string(&ensemble).expect("JSON").len();
    });
    let took = if took.processors > 0.0 { took.processors } else { took.clock };
    let a_block = took / trial as f64;
    let rate = BLOCK as f64 / a_block;
    println!("{cores} cores, {rate:.0} draws a second and core, an ensemble has {bytes} bytes");
    println!("seconds on the clock and on the processors, and how much more than rayon's:");
    let all = [ours, scheduler.0.id(), executor.0.id()];
    for seconds in seconds {
        let blocks = ((seconds / a_block) as u64).max(1);
        // Long enough to see, short enough to wait for.
        let rounds = ((6.0 / seconds) as u64).clamp(1, 20);
        let number = rounds * cores as u64;
        let shards = shards(&text, number, blocks);
        let mut least = [Took::LONG; 3];
        for _ in 0..if bench { 2 } else { 1 } {
            least[0] = least[0].least(Took::of(&[ours], || by_rayon(&text, number, blocks)));
            least[1] = least[1].least(Took::of(&[ours], || by_engine(&runtime, &Engine::Local, &shards)));
            least[2] = least[2].least(Took::of(&all, || by_engine(&runtime, &cluster, &shards)));
        }
        println!("{number} shards of {seconds} s:");
        for (name, took) in
            ["rayon", "the engine in this process", "the engine on a cluster"].iter().zip(least)
        {
            let more = |took: f64, plain: f64| (took / plain - 1.0) * 100.0;
            println!(
                "    {name:<28} {:>7.2} s ({:+.1} %) {:>7.2} s ({:+.1} %)",
                took.clock,
                more(took.clock, least[0].clock),
                took.processors,
                more(took.processors, least[0].processors)
            );
        }
    }
    drop((executor, scheduler));
}
