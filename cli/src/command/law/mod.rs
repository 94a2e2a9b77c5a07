//! `sailau law`: Kazakhstan's laws by day, what changed between two days, and what they say besides sharing seats out.

mod check;
mod institutions;
mod print;
mod recall;
mod registration;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use sailau::kazakhstan;
use sailau::reform::Reform;
use sailau::report::wrapped;
use sailau::system::ElectoralSystem;

use crate::failure::Failure;
use crate::output::print;

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  sailau law
  sailau law 2021-01-10 2023-03-19

Words of rules: https://docs.rs/sailau/latest/sailau/rules_reference"
)]
pub(crate) struct Wanted {
    /// A day, YYYY-MM-DD: the law in force then, as a rules file; without one all laws are listed
    #[arg(value_parser = a_day)]
    day: Option<Date>,
    /// A later day: what its law says otherwise than that of the first
    #[arg(value_parser = a_day)]
    until: Option<Date>,
    /// As JSON
    #[arg(long, help_heading = "Output")]
    json: bool,
    #[command(subcommand)]
    besides: Option<Besides>,
}

#[derive(Debug, Subcommand)]
enum Besides {
    /// What it takes to register a party, who has it, and how many would under each law.
    Registration(registration::Wanted),
    /// Recall of a deputy: real votes under several laws, a petition day by day, the odds by district.
    Recall(recall::Wanted),
    /// The institutions of the reform of 2022: what was announced and enacted, and what can be counted of it.
    Institutions(institutions::Wanted),
    /// Every law in force on a day as a page: each rule with its article, how sure that is, and what it was before.
    Print(print::Wanted),
    /// Cases in files, facts in and decision out, held against the law of their day.
    Check(check::Wanted),
}

fn a_day(text: &str) -> Result<Date, String> {
    let day = text.parse().ok().filter(|day: &Date| day.to_string() == text);
    day.ok_or_else(|| format!("`{text}` is not a day of the calendar; write it like 2023-03-19"))
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    match &wanted.besides {
        Some(Besides::Registration(wanted)) => return registration::run(wanted),
        Some(Besides::Recall(wanted)) => return recall::run(wanted),
        Some(Besides::Institutions(wanted)) => return institutions::run(wanted),
        Some(Besides::Print(wanted)) => return print::run(wanted),
        Some(Besides::Check(wanted)) => return check::run(wanted),
        None => {}
    }
    let law = |day: Date| -> Result<&'static ElectoralSystem, Failure> { Ok(kazakhstan::law_on(day)?.value) };
    let json = wanted.json;
    match (wanted.day, wanted.until) {
        (None, _) => print(&all(json)?),
        (Some(day), None) if json => print(&(law(day)?.to_json()? + "\n")),
        (Some(day), None) => print(&law(day)?.to_toml()?),
        // A day's law is the old one because it came before: backwards every sentence would be about the wrong one.
        (Some(day), Some(until)) if until < day => {
            Err(format!("{until} is before {day}; the earlier day goes first: sailau law {until} {day}")
                .into())
        }
        (Some(day), Some(until)) => {
            let reform = Reform::between(law(day)?, law(until)?);
            if json {
                return print(&(serde_json::to_string(&reform)? + "\n"));
            }
            let mut text = format!("{day}: {}\n{until}: {}\n\n", law(day)?.name, law(until)?.name);
            let lines: Vec<_> = reform.of_rules().collect();
            for line in &lines {
                text += &wrapped(&format!("  - {line}"), 4);
            }
            if lines.is_empty() {
                text += "  nothing changed\n";
            }
            print(&text)
        }
    }
}

fn all(json: bool) -> Result<String, Failure> {
    #[derive(serde::Serialize)]
    struct Row {
        since: String,
        name: &'static str,
        source: Option<&'static str>,
    }
    let laws = kazakhstan::laws().iter();
    let rows = laws.map(|law| Row {
        since: law.since.to_string(),
        name: &law.value.name,
        source: law.value.source.as_deref(),
    });
    let rows: Vec<_> = rows.collect();
    if json {
        return Ok(serde_json::to_string(&rows)? + "\n");
    }
    let line = |row: &Row| format!("{}  {}", row.since, wrapped(row.name, 12));
    Ok(rows.iter().map(line).collect())
}
