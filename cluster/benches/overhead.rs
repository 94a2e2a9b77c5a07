//! The engine beside plain rayon: the same shards, drawn and joined, three ways.
//!
//! `cargo bench --profile cluster --package sailau-cluster` (with `CARGO_TARGET_DIR=target/cluster`), and what is wanted
//! after `--`: seconds of a shard, such as `0.1 1 10`. Criterion would start the servers a hundred times over samples of
//! ten seconds; this measures each way some times in turn and takes the fastest, because other programs only ever slow
//! one down.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sailau::simulate::BLOCK;
use sailau_cluster::engine::{Engine, Shard};
use sailau_cluster::scenario::Scenario;
use sailau_cluster::sweep::Sweep;

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

fn by_rayon(scenario: &str, number: u64, blocks: u64) -> Duration {
    let start = Instant::now();
    let scenario: Scenario = serde_json::from_str(scenario).expect("a scenario");
    let compiled = scenario.compile().expect("a scenario");
    let draw = |at| compiled.shard(at * blocks, blocks).expect("a shard");
    let all =
        (0..number).into_par_iter().map(draw).reduce_with(|one, other| one.merge(&other).expect("one run"));
    assert_eq!(all.expect("some").draws(), number * blocks * BLOCK);
    start.elapsed()
}

fn by_engine(runtime: &tokio::runtime::Runtime, engine: &Engine, shards: &[Shard]) -> Duration {
    let start = Instant::now();
    let given = runtime.block_on(engine.run(shards)).expect("a job");
    assert_eq!(given.iter().map(|batch| batch.num_rows()).sum::<usize>(), 1);
    start.elapsed()
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
    let (executor, _) = Server::start(&["executor", "--scheduler", &url]);
    let cluster = Engine::Cluster { url, session: "overhead".to_owned() };

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sweep.toml");
    std::fs::write(&file, SWEEP).expect("a file");
    let (_, mut scenarios) = runtime.block_on(Sweep::open(&file)).expect("a sweep");
    let mut scenario = scenarios.remove(0);
    scenario.draws = 1 << 40;
    let text = serde_json::to_string(&scenario).expect("JSON");
    let compiled = scenario.compile().expect("a scenario");
    let trial = 40;
    let start = Instant::now();
    let ensemble = compiled.shard(0, trial).expect("a shard");
    let a_block = start.elapsed().as_secs_f64() / trial as f64;
    let bytes = serde_json::to_string(&ensemble).expect("JSON").len();
    println!(
        "{cores} cores, {:.0} draws a second and core, an ensemble has {bytes} bytes",
        BLOCK as f64 / a_block
    );

    println!(
        "{:>9} {:>7} {:>10} {:>10} {:>10} {:>9} {:>9}",
        "a shard", "shards", "rayon", "local", "cluster", "local", "cluster"
    );
    for seconds in seconds {
        let blocks = ((seconds / a_block) as u64).max(1);
        // Long enough to see, short enough to wait for.
        let rounds = ((20.0 / seconds) as u64).clamp(2, 20);
        let number = rounds * cores as u64;
        let shards = shards(&text, number, blocks);
        let mut best = [Duration::MAX; 3];
        for _ in 0..if bench { 3 } else { 1 } {
            best[0] = best[0].min(by_rayon(&text, number, blocks));
            best[1] = best[1].min(by_engine(&runtime, &Engine::Local, &shards));
            best[2] = best[2].min(by_engine(&runtime, &cluster, &shards));
        }
        let [rayon, local, over] = best.map(|took| took.as_secs_f64());
        let more = |took: f64| format!("{:+.1} %", (took / rayon - 1.0) * 100.0);
        println!(
            "{seconds:>7} s {number:>7} {rayon:>8.2} s {local:>8.2} s {over:>8.2} s {:>9} {:>9}",
            more(local),
            more(over)
        );
    }
    drop((executor, scheduler));
}
