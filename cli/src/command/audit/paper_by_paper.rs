//! `sailau audit start`, `add` and `status`: an audit from public dice to the last paper.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use sailau::audit::sampling::{
    Audit, Bet, Drawn, Method, Next, Plan, RiskLimit, Seed, StationPlan, StationStatus, Status,
};
use sailau::audit::{Papers, Place, assertions};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::stations;
use super::written::{indented, write_all};
use crate::failure::Failure;
use crate::named::{Source, not_both_from_stdin};
use crate::output::print;
use crate::votes::VotesOptions;

#[derive(Debug, Subcommand)]
pub(super) enum Step {
    /// Begin: which papers to look at, drawn from dice that were thrown in public
    Start(Box<Start>),
    /// Add what people read on drawn papers, or counted in drawn stations: all of a file or nothing of it
    Add(Add),
    /// What is confirmed, and what to do next
    Status(Shown),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau audit start kazakhstan:2023-03-19 kazakhstan:2023-03-19 --seed 35463115561121636246 --out audit
  sailau audit start rules.toml votes.csv --seed '35463 11556 11216 36246' --risk 1% --out audit
  sailau audit start rules.toml votes.csv --stations stations.csv --seed 35463115561121636246 --out audit

It writes a file for each place, and beside it the list of draws and the papers to read, a table to fill in. Papers are numbered from 1 by the list
of boxes that was published before the dice were thrown. With --stations whole polling stations are counted again: the file has the
columns station, papers and one for each list or candidate, and together its rows are the votes.")]
pub(super) struct Start {
    /// Rules: a file, -, kazakhstan:YYYY-MM-DD or world:NAME
    rules: Source,
    /// Votes as reported: a file, -, kazakhstan:YYYY-MM-DD or world:NAME
    votes: Source,
    /// At least 20 digits of ten-sided dice, thrown in public after the results were published
    #[arg(long, value_name = "DIGITS", help_heading = "Audit")]
    seed: Seed,
    /// The risk limit: the greatest chance that a wrong house is confirmed
    #[arg(long, value_name = "SHARE", default_value = "5%", help_heading = "Audit")]
    risk: RiskLimit,
    /// The test that says when it is enough
    #[arg(long, value_name = "TEST", default_value_t = Bet::PLANNED, help_heading = "Audit")]
    bet: Bet,
    /// Draw no paper twice
    #[arg(long, help_heading = "Audit")]
    without_replacement: bool,
    /// Nothing is known of a single paper's reading: papers are read alone, and many more of them
    #[arg(long, help_heading = "Audit")]
    polling: bool,
    /// Draw among valid papers alone: invalid ones are sealed apart
    #[arg(long, help_heading = "Audit")]
    valid_only: bool,
    /// What each polling station reported: stations are drawn and counted again, instead of single papers
    #[arg(long, value_name = "FILE", help_heading = "Audit", conflicts_with_all = ["polling", "without_replacement"])]
    stations: Option<String>,
    /// Whose stations they are, where several places are audited: `sailau audit` has their names
    #[arg(long, value_name = "NAME", help_heading = "Audit", requires = "stations")]
    place: Option<String>,
    /// The folder for the files, which must not be there yet
    #[arg(long, value_name = "FOLDER", help_heading = "Output")]
    out: PathBuf,
    #[command(flatten)]
    options: VotesOptions,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau audit add audit/001-list.json readings.csv
  sailau audit status audit/001-list.json

Readings have the columns paper, reported and read: names of lists or candidates as in the votes, `none` for a paper that is
for none of them, and in `read` also `not found`. Counts of polling stations have the columns station, papers (all that were found)
and one for each list or candidate.")]
pub(super) struct Add {
    /// The file of a place, as `start` wrote it
    file: PathBuf,
    /// Readings, or counts of stations: CSV
    readings: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau audit status audit/001-list.json
  sailau audit status audit/*.json --json")]
pub(super) struct Shown {
    /// Files of places, as `start` wrote them
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// For programs
    #[arg(long, help_heading = "Output")]
    json: bool,
}

/// What a file holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    rules: String,
    place: Place,
    audit: Audit,
}

pub(super) fn run(step: &Step) -> Result<ExitCode, Failure> {
    match step {
        Step::Start(wanted) => start(wanted),
        Step::Add(wanted) => add(wanted),
        Step::Status(wanted) => status(wanted),
    }
}

fn start(wanted: &Start) -> Result<ExitCode, Failure> {
    let Start {
        rules: source,
        votes,
        seed,
        risk,
        bet,
        without_replacement,
        polling,
        valid_only,
        stations,
        place,
        out,
        options,
    } = wanted;
    not_both_from_stdin(source, votes)?;
    let rules = source.rules()?;
    let votes = options.read(votes, &rules, false)?;
    let papers = if *valid_only { Papers::Valid } else { Papers::AllInTheBoxes };
    let found = assertions(&rules, &votes, papers)?;
    let contests = found.contests(&votes)?;
    let by_station = match stations {
        Some(file) => {
            let plan = StationPlan { risk: *risk, seed: seed.clone(), bet: *bet };
            let one = stations::one_of(contests.clone(), place.as_deref())?;
            Some(stations::Kept::start(rules.name.clone(), one, file, plan)?)
        }
        None => None,
    };
    fs::create_dir(out).map_err(|error| {
        format!("{}: {error}; give a folder that is not there yet, in one that is", out.display())
    })?;
    let several = contests.len() > 1;
    let mut text = format!("{}\n", rules.name);
    for missing in &found.uncovered {
        text += &format!("Not audited: {}: {}.\n", missing.tier, missing.why);
    }
    if let Some(kept) = by_station {
        let file = out.join(format!("001-{}.json", in_a_file_name(&kept.place)));
        kept.keep(&file)?;
        return print(&(text + &kept.in_words(&file)));
    }
    for (number, (place, contest)) in (1..).zip(contests) {
        let plan = Plan {
            district: several.then(|| place.to_string()),
            method: if *polling { Method::Polling } else { Method::Comparison },
            bet: *bet,
            drawn: if *without_replacement { Drawn::WithoutReplacement } else { Drawn::WithReplacement },
            ..Plan::new(*risk, seed.clone())
        };
        let mut audit = Audit::start(contest, plan);
        draw_on(&mut audit)?;
        let file = out.join(format!("{number:03}-{}.json", in_a_file_name(&place)));
        let kept = Kept { rules: rules.name.clone(), place, audit };
        keep(&file, &kept)?;
        text += &in_words(&file, &kept);
    }
    print(&text)
}

fn add(wanted: &Add) -> Result<ExitCode, Failure> {
    let mut begun = read(&wanted.file)?;
    match &mut begun {
        Begun::Papers(kept) => {
            let readings = fs::File::open(&wanted.readings)
                .map_err(|error| format!("{}: {error}", wanted.readings.display()))?;
            kept.audit
                .add_file(readings)
                .map_err(|error| format!("{}: {error}", wanted.readings.display()))?;
            draw_on(&mut kept.audit)?;
            keep(&wanted.file, kept)?;
        }
        Begun::Stations(kept) => {
            kept.add(&wanted.readings)?;
            kept.keep(&wanted.file)?;
        }
    }
    print(&begun.in_words(&wanted.file))
}

fn status(wanted: &Shown) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Either {
        Papers(Status),
        Stations(StationStatus),
    }
    #[derive(Serialize)]
    struct Line {
        file: String,
        place: Place,
        #[serde(flatten)]
        status: Either,
    }
    let mut lines = Vec::new();
    let mut text = String::new();
    for file in &wanted.files {
        let begun = read(file)?;
        text += &begun.in_words(file);
        let (status, place) = match begun {
            Begun::Papers(kept) => (Either::Papers(kept.audit.status()), kept.place),
            Begun::Stations(kept) => (Either::Stations(kept.status()), kept.place),
        };
        lines.push(Line { file: file.display().to_string(), status, place });
    }
    print(&if wanted.json { serde_json::to_string(&lines)? + "\n" } else { text })
}

/// Draws what is to be looked at next, when everything that was drawn is read.
fn draw_on(audit: &mut Audit) -> Result<(), Failure> {
    if let Next::Draw { to } = audit.status().next {
        audit.draw(to)?;
    }
    Ok(())
}

/// An audit that was begun, of either sort.
enum Begun {
    Papers(Box<Kept>),
    Stations(Box<stations::Kept>),
}

impl Begun {
    fn in_words(&self, file: &Path) -> String {
        match self {
            Self::Papers(kept) => in_words(file, kept),
            Self::Stations(kept) => kept.in_words(file),
        }
    }
}

fn read(file: &Path) -> Result<Begun, Failure> {
    /// What tells the sorts of files from each other.
    #[derive(Deserialize)]
    struct Sort {
        stations: Option<IgnoredAny>,
    }
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let found = match serde_json::from_str(&text) {
        Ok(Sort { stations: Some(_) }) => serde_json::from_str(&text).map(Begun::Stations),
        _ => serde_json::from_str(&text).map(Begun::Papers),
    };
    found.map_err(|error| {
        format!("{}: {error}; give a file that `sailau audit start` wrote", file.display()).into()
    })
}

/// Writes the file, its list of draws, and the table of papers to read, which is to be filled in.
fn keep(file: &Path, kept: &Kept) -> Result<(), Failure> {
    let draws: String = kept.audit.draws().map(|draw| format!("{},{}\n", draw.number, draw.paper)).collect();
    let mut to_read = Vec::new();
    kept.audit.write_to_read(&mut to_read)?;
    write_all([
        (file.to_owned(), serde_json::to_vec(kept)?),
        (file.with_extension("draws.csv"), format!("draw,paper\n{draws}").into_bytes()),
        (file.with_extension("to-read.csv"), to_read),
    ])
}

/// Letters and digits of a place, others as hyphens.
fn in_a_file_name(place: &Place) -> String {
    let name = place.to_string();
    let kept = name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
    kept.take(60).collect()
}

fn in_words(file: &Path, kept: &Kept) -> String {
    let status = kept.audit.status();
    let mut text = format!("{}: {}\n", file.display(), kept.place);
    text += &indented(&status.to_string());
    if let Next::Read { .. } = status.next {
        text += &format!("  They stand in {}.\n", file.with_extension("to-read.csv").display());
    }
    text
}
