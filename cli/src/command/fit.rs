//! `sailau fit`: votes of several elections become an electorate.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use sailau::electorate::fit::{Assumption, Estimate, Fit, Parameter};
use sailau::electorate::{Electorate, VoteModel as _};
use sailau::report::{Cell, Column, Kind, Table, grouped, wrapped};
use sailau::system::ElectoralSystem;
use serde_json::json;

use crate::failure::Failure;
use crate::fitting::{FitOptions, Fitted};
use crate::named::{Source, once_from_stdin};
use crate::output::{Form, print};
use crate::votes::VotesOptions;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau fit world:no_2017 world:no_2021
  sailau fit votes_2016.csv votes_2020.csv --same \"Old name=New name\" --out electorate.toml

Elections are given in order of time. The electorate is that of the last one: its shares, rolls and turnout, in each
district. How votes vary from one election to the next is estimated from all of them, and what they do not say is
assumed, with its source. `sailau simulate` reads the file; it may be changed by hand.
Words of an electorate: https://docs.rs/sailau/latest/sailau/electorate/struct.Electorate.html
How it is fitted: https://docs.rs/sailau/latest/sailau/electorate/fit")]
pub(crate) struct Wanted {
    /// Two or more of: a file, -, kazakhstan:YYYY-MM-DD, world:NAME
    #[arg(required = true, num_args = 2.., value_name = "VOTES")]
    votes: Vec<Source>,
    /// Rules whose contests the votes may have; any when it is left out
    #[arg(long)]
    rules: Option<Source>,
    #[command(flatten)]
    options: FitOptions,
    #[command(flatten)]
    reading: VotesOptions,
    /// Where to write the electorate: a name that ends in .toml, or in .json
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    out: Option<PathBuf>,
    /// Everything that was estimated, part by part, and how well it fits
    #[arg(long, help_heading = "Output", conflicts_with_all = ["json", "csv", "markdown"])]
    all: bool,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { votes, rules, options, reading, out, all, form } = wanted;
    once_from_stdin(votes.iter().chain(rules), "these")?;
    let rules = match rules {
        Some(source) => source.rules()?,
        None => ElectoralSystem::new("any", Vec::new()),
    };
    let fitted = options.fit(votes, &rules, reading)?;
    if let Some(path) = out {
        write(path, &fitted.electorate)?;
    }
    if form.json {
        let Fitted { electorate, fit, .. } = &fitted;
        let all = json!({ "electorate": electorate, "fit": fit });
        return print(&(serde_json::to_string(&all)? + "\n"));
    }
    if let Some(table) = form.of(&table(&fitted.fit)?) {
        return print(&table);
    }
    let mut text = page(&fitted)?;
    if *all {
        text += &format!("\n{}", fitted.fit);
    }
    if let Some(path) = out {
        text += &format!("\nThe electorate is in {}.\n", path.display());
    }
    print(&text)
}

/// Writes an electorate as its file's name says.
fn write(path: &Path, electorate: &Electorate) -> Result<(), Failure> {
    let is = |end: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(end));
    let text = if is("json") {
        electorate.to_json()? + "\n"
    } else if is("toml") {
        format!("{HEAD}{}", electorate.to_toml()?)
    } else {
        return Err(format!(
            "{}: an electorate is written as TOML or JSON; give its file a name that ends in .toml or .json",
            path.display()
        )
        .into());
    };
    Ok(std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?)
}

const HEAD: &str = "\
# An electorate: who votes, who stands, and how votes vary from one election to the next. Made by `sailau fit`.
# Its words: https://docs.rs/sailau/latest/sailau/electorate/struct.Electorate.html

";

/// A row for each parameter.
fn table(fit: &Fit) -> Result<Table, Failure> {
    let real = Kind::Real { places: 4 };
    let mut table = Table::new([
        Column::new("parameter", Kind::Text),
        Column::new("value", real),
        Column::new("standard_error", real).heading("error"),
        Column::new("degrees", Kind::Count).heading("degrees of freedom"),
        Column::new("from", Kind::Text),
    ])?;
    for estimate in &fit.estimates {
        table.push([
            Cell::from(estimate.parameter.to_string().as_str()),
            estimate.value.into(),
            estimate.standard_error.into(),
            Cell::Count(estimate.degrees as u64),
            Cell::from(format!("estimated from {}", estimate.elections.join(", ")).as_str()),
        ])?;
    }
    for assumed in &fit.not_identified {
        let source = if assumed.source.is_empty() { String::new() } else { format!(" ({})", assumed.source) };
        table.push([
            Cell::from(assumed.parameter.to_string().as_str()),
            assumed.value.into(),
            Cell::Missing,
            Cell::Missing,
            Cell::from(format!("assumed: {}{source}", assumed.why).as_str()),
        ])?;
    }
    Ok(table)
}

fn page(fitted: &Fitted) -> Result<String, Failure> {
    let Fitted { electorate, fit, contest, elections } = fitted;
    let voters: u64 = electorate.districts.iter().map(|district| district.registered).sum();
    let districts = match electorate.districts.len() {
        1 => "the country in one piece".to_owned(),
        many => format!("{many} districts"),
    };
    let mut text = wrapped(
        &format!(
            "{} parties and {} voters, {districts}, as in the contest `{contest}` of {}.",
            electorate.parties.len(),
            grouped(voters),
            elections.last().map_or("", String::as_str),
        ),
        0,
    );
    // The parts that this electorate has, as its model prints them.
    let used = electorate.compile()?.assumptions();
    let is_used = |parameter: &Parameter| electorate.fit.get(parameter).is_some_and(|own| used.contains(own));
    let estimated: Vec<_> = fit.estimates.iter().filter(|own| is_used(&own.parameter)).collect();
    let assumed: Vec<_> = fit.not_identified.iter().filter(|own| is_used(&own.parameter)).collect();
    let turnout = electorate.turnout.mean;
    if !estimated.is_empty() {
        text += "\nEstimated\n";
    }
    for estimate in estimated {
        text += &wrapped(&format!("  * {}", of_estimate(estimate, turnout)), 4);
    }
    if !assumed.is_empty() {
        text += "\nAssumed, for these elections do not say\n";
    }
    for assumption in assumed {
        text += &wrapped(&format!("  * {}", of_assumption(assumption, turnout)), 4);
    }
    text += "\nTaken for granted\n";
    for sentence in electorate.assumptions.iter().chain(&fit.notes) {
        text += &wrapped(&format!("  * {sentence}"), 4);
    }
    if fit.notes.iter().any(|note| note.contains("stood in one of the two only")) {
        text += "    A party that was only renamed is told with --same \"OLD=NEW\".\n";
    }
    Ok(text)
}

/// What a parameter says to a reader; none where its name says it.
fn meaning(parameter: Parameter, value: f64, turnout: f64) -> Option<String> {
    let percent = format!("{:.0} %", 100.0 * value.exp_m1());
    // The logistic curve's slope.
    let points = format!("{:.0} points", 100.0 * value * turnout * (1.0 - turnout));
    Some(match parameter {
        Parameter::NationalSwing => format!("a party's votes in the country change by some {percent}"),
        Parameter::RegionalSwing => {
            format!("in a region they change by some {percent} more or less than in the country")
        }
        Parameter::LocalSwing => {
            format!("in a district they change by some {percent} more or less than around it")
        }
        Parameter::TurnoutSwing => format!("the country's turnout changes by some {points}"),
        Parameter::TurnoutLocalSwing => {
            format!("a district's turnout changes by some {points} more or less than the country's")
        }
        Parameter::TurnoutSpread => format!("turnout differs by some {points} between districts"),
        Parameter::CandidateSpread => format!("a candidate adds or takes some {percent} of the list's votes"),
        _ => return None,
    })
}

/// The value, what it means, and how sure it is.
fn of_estimate(estimate: &Estimate, turnout: f64) -> String {
    let Estimate { parameter, value, standard_error, degrees, elections, .. } = estimate;
    let mut words = format!("{parameter} {value:.3}");
    if let Some(meaning) = meaning(*parameter, *value, turnout) {
        words += &format!(": {meaning}");
    }
    match standard_error {
        Some(error) => {
            let (low, high) = ((value - 1.645 * error).max(0.0), value + 1.645 * error);
            let sure = match degrees {
                0..5 => "hardly known",
                5..20 => "roughly known",
                _ => "well known",
            };
            let freedom = if *degrees == 1 { "degree" } else { "degrees" };
            words += &format!("; {sure}, {low:.2} to {high:.2} ({degrees} {freedom} of freedom)");
        }
        None => words += "; of how sure it is nothing is known",
    }
    let from = match elections.as_slice() {
        [first, .., last] if elections.len() > 2 => format!("{first} … {last}"),
        elections => elections.join(", "),
    };
    format!("{words}. From {from}.")
}

fn of_assumption(assumption: &Assumption, turnout: f64) -> String {
    let Assumption { parameter, value, why, source, .. } = assumption;
    let Some(value) = value else { return format!("{parameter}: none, for {why}, and no value was given.") };
    let meaning = meaning(*parameter, *value, turnout).map_or(String::new(), |words| format!(": {words}"));
    format!("{parameter} {value}{meaning}; {why} ({source}).")
}
