//! The reform of 2022 as one page: laws, official results recounted, simulated elections, indices, pictures, sources.
//!
//! ```text
//! cargo run --release --features plot --example report -- [--out DIR] [--draws N] [--seed S]
//!
//! --out    where index.html and the pictures go; target/report when left out
//! --draws  synthetic elections; 100,000 when left out
//! --seed   2023 when left out: the same seed gives the same page, byte for byte
//! ```
//!
//! The page stands by itself: no script, nothing loaded from elsewhere, light and dark, on a phone and on paper.

mod ensemble;
mod html;
mod laws;
mod official;
#[path = "../program/mod.rs"]
mod program;
mod rest;

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use html::Page;
use program::{ended, number};

const USAGE: &str = "usage: report [--out DIR] [--draws N] [--seed S]";

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    ended(run())
}

fn run() -> Result<()> {
    use lexopt::prelude::*;

    let (mut folder, mut draws, mut seed) = (PathBuf::from("target/report"), 100_000, 2023);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("out") => folder = parser.value()?.into(),
            Long("draws") => draws = number(&mut parser, "draws")?,
            Long("seed") => seed = number(&mut parser, "seed")?,
            Long("help") | Short('h') => {
                println!("{USAGE}");
                return Ok(());
            }
            other => return Err(format!("{}; {USAGE}", other.unexpected()).into()),
        }
    }
    let mut page = Page::new("What did the reform of 2022 change?");
    let found = ensemble::run(draws, seed)?;
    question(&mut page, &found)?;
    laws::section(&mut page)?;
    official::section(&mut page)?;
    ensemble::section(&mut page, &found)?;
    rest::section(&mut page)?;
    sources(&mut page, &found)?;

    let at = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(at)?;
    for (name, svg) in page.pictures() {
        let path = folder.join(name).with_extension("svg");
        fs::write(&path, svg).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("{}", path.display());
    }
    let path = folder.join("index.html");
    fs::write(&path, page.finish()).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{}", path.display());
    Ok(())
}

/// The question, and the answer in a few sentences whose numbers come from below.
fn question(page: &mut Page, found: &ensemble::Found) -> Result<()> {
    page.lead(
        "Until 2022 all elected seats of the Mäjilis, Kazakhstan's lower chamber, were shared among party lists of one nationwide \
         district. The reform of 2022 kept 69 list seats, lowered what a party needs in order to be registered, and filled 29 seats \
         in single-member districts. In 2026 the chamber gives way to a Kurultai of 145 list seats. What would the same votes \
         have produced under each law, and how sure can one be?",
    );
    page.list(&[official::in_short()?, found.in_short()?].concat());
    page.text(
        "Real votes come first: they are counted exactly, and every official result comes out. Then votes are drawn from a \
         model, because one election says nothing about the next. The model rests on assumptions, which stand at the end and \
         belong to every simulated number.",
    );
    Ok(())
}

fn sources(page: &mut Page, found: &ensemble::Found) -> Result<()> {
    page.heading("What this takes for granted");
    page.text("Every simulated number on this page rests on the following.");
    page.list(&found.digest.assumptions);
    page.heading("Sources and doubts");
    page.text("Votes and seats of each election, and what does not fit or was not found:");
    let mut rows = Vec::new();
    for election in sailau::kazakhstan::elections() {
        rows.push(format!("{}: {}", election.day, election.sources.join("; ")));
        rows.extend(election.doubts.iter().map(|doubt| format!("{} (doubt): {doubt}", election.day)));
    }
    page.list(&rows);
    laws::citations(page);
    page.text(&format!(
        "Made by sailau {} with {} synthetic elections and seed {}; the same command gives the same page.",
        env!("CARGO_PKG_VERSION"),
        found.digest.draws,
        found.digest.seed
    ));
    Ok(())
}
