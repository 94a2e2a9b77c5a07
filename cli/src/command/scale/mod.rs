//! `sailau scale`: every electoral system on board on the same synthetic electorates, along one axis.

mod among_all;
mod kept;
mod on_board;
mod page;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use sailau::electorate::Sampler;
use sailau::kazakhstan;
use sailau::simulate::scale::Scale;
use sailau::simulate::{BLOCK, Confidence};

use super::compare::names;
use super::simulate::electorate;
use crate::draws::{DrawOptions, KeepOptions, joined};
use crate::failure::Failure;
use crate::fitting::FitOptions;
use crate::named::{Source, once_from_stdin};
use crate::output::{Form, print, write_picture};
use crate::progress::Bar;
use crate::votes::VotesOptions;
use kept::Kept;
use on_board::{Candidate, Known};

pub(super) use among_all::among_all;

/// The level of all intervals.
const LEVEL: Confidence = Confidence::P95;

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  sailau scale kazakhstan nz nl_2017 --draws 900
  sailau scale --draws 1000000 --csv > scale.csv
  sailau scale --rules my.toml=votes.csv --against my --svg scale.svg
  sailau scale kazakhstan --electorate kazakhstan:2023-03-19 --electorate world:no_2021 --draws 900

A draw is one electorate: the support of 2 to 10 lists, uniform on the simplex, or the votes in the country of fitted electorates.
All systems count the same draws, each in the districts of an election of its own. The number behind Gallagher's index is half of
its interval. What is taken for granted, and what is left out: docs/scale.md."
)]
pub(crate) struct Wanted {
    #[command(subcommand)]
    merge: Option<Joining>,
    /// Systems by name, or the beginning of names that an underscore or a colon ends, such as de or kazakhstan; all without one
    #[arg(value_name = "SYSTEM")]
    systems: Vec<String>,
    /// Rules of your own, besides; with =VOTES in the districts of that election
    #[arg(long, value_name = "RULES[=VOTES]")]
    rules: Vec<String>,
    /// Where support in the country comes from: an electorate as of `sailau simulate`, or `uniform` on the simplex, as when it is
    /// left out. Give it several times for electorates side by side
    #[arg(long, value_name = "ELECTORATE")]
    electorate: Vec<String>,
    /// How many lists: a number, or a range; not with an electorate, which has its own
    #[arg(long, value_name = "N-M", value_parser = range, default_value = "2-10")]
    lists: (u32, u32),
    /// How far support differs between districts: the standard deviation of its logarithm. 0 is the same everywhere
    #[arg(long, value_name = "SD", default_value_t = Scale::SPREAD)]
    spread: f64,
    /// The system that the others are compared with: Kazakhstan's latest law, or the first one, when it is left out
    #[arg(long, value_name = "SYSTEM")]
    against: Option<String>,
    /// Electorates that each system counts, in rounds of one for each number of lists
    #[arg(long, value_name = "N", default_value_t = 4_608, help_heading = "Draws")]
    draws: u64,
    #[command(flatten)]
    drawing: DrawOptions,
    #[command(flatten)]
    show: Show,
}

#[derive(Debug, Subcommand)]
enum Joining {
    /// Join shards into exactly what one run would have been.
    #[command(after_help = "\
Examples:
  sailau scale merge 1.json 2.json
  sailau scale merge shards/*.json --csv > scale.csv

Shards of another seed, number of draws, electorate or set of systems are refused, and it is said what differs.")]
    Merge {
        /// Files that --out wrote
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        show: Show,
    },
}

/// What is printed, and where what was drawn is kept.
#[derive(Debug, Args)]
struct Show {
    #[command(flatten)]
    keeping: KeepOptions,
    /// Write a picture, systems along one axis, Kazakhstan's laws marked; - for standard output
    #[arg(long, value_name = "FILE", help_heading = "Output", conflicts_with_all = ["json", "csv", "markdown"])]
    svg: Option<String>,
    /// Which table, with --csv and --markdown
    #[arg(long, value_name = "TABLE", help_heading = "Output", value_enum, default_value_t = Which::Systems)]
    table: Which,
    #[command(flatten)]
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// A row a system, and what is set aside
    Systems,
    /// A row a system and a number of lists, or an electorate
    Lists,
    /// Gallagher's index: a row a system, a column a number of lists, or an electorate
    SideBySide,
}

/// `5`, or `2-10`.
fn range(text: &str) -> Result<(u32, u32), String> {
    let ends = text.split_once('-').unwrap_or((text, text));
    let number = |text: &str| text.trim().parse().ok();
    match (number(ends.0), number(ends.1)) {
        (Some(low), Some(high))
            if (2..=Scale::MOST_LISTS).contains(&low) && (low..=Scale::MOST_LISTS).contains(&high) =>
        {
            Ok((low, high))
        }
        _ => Err(format!("lists are a number from 2 to {}, or a range such as 2-10", Scale::MOST_LISTS)),
    }
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    if let Some(Joining::Merge { files, show }) = &wanted.merge {
        return show.kept(&joined(files)?);
    }
    let chosen = chosen(on_board::all()?, &wanted.systems)?;
    let mut candidates = chosen.into_iter().map(Known::read).collect::<Result<Vec<_>, _>>()?;
    for written in &wanted.rules {
        candidates.push(Candidate::given(written)?);
    }
    let SetOn { mut scale, names, aside } = SetOn::of(wanted.scale()?.spread(wanted.spread)?, &candidates)?;
    let latest = names.iter().rev().find(|(name, _)| kazakhstan::is_named(name));
    let against = wanted.against.clone().or_else(|| latest.map(|(name, _)| name.clone()));
    if let Some(name) = against {
        scale = scale.compared_with(&name)?;
    }
    let of_a_round = scale.electorates() as u64;
    let rounds = wanted.draws.div_ceil(of_a_round);
    let bar = Bar::new(rounds, "rounds");
    let (sample, _) = wanted.drawing.run(rounds).run_watched(&scale, bar.watch())?;
    drop(bar);
    let kept = Kept { sample, names, aside };
    if wanted.drawing.is_part() {
        wanted.show.keeping.keep_part(&kept)?;
        return Ok(ExitCode::SUCCESS);
    }
    wanted.show.kept(&kept)
}

/// A scale with systems on it.
struct SetOn {
    scale: Scale,
    /// Those that are on it, and what they are called in words.
    names: Vec<(String, String)>,
    /// The others, each with the reason.
    aside: Vec<(String, String)>,
}

impl SetOn {
    fn of(mut scale: Scale, candidates: &[Candidate]) -> Result<Self, Failure> {
        let (mut names, mut aside) = (Vec::new(), Vec::new());
        for candidate in candidates {
            match candidate.set_on(&mut scale) {
                Ok(()) => names.push((candidate.name.clone(), candidate.rules.name.clone())),
                Err(why) => aside.push((candidate.name.clone(), why)),
            }
        }
        if names.is_empty() {
            let (name, why) = aside.into_iter().next().unwrap_or_default();
            return Err(format!("nothing is left for the scale: `{name}`: {why}").into());
        }
        Ok(Self { scale, names, aside })
    }
}

/// Those of these names, in the order of the board; all without one.
fn chosen(mut all: Vec<Known>, names: &[String]) -> Result<Vec<Known>, Failure> {
    let is = |known: &Known, name: &str| {
        let rest = known.name.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', ':']))
    };
    for name in names {
        if !all.iter().any(|known| is(known, name)) {
            let start: String = name.chars().take(2).collect();
            let near: Vec<&str> =
                all.iter().map(|one| one.name.as_str()).filter(|one| one.starts_with(&start)).collect();
            let near = match near.as_slice() {
                [] => "`sailau scale --csv` lists them".to_owned(),
                near => format!("there are {}", near.join(", ")),
            };
            return Err(format!("`{name}`: there is no such system; {near}").into());
        }
    }
    all.retain(|known| names.is_empty() || names.iter().any(|name| is(known, name)));
    Ok(all)
}

impl Wanted {
    /// A scale without systems.
    fn scale(&self) -> Result<Scale, Failure> {
        let electorates = match self.electorate.as_slice() {
            [] => return Ok(Scale::uniform(self.lists.0..=self.lists.1)?),
            [uniform] if uniform == UNIFORM => return Ok(Scale::uniform(self.lists.0..=self.lists.1)?),
            several if several.iter().any(|one| one == UNIFORM) => {
                return Err("uniform support stands alone; leave the other electorates out".into());
            }
            electorates => electorates,
        };
        if self.lists != (2, 10) {
            return Err("an electorate has its own parties; leave --lists out".into());
        }
        let sources =
            electorates.iter().map(|one| Ok(one.parse()?)).collect::<Result<Vec<Source>, Failure>>()?;
        once_from_stdin(&sources, "electorates")?;
        let samplers = sources.iter().map(sampler).collect::<Result<Vec<_>, _>>()?;
        let mut named: Vec<_> = names(&sources).into_iter().zip(samplers).collect();
        Ok(match named.len() {
            1 => Scale::fitted(named.remove(0).1)?,
            _ => Scale::side_by_side(named)?,
        })
    }
}

/// The electorate of this name, or that of the votes of this name.
fn sampler(source: &Source) -> Result<Sampler, Failure> {
    let rules = match source {
        Source::Kazakhstan(_) | Source::World(_) => source.rules()?,
        // An electorate of its own needs no rules; votes are read under the plainest.
        _ => sailau::ElectoralSystem::from_toml(PLAIN)?,
    };
    Ok(electorate(source, &FitOptions::default(), &rules, &VotesOptions::default())?.compile()?)
}

/// Support that belongs to no country.
const UNIFORM: &str = "uniform";

/// One nationwide list.
const PLAIN: &str = "name = \"lists\"\n[[tier]]\nname = \"list\"\nseats = 1\nmethod = \"dhondt\"\n";

impl Show {
    fn kept(&self, kept: &Kept) -> Result<ExitCode, Failure> {
        self.keeping.keep(kept)?;
        let positions = sailau::simulate::scale::Positions::of(&kept.sample, LEVEL);
        if let Some(file) = &self.svg {
            return write_picture(file, &page::picture(&positions, kept)?);
        }
        if self.form.json {
            return print(&page::json(&positions, kept)?);
        }
        let table = match self.table {
            Which::Systems => sailau::report::Table::of_scale(&positions, &kept.aside),
            Which::Lists => sailau::report::Table::of_scale_by_lists(&positions),
            Which::SideBySide => sailau::report::Table::of_scale_side_by_side(&positions),
        };
        match self.form.of(&table) {
            Some(table) => print(&table),
            None => print(&page::first(&positions, kept)),
        }
    }
}

/// The seed and the number of rounds, in words.
fn drawn(kept: &Kept) -> String {
    let sample = &kept.sample;
    let blocks = sample.planned.div_ceil(BLOCK);
    let missing: u64 = sample.missing().iter().map(|gap| gap.end - gap.start).sum();
    match missing {
        0 => String::new(),
        _ => format!(
            "Not all of the run: {missing} of {blocks} blocks are missing; draw their shards again.\n"
        ),
    }
}
