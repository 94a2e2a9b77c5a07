//! `sailau simulate`: what several sets of rules make of the same drawn elections, and how sure that is.

mod behaviour;
pub(super) mod page;
mod tables;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use sailau::electorate::{Electorate, Sampler, VoteModel};
use sailau::kazakhstan;
use sailau::report::wrapped;
use sailau::simulate::elections::{Digest, ElectionsError, Ensemble, Event, Simulation};
use sailau::simulate::{Confidence, Ended, MergeError, Sample};
use sailau::system::ElectoralSystem;

use super::compare::{names, together};
use crate::draws::{DrawOptions, Drawn, KeepOptions, joined};
use crate::failure::Failure;
use crate::fitting::FitOptions;
use crate::named::{Source, once_from_stdin};
use crate::official::is_official;
use crate::output::{Form, print};
use crate::polls::PollOptions;
use crate::progress::Bar;
use crate::scenario;
use crate::votes::VotesOptions;
use tables::Which;

/// The level of all intervals.
const LEVEL: Confidence = Confidence::P95;
/// Draws where none are asked for: the interval of a chance is then at most a point and a half wide.
const DRAWS: u64 = 20_000;
/// Draws at most where it is said when they are enough.
const MOST_DRAWS: u64 = 10_000_000;

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "\
Examples:
  sailau simulate kazakhstan:2023-03-19 kazakhstan:2021-06-01 kazakhstan:2023-03-19 --draws 2000
  sailau simulate electorate.toml old.toml new.toml --coalition \"Red+Green\" --until 0.5
  sailau simulate --votes world:no_2017 --votes world:no_2021 world:no_2021 --draws 512
  sailau simulate --polls polls.csv --election 2026-09-13 rules.toml --coalition \"Red+Green\"
  sailau simulate electorate.toml old.toml new.toml --scenario desertion.toml

An electorate is a file that `sailau fit` wrote, the fitted one of kazakhstan:YYYY-MM-DD, or votes: those of one election
vary as others did, those of several (--votes) as they did themselves; polls (--polls) vary as samples do, in one piece or in
the districts of --votes. All rules count the same elections, so that their
difference is far surer than that of two runs. The same seed draws the same, whatever the threads and shards.
Words of an electorate: https://docs.rs/sailau/latest/sailau/electorate/struct.Electorate.html
Words of rules: https://docs.rs/sailau/latest/sailau/rules_reference"
)]
pub(crate) struct Wanted {
    #[command(subcommand)]
    merge: Option<Joining>,
    /// An electorate, or votes of one election; then one or more sets of rules, of which the first is what the others are held
    /// against. With --votes or --polls all of them are rules
    #[arg(required = true, value_name = "ELECTORATE RULES")]
    sources: Vec<Source>,
    /// Votes that the electorate is fitted to, in order of time; give it once for each election. With --polls the districts that
    /// the polls move
    #[arg(long, value_name = "VOTES")]
    votes: Vec<Source>,
    /// Ask for the chance that these parties together have more than half of the house
    #[arg(long, value_name = "PARTY+PARTY…")]
    coalition: Vec<String>,
    /// What voters and parties do about a threshold, as a file: every set of rules is counted without it and with it
    #[arg(long, value_name = "FILE")]
    scenario: Option<String>,
    /// How many elections to draw: 20,000 when it is left out; with --until at most so many, 10,000,000 when left out
    #[arg(long, value_name = "N", help_heading = "Draws")]
    draws: Option<u64>,
    /// Draw until the interval of each chance of a majority, and of each coalition, is narrower than so many points
    #[arg(long, value_name = "POINTS", value_parser = points, help_heading = "Draws", conflicts_with = "shard")]
    until: Option<f64>,
    #[command(flatten)]
    drawing: DrawOptions,
    #[command(flatten)]
    polls: PollOptions,
    #[command(flatten)]
    fitting: FitOptions,
    #[command(flatten)]
    reading: VotesOptions,
    #[command(flatten)]
    show: Show,
}

#[derive(Debug, Subcommand)]
enum Joining {
    /// Join shards into exactly what one run would have been.
    #[command(after_help = "\
Examples:
  sailau simulate merge 1.json 2.json
  sailau simulate merge shards/*.json --json > chances.json

Shards of another seed, electorate, set of rules or coalition are refused, and it is said what differs.")]
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
    /// All tables and assumptions
    #[arg(long, help_heading = "Output", conflicts_with_all = ["json", "csv", "markdown"])]
    all: bool,
    /// Which table, with --csv and --markdown
    #[arg(long, value_name = "TABLE", help_heading = "Output", default_value = "seats")]
    table: Which,
    #[command(flatten)]
    form: Form,
}

fn points(text: &str) -> Result<f64, String> {
    let points = text.trim_end_matches('%').trim_end().parse().ok();
    let points = points.filter(|&points: &f64| points > 0.0 && points <= 100.0);
    points.ok_or_else(|| "points of a chance are above 0 and at most 100, such as 0.5".to_owned())
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    match &wanted.merge {
        Some(Joining::Merge { files, show }) => show.ensemble(&join(files)?, "", false),
        None => draw(wanted),
    }
}

fn draw(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { sources, votes, polls, fitting, reading, scenario, .. } = wanted;
    once_from_stdin(sources.iter().chain(votes), "these")?;
    let (own, laws) = match sources.as_slice() {
        laws if !votes.is_empty() || polls.polls.is_some() => (None, laws),
        [own, laws @ ..] if !laws.is_empty() => (Some(own), laws),
        _ => {
            return Err(
                "rules are missing: name an electorate first, and then one or more sets of rules".into()
            );
        }
    };
    let rules = laws.iter().map(Source::rules).collect::<Result<Vec<_>, _>>()?;
    let electorate = match (&polls.polls, own) {
        (Some(file), _) => {
            let is_stdin = |source: &Source| *source == Source::Stdin;
            if file == "-" && sources.iter().chain(votes).any(is_stdin) {
                return Err(
                    "only one of these can come from standard input; name files for the others".into()
                );
            }
            let base = match votes.as_slice() {
                [] if fitting.says_something() => {
                    return Err(
                        "--contest, --same, --turnout and their like are said of --votes, and there are none"
                            .into(),
                    );
                }
                [] => None,
                [one] => Some(electorate(one, fitting, &together(&rules), reading)?),
                several => Some(fitting.electorate(several, &together(&rules), reading)?),
            };
            polls.electorate(file, base.as_ref())?
        }
        (None, None) => fitting.electorate(votes, &together(&rules), reading)?,
        (None, Some(own)) => electorate(own, fitting, &together(&rules), reading)?,
    };
    let named = names(laws);
    match scenario {
        None => wanted.drawn(simulation(&electorate, named.into_iter().zip(&rules), reading)?, &electorate),
        Some(file) => {
            let laws: Vec<(&str, &ElectoralSystem)> = named.iter().map(String::as_str).zip(&rules).collect();
            let simulation = scenario::simulation(file, &electorate, &laws, reading.allow_uncounted)?;
            wanted.drawn(simulation, &electorate)
        }
    }
}

impl Wanted {
    /// Draws, and prints what came out.
    fn drawn<M: VoteModel>(
        &self,
        mut simulation: Simulation<M>,
        electorate: &Electorate,
    ) -> Result<ExitCode, Failure> {
        let Self { coalition, draws, until, drawing, polls, show, .. } = self;
        for event in coalitions(coalition, simulation.parties()) {
            simulation = simulation.event(event)?;
        }
        let draws = draws.unwrap_or(if until.is_some() { MOST_DRAWS } else { DRAWS });
        let run = drawing.run(draws);
        let bar = Bar::new(draws, "elections");
        let (ensemble, ended) = match *until {
            None => run.run_watched(&simulation, bar.watch())?,
            Some(points) => run.run_until(&simulation, |so_far| widest(so_far) < points, bar.watch())?,
        };
        drop(bar);
        let mut words = format!("Electorate: {}.", electorate.name);
        match until {
            Some(points) if ended == Ended::Enough => {
                words +=
                    &format!(" Ended when every interval of a majority was narrower than {points} points.");
            }
            Some(points) => {
                words += &format!(
                    " After all of these draws the widest interval of a majority has {:.2} points, and {points} were asked \
                     for: --draws gives more.",
                    widest(&ensemble)
                );
            }
            None => {}
        }
        if drawing.is_part() {
            show.keeping.keep_part(&ensemble)?;
            return Ok(ExitCode::SUCCESS);
        }
        show.ensemble(&ensemble, &words, polls.polls.is_some())
    }
}

/// These rules on votes drawn from an electorate.
pub(crate) fn simulation<'a>(
    electorate: &Electorate,
    laws: impl IntoIterator<Item = (String, &'a ElectoralSystem)>,
    reading: &VotesOptions,
) -> Result<Simulation<Sampler>, Failure> {
    let mut simulation = Simulation::new(electorate.compile()?);
    if reading.allow_uncounted {
        simulation = simulation.allow_uncounted();
    }
    for (name, rules) in laws {
        let in_words = |error: ElectionsError| error.to_string();
        simulation = simulation.system(name, rules).map_err(in_words)?;
    }
    Ok(simulation)
}

/// The electorate of this name, or that of the votes of this name.
pub(crate) fn electorate(
    source: &Source,
    fitting: &FitOptions,
    rules: &ElectoralSystem,
    reading: &VotesOptions,
) -> Result<Electorate, Failure> {
    match as_it_stands(source, fitting)? {
        Some(electorate) => Ok(electorate),
        None => fitting.electorate(std::slice::from_ref(source), rules, reading),
    }
}

/// An electorate that is one as it stands; none of votes.
fn as_it_stands(source: &Source, fitting: &FitOptions) -> Result<Option<Electorate>, Failure> {
    let found = match source {
        Source::World(_) | Source::Official(_) => None,
        Source::Kazakhstan(name) => {
            let known = kazakhstan::electorate_named(name).ok().filter(|_| !fitting.says_something());
            return Ok(known.map(|known| known.electorate.clone()));
        }
        Source::Stdin => {
            let mut text = String::new();
            std::io::stdin().lock().read_to_string(&mut text)?;
            let is_json = text.trim_start().starts_with('{');
            let read = if is_json { Electorate::from_json } else { Electorate::from_toml };
            Some(read(&text).map_err(|error| format!("standard input, {error}"))?)
        }
        Source::File(name) => {
            let end = Path::new(name).extension().map(|end| end.to_ascii_lowercase());
            match end.as_ref().and_then(|end| end.to_str()) {
                // Some offices publish votes as JSON.
                Some("toml" | "json") if !is_official(name) => Some(Electorate::open(name)?),
                _ => None,
            }
        }
    };
    if found.is_some() && fitting.says_something() {
        return Err(format!(
            "{source} is an electorate already: --contest, --same, --turnout and their like are said of votes"
        )
        .into());
    }
    Ok(found)
}

/// Coalitions as they are written: names between pluses, where a party's own name may have one.
fn coalitions(written: &[String], parties: &[String]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for text in written {
        let pieces: Vec<&str> = text.split('+').collect();
        let mut members = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            // The longest row of pieces that is a party's name; what is none stands alone, and is refused by its name.
            let name = |end: &usize| pieces[at..*end].join("+").trim().to_owned();
            let end = (at + 1..=pieces.len()).rev().find(|end| parties.contains(&name(end)));
            let end = end.unwrap_or(at + 1);
            members.push(name(&end));
            at = end;
        }
        let event = Event::coalition(members);
        if !events.contains(&event) {
            events.push(event);
        }
    }
    events
}

/// The width of the widest interval of a chance, in points.
fn widest(ensemble: &Ensemble) -> f64 {
    100.0 * ensemble.summary.widest_interval(LEVEL)
}

impl Drawn for Ensemble {
    const COMMAND: &'static str = "sailau simulate";

    fn merge(self, other: &Self) -> Result<Self, MergeError> {
        Sample::merge(self, other)
    }
}

/// The parts of a run together; what is missing is said.
fn join(files: &[PathBuf]) -> Result<Ensemble, Failure> {
    let whole: Ensemble = joined(files)?;
    let missing = whole.missing();
    if !missing.is_empty() {
        let blocks: Vec<_> = missing.iter().map(|gap| format!("{} to {}", gap.start, gap.end - 1)).collect();
        eprintln!("not all of the run: blocks {} are missing; draw their shards again", blocks.join(", "));
    }
    Ok(whole)
}

impl Show {
    /// Prints what was drawn; `words` say of what, where it is known. Of polls it is said who is first.
    fn ensemble(&self, ensemble: &Ensemble, words: &str, of_polls: bool) -> Result<ExitCode, Failure> {
        self.keeping.keep(ensemble)?;
        let digest = Digest::of(ensemble, LEVEL);
        if self.form.json {
            return print(&(serde_json::to_string(&digest)? + "\n"));
        }
        if let Some(table) = self.form.of(&self.table.of(&digest)) {
            return print(&table);
        }
        let mut text = page::first(ensemble, &digest, self.all, of_polls)?;
        if !words.is_empty() {
            text.insert_str(text.find('\n').map_or(0, |end| end + 1), &wrapped(words, 0));
        }
        if self.all {
            text += &tables::all(&digest);
        }
        print(&text)
    }
}
