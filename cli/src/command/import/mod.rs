//! `sailau import`: results as an election office publishes them, written as files for the other commands.

mod ranked;
mod written;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use sailau::report::{Cell, Column, Kind, Table, wrapped};
use sailau_formats::ranked::RankedFormat;
use sailau_formats::{Format, Import, Report, Row};
use serde::Serialize;

use crate::failure::Failure;
use crate::official::{Imported, OfficialFiles};
use crate::output::{for_people, print};
use ranked::Ranked;
use written::{Written, write};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau import --list
  sailau import kerg2.csv --out bundestag
  sailau import ward/ballots.blt --out ward

Without --out it says what is in the files. With it four files are written into the folder: votes.csv and districts.csv for
the other commands, official.csv with the office's own seats, notes.md with what must be known of the files. Of ranked ballots they are
ballots.csv, candidates.csv and notes.md. Other
commands read official files by themselves: sailau count rules.toml kerg2.csv")]
pub(crate) struct Wanted {
    /// The files of one election, or the folder that they lie in; FORMAT:FILE says of which format they are
    #[arg(required_unless_present = "list", value_name = "FILE")]
    files: Vec<String>,
    /// The formats that are known
    #[arg(long, conflicts_with_all = ["files", "out", "json", "format"])]
    list: bool,
    /// The format, where it is not to be found out
    #[arg(long, value_name = "FORMAT", value_parser = any_format)]
    format: Option<AnyFormat>,
    /// The contest, where files of ranked ballots hold several
    #[arg(long, value_name = "NAME", conflicts_with = "list")]
    contest: Option<String>,
    /// A folder for the files; it is made if it is not there
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    out: Option<PathBuf>,
    /// Write over files that are in the folder already
    #[arg(long, requires = "out", help_heading = "Output")]
    overwrite: bool,
    /// Everything that is read as JSON, for programs
    #[arg(long, conflicts_with = "out", help_heading = "Output")]
    json: bool,
    /// As JSON of NIST SP 1500-100, the common data format of election results
    #[arg(long, conflicts_with_all = ["out", "json", "list"], requires_all = ["day", "issuer", "area"], help_heading = "Output")]
    nist: bool,
    #[command(flatten)]
    report: ReportOptions,
}

/// What the common data format asks for and no file of results has.
#[derive(Debug, Args)]
#[command(next_help_heading = "With --nist")]
struct ReportOptions {
    /// The day of the election
    #[arg(long, value_name = "YYYY-MM-DD", requires = "nist")]
    day: Option<Date>,
    /// The office that published the results
    #[arg(long, value_name = "NAME", requires = "nist")]
    issuer: Option<String>,
    /// Its abbreviation [default: its name]
    #[arg(long, value_name = "LETTERS", requires = "nist")]
    issuer_short: Option<String>,
    /// The country or area of the election
    #[arg(long, value_name = "NAME", requires = "nist")]
    area: Option<String>,
    /// The name of the election [default: the area and the day]
    #[arg(long, value_name = "NAME", requires = "nist")]
    election: Option<String>,
    /// The language of the names, such as de or kk
    #[arg(long, value_name = "TAG", default_value = "und", requires = "nist")]
    language: String,
}

pub(super) fn a_format(text: &str) -> Result<Format, String> {
    let known = || Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
    Format::named(text).ok_or_else(|| format!("`{text}` is no format; there are {}", known()))
}

/// A format of results, or of ranked ballots.
#[derive(Debug, Clone, Copy)]
enum AnyFormat {
    Results(Format),
    Ranked(RankedFormat),
}

fn any_format(text: &str) -> Result<AnyFormat, String> {
    match RankedFormat::named(text) {
        Some(format) => Ok(AnyFormat::Ranked(format)),
        None => a_format(text).map(AnyFormat::Results).map_err(|problem| {
            let ranked: Vec<_> = RankedFormat::ALL.iter().map(|format| format.name()).collect();
            format!("{problem}; of ranked ballots {}", ranked.join(", "))
        }),
    }
}

#[derive(Serialize)]
struct InJson<'a> {
    format: &'a str,
    #[serde(flatten)]
    import: &'a Import,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    if wanted.list {
        return list();
    }
    let (results, ranked) = match wanted.format {
        Some(AnyFormat::Results(format)) => (Some(format), None),
        Some(AnyFormat::Ranked(format)) => (None, Some(format)),
        None => (None, None),
    };
    if results.is_none()
        && let Some(ballots) = Ranked::of_words(&wanted.files, ranked, wanted.contest.as_deref())?
    {
        return of_ballots(&ballots, wanted);
    }
    if let Some(contest) = &wanted.contest {
        return Err(
            format!("--contest {contest} is for files of ranked ballots, and these are results").into()
        );
    }
    let Imported { format, import } = OfficialFiles::of_words(&wanted.files, results)?.import()?;
    if wanted.json {
        let whole = InJson { format: format.name(), import: &import };
        return print(&(serde_json::to_string(&whole)? + "\n"));
    }
    if wanted.nist {
        return print(&in_common_format(&import, &wanted.report)?);
    }
    let mut text = wrapped(&format!("{}: {}", format.name(), format.title()), 2) + "\n" + &contests(&import)?;
    if !import.notes.is_empty() {
        text += "\n";
    }
    for note in &import.notes {
        text += &wrapped(&format!("{}: {}", note.kind, note.text), 4);
    }
    if let Some(folder) = &wanted.out {
        text += &written(folder, &import, wanted.overwrite)?;
    }
    print(&text)
}

fn of_ballots(ballots: &Ranked, wanted: &Wanted) -> Result<ExitCode, Failure> {
    if wanted.nist {
        return Err("--nist is for results, and these are ranked ballots: leave it out".into());
    }
    if wanted.json {
        return print(&ballots.in_json()?);
    }
    let written = wanted.out.as_ref().map(|folder| ballots.written(folder, wanted.overwrite));
    print(&(ballots.in_words() + &written.transpose()?.unwrap_or_default()))
}

fn in_common_format(import: &Import, options: &ReportOptions) -> Result<String, Failure> {
    let (Some(day), Some(issuer), Some(area)) = (options.day, &options.issuer, &options.area) else {
        return Err("--nist needs --day, --issuer and --area, which no file of results has".into());
    };
    let day = day.to_string();
    let election = options.election.clone().unwrap_or_else(|| format!("{area}, {day}"));
    Ok(import.nist_json(&Report {
        issuer,
        issuer_abbreviation: options.issuer_short.as_ref().unwrap_or(issuer),
        election: &election,
        area,
        day: &day,
        language: &options.language,
        generated: &Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    }))
}

fn list() -> Result<ExitCode, Failure> {
    let results = Format::ALL.iter().map(|format| (format.name(), format.title()));
    let ballots = RankedFormat::ALL.iter().map(|format| (format.name(), format.title()));
    let (results, ballots): (Vec<_>, Vec<_>) = (results.collect(), ballots.collect());
    let indent = results.iter().chain(&ballots).map(|(name, _)| name.len()).max().unwrap_or(0) + 2;
    let line = |name: &str, title: &str| {
        // Words are wrapped behind a filler that stands for the name's column.
        let filler = "·".repeat(indent - 1);
        let text = wrapped(&format!("{filler} {title}"), indent);
        text.replacen(&filler, &format!("{name:<width$}", width = indent - 1), 1)
    };
    let table = |head: &str, rows: &[(&str, &str)]| {
        let rows: String = rows.iter().map(|(name, title)| line(name, title)).collect();
        line("format", head) + &rows
    };
    let text = table("files", &results) + "\n" + &table("files of ranked ballots", &ballots);
    print(&(text + "\nYears, where to download, what is in them: docs/formats.md\n"))
}

/// What is in each contest.
fn contests(import: &Import) -> Result<String, Failure> {
    let mut table = Table::new([
        Column::new("contest", Kind::Text),
        Column::new("districts", Kind::Count),
        Column::new("parties", Kind::Count),
        Column::new("votes", Kind::Count),
        Column::new("against all", Kind::Count),
        Column::new("invalid", Kind::Count),
        Column::new("registered", Kind::Count),
        Column::new("official seats", Kind::Count),
    ])?;
    let mut names: Vec<&str> = Vec::new();
    let of_rows = import.rows.iter().map(|row| row.contest.as_str());
    for name in of_rows.chain(import.official.iter().map(|won| won.contest.as_str())) {
        if names.last() != Some(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    for name in names {
        let rows = || import.rows.iter().filter(|row| row.contest == name);
        let is_reserved = |row: &&Row| row.party.as_deref().is_some_and(|party| party.starts_with('@'));
        let figure = |reserved: &str| {
            let mut found = rows().filter(|row| row.party.as_deref() == Some(reserved)).peekable();
            found.peek().is_some().then(|| sum(found))
        };
        let cell = |known: Option<u64>| known.map_or(Cell::Absent("-"), Cell::Count);
        let number = |n: usize| Cell::Count(n as u64);
        let stood = || rows().filter(|row| !is_reserved(row));
        let districts: BTreeSet<_> = rows().filter_map(|row| row.district.as_deref()).collect();
        let parties: BTreeSet<_> = stood().filter_map(|row| row.party.as_deref()).collect();
        let others = figure("@others").unwrap_or(0);
        let seats: Vec<_> = import.official.iter().filter(|won| won.contest == name).collect();
        let won = seats.iter().fold(0, |sum: u64, won| sum.saturating_add(won.seats.into()));
        table.push([
            Cell::from(if name.is_empty() { "(all together)" } else { name }),
            number(districts.len()),
            number(parties.len()),
            Cell::Count(sum(stood()).saturating_add(others)),
            cell(figure("@against-all")),
            cell(figure("@invalid")),
            cell(figure("@registered")),
            cell((!seats.is_empty()).then_some(won)),
        ])?;
    }
    Ok(for_people(&table))
}

fn sum<'a>(rows: impl Iterator<Item = &'a Row>) -> u64 {
    rows.fold(0, |sum, row| sum.saturating_add(row.votes))
}

/// Writes the four files, and says so.
fn written(folder: &Path, import: &Import, overwrite: bool) -> Result<String, Failure> {
    let file = |name, holds, text: String| Written { name, holds, bytes: text.into_bytes() };
    let files = [
        file("votes.csv", Some((import.rows.len(), "row")), import.votes_csv()),
        file("districts.csv", Some((import.districts.len(), "district")), import.districts_csv()),
        file("official.csv", Some((import.official.len(), "row")), import.official_csv()),
        file("notes.md", None, import.notes_md()),
    ];
    write(folder, &files, overwrite)
}
