//! Votes in, seats out, for people (a table) and for programs in any language (JSON, one request a line).
//!
//! ```text
//! cargo run --release --example apportion -- --method METHOD --seats N NAME=VOTES…
//! cargo run --release --example apportion -- --compare --seats N NAME=VOTES…
//! cargo run --release --example apportion -- --list
//! cargo run --release --example apportion -- --jsonl < REQUESTS > ANSWERS
//!
//! --method   a name of --list, modified-sainte-lague:F or sequence:D,D,…
//! --seats    the house size
//! --min      so many seats for everybody at least
//! --max      so many seats for everybody at most
//! --json     the answer as JSON, with certificate and margin
//! --compare  the seats under every method, side by side
//! --list     every method in a line
//! --jsonl    a JSON request a line on standard input, a JSON answer a line on standard output
//! ```
//!
//! Try `apportion --method sainte-lague --seats 69 Amanat=3431510 Auyl=693938 Respublica=547154`. The shapes of requests
//! and answers are in `examples/README.md`.

mod answer;
mod arguments;
mod compare;
mod figures;
mod jsonl;
mod list;
#[path = "../program/mod.rs"]
mod program;
mod request;
mod table;
mod words;

use std::error::Error;
use std::io;
use std::process::ExitCode;

use arguments::{Arguments, Task};
use program::{ended, print};
use sailau::apportion::{ApportionError, MarginError, apportion_within, certify, certify_within, margin};
use sailau::{Method, apportion};

fn main() -> ExitCode {
    ended(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    match arguments::read()? {
        Task::Help => print(&format!("{}\n", arguments::USAGE)),
        Task::List => print(&list::page()),
        Task::Lines => Ok(jsonl::serve(io::stdin().lock(), io::stdout().lock())?),
        Task::Compare(arguments, extra) => print(&compare::page(&arguments, extra)?),
        Task::Table(arguments, method) => table(&arguments, &method),
        Task::Json(arguments, method) => print(&json(&arguments, &method)?),
    }
}

/// The seats, and why.
struct Counted {
    result: apportion::Apportionment,
    certificate: apportion::Certificate,
}

impl Counted {
    fn of(arguments: &Arguments, method: &Method) -> Result<Self, ApportionError> {
        let (votes, seats) = (&arguments.votes[..], arguments.seats);
        let (result, certificate) = match arguments.bounds() {
            None => (apportion(votes, seats, method)?, certify(votes, seats, method)?),
            Some(bounds) => (
                apportion_within(votes, seats, method, &bounds)?,
                certify_within(votes, seats, method, &bounds)?,
            ),
        };
        Ok(Self { result, certificate })
    }
}

/// The margin; none with bounds, for which it is not worked out.
fn margins(arguments: &Arguments, method: &Method) -> Option<Result<apportion::Margins, MarginError>> {
    arguments.bounds().is_none().then(|| margin(&arguments.votes, arguments.seats, method))
}

fn table(arguments: &Arguments, method: &Method) -> Result<(), Box<dyn Error>> {
    print(&table::page(arguments, method, &Counted::of(arguments, method)?))?;
    // The margin of many parties can take a while: all else is read meanwhile.
    print(&words::margins(margins(arguments, method).as_ref(), &arguments.parties))
}

/// The answer that `--jsonl` gives, with names and the margin.
fn json(arguments: &Arguments, method: &Method) -> Result<String, Box<dyn Error>> {
    let Counted { result, certificate } = Counted::of(arguments, method)?;
    let margins = margins(arguments, method);
    let answer = answer::Answer {
        id: None,
        parties: Some(&arguments.parties),
        seats: &result.seats,
        ties: &result.ties,
        proof: Some(certificate.into()),
        // What takes too much work is null.
        margin: margins.as_ref().map(|margins| margins.as_ref().ok().map(Into::into)),
    };
    Ok(serde_json::to_string(&answer)? + "\n")
}
