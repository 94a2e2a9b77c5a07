//! `sailau count`: votes under one set of rules.

use std::process::ExitCode;

use clap::Args;
use sailau::lots::SeededLots;
use sailau::report::Table;
use sailau::system::{Drawn, ElectoralSystem, Outcome};
use sailau::votes::Votes;

use crate::failure::Failure;
use crate::named::Source;
use crate::output::{Form, print};
use crate::votes::VotesOptions;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau count kazakhstan:2023-03-19 kazakhstan:2021-01-10 --allow-uncounted
  sailau count rules.toml votes.csv --districts districts.csv --protocol

Winners that stand in place of the votes of kazakhstan:… and world:… are left out under rules other than their own.
Columns of votes and districts: https://docs.rs/sailau/latest/sailau/votes
Words of rules: https://docs.rs/sailau/latest/sailau/rules_reference")]
pub(crate) struct Wanted {
    /// A file, -, kazakhstan:YYYY-MM-DD or world:NAME
    rules: Source,
    /// A file, -, kazakhstan:YYYY-MM-DD or world:NAME
    votes: Source,
    #[command(flatten)]
    options: VotesOptions,
    #[command(flatten)]
    how: How,
    /// The full record, step by step, with articles; in JSON with --json
    #[arg(long, help_heading = "Output")]
    protocol: bool,
    #[command(flatten)]
    form: Form,
}

/// How what is open or missing is taken.
#[derive(Debug, Args)]
pub(crate) struct How {
    /// Draw lots where the rules let them decide; the same number draws the same
    #[arg(long, value_name = "SEED", help_heading = "Count")]
    lots: Option<u64>,
    /// Take as nothing what the rules ask for and the votes do not give, and say so; seats that come with the votes of
    /// world:… are then those of the rules' own election
    #[arg(long, help_heading = "Count")]
    pub(crate) missing_as_nothing: bool,
}

impl How {
    /// Refused beside seats that need no count.
    pub(crate) fn nothing_is_counted(&self, source: &str) -> Result<(), Failure> {
        let given = [(self.lots.is_some(), "--lots"), (self.missing_as_nothing, "--missing-as-nothing")];
        match given.into_iter().find(|(given, _)| *given) {
            Some((_, option)) => {
                Err(format!("{source} has seats, and nothing is counted: leave out {option}").into())
            }
            None => Ok(()),
        }
    }

    /// Counts votes under the rules of this name.
    pub(crate) fn count(
        &self,
        source: &Source,
        rules: &ElectoralSystem,
        votes: &Votes,
    ) -> Result<Outcome, Failure> {
        let lots = self.lots.map(SeededLots::new);
        let drawn = match &lots {
            Some(lots) => Drawn::new(votes, lots),
            None => votes.into(),
        };
        if !self.missing_as_nothing {
            return Ok(rules.count(drawn)?);
        }
        let mut rules = rules.clone();
        source.with_own_seats(&mut rules, votes)?;
        let what_if = rules.missing_as_nothing(drawn)?;
        Ok(match &lots {
            Some(lots) => what_if.count_with_lots(lots)?,
            None => what_if.count()?,
        })
    }
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { rules: source, votes, options, how, protocol, form } = wanted;
    if *source == Source::Stdin && *votes == Source::Stdin {
        return Err("rules and votes cannot both come from standard input; name a file for one".into());
    }
    let rules = source.rules()?;
    let votes = options.read(votes, &rules, how.missing_as_nothing)?;
    let outcome = how.count(source, &rules, &votes)?;
    if form.json {
        return print(&(serde_json::to_string(&outcome)? + "\n"));
    }
    if let Some(table) = form.of(&Table::of(&outcome)) {
        return print(&table);
    }
    if *protocol {
        return print(&format!("{}\n{outcome}", outcome.protocol));
    }
    let mut text = crate::output::wrapped(&rules.name, 2) + &crate::output::wrapped(&majority(&outcome), 2);
    if let Some(passes) = crate::at_a_glance::who_passes(&outcome) {
        text += &crate::output::wrapped(&passes, 2);
    }
    for note in crate::at_a_glance::notes(&outcome) {
        text += &crate::output::wrapped(&format!("Note: {note}."), 2);
    }
    print(&format!("{text}\n{outcome}"))
}

/// Who has a majority of the house, in a sentence.
pub(crate) fn majority(outcome: &Outcome) -> String {
    let totals = outcome.totals();
    let largest = totals.into_iter().find_map(|(holder, seats)| Some((holder?, seats)));
    let (tied, unfilled) = (outcome.ties.iter().map(|tie| tie.seats), outcome.unfilled.iter());
    in_words(outcome.house_size, largest, sum(tied), sum(unfilled.map(|row| row.seats)))
}

/// The same of a house whose largest party has so many seats.
pub(crate) fn in_words(house: u32, largest: Option<(&str, u32)>, tied: u32, unfilled: u32) -> String {
    let needed = house / 2 + 1;
    match largest {
        Some((first, seats)) if seats >= needed => {
            let spare = seats - needed;
            let spare =
                if spare == 0 { "just enough".to_owned() } else { format!("{spare} more than needed") };
            format!("{first} has a majority: {seats} of {house} seats, {spare}.")
        }
        Some((first, seats)) => {
            let of =
                |seats: u32, what: &str| if seats > 0 { format!("; {seats} {what}") } else { String::new() };
            let (tied, empty) = (of(tied, "are tied"), of(unfilled, "are not filled"));
            format!(
                "Nobody has a sure majority: {first} is largest with {seats} of {house} seats, {needed} are \
                 needed{tied}{empty}."
            )
        }
        None => format!("No party has a seat that is sure, of {house}."),
    }
}

fn sum(seats: impl Iterator<Item = u32>) -> u32 {
    seats.fold(0, u32::saturating_add)
}
