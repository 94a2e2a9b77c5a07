//! `sailau law registration`: what it takes to register a party, who has it, and how many would under each law.
//!
//! The first part is real: the laws of Kazakhstan of 2002, 2009, 2020 and 2022, its parties as far as their members
//! or the days of their registration were found, and the map before and after June 2022. The second is synthetic, and
//! says so with its assumptions.

mod page;
mod real;
mod survey;

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::failure::Failure;
use crate::output::{fitted, print};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau law registration
  sailau law registration --draws 2000 --concentration 0.5 --json

The fields of the JSON: cli/README.md of the repository")]
pub(crate) struct Wanted {
    /// Draws of the synthetic part
    #[arg(long, default_value_t = 20_000, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    draws: u64,
    /// Its seed: the same seed gives the same page
    #[arg(long, default_value_t = 2022, value_name = "N")]
    seed: u64,
    /// How unevenly members live, at most: 0 as the population does
    #[arg(long, default_value_t = 1.5, value_name = "C")]
    concentration: f64,
    /// The chance that a party with the members is registered, above 0 and at most 1
    #[arg(long, default_value_t = 1.0, value_name = "P")]
    admission: f64,
    /// The smallest branches, days of registration, the new regions, classes of prospects and all assumptions too
    #[arg(long, help_heading = "Output", conflicts_with = "json")]
    all: bool,
    /// Everything as one JSON object
    #[arg(long, help_heading = "Output")]
    json: bool,
}

/// All that is found.
#[derive(Serialize)]
struct Report {
    laws: Vec<real::LawRow>,
    parties: Vec<real::PartyRow>,
    lives: Vec<real::LifeRow>,
    redrawing: Vec<real::RedrawingRow>,
    survey: survey::Survey,
    check: survey::Check,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let survey = survey::kazakhstan(wanted)?;
    let check = survey::check(wanted, &survey)?;
    let report = Report {
        laws: real::laws()?,
        parties: real::parties()?,
        lives: real::lives()?,
        redrawing: real::redrawing()?,
        survey,
        check,
    };
    if wanted.json {
        return print(&(serde_json::to_string(&report)? + "\n"));
    }
    print(&fitted(&page::page(&report, wanted.all)?))
}
