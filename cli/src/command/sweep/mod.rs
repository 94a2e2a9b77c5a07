//! `sailau sweep`: seats, chances and tipping points over a range of rules.

mod behaving;
mod counted;
mod drawn;
mod named;
mod one_line;

use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use sailau::reform::sweep_file::{DrawnScenario, Scenario, Scenarios, SweepFile, Together};
use sailau::report::Table;

use crate::failure::Failure;
use crate::named::Source;
use crate::output::{Form, print};
use crate::progress::Bar;
use crate::votes::VotesOptions;

use one_line::Ranges;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau sweep kazakhstan:2021-01-10 kazakhstan:2021-01-10 --threshold 0%..10% --step 0.5%
  sailau sweep kazakhstan:2021-01-10 kazakhstan:2021-01-10 --method hare,dhondt,sainte-lague
  sailau sweep sweep.toml --csv
  sailau sweep sweep.toml --scenario desert.toml

A sweep file says what is counted (`votes`) or drawn (`electorate`, `seed`, `draws`), a baseline, reforms and parameters; files
that it names are beside it. The chance of a coalition is asked for with an [[event]] in it:
  [[event]]
  parties = [\"Red\", \"Green\"]     # together they hold
  share = \"1/2\"                  # more than half of the house; or_equal = true: half is enough
The same file runs on many machines with sailau-cluster, which also writes the results
as Parquet.
Words of a sweep file: https://docs.rs/sailau/latest/sailau/reform/sweep_file
Words of rules: https://docs.rs/sailau/latest/sailau/rules_reference")]
pub(crate) struct Wanted {
    /// A sweep file (or - for standard input) or, with votes, rules: a file, kazakhstan:YYYY-MM-DD or world:NAME
    source: Source,
    /// The votes, when rules are given: a file, -, kazakhstan:YYYY-MM-DD or world:NAME
    votes: Option<Source>,
    #[command(flatten)]
    ranges: Ranges,
    #[command(flatten)]
    options: VotesOptions,
    /// What voters and parties do about the rules, as a scenario in a file: of drawn elections, each set of rules without it and with it.
    /// A sweep file may state it itself (`behaviour`), with a dial that varies
    #[arg(long, value_name = "FILE")]
    scenario: Option<String>,
    /// Every point and every party, and what the simulation takes for granted
    #[arg(long, help_heading = "Output", conflicts_with_all = ["json", "csv", "markdown"])]
    all: bool,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { source, votes, ranges, options, scenario, all, form } = wanted;
    match votes {
        Some(_) if scenario.is_some() => {
            Err("--scenario is about elections that are drawn, and these votes are real ones; write a sweep file with \
                 an `electorate`"
                .into())
        }
        Some(votes) => one_line::run(source, votes, ranges, options, *all, *form),
        None if ranges.any() => Err("whose votes? Ranges need rules and votes: sailau sweep RULES VOTES …; \
                                     a sweep file has its own ranges"
            .into()),
        None => of_file(source, options, scenario.as_deref(), *all, *form),
    }
}

fn of_file(
    source: &Source,
    options: &VotesOptions,
    stated: Option<&str>,
    all: bool,
    form: Form,
) -> Result<ExitCode, Failure> {
    let (text, beside) = match source {
        Source::File(name) => {
            let text = std::fs::read_to_string(name);
            (text.map_err(|error| format!("{name} cannot be read: {error}"))?, Path::new(name))
        }
        Source::Stdin => (std::io::read_to_string(std::io::stdin().lock())?, Path::new("")),
        _ => {
            return Err(
                format!("{source} is no sweep file; to sweep its rules, name votes and a range too").into()
            );
        }
    };
    let names = named::Beside::new(beside, options);
    let mut file = SweepFile::from_toml(&text, &names).map_err(|error| format!("{source}: {error}"))?;
    if let Some(stated) = stated {
        behaving::state(&mut file.scenarios, stated, source)?;
    }
    match &file.scenarios {
        Scenarios::Drawn(scenarios) => {
            let is_stated = scenarios.iter().any(|scenario| scenario.behaviour.is_some());
            let drawn = if is_stated { behaving::draw(scenarios) } else { draw(scenarios) };
            let drawn = drawn.map_err(|failure| format!("{source}: {failure}"))?;
            match form.of(&Table::of_drawn_scenarios(&drawn.scenarios)) {
                Some(table) => print(&table),
                None => print(&drawn::page(&file, &drawn, all)),
            }
        }
        counted => {
            let tables = counted.count().map_err(|error| format!("{source}: {error}"))?;
            match form.of(&Table::of_counted_scenarios(&tables)) {
                Some(table) => print(&table),
                None => print(&counted::page_of_file(&file.name, &tables, all)),
            }
        }
    }
}

/// Scenarios that were drawn, and what they take for granted.
struct Drawn {
    scenarios: Vec<DrawnScenario>,
    assumptions: Vec<String>,
    /// What voters and parties do, as it is stated at the first point; nothing where nothing is.
    stated: Vec<String>,
}

impl Drawn {
    fn new(all: impl IntoIterator<Item = (DrawnScenario, Vec<String>)>, stated: Vec<String>) -> Self {
        let (mut scenarios, mut assumptions) = (Vec::new(), Vec::new());
        for (scenario, of_scenario) in all {
            scenarios.push(scenario);
            for sentence in of_scenario {
                if !assumptions.contains(&sentence) {
                    assumptions.push(sentence);
                }
            }
        }
        Self { scenarios, assumptions, stated }
    }
}

/// Draws every scenario on all cores, those of the same electorate from the same votes. Whatever cannot be drawn is found before
/// anything is.
fn draw(scenarios: &[Scenario]) -> Result<Drawn, Failure> {
    let together = Together::of(scenarios)?;
    let total = together.iter().fold(0u64, |sum, part| sum.saturating_add(part.draws()));
    let bar = Bar::new(total, "elections");
    let mut drawn: Vec<(usize, DrawnScenario, Vec<String>)> = Vec::with_capacity(scenarios.len());
    let mut before = 0u64;
    for part in together {
        let watched = |progress: sailau::simulate::Progress| {
            bar.at(before.saturating_add(progress.done), total);
            ControlFlow::Continue(())
        };
        let ensembles = part.run_watched(watched)?;
        before = before.saturating_add(part.draws());
        for ((number, scenario), ensemble) in part.scenarios().zip(ensembles) {
            drawn.push((number, DrawnScenario::new(scenario, &ensemble), ensemble.summary.assumptions));
        }
    }
    drawn.sort_by_key(|(number, ..)| *number);
    let all = drawn.into_iter().map(|(_, scenario, assumptions)| (scenario, assumptions));
    Ok(Drawn::new(all, Vec::new()))
}
