//! `sailau report`: votes under several sets of rules as a page of HTML.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgGroup, Args};
use sailau::kazakhstan;
use sailau::report::page::{Comparison, Election, Page};
use sailau::simulate::Run;
use sailau::simulate::elections::Ensemble;
use sailau::system::ElectoralSystem;

use super::compare::{names, together};
use super::count::How;
use super::scale::among_all;
use super::simulate::{electorate, simulation};
use crate::failure::Failure;
use crate::fitting::FitOptions;
use crate::named::{Source, once_from_stdin};
use crate::output::print;
use crate::progress::Bar;
use crate::votes::VotesOptions;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("drawn").args(["electorate", "earlier", "scale"]).multiple(true), after_help = "\
Examples:
  sailau report kazakhstan:2021-01-10 kazakhstan:2021-06-01 kazakhstan:2021-01-10 --out /tmp/page
  sailau report kazakhstan:2021-06-01 kazakhstan:2021-01-10 --out /tmp/page --scale
  sailau report old.toml new.toml votes_2020.csv --out page --earlier votes_2016.csv --draws 20000

The page stands by itself: no script, nothing loaded from elsewhere, light and dark, for a desk, a telephone and paper. The
first rules are what the others are held against. The pictures are written beside it as SVG.
Columns of votes and districts: https://docs.rs/sailau/latest/sailau/votes
Words of rules: https://docs.rs/sailau/latest/sailau/rules_reference
Words of an electorate: https://docs.rs/sailau/latest/sailau/electorate/struct.Electorate.html")]
pub(crate) struct Wanted {
    /// One or more of: a file, -, kazakhstan:YYYY-MM-DD, world:NAME
    #[arg(required = true, num_args = 1..)]
    rules: Vec<Source>,
    /// A file, -, kazakhstan:YYYY-MM-DD or world:NAME
    votes: Source,
    /// The folder of index.html and the pictures; it is made where it is not there
    #[arg(long, value_name = "FOLDER", help_heading = "Output")]
    out: PathBuf,
    /// What the page is called
    #[arg(long, value_name = "TEXT", help_heading = "Output")]
    title: Option<String>,
    /// Where the votes are from: it stands below each picture
    #[arg(long, value_name = "TEXT", help_heading = "Output")]
    source: Option<String>,
    #[command(flatten)]
    options: VotesOptions,
    #[command(flatten)]
    how: How,
    /// Also the odds, from an electorate that elections are drawn from: a file, or kazakhstan:YYYY-MM-DD
    #[arg(long, value_name = "ELECTORATE", help_heading = "Odds", group = "odds")]
    electorate: Option<Source>,
    /// Also the odds, from an electorate that is fitted to earlier votes and to those of the page; once for each, in order of time
    #[arg(long, value_name = "VOTES", help_heading = "Odds", group = "odds")]
    earlier: Vec<Source>,
    /// How many elections are drawn
    #[arg(long, value_name = "NUMBER", help_heading = "Odds", requires = "odds", default_value_t = 10_000,
          value_parser = clap::value_parser!(u64).range(1..))]
    draws: u64,
    /// Also where these rules stand among all on board, in proportion to votes, on so many electorates of no country; 288 without a
    /// number
    #[arg(long, value_name = "NUMBER", num_args = 0..=1, require_equals = true, default_missing_value = "288",
          help_heading = "One scale", value_parser = clap::value_parser!(u64).range(1..))]
    scale: Option<u64>,
    /// The same number draws the same elections
    #[arg(long, value_name = "SEED", help_heading = "Odds", requires = "drawn", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    fitting: FitOptions,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { rules: sources, votes: source, out, title, options, how, .. } = wanted;
    let read = sources.iter().chain([source]).chain(&wanted.electorate).chain(&wanted.earlier);
    once_from_stdin(read, "rules, votes and electorate")?;
    if *source == Source::Stdin && !wanted.earlier.is_empty() {
        return Err("votes that an electorate is fitted to are read twice: name a file for them".into());
    }
    let rules = sources.iter().map(Source::rules).collect::<Result<Vec<_>, _>>()?;
    let votes = options.read(source, &together(&rules), how.missing_as_nothing)?;
    let names = names(sources);
    let mut outcomes = Vec::new();
    for ((name, rules), source) in names.iter().zip(&rules).zip(sources) {
        let outcome =
            how.count_with(source, rules, &votes, true).map_err(|failure| format!("{name}: {failure}"))?;
        outcomes.push(outcome);
    }
    let rules: Vec<(String, ElectoralSystem)> = names.into_iter().zip(rules).collect();
    let drawn = wanted.drawn(&rules)?;
    let scale =
        wanted.scale.map(|electorates| among_all(&rules, &votes, electorates, wanted.seed)).transpose()?;
    let comparison = Comparison {
        title: title
            .clone()
            .unwrap_or_else(|| format!("What would the votes of {} have produced?", source.short())),
        lead: Vec::new(),
        elections: vec![Election {
            name: format!("votes of {}", source.short()),
            source: wanted.source.clone().unwrap_or_else(|| format!("Votes: {source}.")),
            votes,
            outcomes,
        }],
        drawn: drawn.as_ref(),
        scale: scale.as_ref(),
        sources: wanted.sources(),
        rules,
    };
    print(&written(&comparison.page()?, out, "index")?)
}

impl Wanted {
    fn sources(&self) -> Vec<String> {
        let mut sources = vec![match &self.source {
            Some(source) => format!("Votes: {}. {source}", self.votes),
            None => format!("Votes: {}.", self.votes),
        }];
        if let Source::Kazakhstan(name) = &self.votes
            && let Ok(election) = kazakhstan::election_named(name)
        {
            sources.extend(election.sources.iter().cloned());
            sources.extend(election.doubts.iter().map(|doubt| format!("Doubt: {doubt}")));
        }
        sources
    }

    /// Elections drawn and counted under these rules, where odds are asked for.
    fn drawn(&self, rules: &[(String, ElectoralSystem)]) -> Result<Option<Ensemble>, Failure> {
        let Self { votes, options, electorate: own, earlier, fitting, .. } = self;
        let known = together(&rules.iter().map(|(_, rules)| rules.clone()).collect::<Vec<_>>());
        let electorate = match (own, earlier.as_slice()) {
            (None, []) if fitting.says_something() => {
                return Err("--contest, --same, --turnout and their like are said of votes that an electorate is fitted to; \
                            name some with --earlier"
                    .into());
            }
            (None, []) => return Ok(None),
            (Some(own), _) => electorate(own, fitting, &known, options)?,
            (None, earlier) => {
                let elections = [earlier, std::slice::from_ref(votes)].concat();
                fitting.electorate(&elections, &known, options)?
            }
        };
        let laws = rules.iter().map(|(name, rules)| (name.clone(), rules));
        let simulation = simulation(&electorate, laws, options)?;
        let bar = Bar::new(self.draws, "elections");
        let (ensemble, _) =
            Run::from_seed(self.seed).draws(self.draws).run_watched(&simulation, bar.watch())?;
        Ok(Some(ensemble))
    }
}

/// Writes the page under its name and its pictures, and says where they are.
pub(super) fn written(page: &Page, folder: &Path, name: &str) -> Result<String, Failure> {
    let cannot =
        |path: &Path, error: std::io::Error| format!("{} cannot be written: {error}", path.display());
    fs::create_dir_all(folder).map_err(|error| cannot(folder, error))?;
    let mut text = String::new();
    let pictures = page.pictures().iter().map(|(name, svg)| (format!("{name}.svg"), svg.clone()));
    for (name, content) in pictures.chain([(format!("{name}.html"), page.finish())]) {
        let path = folder.join(name);
        fs::write(&path, content).map_err(|error| cannot(&path, error))?;
        text += &format!("{}\n", path.display());
    }
    Ok(text)
}
