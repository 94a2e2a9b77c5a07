//! Sweeps, processes that end with the test, and what a run wrote.

#![allow(dead_code, unreachable_pub)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};

use sailau::simulate::Run;
use sailau::simulate::elections::{Ensemble, Simulation};
use sailau_cluster::VERSION;
use sailau_cluster::scenario;
use sailau_cluster::store;

/// A process that does not outlive the test.
pub struct Process {
    child: Child,
    name: String,
}

impl Process {
    pub fn start(words: &[&str]) -> Self {
        Self::spawn(&mut Command::new(env!("CARGO_BIN_EXE_sailau-cluster")), words)
    }

    /// With these variables in its environment.
    pub fn start_in(environment: &[(String, String)], words: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sailau-cluster"));
        Self::spawn(command.envs(environment.iter().map(|(name, value)| (name, value))), words)
    }

    fn spawn(command: &mut Command, words: &[&str]) -> Self {
        let child = command.args(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        Self { child, name: words.join(" ") }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The first line that it says.
    pub fn first_line(&mut self) -> String {
        let mut line = String::new();
        let mut out: BufReader<ChildStdout> = BufReader::new(self.child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "`{}` said nothing and ended", self.name);
        line.trim().to_owned()
    }

    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits for its end, and kills it when that takes too long.
    pub fn output(mut self, limit: Duration) -> Output {
        use std::io::Read;
        let mut err = self.child.stderr.take().unwrap();
        let reader = std::thread::spawn(move || {
            let mut text = Vec::new();
            err.read_to_end(&mut text).unwrap();
            text
        });
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > limit {
                self.kill();
                panic!(
                    "`{}` took more than {limit:?}: {:?}",
                    self.name,
                    reader.join().map(String::from_utf8)
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        Output { status, stdout: Vec::new(), stderr: reader.join().unwrap() }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A scheduler and some executors of one core each, on the loopback address.
pub struct Cluster {
    pub url: String,
    pub scheduler: Process,
    pub executors: Vec<Process>,
    /// Where results are fetched from, by executor.
    pub addresses: Vec<String>,
    /// Where the executors keep what is fetched from them: one that is killed cannot tidy up.
    work: tempfile::TempDir,
}

impl Cluster {
    pub fn start(executors: usize) -> Self {
        Self::start_with(executors, &[])
    }

    /// Servers that are told more.
    pub fn start_with(executors: usize, more: &[&str]) -> Self {
        let words = ["scheduler", "--bind", "127.0.0.1:0", "--executor-timeout", "10"];
        let mut scheduler = Process::start(&[&words, more].concat());
        let line = scheduler.first_line();
        let url = line.split_whitespace().find(|word| word.contains("://")).unwrap().to_owned();
        let work = tempfile::tempdir().unwrap();
        let mut cluster = Self { url, scheduler, executors: Vec::new(), addresses: Vec::new(), work };
        for _ in 0..executors {
            cluster.start_executor(more);
        }
        cluster
    }

    /// One executor more.
    pub fn start_executor(&mut self, more: &[&str]) {
        self.take_executor(more, Process::start);
    }

    /// The same, with these variables in its environment.
    pub fn start_executor_in(&mut self, environment: &[(String, String)], more: &[&str]) {
        self.take_executor(more, |words| Process::start_in(environment, words));
    }

    fn take_executor(&mut self, more: &[&str], start: impl FnOnce(&[&str]) -> Process) {
        let folder = self.work.path().join(self.executors.len().to_string());
        let folder = folder.to_str().unwrap();
        let words = ["executor", "--scheduler", &self.url, "--cores", "1", "--work-dir", folder];
        let mut executor = start(&[&words, more].concat());
        let line = executor.first_line();
        self.addresses.push(line.split_whitespace().nth(2).unwrap_or_default().to_owned());
        self.executors.push(executor);
    }
}

/// A folder with a sweep file in it.
pub struct Sweep {
    pub folder: tempfile::TempDir,
    pub file: PathBuf,
}

impl Sweep {
    pub fn write(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sweep.toml");
        std::fs::write(&file, text).unwrap();
        Self { folder, file }
    }

    pub fn out(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts a run of it.
    pub fn run(&self, out: &str, more: &[&str]) -> Process {
        let (file, out) = (self.file.to_str().unwrap().to_owned(), self.out(out));
        let mut words = vec!["run", &file, "--out", out.to_str().unwrap()];
        words.extend(more);
        Process::start(&words)
    }
}

/// Fifty scenarios: ten thresholds under five electorates.
pub fn fifty(draws: u64) -> String {
    format!(
        r#"
        name = "Thresholds and swings"
        seed = 2022
        draws = {draws}

        [electorate]
        name = "A country like Kazakhstan"
        swing = {{ logistic-normal = {{ nation = "$swing", district = 0.1 }} }}
        turnout = {{ mean = 0.54 }}
        district = [{{ name = "North", registered = 5000000 }}, {{ name = "South", registered = 7000000 }}]
        party = [
            {{ name = "Amanat", share = 3431510 }},
            {{ name = "Auyl", share = 693938 }},
            {{ name = "Respublica", share = 547154 }},
            {{ name = "Aq jol", share = 535139 }},
            {{ name = "QHP", share = 432920 }},
        ]
        list = [{{}}]

        [baseline]
        name = "none"
        [baseline.rules]
        name = "No threshold"
        tier = [{{ name = "list", seats = 98, method = "hare" }}]

        [[reform]]
        name = "threshold"
        changes = [
            {{ set = "list.threshold", to = {{ at_least = "$threshold", of = "valid votes" }} }},
        ]

        [[parameter]]
        name = "threshold"
        from = 1
        to = 10
        write = "{{}}%"

        [[parameter]]
        name = "swing"
        values = [0.05, 0.1, 0.2, 0.3, 0.5]
        "#
    )
}

/// What the library gives on one thread, a text a scenario.
pub fn by_the_library(out: &Path) -> Vec<String> {
    let path = out.join("scenarios.parquet");
    let mut ensembles = Vec::new();
    for batch in store::read(&path).unwrap() {
        for text in store::texts(&path, &batch, "scenario").unwrap() {
            let scenario = scenario::read(&text, VERSION).unwrap();
            let mut simulation = Simulation::new(scenario.electorate.compile().unwrap());
            for system in &scenario.systems {
                simulation = simulation.system(&system.name, &system.rules).unwrap();
            }
            let run = Run::from_seed(scenario.seed).draws(scenario.draws).threads(1);
            ensembles.push(serde_json::to_string(&run.run(&simulation).unwrap()).unwrap());
        }
    }
    ensembles
}

/// What a run wrote, a text a scenario.
pub fn ensembles(out: &Path) -> Vec<String> {
    let path = out.join("ensembles.parquet");
    let batches = store::read(&path).unwrap();
    batches.iter().flat_map(|batch| store::texts(&path, batch, "ensemble").unwrap()).collect()
}

/// The scenarios of a run's table of results.
pub fn parsed(out: &Path) -> Vec<Ensemble> {
    ensembles(out).iter().map(|text| serde_json::from_str(text).unwrap()).collect()
}

/// Finished jobs.
pub fn parts(out: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(out.join("shards")) else { return Vec::new() };
    let mut parts: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    parts.retain(|path| path.extension().is_some_and(|kind| kind == "parquet"));
    parts.sort();
    parts
}

/// Waits until something is so, while a process is running.
pub fn wait_for(what: &str, running: &mut Process, limit: Duration, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(running.is_running(), "`{}` ended, and {what} did not come about", running.name);
        assert!(start.elapsed() < limit, "{what} did not come about within {limit:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
