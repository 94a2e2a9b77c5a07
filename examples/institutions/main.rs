//! The institutions of the reform of 2022: what was announced and what became of it, and what can be counted of it.
//!
//! ```text
//! cargo run --release --example institutions -- [SECTION]… [--draws N] [--seed N] [--json]
//!
//! SECTION   register, referendum, parliament, senate, maslihat, akim, president, funds, rolls, observers, voting; all
//!           when left out
//! --draws   draws of the two simulations, 4,096 when left out
//! --seed    their seed, 1 when left out
//! --json    an object with a field for each section, documented in examples/README.md
//! ```

mod count;
mod model;
mod offices;
#[path = "../program/mod.rs"]
mod program;
mod register;

use std::error::Error;
use std::process::ExitCode;

use program::{ended, print};
use serde_json::{Map, Value};

const USAGE: &str = "usage: institutions [SECTION]… [--draws N] [--seed N] [--json]\n\
    sections: register, referendum, parliament, senate, maslihat, akim, president, funds, rolls, observers, voting";

/// What a section prints, for people and for programs.
struct Page {
    text: String,
    json: Value,
}

type Section = (&'static str, fn(&Arguments) -> Result<Page, Box<dyn Error>>);

const SECTIONS: [Section; 11] = [
    ("register", register::register),
    ("referendum", count::referendums),
    ("parliament", count::parliaments),
    ("senate", offices::senate),
    ("maslihat", offices::maslihats),
    ("akim", offices::akims),
    ("president", offices::presidents),
    ("funds", count::funds),
    ("rolls", count::rolls),
    ("observers", model::observers),
    ("voting", model::voting),
];

fn main() -> ExitCode {
    ended(run())
}

struct Arguments {
    sections: Vec<Section>,
    draws: u64,
    seed: u64,
    json: bool,
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(arguments) = arguments()? else {
        return print(&format!("{USAGE}\n"));
    };
    let mut text = String::new();
    let mut json = Map::new();
    for (name, section) in &arguments.sections {
        let page = section(&arguments)?;
        text += &page.text;
        text += "\n";
        json.insert((*name).to_owned(), page.json);
    }
    if arguments.json {
        text = serde_json::to_string(&json)? + "\n";
    }
    print(&text)
}

fn arguments() -> Result<Option<Arguments>, Box<dyn Error>> {
    use lexopt::prelude::*;

    let mut arguments = Arguments { sections: Vec::new(), draws: 4_096, seed: 1, json: false };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("draws") => arguments.draws = parser.value()?.parse()?,
            Long("seed") => arguments.seed = parser.value()?.parse()?,
            Long("json") => arguments.json = true,
            Long("help") | Short('h') => return Ok(None),
            Value(name) => {
                let name = name.string()?;
                let section = SECTIONS.into_iter().find(|(known, _)| *known == name);
                arguments.sections.push(section.ok_or_else(|| {
                    let known = SECTIONS.map(|(known, _)| known).join(", ");
                    format!("there is no section `{name}`; the sections are {known}")
                })?);
            }
            other => return Err(format!("{}; try --help", other.unexpected()).into()),
        }
    }
    if arguments.sections.is_empty() {
        arguments.sections.extend(SECTIONS);
    }
    Ok(Some(arguments))
}
