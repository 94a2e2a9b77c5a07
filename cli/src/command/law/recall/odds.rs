//! The odds by district, from a stated model.

use std::error::Error;
use std::fmt::{self, Write};

use jiff::civil::date;
use sailau::abroad::recall_laws;
use sailau::kazakhstan;
use sailau::report::{grouped, in_percent, wrapped};
use sailau::simulate::recall::{Model, Recalls, Scenario};
use sailau::simulate::{Confidence, Interval, Proportion, Run};
use serde::Serialize;

use crate::output::left_out;
use crate::progress::Bar;

/// A ward of a rural mäslihat, of a region's, of a city's, and a district of the Mäjilis (12 million voters by 29).
const VOTERS: [u64; 4] = [2_000, 10_000, 40_000, 415_000];
const MARGINS: [f64; 2] = [0.1, 0.5];
const DISCONTENT: [f64; 4] = [0.1, 0.3, 0.5, 0.7];
/// The Mäjilis election of 2023 had 54 %.
const TURNOUT: f64 = 0.54;

#[derive(Serialize)]
pub(crate) struct Row {
    law: String,
    #[serde(flatten)]
    scenario: Scenario,
    draws: u64,
    signed: Chance,
    void: Chance,
    recalled: Chance,
}

#[derive(Serialize)]
struct Chance {
    share: f64,
    /// 95 of 100, of the simulation.
    interval: Interval,
}

impl From<Proportion> for Chance {
    fn from(proportion: Proportion) -> Self {
        let share = proportion.share().unwrap_or(f64::NAN);
        Self { share, interval: proportion.wilson(Confidence::P95) }
    }
}

pub(crate) fn rows(model: Model, seed: u64, draws: u64) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut named = vec![("kazakhstan", kazakhstan::recall_laws().on(date(2022, 11, 5))?.value)];
    // Venezuela's has no time for the collection that is known, and California's counts by another base.
    let compared = ["taiwan-1994", "taiwan-2016", "united-kingdom-2015"];
    named.extend(
        recall_laws()
            .iter()
            .filter(|one| compared.contains(&one.key.as_str()))
            .map(|one| (one.key.as_str(), &one.law)),
    );
    let laws: Vec<_> = named.iter().map(|(_, law)| *law).collect();
    let mut rows = Vec::new();
    let districts = (VOTERS.len() * MARGINS.len() * DISCONTENT.len()) as u64;
    let bar = Bar::new(districts, "districts");
    for voters in VOTERS {
        for margin in MARGINS {
            for discontent in DISCONTENT {
                bar.at((rows.len() / named.len()) as u64, districts);
                let scenario = Scenario { voters, turnout: TURNOUT, margin, discontent };
                let sample = Run::from_seed(seed).draws(draws).run(&Recalls::new(&laws, scenario, model)?)?;
                for ((name, _), odds) in named.iter().zip(sample.summary) {
                    rows.push(Row {
                        law: (*name).to_owned(),
                        scenario,
                        draws,
                        signed: odds.signed.into(),
                        void: odds.void.into(),
                        recalled: odds.recalled.into(),
                    });
                }
            }
        }
    }
    Ok(rows)
}

/// A row for each district; without `all`, those whose holder had won by little, and where some are discontent.
pub(crate) fn write(text: &mut String, model: Model, rows: &[Row], all: bool) -> fmt::Result {
    writeln!(text, "THE ODDS BY DISTRICT (a model; no recall is known to have been tried in Kazakhstan)")?;
    let percent = |share: f64| in_percent(share, 0);
    *text += &wrapped(
        &format!(
            "Assumptions, not law: {} voted when the deputy was elected, and only they take part; {} of those who want the \
             recall would sign, {:.1} % of these a day, at most {} a day in all; {:.0} to {} of signatures are invalid; {} of \
             one side and {} of the other vote; where a turnout rule lets the holder's side void the vote, {} of it stays at \
             home. Discontent: the share of the holder's own voters who want the holder out.",
            percent(TURNOUT),
            percent(model.willing),
            100.0 * model.daily,
            grouped(model.capacity),
            100.0 * model.invalid.from,
            percent(model.invalid.to),
            percent(model.turnout_for),
            percent(model.turnout_against),
            percent(model.boycott)
        ),
        0,
    );
    let widest =
        rows.iter().flat_map(|row| [&row.signed, &row.recalled]).map(|one| one.interval.half_width());
    let widest = widest.fold(0.0, f64::max);
    *text += &wrapped(
        &format!(
            "All laws on the same draws. Per cent signed, then recalled; the simulation's own error is at most {:.1} points (95 \
             of 100).",
            100.0 * widest
        ),
        0,
    );
    writeln!(text)?;
    writeln!(
        text,
        "{:>8} {:>6} {:>10}  {:>15} {:>15} {:>15} {:>15}",
        "voters", "lead", "discontent", "Kazakhstan", "Taiwan -2016", "Taiwan 2016-", "United Kingdom"
    )?;
    let groups = || rows.chunk_by(|a, b| a.scenario == b.scenario);
    let told = |group: &&[Row]| {
        let of = group.first().map(|row| &row.scenario);
        all || of.is_some_and(|of| of.margin == MARGINS[0] && of.discontent > DISCONTENT[0])
    };
    for group in groups().filter(told) {
        let Some(Scenario { voters, margin, discontent, .. }) = group.first().map(|row| row.scenario) else {
            continue;
        };
        write!(text, "{voters:>8} {:>5.0}% {:>9.0}% ", 100.0 * margin, 100.0 * discontent)?;
        for row in group {
            let cell = format!("{:.0} / {:.0}", 100.0 * row.signed.share, 100.0 * row.recalled.share);
            write!(text, " {cell:>15}")?;
        }
        writeln!(text)?;
    }
    let more = groups().filter(|group| !told(group)).count();
    if more > 0 {
        *text += &left_out(&[format!("{more} more districts, with other leads and less discontent")]);
    }
    writeln!(text)
}
