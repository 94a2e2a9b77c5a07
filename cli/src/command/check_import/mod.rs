//! `sailau check-import`: an office's files counted with the country's rules, its seats beside ours.

mod cells;
mod lent;
mod names;

use std::process::ExitCode;

use clap::Args;
use sailau::report::{Cell, Column, Kind, Table, wrapped};
use sailau_formats::Format;

use super::count::How;
use super::import::a_format;
use crate::failure::Failure;
use crate::named::{Source, election};
use crate::official::{self, OfficialFiles};
use crate::output::{Form, for_people, print};
use crate::votes::VotesOptions;

use cells::{Beside, Comparison};
use names::Names;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau check-import world:no_2021 stortinget_2021_fylke.csv
  sailau check-import rules.toml dat:02201911_TOTA/

Official seats are those of the files, by contest, district and party; those who stood without a party are told apart by
their names. Where the files have none and the rules are world:NAME, they are that election's; parties that the repository
calls otherwise are found by their votes. The status is 1 where a cell differs.")]
pub(crate) struct Wanted {
    /// A file, -, kazakhstan:YYYY-MM-DD or world:NAME
    rules: Source,
    /// The files of one election, or the folder that they lie in; FORMAT:FILE says of which format they are
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// The format, where it is not to be found out
    #[arg(long, value_name = "FORMAT", value_parser = a_format)]
    format: Option<Format>,
    #[command(flatten)]
    options: VotesOptions,
    #[command(flatten)]
    how: How,
    /// Every cell, and not only those that differ
    #[arg(long, help_heading = "Output")]
    all: bool,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { rules: source, files, format, options, how, all, form } = wanted;
    let rules = source.rules()?;
    let files = OfficialFiles::of_words(files, *format)?;
    let mut imported = files.import()?;
    let of_world = match source {
        Source::World(name) => Some(election(name)?),
        _ => None,
    };
    let votes = official::votes(&imported.import, false)?;
    let same = of_world.as_ref().and_then(|case| Some((case, Names::by_votes(&votes, &case.votes)?)));
    let import = &mut imported.import;
    let mut words = Vec::new();
    if let Some((case, names)) = &same {
        let taken = lent::districts(import, case.votes.field().district_facts());
        if taken > 0 {
            words.push(format!(
                "What the files do not say of {taken} districts and regions is that of {source}."
            ));
        }
        let taken = lent::kinds(import, names, &case.votes);
        if !taken.is_empty() {
            words.push(format!(
                "Kinds of lists that the files do not say are those of {source}: {}.",
                taken.join(", ")
            ));
        }
    }
    let winners = lent::winners(import, &rules, &votes);
    let seats = winners.iter().fold(0, |sum: u64, winner| sum.saturating_add(winner.seats.into()));
    let mut votes = options.of_imported(&Source::Official(files), &imported, &rules)?;
    if let Some(first) = winners.first() {
        words.push(format!(
            "{seats} seats of {} stand as the office gives them: their votes are not in the files.",
            first.tier
        ));
        votes = votes.with_winners(winners)?;
    }
    let outcome = how.count(source, &rules, &votes)?;
    let official = &imported.import.official;
    let compared = match (&same, &of_world) {
        _ if !official.is_empty() => Comparison::with_files(official, &rules, &votes, &outcome),
        (Some((case, names)), _) => {
            words.push(format!("Official seats are those of {source}. {}", names.in_words()));
            Comparison::with_world(case, names, &outcome)
        }
        (None, Some(_)) => {
            return Err(format!(
                "the files have no seats, and the votes of {source} are others: nothing to hold against ours"
            )
            .into());
        }
        (None, None) => {
            return Err(
                "the files have no seats of the office; with rules of world:NAME that election's are taken"
                    .into(),
            );
        }
    };
    let status = if compared.is_equal() { ExitCode::SUCCESS } else { ExitCode::from(1) };
    if let Some(table) = form.of(&table(&compared, true)?) {
        print(&table)?;
        return Ok(status);
    }
    let mut text = wrapped(&rules.name, 2);
    for level in &compared.levels {
        text += &wrapped(&level.in_words(), 4);
    }
    for (tier, seats) in &compared.not_compared {
        text += &wrapped(&format!("{tier}: {seats} counted, no official seats to hold them against."), 4);
    }
    for line in words {
        text += &wrapped(&line, 4);
    }
    if !compared.is_equal() || *all {
        text = text + "\n" + &for_people(&table(&compared, *all)?);
    }
    print(&text)?;
    Ok(status)
}

fn table(compared: &Comparison, all: bool) -> Result<Table, Failure> {
    let mut table = Table::new([
        Column::new("contest", Kind::Text),
        Column::new("district", Kind::Text),
        Column::new("party", Kind::Text),
        Column::new("candidate", Kind::Text),
        Column::new("official", Kind::Count),
        Column::new("counted", Kind::Count),
    ])?;
    for level in &compared.levels {
        for cell in level.cells.iter().filter(|cell| all || !cell.is_equal()) {
            let Beside { district, party, candidate, official, counted } = cell;
            let text = |name: &Option<String>| name.as_deref().map_or(Cell::Absent(""), Cell::from);
            let contest = Some(level.contest.as_str()).filter(|name| !name.is_empty());
            let contest = contest.map_or(Cell::Absent("(all together)"), Cell::from);
            let party = party.as_deref().map_or(Cell::Absent("(without a party)"), Cell::from);
            let own = [contest, text(district), party, text(candidate)];
            table.push(own.into_iter().chain([(*official).into(), (*counted).into()]))?;
        }
    }
    Ok(table)
}
