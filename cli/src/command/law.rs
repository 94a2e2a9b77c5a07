//! `sailau law`: Kazakhstan's laws by day, and what changed between two days.

use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use sailau::kazakhstan;
use sailau::reform::Reform;
use sailau::system::ElectoralSystem;

use crate::failure::Failure;
use crate::output::{print, wrapped};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau law
  sailau law 2021-01-10 2023-03-19

Words of rules: https://docs.rs/sailau/latest/sailau/rules_reference")]
pub(crate) struct Wanted {
    /// A day, YYYY-MM-DD: the law in force then, as a rules file; without one all laws are listed
    day: Option<Date>,
    /// A later day: what its law says otherwise
    until: Option<Date>,
    /// As JSON
    #[arg(long, help_heading = "Output")]
    json: bool,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let law = |day: Date| -> Result<&'static ElectoralSystem, Failure> { Ok(kazakhstan::law_on(day)?.value) };
    let json = wanted.json;
    match (wanted.day, wanted.until) {
        (None, _) => print(&all(json)?),
        (Some(day), None) if json => print(&(law(day)?.to_json()? + "\n")),
        (Some(day), None) => print(&law(day)?.to_toml()?),
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
