//! What does it take to register a party, who has it, and how many would under each law?
//!
//! ```text
//! cargo run --release --example party_registration -- [--draws N] [--seed N] [--concentration C] [--admission P] [--json]
//!
//! --draws          draws of the synthetic part, 20,000 when left out
//! --seed           its seed, 2022 when left out: the same seed gives the same page
//! --concentration  how unevenly members live, at most: 0 as the population does; 1.5 when left out
//! --admission      the chance that a party with the members is registered, 1 when left out
//! --json           everything as one JSON object; its fields are in examples/README.md
//! ```
//!
//! The first part is real: the laws of Kazakhstan of 2002, 2009, 2020 and 2022, its parties as far as their members
//! or the days of their registration were found, and the map before and after June 2022. The second is synthetic, and
//! says so with its assumptions.

mod page;
#[path = "../program/mod.rs"]
mod program;
mod real;
mod survey;

use std::error::Error;
use std::process::ExitCode;

use program::{ended, print};
use serde::Serialize;

const USAGE: &str =
    "usage: party_registration [--draws N] [--seed N] [--concentration C] [--admission P] [--json]";

/// All that the example finds.
#[derive(Serialize)]
struct Report {
    laws: Vec<real::LawRow>,
    parties: Vec<real::PartyRow>,
    lives: Vec<real::LifeRow>,
    redrawing: Vec<real::RedrawingRow>,
    survey: survey::Survey,
    check: survey::Check,
}

struct Arguments {
    draws: u64,
    seed: u64,
    concentration: f64,
    admission: f64,
    json: bool,
}

fn main() -> ExitCode {
    ended(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(arguments) = arguments()? else {
        return print(&format!("{USAGE}\n"));
    };
    let survey = survey::kazakhstan(&arguments)?;
    let check = survey::check(&arguments, &survey)?;
    let report = Report {
        laws: real::laws()?,
        parties: real::parties()?,
        lives: real::lives()?,
        redrawing: real::redrawing()?,
        survey,
        check,
    };
    if arguments.json {
        return print(&(serde_json::to_string(&report)? + "\n"));
    }
    print(&page::page(&report)?)
}

fn arguments() -> Result<Option<Arguments>, Box<dyn Error>> {
    use lexopt::prelude::*;

    let mut arguments =
        Arguments { draws: 20_000, seed: 2022, concentration: 1.5, admission: 1.0, json: false };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("draws") => arguments.draws = parser.value()?.parse()?,
            Long("seed") => arguments.seed = parser.value()?.parse()?,
            Long("concentration") => arguments.concentration = parser.value()?.parse()?,
            Long("admission") => arguments.admission = parser.value()?.parse()?,
            Long("json") => arguments.json = true,
            Long("help") | Short('h') => return Ok(None),
            other => return Err(format!("{}; try --help", other.unexpected()).into()),
        }
    }
    Ok(Some(arguments))
}
