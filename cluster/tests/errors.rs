//! What goes wrong gives one clear error that names it, and nothing that is finished is lost.

mod common;

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use common::{Cluster, Sweep, fifty, parts, wait_for};
use sailau_cluster::engine::{Engine, Shard};
use sailau_cluster::servers::{ExecutorOptions, executor};
use sailau_cluster::transport::Transport;

const LIMIT: Duration = Duration::from_secs(120);

fn error_of(sweep: &str, more: &[&str]) -> String {
    let run = Sweep::write(sweep).run("out", more).output(LIMIT);
    assert!(!run.status.success());
    String::from_utf8(run.stderr).unwrap().trim().to_owned()
}

#[test]
fn a_scheduler_that_cannot_be_reached_is_named() {
    // Nobody listens on a port that was just given back.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}");
    let error = error_of(&fifty(1_000), &["--scheduler", &url]);
    assert!(
        error.starts_with(&format!("sailau-cluster: the scheduler at {url} cannot be reached: ")),
        "{error}"
    );
    assert_eq!(error.lines().count(), 1, "{error}");
    let error = error_of(&fifty(1_000), &["--scheduler", "localhost"]);
    assert!(error.contains("`localhost` is no scheduler's address; write it as http://HOST:PORT"), "{error}");
}

#[test]
fn a_bad_sweep_file_is_refused_at_the_place() {
    let fifty = fifty(1_000);
    for (change, to, says) in [
        ("draws = 1000", "draws = 0", "`draws` is 0"),
        ("draws = 1000", "draw = 1000", "line 4, column 9: unknown field `draw`; did you mean `draws`?"),
        (
            "nation = \"$swing\"",
            "nation = \"$swnig\"",
            "`$swnig` is no parameter; the parameters are: threshold, swing; did you mean `$swing`?",
        ),
        ("nation = \"$swing\"", "nation = 0.5", "the parameter `swing`: nothing uses it"),
        ("write = \"{}%\"", "write = \"five\"", "the parameter `threshold`: `write` has no `{}`"),
        ("set = \"list.threshold\"", "set = \"lst.threshold\"", "reform `threshold`, `changes`: change "),
        ("share = 693938", "share = -1", "`Auyl`"),
        ("to = 10", "to = 200", "reform `threshold`, `changes`: "),
        (
            "name = \"swing\"",
            "name = \"party\"",
            "the parameter `party`: the results have a column of this name",
        ),
        (
            "name = \"threshold\"\n        changes",
            "name = \"none\"\n        changes",
            "`none` is the name of two systems",
        ),
    ] {
        let bad = fifty.replacen(change, to, 1);
        assert_ne!(bad, fifty, "{change}");
        let error = error_of(&bad, &[]);
        assert!(error.contains("sweep.toml: ") && error.contains(says), "{to}: {error}");
    }
}

#[test]
fn another_run_in_the_folder_is_not_mixed_in() {
    let sweep = Sweep::write(&fifty(300));
    assert!(sweep.run("out", &[]).output(LIMIT).status.success());
    std::fs::write(&sweep.file, fifty(300).replace("seats = 98", "seats = 99")).unwrap();
    let again = sweep.run("out", &[]).output(LIMIT);
    let error = String::from_utf8(again.stderr).unwrap();
    assert!(
        !again.status.success() && error.contains("holds another run (its table of scenarios differs)"),
        "{error}"
    );
}

#[test]
fn a_full_disk_is_named_and_what_was_written_stays() {
    let sweep = Sweep::write(&fifty(2_000));
    let out = sweep.out("out");
    // A process that may write no file of more than some blocks meets what a full disk is: a write that fails.
    let script = "trap '' XFSZ; ulimit -f 24; exec \"$0\" \"$@\"";
    let run = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_sailau-cluster"), "run"])
        .arg(&sweep.file)
        .arg("--out")
        .arg(&out)
        .args(["--shard", "256", "--shards-a-job", "200", "--jobs", "1"])
        .output()
        .unwrap();
    let error = String::from_utf8(run.stderr).unwrap();
    assert!(!run.status.success(), "{error}");
    assert!(error.contains(".parquet cannot be written: "), "{error}");
    // With room, the same command goes on.
    let again = sweep.run("out", &[]).output(LIMIT);
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
}

fn broken_shard(sweep: &Sweep) -> Shard {
    let text = std::fs::read_to_string(&sweep.file).unwrap();
    let (_, scenarios) = sailau_cluster::sweep::read(&sweep.file, &text).unwrap();
    let scenario: Arc<str> = sailau_cluster::scenario::write(&scenarios[0]).unwrap().into();
    Shard { scenario_id: 0, scenario, first_block: 1_000, blocks: 5 }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_that_fails_is_named_wherever_it_was() {
    let sweep = Sweep::write(&fifty(1_000));
    let cluster = Cluster::start(1);
    let engines = [
        Engine::Local,
        Engine::Cluster {
            url: cluster.url.clone(),
            transport: Transport::Loopback,
            session: "a-failing-shard".to_owned(),
        },
    ];
    for engine in engines {
        let shards = [broken_shard(&sweep)];
        let run = tokio::time::timeout(LIMIT, engine.run(&shards)).await.unwrap();
        let error = run.unwrap_err().to_string();
        let says = "scenario `threshold = 1%, swing = 0.05`, blocks 1000..1005: blocks 1000..1005 are not in this run";
        assert!(error.contains(says), "{engine:?}: {error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_executor_of_another_version_is_named() {
    let cluster = Cluster::start(0);
    let port = cluster.url.rsplit(':').next().unwrap().parse().unwrap();
    let (ready, is_ready) = std::sync::mpsc::channel();
    let work = tempfile::tempdir().unwrap();
    let options = ExecutorOptions {
        scheduler_host: "127.0.0.1".to_owned(),
        scheduler_port: port,
        bind: [127, 0, 0, 1].into(),
        host: "127.0.0.1".to_owned(),
        port: 0,
        cores: 1,
        work_dir: Some(work.path().to_string_lossy().into_owned()),
        transport: Transport::Loopback,
    };
    let other = tokio::spawn(async move { executor(options, "0.0.1", |_| ready.send(()).unwrap()).await });
    tokio::task::spawn_blocking(move || is_ready.recv().unwrap()).await.unwrap();
    let sweep = Sweep::write(&fifty(1_000));
    let url = cluster.url.clone();
    let run = tokio::task::spawn_blocking(move || sweep.run("out", &["--scheduler", &url]).output(LIMIT));
    let run = run.await.unwrap();
    let error = String::from_utf8(run.stderr).unwrap();
    other.abort();
    assert!(!run.status.success());
    let says = format!(
        " is an executor of sailau-cluster 0.0.1, but the run was started by version {}; start the same version everywhere",
        sailau_cluster::VERSION
    );
    assert!(error.contains(&says), "{error}");
    assert!(error.contains(&format!("process {}", std::process::id())), "{error}");
}

#[test]
fn a_scheduler_that_dies_leaves_what_is_finished() {
    let sweep = Sweep::write(&fifty(20_000));
    let out = sweep.out("out");
    let mut cluster = Cluster::start(1);
    let mut run = sweep.run("out", &["--scheduler", &cluster.url, "--shard", "1000", "--shards-a-job", "10"]);
    wait_for("a finished job", &mut run, LIMIT, || parts(&out).len() >= 2);
    cluster.scheduler.kill();
    let run = run.output(LIMIT);
    let error = String::from_utf8(run.stderr).unwrap();
    let last = error.lines().last().unwrap();
    assert!(!run.status.success() && last.contains("the same command goes on"), "{error}");
    assert!(parts(&out).len() >= 2);
}
