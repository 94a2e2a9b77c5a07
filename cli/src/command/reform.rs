//! `sailau reform`: what each change between two laws did to the seats, and how many votes move one.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use sailau::reform::{Fewest, Reform, SeatMargin, one_by_one, seat_margin};
use sailau::report::{Table, grouped};

use crate::failure::Failure;
use crate::named::Source;
use crate::output::{Form, print, wrapped};
use crate::votes::VotesOptions;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau reform kazakhstan:2021-01-10 kazakhstan:2023-03-19 kazakhstan:2021-01-10 --allow-uncounted
  sailau reform old.toml new.toml votes.csv --csv

Each change is made alone, after all others, and in every order (its Shapley value, which alone adds up to the whole).
Winners that stand in place of votes are left out: under other rules they did not stand.
Words of rules: https://docs.rs/sailau/latest/sailau/rules_reference")]
pub(crate) struct Wanted {
    /// The rules before: a file, -, kazakhstan:YYYY-MM-DD or world:NAME
    old: Source,
    /// The rules after, named in the same ways
    new: Source,
    /// The votes, named in the same ways
    votes: Source,
    #[command(flatten)]
    options: VotesOptions,
    /// Also the fewest votes that move a seat under each of the two
    #[arg(long, help_heading = "Output", conflicts_with_all = ["csv", "markdown"])]
    margin: bool,
    #[command(flatten)]
    form: Form,
}

#[derive(serde::Serialize)]
struct Whole<'a> {
    changes: &'a Reform,
    effects: &'a sailau::reform::SeatEffects,
    #[serde(skip_serializing_if = "Option::is_none")]
    margins: Option<&'a [SeatMargin; 2]>,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { old, new, votes: source, options, margin, form } = wanted;
    let names = [old, new].map(ToString::to_string);
    let (old, new) = (old.rules()?, new.rules()?);
    let votes = options.read(source, &super::compare::together(&[old.clone(), new.clone()]), true)?;
    let reform = Reform::between(&old, &new);
    if reform.of_rules().next().is_none() {
        return Err(
            format!("{} and {} say the same: there is no reform to take apart", names[0], names[1]).into()
        );
    }
    let effects = one_by_one(&old, &reform, &votes)?;
    let margins = match margin {
        true => Some([seat_margin(&old, &votes)?, seat_margin(&new, &votes)?]),
        false => None,
    };
    if form.json {
        let whole = Whole { changes: &reform, effects: &effects, margins: margins.as_ref() };
        return print(&(serde_json::to_string(&whole)? + "\n"));
    }
    if let Some(table) = form.of(&Table::of_effects(&effects)) {
        return print(&table);
    }
    let mut text = effects.to_string();
    for (name, margin) in names.iter().zip(margins.iter().flatten()) {
        write!(text, "\nThe fewest votes that move a seat, {name}:\n{}", in_words(margin))?;
    }
    print(&text)
}

fn in_words(margin: &SeatMargin) -> String {
    let ways = [("switched", &margin.switched), ("added", &margin.added), ("withheld", &margin.withheld)];
    let mut text = String::new();
    for (how, fewest) in ways {
        let line = match fewest {
            Some(fewest) => format!("  {how}: {}", one(fewest)),
            None => format!("  {how}: no number of votes moves a seat so"),
        };
        text += &wrapped(&line, 4);
    }
    for (tier, why) in &margin.not_searched {
        text += &wrapped(&format!("  not searched: tier {tier}, {why}"), 4);
    }
    text
}

fn one(fewest: &Fewest) -> String {
    let whose = |name: &Option<String>| name.clone().unwrap_or_else(|| "nobody".to_owned());
    let (from, to) = (whose(&fewest.from), whose(&fewest.to));
    let place = fewest.district.as_ref().map_or(String::new(), |district| format!(" in {district}"));
    let mut seats: Vec<_> =
        fewest.seats.iter().map(|seat| format!("{} {} → {}", seat.holder, seat.before, seat.after)).collect();
    if !fewest.is_decided() {
        seats.push(format!("tied {} → {}", fewest.tied.0, fewest.tied.1));
    }
    format!("{} votes{place} from {from} to {to}: {}", grouped(fewest.votes), seats.join(", "))
}
