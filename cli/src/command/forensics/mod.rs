//! `sailau forensics`: checks of polling stations' counts, and how often they raise a false alarm.

mod false_alarms;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::process::ExitCode;

use clap::Args;
use sailau::forensics::{ElectionFingerprint, LastDigits, Level, ObserverCheck, Stations};
use sailau::report::picture::{Frame, StationsPlot};
use sailau::report::{columns, grouped, wrapped};
use sailau::system::ElectoralSystem;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::named::Source;
use crate::output::{percent, print, write_picture};
use crate::votes::VotesOptions;
use false_alarms::Drawn;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau forensics stations.csv
  sailau forensics stations.csv --observed by_lot.txt --svg fingerprint.svg
  sailau forensics hoc:HoC-GE2024-results-by-constituency.csv --json
  sailau forensics --false-alarms --stations 100,200 --draws 100

A file of stations has a row each, with the columns station, registered, papers, observed (yes or no), and one for each party;
only the first must be there. Any file of votes is read too: its districts are then the stations, such as precincts.
An alarm is no proof of fraud, and silence none of honesty: what each check can and cannot show is in docs/forensics.md.
Columns: https://docs.rs/sailau/latest/sailau/forensics/struct.Stations.html")]
pub(crate) struct Wanted {
    /// Stations: a file of stations; or votes by station as a file, -, world:NAME or files of an election office
    #[arg(
        value_name = "STATIONS",
        required_unless_present = "false_alarms",
        conflicts_with = "false_alarms"
    )]
    source: Option<Source>,
    /// The contest, where the votes have several
    #[arg(long, value_name = "NAME", help_heading = "Checks")]
    contest: Option<String>,
    /// The party that is looked at; the one with the most votes unless given
    #[arg(long, value_name = "NAME", help_heading = "Checks")]
    party: Option<String>,
    /// A list of the stations with observers, a name a line; they must have been drawn by lot
    #[arg(long, value_name = "FILE", help_heading = "Checks")]
    observed: Option<String>,
    /// How often a check may raise an alarm where its assumptions hold: 10%, 5%, 1% or 0.1%
    #[arg(long, value_name = "LEVEL", default_value_t = Level::Five, help_heading = "Checks")]
    level: Level,
    /// Draw honest elections, and count the alarms
    #[arg(long, help_heading = "Checks")]
    false_alarms: bool,
    #[command(flatten)]
    drawn: Drawn,
    #[command(flatten)]
    reading: VotesOptions,
    /// Write the fingerprint, turnout against the party's share, as SVG into a file; - for standard output
    #[arg(long, value_name = "FILE", help_heading = "Output", conflicts_with_all = ["json", "false_alarms"])]
    svg: Option<String>,
    /// JSON, for programs.
    #[arg(long, help_heading = "Output")]
    json: bool,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Some(source) = &wanted.source else {
        return false_alarms::run(&wanted.drawn, wanted.level, wanted.json);
    };
    let mut stations = read(source, wanted)?;
    if let Some(list) = &wanted.observed {
        let text = fs::read_to_string(list).map_err(|error| format!("{list} cannot be read: {error}"))?;
        stations = stations.with_observed(&text).map_err(|error| format!("{list}: {error}"))?;
    }
    let party = match &wanted.party {
        Some(name) => stations.party(name)?,
        None => stations.leader()?,
    };
    let looked = Looked::at(&stations, party);
    if let Some(file) = &wanted.svg {
        let caption = format!(
            "Each square: stations of a whole per cent of turnout and of the share. Stations that are smeared up and to the right \
             may be of stuffed boxes, or of honest regions that differ. Source: {source}."
        );
        let frame = Frame::new(format!("Turnout and the share of {}", looked.party), caption);
        let plot = StationsPlot { frame, party: looked.party, fingerprint: looked.fingerprint };
        return write_picture(file, &plot.svg()?);
    }
    print(&if wanted.json {
        looked.to_json(wanted.level).to_string() + "\n"
    } else {
        looked.page(wanted.level)
    })
}

fn read(source: &Source, wanted: &Wanted) -> Result<Stations, Failure> {
    if let Source::File(name) = source
        && !wanted.reading.says_how()
        && is_of_stations(name)
    {
        if let Some(contest) = &wanted.contest {
            return Err(format!(
                "{name} is a file of stations, of one contest: leave out --contest {contest}"
            )
            .into());
        }
        let file = File::open(name).map_err(|error| format!("{name} cannot be opened: {error}"))?;
        return Ok(Stations::from_csv(file).map_err(|error| format!("{name}: {error}"))?);
    }
    let any = ElectoralSystem::new("any", Vec::new());
    let votes = wanted.reading.read(source, &any, true)?;
    Ok(Stations::of(&votes, wanted.contest.as_deref()).map_err(|error| format!("{source}: {error}"))?)
}

/// Whether a file has a column of stations and none of votes. What cannot be opened is complained of where it is read.
fn is_of_stations(name: &str) -> bool {
    let Ok(file) = File::open(name) else { return false };
    let mut lines = BufReader::new(file).lines().map_while(Result::ok);
    let header = lines.find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    let header = header.trim_start_matches('\u{feff}');
    let has = |column: &str| header.split(',').any(|own| own.trim().trim_matches('"') == column);
    has("station") && !has("votes")
}

/// What the checks found.
struct Looked {
    party: String,
    stations: usize,
    votes: u128,
    valid: u128,
    digits: LastDigits,
    fingerprint: ElectionFingerprint,
    observers: Option<ObserverCheck>,
}

impl Looked {
    fn at(stations: &Stations, party: usize) -> Self {
        let seen = stations.stations().iter().map(|station| station.observed);
        let known = seen.zip(stations.counts(party)).filter_map(|(seen, count)| Some((seen?, count)));
        Self {
            party: stations.parties().get(party).cloned().unwrap_or_default(),
            stations: stations.stations().len(),
            votes: stations.votes(party).map(u128::from).sum(),
            valid: stations.stations().iter().map(|station| u128::from(station.valid)).sum(),
            digits: LastDigits::of(stations.votes(party)),
            fingerprint: ElectionFingerprint::of(stations.counts(party)),
            observers: ObserverCheck::of(known),
        }
    }

    fn to_json(&self, level: Level) -> Value {
        let Self { digits, fingerprint: print, .. } = self;
        let observers = self.observers.map(|check| {
            json!({
                "observed": check.observed, "others": check.others, "share_observed": check.share_observed,
                "share_elsewhere": check.share_elsewhere, "difference": check.difference(), "z": check.z,
                "p_value": check.p_value(), "alarm": check.alarms(level),
            })
        });
        json!({
            "party": self.party, "stations": self.stations, "level": level,
            "last_digits": {
                "counts": digits.counts, "left_aside": digits.left_aside, "chi_squared": digits.chi_squared(),
                "p_value": digits.p_value(), "alarm": digits.alarms(level),
            },
            "fingerprint": {
                "stations": print.stations, "left_aside": print.left_aside, "above_roll": print.above_roll,
                "full": print.full, "turnout": print.turnout, "share": print.share,
                "correlation": print.correlation, "correlation_p_value": print.correlation_p_value(),
                "correlation_alarm": print.correlation_alarms(level), "skewness": print.skewness,
                "excess_kurtosis": print.excess_kurtosis, "jarque_bera": print.jarque_bera(),
                "shape_p_value": print.shape_p_value(), "shape_alarm": print.shape_alarms(level),
                "cells": print.cells().collect::<Vec<_>>(),
            },
            "observers": observers,
        })
    }

    fn page(&self, level: Level) -> String {
        let Self { digits, fingerprint: print, .. } = self;
        let share = percent(self.votes as f64 / self.valid.max(1) as f64);
        let mut text = format!(
            "{} stations; {}, with {share} of the votes\n",
            grouped(self.stations as u64),
            self.party
        );
        let alarm = |alarms: bool| if alarms { "alarm".to_owned() } else { "-".to_owned() };
        let figure =
            |figure: Option<f64>| figure.map_or_else(|| "-".to_owned(), |figure| format!("{figure:.2}"));
        let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        let mut rows = vec![row(["check", "figure", "p-value", &format!("at {level}")])];
        rows.push(row([
            "last digits of its votes",
            &format!("chi-squared {}, {} counts", figure(digits.chi_squared()), grouped(digits.taken())),
            &chance(digits.p_value()),
            &alarm(digits.alarms(level)),
        ]));
        rows.push(row([
            "turnout with its share",
            &format!("correlation {}", figure(print.correlation)),
            &chance(print.correlation_p_value()),
            &alarm(print.correlation_alarms(level)),
        ]));
        rows.push(row([
            "shape of its vote rates",
            &format!(
                "skewness {}, excess kurtosis {}",
                figure(print.skewness),
                figure(print.excess_kurtosis)
            ),
            &chance(print.shape_p_value()),
            &alarm(print.shape_alarms(level)),
        ]));
        if let Some(check) = self.observers {
            let (seen, others) = (percent(check.share_observed), percent(check.share_elsewhere));
            let figure = format!(
                "{seen} at {} observed, {others} at {} others",
                grouped(check.observed),
                grouped(check.others)
            );
            rows.push(row(["observers", &figure, &chance(check.p_value()), &alarm(check.alarms(level))]));
        }
        text += &columns("  ", &rows);
        text += &wrapped(
            &format!(
                "Stations with turnout and share of 95 % or more: {} of {}. Papers beyond the roll: {} stations. Left aside, with an \
                 unknown roll, fewer than 100 voters or no votes: {}.",
                grouped(print.full),
                grouped(print.stations),
                grouped(print.above_roll),
                grouped(print.left_aside)
            ),
            0,
        );
        text + &wrapped(
            "An alarm is no proof of fraud, and silence none of honesty: regions that differ honestly raise the second and the third, \
             and observers say something only at stations drawn by lot. How often: sailau forensics --false-alarms.",
            0,
        )
    }
}

/// A p-value in words.
fn chance(p_value: Option<f64>) -> String {
    match p_value {
        Some(p) if p < 0.0001 => "< 0.0001".to_owned(),
        Some(p) => format!("{p:.4}"),
        None => "-".to_owned(),
    }
}
