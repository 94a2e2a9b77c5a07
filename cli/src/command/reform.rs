//! `sailau reform`: what each change between two laws did to the seats, and how many votes move one.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use sailau::reform::{Reform, SeatEffects, SeatMargin, one_by_one, seat_margin};
use sailau::report::{Table, columns, majority, wrapped};

use crate::failure::Failure;
use crate::margin::in_words;
use crate::named::Source;
use crate::output::{Form, print};
use crate::votes::{PaperOptions, VotesOptions};

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
    #[command(flatten)]
    paper: PaperOptions,
    /// Also the fewest votes that move a seat under each of the two
    #[arg(long, help_heading = "Output", conflicts_with_all = ["csv", "markdown"])]
    margin: bool,
    /// Also what each change did alone and after all others
    #[arg(long, help_heading = "Output", conflicts_with_all = ["json", "csv", "markdown"])]
    all: bool,
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
    let Wanted { old, new, votes: source, options, paper, margin, all, form } = wanted;
    let names = [old, new].map(ToString::to_string);
    let (old, new) = (old.rules()?, new.rules()?);
    let votes =
        paper.beside(options).read(source, &super::compare::together(&[old.clone(), new.clone()]), true)?;
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
    let counts = [old.count(&votes)?, new.count(&votes)?];
    let mut text = String::new();
    for (name, outcome) in names.iter().zip(&counts) {
        text += &wrapped(&format!("{name}: {}", majority(outcome)), 4);
    }
    text.push('\n');
    text += &if *all { effects.to_string() } else { first_screen(&effects) };
    for (name, margin) in names.iter().zip(margins.iter().flatten()) {
        write!(text, "\nThe fewest votes that move a seat, {name}:\n{}", in_words(margin))?;
    }
    print(&text)
}

/// The difference in words, and what each part of it did to whose seats.
fn first_screen(effects: &SeatEffects) -> String {
    let parts = &effects.effects;
    let mut text =
        "What the new rules say otherwise, and what each change did to the seats (its Shapley value):\n"
            .to_owned();
    for (number, effect) in (1..).zip(&parts.effects) {
        text += &wrapped(&format!("  {number}. {}", effect.group.line()), 5);
        let mut moved: Vec<_> = effects.holders.iter().zip(&effect.shapley).collect();
        moved.retain(|(_, share)| share.numerator() != 0);
        moved.sort_by(|a, b| b.1.to_f64().total_cmp(&a.1.to_f64()));
        let words: Vec<String> =
            moved.iter().map(|(name, share)| format!("{name} {:+.1}", share.to_f64())).collect();
        let words = if words.is_empty() { "moves no seat".to_owned() } else { words.join(", ") };
        text += &wrapped(&format!("     {words}"), 5);
    }
    let mut rows = vec![["seats of", "before", "after", "change"].map(str::to_owned).to_vec()];
    for ((name, change), (before, after)) in
        effects.holders.iter().zip(parts.difference()).zip(parts.baseline.iter().zip(&parts.whole))
    {
        if (*before, *after) != (0, 0) {
            rows.push(vec![name.clone(), before.to_string(), after.to_string(), format!("{change:+}")]);
        }
    }
    text + "\n" + &columns("", &rows)
}
