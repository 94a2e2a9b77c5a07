//! `sailau measure`: indices of a count, or of a table of one's own.

use std::process::ExitCode;

use clap::Args;
use sailau::measure::{Profile, ProfileError};
use sailau::report::Table;
use sailau::votes::Contest;

use super::count::How;
use crate::failure::Failure;
use crate::named::{Source, not_both_from_stdin};
use crate::output::{Form, for_people, print};
use crate::parties::Parties;
use crate::votes::VotesOptions;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau measure kazakhstan:2021-01-10 kazakhstan:2021-01-10
  sailau measure rules.toml votes.csv --csv
  sailau measure parliament.csv

A table has the columns party, votes and seats. Its rows may also be @others (votes for lists that are not named),
@invalid and @against-all (ballots for nobody), @tied and @unfilled (seats of nobody).

What each index is, and who published it: https://docs.rs/sailau/latest/sailau/measure
Columns of votes: https://docs.rs/sailau/latest/sailau/votes")]
pub(crate) struct Wanted {
    /// Rules (a file, -, kazakhstan:YYYY-MM-DD or world:NAME); or, alone, a table of parties, votes and seats (a file or -)
    #[arg(value_name = "RULES|TABLE")]
    first: Source,
    /// Votes: a file, -, kazakhstan:YYYY-MM-DD or world:NAME
    votes: Option<Source>,
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
    let (name, profile) = match &wanted.votes {
        Some(votes) => counted(wanted, votes)?,
        None => of_table(wanted)?,
    };
    let indices = Table::of_profiles([(wanted.first.short(), &profile)]);
    if let Some(table) = wanted.form.of(&indices) {
        return print(&table);
    }
    print(&format!("{name}\n{}\n{}", for_people(&Table::of_parties(&profile)), sideways(&indices)))
}

/// The rules' name, and the indices of what they make of the votes.
fn counted(wanted: &Wanted, votes: &Source) -> Result<(String, Profile), Failure> {
    let Wanted { first: source, contest, options, how, .. } = wanted;
    not_both_from_stdin(source, votes)?;
    let rules = source.rules()?;
    let votes = options.read(votes, &rules, how.missing_as_nothing)?;
    let outcome = how.count(source, &rules, &votes)?;
    let contest = contest.as_deref().unwrap_or_else(|| votes.main_contest());
    Ok((rules.name, Profile::of(&votes, contest, &outcome)?))
}

/// The same of seats that somebody else has counted.
fn of_table(wanted: &Wanted) -> Result<(String, Profile), Failure> {
    let Wanted { first: source, contest, options, how, .. } = wanted;
    let parties = Parties::read(source, options, true)?;
    how.nothing_is_counted(&source.to_string())?;
    if contest.is_some() {
        return Err(
            format!("{source} is a table of parties, which has one contest: leave out --contest").into()
        );
    }
    let open = parties.tied.saturating_add(parties.unfilled);
    let profile = Profile::of_seats(&parties.votes, Contest::LIST, parties.seats(), open).map_err(
        |error| match error {
            ProfileError::NoVotes { .. } => format!("{source}: no row has a vote"),
            ProfileError::NoSeats { .. } => format!("{source}: no party has a seat"),
            other => format!("{source}: {other}"),
        },
    )?;
    Ok((source.short().to_owned(), profile))
}

/// A table of one row, a line a column: it has more columns than a screen.
pub(super) fn sideways(table: &Table) -> String {
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
