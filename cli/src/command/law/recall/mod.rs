//! `sailau law recall`: real votes under several laws, a petition's life day by day, and the odds by district.

mod life;
mod odds;
mod past;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use sailau::simulate::recall::Model;

use crate::failure::Failure;
use crate::output::{fitted, print};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau law recall past odds
  sailau law recall life --events petition.json

What a file of events has, and the fields of the JSON: cli/README.md of the repository")]
pub(crate) struct Wanted {
    /// Parts; all three without one
    #[arg(value_name = "PART")]
    parts: Vec<Part>,
    /// The life of another petition, from a JSON file of a mandate and dated events
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// The seed of the draws
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Draws for each district
    #[arg(long, default_value_t = 4_000, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    draws: u64,
    /// Signatures that the petitioners can take a day
    #[arg(long, default_value_t = Model::default().capacity, value_name = "N")]
    capacity: u64,
    /// Recalls that failed under every rule, every requirement with its article, and every district too
    #[arg(long, help_heading = "Output", conflicts_with = "json")]
    all: bool,
    /// One JSON object with the parts
    #[arg(long, help_heading = "Output")]
    json: bool,
}

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Recalls of Taiwan, the United Kingdom, California and Venezuela: what their law made of them, and what the votes
    /// would have decided under the laws of Kazakhstan and of Taiwan before 2016
    Past,
    /// A petition in Kazakhstan, day by day, with what the law refuses; invented, or that of --events
    Life,
    /// The chance of signatures and of a recall by district, from a model whose assumptions are printed
    Odds,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let asked = |part: Part| wanted.parts.is_empty() || wanted.parts.contains(&part);
    let mut text = String::new();
    let mut json = serde_json::Map::new();
    if asked(Part::Past) {
        let rows = past::rows()?;
        past::write(&mut text, &rows, wanted.all)?;
        json.insert("past".to_owned(), serde_json::to_value(rows)?);
    }
    if asked(Part::Life) {
        let life = match &wanted.events {
            Some(path) => life::from_file(path)?,
            None => life::invented()?,
        };
        life::write(&mut text, &life, wanted.all)?;
        json.insert("life".to_owned(), serde_json::to_value(life)?);
    } else if wanted.events.is_some() {
        return Err("--events has the life of a petition; ask for the part `life`".to_owned().into());
    }
    if asked(Part::Odds) {
        let model = Model { capacity: wanted.capacity, ..Model::default() };
        let rows = odds::rows(model, wanted.seed, wanted.draws)?;
        odds::write(&mut text, model, &rows, wanted.all)?;
        json.insert("model".to_owned(), serde_json::to_value(model)?);
        json.insert("odds".to_owned(), serde_json::to_value(rows)?);
    }
    if wanted.json {
        return print(&(serde_json::to_string(&json)? + "\n"));
    }
    print(&fitted(&text))
}
