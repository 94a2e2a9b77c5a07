//! What would these votes have produced under other rules? Answered from files, without writing Rust.

// No input may panic.
#![warn(clippy::unwrap_used, clippy::panic)]

mod arguments;
mod command;
mod draws;
mod failure;
mod fitting;
mod manual;
mod margin;
mod named;
mod official;
mod output;
mod pairs;
mod parties;
mod polls;
mod progress;
mod ranked_papers;
mod scenario;
mod seated;
#[cfg(feature = "serve")]
mod serve;
mod totals;
mod votes;

/// The official elections of the repository, as its tests read them.
#[path = "../../tests/world/case.rs"]
mod case;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Wrong usage has the status 2, help and version 0. Where nobody reads, nothing is lost.
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match run(arguments.command) {
        Ok(code) => code,
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("sailau: {}", failure.in_one_line());
            ExitCode::from(1)
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Count(wanted) => command::count::run(&wanted),
        Command::Countback(wanted) => command::countback::run(&wanted),
        Command::Import(wanted) => command::import::run(&wanted),
        Command::CheckImport(wanted) => command::check_import::run(&wanted),
        Command::Compare(wanted) => command::compare::run(&wanted),
        Command::Apportion(wanted) => command::apportion::run(&wanted),
        Command::Measure(wanted) => command::measure::run(&wanted),
        Command::Power(wanted) => command::power::run(&wanted),
        Command::House(wanted) => command::house::run(&wanted),
        Command::Audit(wanted) => command::audit::run(&wanted),
        Command::Fit(wanted) => command::fit::run(&wanted),
        Command::Simulate(wanted) => command::simulate::run(&wanted),
        Command::Reform(wanted) => command::reform::run(&wanted),
        Command::Sweep(wanted) => command::sweep::run(&wanted),
        Command::Report(wanted) => command::report::run(&wanted),
        Command::Scale(wanted) => command::scale::run(&wanted),
        Command::Rounding(wanted) => command::rounding::run(&wanted),
        Command::Forensics(wanted) => command::forensics::run(&wanted),
        Command::Law(wanted) => command::law::run(&wanted),
        Command::Rules(wanted) => command::rules::run(&wanted),
        Command::World(wanted) => command::world::run(&wanted),
        #[cfg(feature = "serve")]
        Command::Serve(wanted) => command::serve::run(&wanted),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { folder } => manual::pages(&folder),
    }
}
