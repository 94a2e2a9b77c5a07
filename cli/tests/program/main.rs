//! The program as its users meet it: through its binary.

mod atlas;
mod audit;
mod behaviour;
mod commands;
mod explain;
mod fit;
mod forensics;
mod house;
mod import;
mod law;
mod manual;
mod misuse;
mod ranked;
mod report;
mod rounding;
mod scale;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod simulate;
mod sweep;
mod tables;
mod world;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// What a run ended with.
struct Run {
    status: Option<i32>,
    said: String,
    complained: String,
}

impl Run {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8");
        Self { status: output.status.code(), said: text(&output.stdout), complained: text(&output.stderr) }
    }

    /// What it printed, where it was content.
    #[track_caller]
    fn good(self) -> String {
        assert_eq!((self.status, &*self.complained), (Some(0), ""), "{}", self.said);
        self.said
    }

    /// Its one line of complaint, where the input was wrong.
    #[track_caller]
    fn wrong(self) -> String {
        assert_eq!((self.status, &*self.said), (Some(1), ""), "{}", self.complained);
        assert_eq!(self.complained.lines().count(), 1, "{}", self.complained);
        let line = self.complained.trim_end().strip_prefix("sailau: ");
        line.expect("a complaint begins with the program's name").to_owned()
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sailau"));
    command.env("NO_COLOR", "1");
    command
}

/// Runs with these arguments, parted by spaces.
fn sailau(line: &str) -> Run {
    run(&line.split_whitespace().collect::<Vec<_>>())
}

fn run(arguments: &[&str]) -> Run {
    Run::of(&program().args(arguments).stdin(Stdio::null()).output().expect("the program is there"))
}

/// The same with text on standard input.
fn fed(line: &str, text: &[u8]) -> Run {
    let mut child = program()
        .args(line.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program is there");
    // Who complains of the rules first does not read the votes.
    let _ = child.stdin.take().expect("it is piped").write_all(text);
    Run::of(&child.wait_with_output().expect("it ends"))
}

/// A file of this text.
fn file(name: &str, text: &[u8]) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(name);
    std::fs::write(&path, text).expect("the folder of tests can be written to");
    path.to_str().expect("its name is UTF-8").to_owned()
}

/// A town of seven seats.
fn town(name: &str) -> String {
    let rules = "name = \"A town\"\n[[tier]]\nname = \"list\"\nseats = 7\nmethod = \"dhondt\"\n\
                 threshold = { at_least = \"10%\", of = \"valid votes\" }\n";
    file(name, rules.as_bytes())
}
