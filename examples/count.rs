//! Counts any election: rules from a file or from Kazakhstan's law of a day, votes from a CSV file.
//!
//! ```text
//! cargo run --release --example count -- RULES VOTES [--winners FILE] [--districts FILE] [--lots SEED]
//!     [--allow-uncounted] [--missing-as-nothing] [--json] [--protocol]
//!
//! RULES       a TOML or JSON file, or kazakhstan:YYYY-MM-DD for the law in force that day
//! VOTES       a CSV file, - for standard input, or kazakhstan:YYYY-MM-DD for the official votes of that election
//! --winners   a CSV file of winners that are given in place of votes: tier,district,party,candidate,seats
//! --districts a CSV file of what rules need to know of districts: district,seats,region,population
//! --lots      a whole number; the same number draws the same lots
//! --allow-uncounted
//!             tiers whose votes are not there leave their seats empty, and it is said
//! --missing-as-nothing
//!             what the rules ask for and the votes do not give is taken as nothing, and said
//! --json      the outcome as JSON, with the protocol
//! --protocol  the full record in words
//! ```
//!
//! Try `count kazakhstan:2023-03-19 examples/data/kazakhstan_2023.csv --allow-uncounted --protocol`.

#[path = "program/mod.rs"]
mod program;

use std::error::Error;
use std::process::ExitCode;

use program::{ended, print};
use sailau::kazakhstan;
use sailau::lots::SeededLots;
use sailau::system::{Drawn, ElectoralSystem, Outcome};
use sailau::votes::Votes;

const USAGE: &str =
    "usage: count RULES VOTES [--winners FILE] [--districts FILE] [--lots SEED] [--allow-uncounted]
    [--missing-as-nothing] [--json] [--protocol]
RULES is a TOML or JSON file or kazakhstan:YYYY-MM-DD; VOTES is a CSV file, - or kazakhstan:YYYY-MM-DD";

fn main() -> ExitCode {
    ended(run())
}

#[derive(Default)]
struct Arguments {
    rules: String,
    votes: String,
    winners: Option<String>,
    districts: Option<String>,
    lots: Option<u64>,
    allow_uncounted: bool,
    missing_as_nothing: bool,
    json: bool,
    protocol: bool,
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(arguments) = arguments()? else {
        return print(&format!("{USAGE}\n"));
    };
    let rules = rules(&arguments.rules)?;
    let votes = votes(&arguments, &rules)?;
    let lots = arguments.lots.map(SeededLots::new);
    let drawn = match &lots {
        Some(lots) => Drawn::new(&votes, lots),
        None => (&votes).into(),
    };
    let outcome = if arguments.missing_as_nothing {
        let what_if = rules.missing_as_nothing(drawn)?;
        match &lots {
            Some(lots) => what_if.count_with_lots(lots)?,
            None => what_if.count()?,
        }
    } else {
        rules.count(drawn)?
    };
    print(&render(&arguments, &rules, &outcome)?)
}

fn arguments() -> Result<Option<Arguments>, Box<dyn Error>> {
    use lexopt::prelude::*;

    let mut arguments = Arguments::default();
    let mut files = Vec::new();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("winners") => arguments.winners = Some(parser.value()?.string()?),
            Long("districts") => arguments.districts = Some(parser.value()?.string()?),
            Long("lots") => arguments.lots = Some(seed(&parser.value()?.string()?)?),
            Long("allow-uncounted") => arguments.allow_uncounted = true,
            Long("missing-as-nothing") => arguments.missing_as_nothing = true,
            Long("json") => arguments.json = true,
            Long("protocol") => arguments.protocol = true,
            Long("help") | Short('h') => return Ok(None),
            Value(file) => files.push(file.string()?),
            other => return Err(format!("{}; try --help", other.unexpected()).into()),
        }
    }
    let [rules, votes] = <[String; 2]>::try_from(files)
        .map_err(|_| "two arguments are needed, RULES and VOTES; try --help")?;
    Ok(Some(Arguments { rules, votes, ..arguments }))
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("`--lots {text}`: a whole number from 0 to {} is needed", u64::MAX))
}

/// Whether `kazakhstan:YYYY-MM-DD` is meant and not a file.
fn is_day(text: &str) -> Result<bool, String> {
    if !text.contains(':') || std::path::Path::new(text).exists() {
        return Ok(false);
    }
    if !kazakhstan::is_named(text) {
        return Err(format!("`{text}`: no such file, and the only law on board is kazakhstan:YYYY-MM-DD"));
    }
    Ok(true)
}

fn rules(text: &str) -> Result<ElectoralSystem, Box<dyn Error>> {
    if is_day(text)? { Ok(kazakhstan::law_named(text)?.clone()) } else { Ok(ElectoralSystem::open(text)?) }
}

fn votes(arguments: &Arguments, rules: &ElectoralSystem) -> Result<Votes, Box<dyn Error>> {
    let file = arguments.votes.as_str();
    let votes = if is_day(file)? {
        kazakhstan::election_named(file)?.votes()
    } else if arguments.missing_as_nothing {
        // Lists may be of kinds that these rules do not know.
        match file {
            "-" => Votes::from_csv(std::io::stdin().lock(), &rules.contests())?,
            file => Votes::open_csv(file, &rules.contests())?,
        }
    } else if file == "-" {
        rules.read_votes(std::io::stdin().lock())?
    } else {
        rules.open_votes(file)?
    };
    let votes = match &arguments.districts {
        Some(file) => votes.open_districts_csv(file)?,
        None => votes,
    };
    let votes = if arguments.allow_uncounted { votes.allow_uncounted() } else { votes };
    match &arguments.winners {
        Some(file) => {
            let tiers: Vec<_> = rules.tiers.iter().map(|tier| tier.name.as_str()).collect();
            Ok(votes.open_winners_csv(file, &tiers)?)
        }
        None => Ok(votes),
    }
}

fn render(
    arguments: &Arguments,
    rules: &ElectoralSystem,
    outcome: &Outcome,
) -> Result<String, Box<dyn Error>> {
    if arguments.json {
        return Ok(serde_json::to_string(outcome)? + "\n");
    }
    if arguments.protocol {
        return Ok(format!("{}\n{outcome}", outcome.protocol));
    }
    Ok(format!("{}\n{outcome}", rules.name))
}
