//! Nobody is let in who was not invited: servers listen on their own machine, or ask for a certificate, or warn.

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use common::{Cluster, Process, Sweep, ensembles, fifty};

const LIMIT: Duration = Duration::from_secs(120);

fn sailau_cluster(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sailau-cluster")).args(words).output().unwrap()
}

/// What a program says that ends with an error.
fn refused(words: &[&str]) -> String {
    let ended = Process::start(words).output(LIMIT);
    let error = String::from_utf8(ended.stderr).unwrap();
    assert!(!ended.status.success(), "{words:?}: {error}");
    error.trim().to_owned()
}

/// Certificates in a folder, for these hosts.
fn certificates(folder: &Path, hosts: &[&str]) -> PathBuf {
    let mut words = vec!["certificates", "--out", folder.to_str().unwrap()];
    hosts.iter().for_each(|host| words.extend(["--host", host]));
    let made = sailau_cluster(&words);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    folder.to_owned()
}

#[test]
fn a_server_listens_beyond_its_machine_only_with_certificates_or_when_it_is_told_to() {
    for words in [
        &["scheduler", "--bind", "0.0.0.0:0"][..],
        &["executor", "--scheduler", "http://127.0.0.1:9", "--bind", "0.0.0.0"],
        &["scheduler", "--bind", "[::]:0"],
    ] {
        let error = refused(words);
        assert!(error.contains("is reached from other machines") && error.contains("--tls DIR"), "{error}");
    }
    let mut told = Process::start(&["scheduler", "--bind", "0.0.0.0:0", "--insecure"]);
    assert!(told.first_line().starts_with("scheduler at http://0.0.0.0:"));
    told.kill();
    let said = String::from_utf8(told.output(LIMIT).stderr).unwrap();
    assert!(
        said.contains("warning: --insecure: whoever reaches 0.0.0.0 can run plans on this machine"),
        "{said}"
    );
}

#[test]
fn certificates_let_in_who_has_them_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let own = certificates(&folder.path().join("own"), &["127.0.0.1", "localhost"]);
    let other = certificates(&folder.path().join("other"), &["127.0.0.1", "localhost"]);
    // Who knows the authority, and shows what another one signed.
    let mixed = folder.path().join("mixed");
    std::fs::create_dir(&mixed).unwrap();
    for (from, name) in [(&own, "ca.pem"), (&other, "cert.pem"), (&other, "key.pem")] {
        std::fs::copy(from.join(name), mixed.join(name)).unwrap();
    }
    let [own, other, mixed] = [&own, &other, &mixed].map(|folder| folder.to_str().unwrap());
    let cluster = Cluster::start_with(2, &["--tls", own]);
    assert!(cluster.url.starts_with("https://"), "{}", cluster.url);
    let sweep = Sweep::write(&fifty(1_000));
    let run = |out: &str, more: &[&str]| sweep.run(out, more).output(LIMIT);

    let with = run("with", &["--scheduler", &cluster.url, "--tls", own]);
    assert!(with.status.success(), "{}", String::from_utf8_lossy(&with.stderr));
    assert!(run("alone", &[]).status.success());
    assert_eq!(ensembles(&sweep.out("with")), ensembles(&sweep.out("alone")));

    let plain = cluster.url.replace("https", "http");
    for (words, says) in [
        // Plainly, and with what another authority signed.
        (&["--scheduler", &plain][..], "refuses this program"),
        (&["--scheduler", &cluster.url, "--tls", other], "refuses this program"),
        (&["--scheduler", &cluster.url, "--tls", mixed], "refuses this program"),
        (&["--scheduler", &cluster.url], "https needs --tls DIR"),
        (&["--scheduler", &plain, "--tls", own], "https needs --tls DIR"),
    ] {
        let refused = run("refused", words);
        let error = String::from_utf8(refused.stderr).unwrap();
        assert!(!refused.status.success() && error.contains(says), "{words:?}: {error}");
        assert_eq!(error.trim().lines().count(), 1, "{error}");
    }
    let error = refused(&["executor", "--scheduler", &cluster.url, "--tls", other]);
    assert!(error.contains("refuses this program"), "{error}");
    // Where results are fetched from asks as well: somebody who connects and shows nothing gets nothing.
    let address = cluster.addresses[0].clone();
    let answer = plainly_asked(&address);
    assert!(answer.is_empty() || !answer.starts_with(b"HTTP"), "{}", String::from_utf8_lossy(&answer));
}

/// What a server answers to who does not speak TLS.
fn plainly_asked(address: &str) -> Vec<u8> {
    use std::io::{Read, Write};
    let mut connection = std::net::TcpStream::connect(address).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    connection.write_all(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = connection.read_to_end(&mut answer);
    answer
}

#[test]
fn what_is_wrong_with_certificates_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let own = certificates(&folder.path().join("own"), &["127.0.0.1"]);
    let words = |folder: &str| refused(&["scheduler", "--bind", "127.0.0.1:0", "--tls", folder]);
    // Never over others.
    let again = refused(&["certificates", "--out", own.to_str().unwrap(), "--host", "127.0.0.1"]);
    assert!(again.contains("ca.pem cannot be written"), "{again}");
    assert!(words(folder.path().to_str().unwrap()).contains("ca.pem cannot be read"));
    let other = certificates(&folder.path().join("other"), &["127.0.0.1"]);
    std::fs::copy(other.join("key.pem"), own.join("key.pem")).unwrap();
    assert!(words(own.to_str().unwrap()).contains("has no certificates to go by"));
    std::fs::write(other.join("ca.pem"), "no certificate").unwrap();
    assert!(words(other.to_str().unwrap()).contains("has no certificates to go by"));
    let missing = refused(&["certificates", "--out", "nowhere"]);
    assert!(missing.contains("--host NAME, by which machines are reached is missing"), "{missing}");
    let both = refused(&["scheduler", "--tls", "x", "--insecure"]);
    assert!(both.contains("exclude each other"), "{both}");
}
