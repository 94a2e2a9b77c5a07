//! What if the threshold, or the share of list seats, were another? Two sweeps over the law of 2022 on the same votes.
//!
//! ```text
//! cargo run --release --example what_if -- [threshold|share]… [--draws N] [--seed S] [--json]
//!
//! threshold  list threshold from 0 to 10 %, by half a point: on the official votes of 2023, exactly, and on synthetic ones
//! share      list seats from 0 to 98 of a house of 98, the rest single-member districts: synthetic votes
//! --draws    synthetic elections; 20,000 when left out
//! --seed     2023 when left out
//! --json     an object for other programs; examples/README.md has its fields
//! ```
//!
//! Without a part, both. Every point counts the same synthetic elections, from the electorate that is fitted to the official results of
//! 2023; what that takes for granted is printed at the end.

#[path = "../program/mod.rs"]
mod program;
mod share;
mod text;
mod threshold;

use std::error::Error;
use std::process::ExitCode;

use program::{ended, number, print};
use sailau::simulate::Confidence;
use sailau::simulate::elections::{Chance, Digest, Ensemble};
use serde::Serialize;

const USAGE: &str = "usage: what_if [threshold|share]… [--draws N] [--seed S] [--json]";

/// One point of a sweep.
#[derive(Debug, Serialize)]
pub(crate) struct Point {
    /// The value, such as `3.5%` or `60 of 98`.
    pub(crate) value: String,
    /// Mean seats by party, in the order of the sweep.
    pub(crate) mean_seats: Vec<f64>,
    /// The probability that some party has more than half of the house.
    pub(crate) majority: Chance,
    /// The probability that some party has two thirds of it.
    pub(crate) two_thirds: Chance,
    /// The mean number of parties with a seat.
    pub(crate) parties_in_house: f64,
    /// The mean of Gallagher's index, in points.
    pub(crate) gallagher: Option<f64>,
    /// The mean share of votes for parties without a seat, in per cent.
    pub(crate) wasted_votes: Option<f64>,
}

/// A sweep over synthetic votes.
#[derive(Debug, Serialize)]
pub(crate) struct Curve {
    pub(crate) parties: Vec<String>,
    pub(crate) points: Vec<Point>,
    pub(crate) assumptions: Vec<String>,
}

#[derive(Serialize)]
struct Answer {
    draws: u64,
    seed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<threshold::Answer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<Curve>,
}

fn main() -> ExitCode {
    ended(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    use lexopt::prelude::*;

    let (mut parts, mut draws, mut seed, mut json) = (Vec::new(), 20_000, 2023, false);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("draws") => draws = number(&mut parser, "draws")?,
            Long("seed") => seed = number(&mut parser, "seed")?,
            Long("json") => json = true,
            Long("help") | Short('h') => return print(&format!("{USAGE}\n")),
            Value(part) if part == "threshold" || part == "share" => parts.push(part),
            Value(part) => {
                let part = part.to_string_lossy();
                return Err(format!("there is no part `{part}`; there are threshold and share").into());
            }
            other => return Err(format!("{}; {USAGE}", other.unexpected()).into()),
        }
    }
    let asked = |part: &str| parts.is_empty() || parts.iter().any(|one| one == part);
    let answer = Answer {
        draws,
        seed,
        threshold: asked("threshold").then(|| threshold::answer(draws, seed)).transpose()?,
        share: asked("share").then(|| share::curve(draws, seed)).transpose()?,
    };
    if json {
        return print(&(serde_json::to_string(&answer)? + "\n"));
    }
    print(&text::page(draws, seed, answer.threshold.as_ref(), answer.share.as_ref())?)
}

impl Curve {
    /// A point for each system of an ensemble, in its order.
    pub(crate) fn of(ensemble: &Ensemble, values: &[String]) -> Self {
        let found = &ensemble.summary;
        let digest = Digest::of(ensemble, Confidence::P95);
        let chance = |system: &str, event: &str| {
            digest.events.iter().find(|row| row.system == system && row.event == event).map(|row| row.chance)
        };
        let index = |system: &str, index: &str| {
            let own = |row: &&sailau::simulate::elections::IndexRow| {
                row.system.as_deref() == Some(system) && row.index == index
            };
            digest.indices.iter().find(own).map(|row| row.mean)
        };
        let points = found.systems.iter().zip(values).filter_map(|(houses, value)| {
            let means = houses.parties.iter().map(|party| party.seats.moments().mean().unwrap_or(0.0));
            Some(Point {
                value: value.clone(),
                mean_seats: means.collect(),
                majority: chance(&houses.name, "majority")?,
                two_thirds: chance(&houses.name, "two thirds")?,
                parties_in_house: houses.parties_in_house.moments().mean()?,
                gallagher: index(&houses.name, "gallagher"),
                wasted_votes: index(&houses.name, "wasted votes"),
            })
        });
        Self {
            parties: found.parties.clone(),
            points: points.collect(),
            assumptions: found.assumptions.clone(),
        }
    }
}
