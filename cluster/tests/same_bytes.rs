//! The same bytes as the library on one thread: in this process, on a cluster that loses an executor, and after being
//! killed.

mod common;

use std::time::Duration;

use common::{Cluster, Sweep, by_the_library, ensembles, fifty, parts, wait_for};

/// Draws of each of the fifty scenarios.
const DRAWS: u64 = 20_000;
/// Nothing here may take longer, on a slow machine with other work.
const LIMIT: Duration = Duration::from_secs(240);

#[test]
fn a_local_run_gives_the_librarys_bytes() {
    let sweep = Sweep::write(&fifty(DRAWS));
    let run = sweep.run("out", &["--local", "--shard", "3000"]).output(LIMIT);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let out = sweep.out("out");
    assert_eq!(ensembles(&out), by_the_library(&out));
    assert_eq!(ensembles(&out).len(), 50);
    let csv = std::fs::read_to_string(out.join("results.csv")).unwrap();
    // A row a scenario, system and party.
    assert_eq!(csv.lines().count(), 1 + 50 * 2 * 5);
    assert!(
        csv.starts_with("scenario_id,scenario,threshold,swing,system,party,draws,mean_seats,"),
        "{csv:.200}"
    );
    assert!(csv.contains("threshold = 10%"), "{csv:.400}");
}

#[test]
fn a_run_that_was_killed_goes_on_to_the_same_bytes() {
    let sweep = Sweep::write(&fifty(DRAWS));
    let out = sweep.out("out");
    let mut first = sweep.run("out", &["--shard", "1000", "--shards-a-job", "20", "--jobs", "2"]);
    wait_for("a finished job", &mut first, LIMIT, || parts(&out).len() >= 3);
    first.kill();
    let kept: Vec<_> =
        parts(&out).into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    assert!(!out.join("results.csv").exists(), "the run was over before it was killed");
    // What was being written when the process died is not taken for finished.
    std::fs::write(out.join("shards/00000099.unfinished"), "half").unwrap();

    // Shards of another size: what is there counts all the same.
    let second = sweep.run("out", &["--shard", "2500"]).output(LIMIT);
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(second.status.success(), "{said}");
    assert!(!said.contains(" 0 draws found"), "{said}");
    for (path, bytes) in kept {
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{} was written again", path.display());
    }
    assert_eq!(ensembles(&out), by_the_library(&out));

    // A run that is finished has nothing to do.
    let before = parts(&out);
    let third = sweep.run("out", &[]).output(LIMIT);
    assert!(third.status.success());
    assert_eq!(parts(&out), before);
}

#[test]
fn a_cluster_that_loses_an_executor_gives_the_same_bytes() {
    let sweep = Sweep::write(&fifty(DRAWS));
    let out = sweep.out("out");
    let mut cluster = Cluster::start(2);
    let mut run = sweep.run("out", &["--scheduler", &cluster.url, "--shard", "2048", "--shards-a-job", "25"]);
    // Five hundred shards in twenty jobs.
    wait_for("half of the run", &mut run, LIMIT, || parts(&out).len() >= 10);
    let lost = &mut cluster.executors[0];
    assert!(lost.is_running());
    lost.kill();
    assert!(!out.join("results.csv").exists(), "the run was over before the executor was killed");
    let run = run.output(LIMIT);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(ensembles(&out), by_the_library(&out));
    assert!(cluster.executors[1].is_running() && cluster.scheduler.is_running());
    let ids: Vec<u32> =
        cluster.executors.iter().map(common::Process::id).chain([cluster.scheduler.id()]).collect();
    drop(cluster);
    for id in ids {
        assert!(!std::path::Path::new(&format!("/proc/{id}")).exists(), "process {id} is still there");
    }
}
