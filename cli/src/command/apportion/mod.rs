//! `sailau apportion`: votes in, seats out, for people (a table) and for programs in any language (JSON, one request a line).

mod answer;
mod arguments;
mod compare;
mod figures;
mod jsonl;
mod list;
mod order;
mod request;
mod table;
mod words;

use std::io;
use std::process::ExitCode;

use sailau::apportion::{ApportionError, MarginError, apportion_within, certify, certify_within, margin};
use sailau::{Method, apportion};

use crate::failure::Failure;
use crate::output::print;
use arguments::{Arguments, Task};

pub(crate) use arguments::Wanted;

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    match wanted.task()? {
        Task::List => print(&list::page()),
        Task::Lines => {
            jsonl::serve(io::stdin().lock(), io::stdout().lock())?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Compare(arguments, extra) => print(&compare::page(&arguments, extra)?),
        Task::Table(arguments, method) => table(&arguments, &method),
        Task::Order(arguments, method, as_json) => print(&order::page(&arguments, &method, as_json)?),
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

fn table(arguments: &Arguments, method: &Method) -> Result<ExitCode, Failure> {
    print(&table::page(arguments, method, &Counted::of(arguments, method)?))?;
    // The margin of many parties can take a while: all else is read meanwhile.
    print(&words::margins(margins(arguments, method).as_ref(), &arguments.parties))
}

/// The answer that `--jsonl` gives, with names and the margin.
fn json(arguments: &Arguments, method: &Method) -> Result<String, Failure> {
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
