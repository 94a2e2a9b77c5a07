//! Recall: real votes under several laws, a petition's life day by day, and the odds by district.
//!
//! ```text
//! cargo run --release --example recall -- [past|life|odds]… [--events FILE] [--seed N] [--draws N] [--capacity N] [--json]
//!
//! past        the recalls of Taiwan, the United Kingdom, California and Venezuela: what their law made of them, and
//!             what the votes would have decided under the laws of Kazakhstan and of Taiwan before 2016
//! life        an invented petition in Kazakhstan, day by day, with what the law refuses (written for this example)
//! odds        the chance of signatures and of a recall by district, from a model whose assumptions are printed
//! --events    the life of another petition, from a file such as examples/data/petition.json
//! --seed      of the draws; 1 when left out
//! --draws     for each district; 4,000 when left out
//! --capacity  signatures that the petitioners can take a day; 1,000 when left out
//! --json      an object with the parts that were asked for; examples/README.md has its fields
//! ```
//!
//! Without a part, all three.

mod life;
mod odds;
mod past;
#[path = "../program/mod.rs"]
mod program;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use program::{ended, number, print};
use sailau::simulate::recall::Model;

const USAGE: &str =
    "usage: recall [past|life|odds]… [--events FILE] [--seed N] [--draws N] [--capacity N] [--json]";

struct Arguments {
    parts: Vec<String>,
    events: Option<PathBuf>,
    seed: u64,
    draws: u64,
    model: Model,
    json: bool,
}

fn main() -> ExitCode {
    ended(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(arguments) = arguments()? else {
        return print(&format!("{USAGE}\n"));
    };
    let asked = |part: &str| arguments.parts.is_empty() || arguments.parts.iter().any(|one| one == part);
    let mut text = String::new();
    let mut json = serde_json::Map::new();
    if asked("past") {
        let rows = past::rows()?;
        past::write(&mut text, &rows)?;
        json.insert("past".to_owned(), serde_json::to_value(rows)?);
    }
    if asked("life") {
        let life = match &arguments.events {
            Some(path) => life::from_file(path)?,
            None => life::invented()?,
        };
        life::write(&mut text, &life)?;
        json.insert("life".to_owned(), serde_json::to_value(life)?);
    }
    if asked("odds") {
        let rows = odds::rows(arguments.model, arguments.seed, arguments.draws)?;
        odds::write(&mut text, arguments.model, &rows)?;
        json.insert("model".to_owned(), serde_json::to_value(arguments.model)?);
        json.insert("odds".to_owned(), serde_json::to_value(rows)?);
    }
    if arguments.json {
        text = serde_json::to_string(&json)? + "\n";
    }
    print(&text)
}

fn arguments() -> Result<Option<Arguments>, Box<dyn Error>> {
    use lexopt::prelude::*;

    let mut arguments = Arguments {
        parts: Vec::new(),
        events: None,
        seed: 1,
        draws: 4_000,
        model: Model::default(),
        json: false,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("seed") => arguments.seed = number(&mut parser, "seed")?,
            Long("draws") => arguments.draws = number(&mut parser, "draws")?,
            Long("capacity") => arguments.model.capacity = number(&mut parser, "capacity")?,
            Long("events") => arguments.events = Some(parser.value()?.into()),
            Long("json") => arguments.json = true,
            Long("help") | Short('h') => return Ok(None),
            Value(part) => {
                let part = part.string()?;
                if !["past", "life", "odds"].contains(&part.as_str()) {
                    return Err(format!("there is no part `{part}`; there are past, life and odds").into());
                }
                arguments.parts.push(part);
            }
            other => return Err(format!("{}; {USAGE}", other.unexpected()).into()),
        }
    }
    Ok(Some(arguments))
}
