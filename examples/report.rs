//! The reform of 2022 as one page: the laws, official votes under each of them, drawn elections, pictures, sources.
//!
//! ```sh
//! cargo run --release --features plot --example report -- target/report 20000
//! ```
//!
//! The folder gets `index.html` and the pictures. For other countries `sailau report` writes the same page from files.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use jiff::civil::{Date, date};
use sailau::kazakhstan::{self, election, electorate, law_on};
use sailau::report::page::{Comparison, Election};
use sailau::report::{Cell, Column, Kind, Table};
use sailau::simulate::Run;
use sailau::simulate::elections::{Ensemble, Simulation};

/// A short name, and a day on which each was in force.
const LAWS: [(&str, Date); 4] = [
    ("law of 2009", date(2021, 1, 10)),
    ("law of 2021", date(2021, 5, 25)),
    ("law of 2022", date(2023, 3, 19)),
    ("law of 2026", date(2026, 7, 1)),
];

const QUESTION: &str = "Until 2022 all elected seats of the Mäjilis were shared among lists of one \
    nationwide district. The reform kept 69 list seats and filled 29 in single-member districts; in 2026 \
    the chamber gives way to a Kurultai of 145 list seats. What would the same votes have produced under \
    each law, and how sure is that?";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target/report".to_owned()));
    let draws = arguments.next().map_or(Ok(100_000), |draws| draws.parse())?;
    let drawn = drawn(draws)?;
    let mut sources = Vec::new();
    for election in kazakhstan::elections() {
        sources.push(format!("{}: {}", election.day, election.sources.join("; ")));
        sources.extend(election.doubts.iter().map(|doubt| format!("{} (doubt): {doubt}", election.day)));
    }
    let law = |(name, day): &(&str, Date)| Ok((name.to_string(), law_on(*day)?.value.clone()));
    let laws: Result<_, Box<dyn Error>> = LAWS.iter().map(law).collect();
    let comparison = Comparison {
        title: "What did the reform of 2022 change?".to_owned(),
        lead: vec![QUESTION.to_owned()],
        rules: laws?,
        elections: vec![counted(date(2021, 1, 10))?, counted(date(2023, 3, 19))?],
        drawn: Some(&drawn),
        scale: None,
        sources,
    };
    let mut page = comparison.page()?;
    page.heading("Every measure of the reform");
    page.text("What was announced on 16 March 2022, and what became of it:");
    let mut table = Table::new(
        ["area", "measure", "before", "after", "status"].map(|name| Column::new(name, Kind::Text)),
    )?;
    for measure in kazakhstan::reform_2022() {
        let status = measure.status.to_string();
        table.push(
            [&measure.area, &measure.title, &measure.from, &measure.to, &status]
                .map(|text| Cell::from(text.as_str())),
        )?;
    }
    page.table(&table);

    fs::create_dir_all(&folder)?;
    for (name, svg) in page.pictures() {
        fs::write(folder.join(name).with_extension("svg"), svg)?;
    }
    fs::write(folder.join("index.html"), page.finish())?;
    println!("{}", folder.join("index.html").display());
    Ok(())
}

/// The official votes of a day under each law. Winners of districts stay with the law under which they won.
fn counted(day: Date) -> Result<Election, Box<dyn Error>> {
    let election = election(day).ok_or("this election is on board")?;
    let votes = election.votes().allow_uncounted();
    let count = |(_, law): &(&str, Date)| {
        let votes = if *law == day { votes.clone() } else { votes.clone().without_winners() };
        Ok::<_, Box<dyn Error>>(law_on(*law)?.value.count(&votes)?)
    };
    let outcomes = LAWS.iter().map(count).collect::<Result<_, _>>()?;
    let source = "Votes: Central Election Commission. Votes in single-member districts are not published: \
                  their seats stay empty under other laws than their own.";
    Ok(Election { name: format!("votes of {}", day.year()), source: source.to_owned(), votes, outcomes })
}

/// Elections around the results of 2023.
fn drawn(draws: u64) -> Result<Ensemble, Box<dyn Error>> {
    let voters = &electorate(date(2023, 3, 19)).ok_or("the electorate of 2023 is on board")?.electorate;
    let mut simulation = Simulation::new(voters.compile()?);
    for (name, day) in &LAWS[1..] {
        simulation = simulation.system(*name, law_on(*day)?.value)?;
    }
    Ok(Run::from_seed(2023).draws(draws).run(&simulation)?)
}
