//! Faults at moments that nobody chose: nothing that is finished is lost, and what comes out is what would have without them.
//!
//! `SAILAU_FAULTS=10 cargo test --package sailau-cluster --test faults` loses an executor ten times; a plain run, twice.

mod common;

use std::process::Command;
use std::time::{Duration, SystemTime};

use common::{Cluster, Process, Sweep, by_the_library, ensembles, fifty, parts, wait_for};

const DRAWS: u64 = 20_000;
const LIMIT: Duration = Duration::from_secs(600);

#[test]
fn executors_that_are_lost_at_random_moments_cost_nothing_but_time() {
    let times =
        std::env::var("SAILAU_FAULTS").map_or(2, |text| text.parse().expect("SAILAU_FAULTS is a number"));
    // Another seed each time: it is said, so that a failure can be looked into.
    let mut seed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_nanos() as u64;
    println!("seed {seed}");
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let sweep = Sweep::write(&fifty(DRAWS));
    let out = sweep.out("out");
    let mut cluster = Cluster::start(2);
    let mut run = sweep.run("out", &["--scheduler", &cluster.url, "--shard", "1024", "--shards-a-job", "20"]);
    let mut lost = 0;
    let mut seen = 0;
    while lost < times && run.is_running() {
        // It gets on, and at some moment after that one of them is gone.
        wait_for("progress", &mut run, LIMIT, || {
            parts(&out).len() > seen || out.join("results.csv").exists()
        });
        seen = parts(&out).len();
        std::thread::sleep(Duration::from_millis(random(700)));
        let which = cluster.executors.len() - 1 - random(2) as usize;
        let executor = &mut cluster.executors[which];
        if !executor.is_running() {
            continue;
        }
        executor.kill();
        cluster.start_executor(&[]);
        lost += 1;
    }
    assert_eq!(lost, times, "the run was over too soon");
    let run = run.output(LIMIT);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(ensembles(&out), by_the_library(&out));
}

#[test]
fn a_scheduler_that_is_started_again_goes_on_with_the_same_command() {
    let sweep = Sweep::write(&fifty(DRAWS));
    let out = sweep.out("out");
    let mut cluster = Cluster::start(2);
    let words = ["--scheduler", &cluster.url.clone(), "--shard", "1024", "--shards-a-job", "20"];
    let mut run = sweep.run("out", &words);
    wait_for("a finished job", &mut run, LIMIT, || parts(&out).len() >= 3);
    cluster.scheduler.kill();
    let ended = run.output(LIMIT);
    let error = String::from_utf8(ended.stderr).unwrap();
    assert!(!ended.status.success() && error.trim_end().ends_with("the same command goes on"), "{error}");
    let kept = parts(&out);
    assert!(kept.len() >= 3 && !out.join("results.csv").exists());

    let address = cluster.url.strip_prefix("http://").unwrap();
    let mut scheduler = Process::start(&["scheduler", "--bind", address, "--executor-timeout", "10"]);
    assert!(scheduler.first_line().contains(address));
    cluster.scheduler = scheduler;
    // Executors that are still there come back by themselves; here is one in case they are not.
    cluster.start_executor(&[]);
    let again = sweep.run("out", &words).output(LIMIT);
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    assert!(parts(&out).starts_with(&kept));
    assert_eq!(ensembles(&out), by_the_library(&out));
}

#[test]
fn a_torn_file_of_shards_is_named_and_drawn_again_without_it() {
    let sweep = Sweep::write(&fifty(2_000));
    let out = sweep.out("out");
    let words = ["--shard", "256", "--shards-a-job", "40"];
    assert!(sweep.run("out", &words).output(LIMIT).status.success());
    let whole = ensembles(&out);
    let file = parts(&out)[2].clone();
    let bytes = std::fs::read(&file).unwrap();
    // Its beginning, its end, nothing of it, and something else in its middle.
    let mut other = bytes.clone();
    other[bytes.len() / 2..][..40].fill(0x55);
    for torn in [&bytes[..bytes.len() / 2], &bytes[bytes.len() / 2..], &[], &other] {
        std::fs::write(&file, torn).unwrap();
        let run = sweep.run("out", &words).output(LIMIT);
        let error = String::from_utf8(run.stderr).unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(!run.status.success(), "{error}");
        assert!(
            error.contains(name) && error.contains("remove it, and its shards are drawn again"),
            "{error}"
        );
        assert_eq!(error.trim().lines().count(), 1, "{error}");
    }
    std::fs::remove_file(&file).unwrap();
    assert!(sweep.run("out", &words).output(LIMIT).status.success());
    assert_eq!(ensembles(&out), whole);
}

/// What `faketime` puts into the environment of a program that it starts: the library that tells another time. (The program itself
/// would stand between us and what we end.) None where it is not installed.
fn with_clock(clock: &str) -> Option<Vec<(String, String)>> {
    let said = Command::new("faketime").args(["-f", clock, "env"]).output().ok()?;
    let said = String::from_utf8(said.stdout).unwrap();
    let variables = said.lines().filter_map(|line| line.split_once('='));
    let own = variables.filter(|(name, _)| matches!(*name, "LD_PRELOAD" | "FAKETIME"));
    Some(own.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// Where `faketime` is installed: an executor whose clock is years ahead, and one whose clock is years behind.
#[test]
fn clocks_that_are_wrong_change_nothing() {
    let Some(environments) = ["+3y", "-3y"].into_iter().map(with_clock).collect::<Option<Vec<_>>>() else {
        eprintln!("left out: no program `faketime` here");
        return;
    };
    let sweep = Sweep::write(&fifty(5_000));
    let out = sweep.out("out");
    let mut cluster = Cluster::start(0);
    for environment in &environments {
        assert_eq!(environment.len(), 2, "{environment:?}");
        cluster.start_executor_in(environment, &[]);
    }
    let run = sweep.run("out", &["--scheduler", &cluster.url, "--shard", "512"]).output(LIMIT);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(ensembles(&out), by_the_library(&out));
    assert!(cluster.executors.iter_mut().all(Process::is_running));
}
