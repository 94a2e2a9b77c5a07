//! How often each check raises an alarm on drawn elections.

use std::process::ExitCode;

use clap::Args;
use sailau::forensics::Level;
use sailau::report::{columns, grouped, wrapped};
use sailau::simulate::false_alarms::{Alarms, DrawnStations};
use sailau::simulate::{Confidence, Proportion, Run};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::output::print;
use crate::progress::Bar;

/// The level of all intervals.
const INTERVALS: Confidence = Confidence::P95;

/// What is drawn.
#[derive(Debug, Args)]
pub(super) struct Drawn {
    /// How many stations there are; several numbers for a table
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_values_t = [100, 1_000, 5_000], help_heading = "False alarms")]
    stations: Vec<u32>,
    /// Voters on a station's roll, on average
    #[arg(long, value_name = "N", default_value_t = 1_000, help_heading = "False alarms")]
    voters: u32,
    /// Stations with an observer: one in so many
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(2..), help_heading = "False alarms")]
    observed_one_in: u32,
    /// Regions whose turnouts and shares differ, in the second row of each number of stations
    #[arg(long, value_name = "N", default_value_t = 20, help_heading = "False alarms")]
    regions: u32,
    /// The share of stations where ballots are stuffed: 0 for honest elections
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, help_heading = "False alarms")]
    stuffed: f64,
    /// How many elections to draw
    #[arg(long, value_name = "N", default_value_t = 1_000, help_heading = "False alarms")]
    draws: u64,
    /// The same number draws the same elections
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "False alarms")]
    seed: u64,
    /// As many as there are cores when it is left out
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        hide_default_value = true,
        help_heading = "False alarms"
    )]
    threads: usize,
}

pub(super) fn run(drawn: &Drawn, level: Level, as_json: bool) -> Result<ExitCode, Failure> {
    let mut rows = Vec::new();
    for &stations in &drawn.stations {
        let alike = DrawnStations {
            stations,
            voters: drawn.voters,
            observed: (stations / drawn.observed_one_in).max(2),
            stuffed: drawn.stuffed,
            ..DrawnStations::default()
        };
        for model in [alike, alike.with_regions(drawn.regions)] {
            let bar = Bar::new(drawn.draws, "elections");
            let run = Run::from_seed(drawn.seed).draws(drawn.draws).threads(drawn.threads);
            let (sample, _) = run.run_watched(&model.checked(level)?, bar.watch())?;
            rows.push((model, sample.summary));
        }
    }
    if as_json {
        let rows: Vec<Value> = rows.iter().map(|(model, alarms)| row_as_json(model, alarms)).collect();
        let all = json!({"level": level, "draws": drawn.draws, "seed": drawn.seed, "rows": rows});
        return print(&(all.to_string() + "\n"));
    }
    print(&page(drawn, level, &rows))
}

fn row_as_json(model: &DrawnStations, alarms: &Alarms) -> Value {
    let rate = |of: &Proportion| {
        let interval = of.wilson(INTERVALS);
        json!({"share": of.share(), "low": interval.low, "high": interval.high, "elections": of.of})
    };
    json!({
        "model": model, "last_digits": rate(&alarms.digits), "correlation": rate(&alarms.correlation),
        "shape": rate(&alarms.shape), "full": rate(&alarms.full),
        "observers_by_lot": rate(&alarms.observers_by_lot),
        "observers_by_region": rate(&alarms.observers_by_region),
    })
}

fn page(drawn: &Drawn, level: Level, rows: &[(DrawnStations, Alarms)]) -> String {
    let honest = if drawn.stuffed > 0.0 {
        format!("ballots stuffed in {} % of the stations", 100.0 * drawn.stuffed)
    } else {
        "everybody honest".to_owned()
    };
    let mut text = wrapped(
        &format!(
            "How often a check raises an alarm at {level}: {} drawn elections a row, {honest}, {} voters a station, seed {}.",
            grouped(drawn.draws),
            grouped(drawn.voters),
            drawn.seed
        ),
        0,
    );
    let head = ["stations", "regions", "last digits", "turnout with share", "shape"].map(str::to_owned);
    let mut first = vec![head.to_vec()];
    let head =
        ["stations", "regions", "some station full", "observers by lot", "by region"].map(str::to_owned);
    let mut second = vec![head.to_vec()];
    for (model, alarms) in rows {
        let row = |rates: [&Proportion; 3]| {
            let regions = if model.regions == 1 { "alike".to_owned() } else { grouped(model.regions) };
            [grouped(model.stations), regions].into_iter().chain(rates.map(shown)).collect::<Vec<_>>()
        };
        first.push(row([&alarms.digits, &alarms.correlation, &alarms.shape]));
        second.push(row([&alarms.full, &alarms.observers_by_lot, &alarms.observers_by_region]));
    }
    text += &columns("  ", &first);
    text.push('\n');
    text += &columns("  ", &second);
    text + &wrapped(
        "In brackets the 95 % interval of the simulation's own error, in per cent; - where there are too few counts.",
        0,
    )
}

/// A rate with its interval, in per cent.
fn shown(rate: &Proportion) -> String {
    let Some(share) = rate.share() else { return "-".to_owned() };
    let interval = rate.wilson(INTERVALS);
    let percent = |share: f64| format!("{:.1}", 100.0 * share);
    format!("{} % [{}, {}]", percent(share), percent(interval.low), percent(interval.high))
}
