//! `sailau reform`: what each change between two laws did to the seats, and how many votes move one; and the reforms that are
//! on board.

mod atlas;
mod beside;
mod pages;
mod response;
mod show;
mod simulated;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use sailau::reform::{Reform, SeatEffects, SeatMargin, one_by_one, seat_margin};
use sailau::report::{Table, columns, majority, wrapped};

use crate::failure::Failure;
use crate::margin::in_words;
use crate::named::Source;
use crate::output::{Form, print};
use crate::votes::{PaperOptions, VotesOptions};

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "\
Examples:
  sailau reform kazakhstan:2021-01-10 kazakhstan:2023-03-19 kazakhstan:2021-01-10 --allow-uncounted
  sailau reform old.toml new.toml votes.csv --csv
  sailau reform list
  sailau reform show ls_2001

Each change is made alone, after all others, and in every order (its Shapley value, which alone adds up to the whole).
Winners that stand in place of votes are left out: under other rules they did not stand.
Words of rules: https://docs.rs/sailau/latest/sailau/rules_reference"
)]
pub(crate) struct Wanted {
    #[command(subcommand)]
    atlas: Option<Atlas>,
    /// The rules before: a file, -, kazakhstan:YYYY-MM-DD or world:NAME
    #[arg(required = true)]
    old: Option<Source>,
    /// The rules after, named in the same ways
    #[arg(required = true)]
    new: Option<Source>,
    /// The votes, named in the same ways
    #[arg(required = true)]
    votes: Option<Source>,
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

/// The reforms of the folder `reforms` of the repository.
#[derive(Debug, Subcommand)]
enum Atlas {
    /// The reforms that are on board: rules, elections, and how many official numbers of seats come out.
    #[command(after_help = "Examples:\n  sailau reform list\n  sailau reform list --json")]
    List {
        #[command(flatten)]
        form: Form,
    },
    /// What voters and lists did after each reform, beside what the law did to the votes before it.
    #[command(
        after_help = "Examples:\n  sailau reform behaviour\n  sailau reform behaviour kz_2007 md_2019 --csv\n\nVotes below the \
                      threshold before the reform, in the same votes under the new law, and after it."
    )]
    Behaviour {
        /// Ids, as `sailau reform list` has them; all when none is given
        ids: Vec<String>,
        #[command(flatten)]
        form: Form,
    },
    /// One reform: votes before and after, each under both laws, and what each change did.
    #[command(after_help = "Examples:\n  sailau reform show ls_2001\n  sailau reform show kz_linked --json")]
    Show {
        /// Its id, as `sailau reform list` has it
        id: String,
        #[command(flatten)]
        form: Form,
    },
    /// All of them in one table: seats moved, the largest party's bonus, effective parties, majorities made and lost.
    #[command(
        after_help = "Examples:\n  sailau reform compare\n  sailau reform compare ls_2001 kz_linked kz_2022 --csv"
    )]
    Compare {
        /// Their ids; all without one
        ids: Vec<String>,
        #[command(flatten)]
        form: Form,
    },
    /// One reform on drawn elections: each of its elections as the votes might have fallen, counted under both laws.
    #[command(after_help = "\
Examples:
  sailau reform simulate kz_2022 --draws 2000
  sailau reform simulate gr_2020 --draws 2000 --json

The votes of each election are taken as an electorate that varies as others did, and every drawn election is counted under
the law before and the law after: the difference is that of the laws alone.")]
    Simulate {
        /// Its id, as `sailau reform list` has it
        id: String,
        #[command(flatten)]
        draws: simulated::Draws,
        /// As an array: election, law, and what was drawn or why nothing could be
        #[arg(long, help_heading = "Output")]
        json: bool,
    },
    /// Pages of HTML: one for each reform, and one that sets all beside each other.
    #[command(
        after_help = "Examples:\n  sailau reform atlas --out atlas\n  sailau reform atlas ls_2001 --out /tmp/page"
    )]
    #[command(name = "atlas")]
    Pages {
        /// Their ids; all without one
        ids: Vec<String>,
        /// The folder of index.html and the other pages; it is made where it is not there
        #[arg(long, value_name = "FOLDER", help_heading = "Output")]
        out: PathBuf,
    },
}

#[derive(serde::Serialize)]
struct Whole<'a> {
    changes: &'a Reform,
    effects: &'a sailau::reform::SeatEffects,
    #[serde(skip_serializing_if = "Option::is_none")]
    margins: Option<&'a [SeatMargin; 2]>,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    match &wanted.atlas {
        Some(Atlas::List { form }) => return atlas::list(*form),
        Some(Atlas::Show { id, form }) => return show::show(id, *form),
        Some(Atlas::Compare { ids, form }) => return beside::compare(ids, *form),
        Some(Atlas::Behaviour { ids, form }) => return response::behaviour(ids, *form),
        Some(Atlas::Simulate { id, draws, json }) => return simulated::simulate(id, draws, *json),
        Some(Atlas::Pages { ids, out }) => return pages::write(ids, out),
        None => {}
    }
    let Wanted { old, new, votes: source, options, paper, margin, all, form, .. } = wanted;
    let (Some(old), Some(new), Some(source)) = (old, new, source) else {
        return Err(
            "name the rules before, the rules after and the votes; sailau reform list has what is on board"
                .into(),
        );
    };
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
