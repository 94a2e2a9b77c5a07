//! The official votes of 2007-2023 under every list law of Kazakhstan since 1999: what did each reform change?
//!
//! ```text
//! cargo run --release --example reform_2022 -- [--election DAY]… [--law DAY]… [--protocol] [--json]
//!
//! --election  only the election of that day (1999 and 2004 can be asked for so); may be repeated
//! --law       only the law that came into force on that day; may be repeated
//! --protocol  the full record of each count instead of the comparison
//! --json      an array of rows, one for each election, law and list:
//!             {"election":"2012-01-15","law":"2009-02-09","tier":"list","party":"Nur Otan","votes":5621436,"seats":83}
//!             `law` is the day on which that law came into force; lists without seats have a row too
//! ```

mod page;
#[path = "../program/mod.rs"]
mod program;

use std::error::Error;
use std::process::ExitCode;

use jiff::civil::{Date, date};
use program::{ended, print};
use sailau::kazakhstan::{self, Election};
use sailau::law::InForce;
use sailau::system::{ElectoralSystem, Outcome};
use sailau::votes::Votes;
use serde::Serialize;

const USAGE: &str = "usage: reform_2022 [--election DAY]… [--law DAY]… [--protocol] [--json]";

/// The day of the law that brought the list; texts before it have nothing to compare.
const FIRST_LIST_LAW: Date = date(1999, 5, 6);
/// The first election that was all by list, and the start of the comparison.
const FIRST_ELECTION: Date = date(2007, 8, 18);

type Law = InForce<'static, ElectoralSystem>;

fn main() -> ExitCode {
    ended(run())
}

#[derive(Default)]
struct Arguments {
    elections: Vec<Date>,
    laws: Vec<Date>,
    protocol: bool,
    json: bool,
}

/// One election under one law.
struct Count {
    law: Law,
    outcome: Outcome,
}

/// One election under every law that was asked for.
struct Comparison {
    election: &'static Election,
    votes: Votes,
    counts: Vec<Count>,
}

#[derive(Serialize)]
struct Row<'a> {
    election: String,
    law: String,
    tier: &'static str,
    party: &'a str,
    votes: u128,
    seats: u32,
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(arguments) = arguments()? else {
        return print(&format!("{USAGE}\n"));
    };
    let laws = laws(&arguments.laws)?;
    let mut comparisons = Vec::new();
    for election in elections(&arguments.elections)? {
        // Winners of single seats stood under the law of their day alone: here only the lists are compared.
        let votes = election.votes().without_winners().allow_uncounted();
        let mut counts = Vec::new();
        for law in &laws {
            let outcome = law.value.count(&votes)?;
            counts.push(Count { law: *law, outcome });
        }
        comparisons.push(Comparison { election, votes, counts });
    }
    let mut text = String::new();
    if arguments.json {
        let rows: Vec<_> = comparisons.iter().flat_map(rows).collect();
        text = serde_json::to_string(&rows)? + "\n";
    } else if arguments.protocol {
        for comparison in &comparisons {
            page::records(&mut text, comparison)?;
        }
    } else {
        page::write(&mut text, &laws, &comparisons)?;
    }
    print(&text)
}

fn arguments() -> Result<Option<Arguments>, Box<dyn Error>> {
    use lexopt::prelude::*;

    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    let day = |text: String| -> Result<Date, String> {
        let wrong = |_| format!("`{text}` is not a day of the calendar; write it like 2012-01-15");
        text.parse().map_err(wrong)
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("election") => arguments.elections.push(day(parser.value()?.string()?)?),
            Long("law") => arguments.laws.push(day(parser.value()?.string()?)?),
            Long("protocol") => arguments.protocol = true,
            Long("json") => arguments.json = true,
            Long("help") | Short('h') => return Ok(None),
            other => return Err(format!("{}; try --help", other.unexpected()).into()),
        }
    }
    Ok(Some(arguments))
}

fn laws(wanted: &[Date]) -> Result<Vec<Law>, String> {
    let all: Vec<_> = kazakhstan::laws().iter().filter(|law| law.since >= FIRST_LIST_LAW).collect();
    if let Some(day) = wanted.iter().find(|&&day| all.iter().all(|law| law.since != day)) {
        let days = all.iter().map(|law| law.since.to_string()).collect::<Vec<_>>().join(", ");
        return Err(format!("no list law came into force on {day}; the days are {days}"));
    }
    let chosen = |law: &Law| wanted.is_empty() || wanted.contains(&law.since);
    Ok(all.into_iter().filter(chosen).collect())
}

fn elections(wanted: &[Date]) -> Result<Vec<&'static Election>, String> {
    let all = kazakhstan::elections();
    if let Some(day) = wanted.iter().find(|&&day| kazakhstan::election(day).is_none()) {
        let days = all.iter().map(|election| election.day.to_string()).collect::<Vec<_>>().join(", ");
        return Err(format!("no election was held on {day}; the days are {days}"));
    }
    let chosen = |election: &&Election| {
        if wanted.is_empty() { election.day >= FIRST_ELECTION } else { wanted.contains(&election.day) }
    };
    Ok(all.iter().filter(chosen).collect())
}

fn rows(comparison: &Comparison) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for count in &comparison.counts {
        for (party, votes) in comparison.votes.party_totals("list") {
            rows.push(Row {
                election: comparison.election.day.to_string(),
                law: count.law.since.to_string(),
                tier: "list",
                party: &party.name,
                votes,
                seats: page::seats_of(&count.outcome, &party.name),
            });
        }
    }
    rows
}
