//! `sailau measure`: indices of a count.

use std::process::ExitCode;

use clap::Args;
use sailau::measure::Profile;
use sailau::report::Table;

use super::compare::main_contest;
use super::count::How;
use crate::failure::Failure;
use crate::named::Source;
use crate::output::{Form, for_people, print};
use crate::votes::VotesOptions;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau measure kazakhstan:2021-01-10 kazakhstan:2021-01-10
  sailau measure rules.toml votes.csv --csv

What each index is, and who published it: https://docs.rs/sailau/latest/sailau/measure
Columns of votes: https://docs.rs/sailau/latest/sailau/votes")]
pub(crate) struct Wanted {
    /// A file, -, kazakhstan:YYYY-MM-DD or world:NAME
    rules: Source,
    /// A file, -, kazakhstan:YYYY-MM-DD or world:NAME
    votes: Source,
    /// The contest whose votes seats are held against; `list` or the first one unless it is given
    #[arg(long, value_name = "NAME", help_heading = "Count")]
    contest: Option<String>,
    #[command(flatten)]
    options: VotesOptions,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { rules: source, votes, contest, options, how, form } = wanted;
    let rules = source.rules()?;
    let votes = options.read(votes, &rules, how.missing_as_nothing)?;
    let outcome = how.count(source, &rules, &votes)?;
    let contest = contest.as_deref().unwrap_or_else(|| main_contest(&votes));
    let profile = Profile::of(&votes, contest, &outcome)?;
    let indices = Table::of_profiles([(source.short(), &profile)]);
    if let Some(table) = form.of(&indices) {
        return print(&table);
    }
    print(&format!("{}\n{}\n{}", rules.name, for_people(&Table::of_parties(&profile)), sideways(&indices)))
}

/// A table of one row, a line a column: it has more columns than a screen.
fn sideways(table: &Table) -> String {
    let lines = table.to_markdown();
    let mut cells =
        lines.lines().map(|line| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
    let (heads, row) = (cells.next().unwrap_or_default(), cells.nth(1).unwrap_or_default());
    let width = heads.iter().map(|head| head.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (head, cell) in heads.iter().zip(row) {
        text += &format!("  {head:<width$}  {cell:>8}\n");
    }
    for note in &table.notes {
        text += &format!("{note}\n");
    }
    text
}
