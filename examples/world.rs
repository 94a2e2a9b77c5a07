//! Official elections of the world under their own rules, and under one another's.
//!
//! ```sh
//! cargo run --release --example world -- --list
//! cargo run --release --example world -- nz_2020 --protocol
//! cargo run --release --example world -- --check
//! cargo run --release --example world -- --votes nz_2023 --rules kazakhstan:2022-11-05 --allow-uncounted
//! cargo run --release --example world -- --votes ua_2012 --rules no_2009 --missing-as-nothing
//! ```

#[path = "../tests/world/case.rs"]
mod case;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use case::{Case, Comparison};
use lexopt::prelude::{Long, Short, Value, ValueExt};
use sailau::kazakhstan;
use sailau::system::{ElectoralSystem, Seats, Tier};
use sailau::votes::Votes;

const USAGE: &str = "\
Counts official elections of the world, from their rules files.

world --list                        every election: country, and what its rules need
world CASE [--protocol]             counts one, official seats beside computed ones
world --check [--json]              counts all; fails when a seat differs
world --votes CASE --rules OTHER [--allow-uncounted] [--missing-as-nothing] [--protocol]
                                    counts the votes of one under the rules of another

OTHER is a case, a rules file, or kazakhstan:DATE for the law of Kazakhstan that was in force on that day. CASE may be
kazakhstan:DATE too, after --votes. Winners that were given in place of votes are left out there, since under other
rules they did not stand. With --allow-uncounted tiers whose votes are not there leave their seats empty. With
--missing-as-nothing a count does not stop on what only the other law needs and the votes do not give: contests, invalid
ballots, districts, populations. It is taken as nothing, and said. Seats that the other law's districts are given with
their votes are then those of its own election.
";

#[derive(Default)]
struct Arguments {
    case: Option<String>,
    votes: Option<String>,
    rules: Option<String>,
    list: bool,
    check: bool,
    json: bool,
    protocol: bool,
    allow_uncounted: bool,
    missing_as_nothing: bool,
    help: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = parse()?;
    let Arguments { case, votes, rules, list, check, json, protocol, help, .. } = &arguments;
    let [list, check, json, protocol, help] = [list, check, json, protocol, help].map(|&said| said);
    if help {
        return print(USAGE, true);
    }
    match (case, votes, rules) {
        (None, None, None) if list && !check => print(&list_all()?, true),
        (None, None, None) if check && !list => check_all(json),
        (Some(case), None, None) if !list && !check => one(case, protocol),
        (None, Some(votes), Some(rules)) if !list && !check => crossed(votes, rules, &arguments),
        _ => Err(format!("what is to be counted?\n\n{USAGE}").into()),
    }
}

fn parse() -> Result<Arguments, lexopt::Error> {
    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("list") => arguments.list = true,
            Long("check") => arguments.check = true,
            Long("json") => arguments.json = true,
            Long("protocol") => arguments.protocol = true,
            Long("allow-uncounted") => arguments.allow_uncounted = true,
            Long("missing-as-nothing") => arguments.missing_as_nothing = true,
            Long("votes") => arguments.votes = Some(parser.value()?.string()?),
            Long("rules") => arguments.rules = Some(parser.value()?.string()?),
            Long("help") | Short('h') => arguments.help = true,
            Value(value) if arguments.case.is_none() => arguments.case = Some(value.string()?),
            other => return Err(other.unexpected()),
        }
    }
    Ok(arguments)
}

fn list_all() -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    for name in case::names()? {
        let case = Case::open(&name)?;
        let partial = if case.not_checked.is_some() { " (partial)" } else { "" };
        writeln!(text, "{name:<28} {:<15} {}{partial}", case.country, features(&case.rules).join(", "))?;
    }
    Ok(text)
}

/// The seats of an election once: those of all tiers where they are known, otherwise every tier's.
fn whole(levels: &[Comparison]) -> Vec<&Comparison> {
    let total: Vec<_> = levels.iter().filter(|level| level.tier == "total" && !level.by_district).collect();
    if !total.is_empty() {
        return total;
    }
    let finer = |level: &Comparison| levels.iter().any(|other| other.tier == level.tier && other.by_district);
    levels.iter().filter(|level| level.by_district || !finer(level)).collect()
}

/// How many of an election's official seats were computed as well.
#[derive(serde::Serialize)]
struct Agreement {
    case: String,
    seats: u32,
    agree: u32,
}

fn check_all(json: bool) -> Result<ExitCode, Box<dyn Error>> {
    let mut text = String::new();
    let mut rows = Vec::new();
    let mut all_equal = true;
    for name in case::names()? {
        let case = Case::open(&name)?;
        let levels = case.compare(&case.count()?);
        let equal = levels.iter().all(Comparison::is_equal);
        all_equal &= equal;
        let seats: u32 = whole(&levels).iter().map(|level| level.official()).sum();
        let agree: u32 = whole(&levels).iter().map(|level| level.agree()).sum();
        let cells: usize = levels.iter().map(|level| level.rows.len()).sum();
        let verdict = if equal { "agrees" } else { "DIFFERS" };
        writeln!(text, "{verdict:<8} {name:<28} {agree:>4} of {seats:>4} seats, {cells:>4} cells")?;
        rows.push(Agreement { case: name, seats, agree });
    }
    let agreeing = text.lines().filter(|line| line.starts_with("agrees")).count();
    writeln!(text, "{agreeing} of {} elections agree in every cell", rows.len())?;
    if json {
        text = serde_json::to_string(&rows)? + "\n";
    }
    print(&text, all_equal)
}

fn one(name: &str, protocol: bool) -> Result<ExitCode, Box<dyn Error>> {
    let case = Case::open(name)?;
    let outcome = case.count()?;
    let mut text = String::new();
    if protocol {
        writeln!(text, "{}", outcome.protocol)?;
    }
    writeln!(text, "{}: {}, {} ({})", case.name, case.country, case.rules.name, case.rules_file.display())?;
    let levels = case.compare(&outcome);
    for level in &levels {
        let place = if level.by_district { "by district" } else { "in all" };
        writeln!(text, "\n{} seats {place}: {} of {} agree", level.tier, level.agree(), level.official())?;
        writeln!(text, "  {:<60} {:>8} {:>8}", "", "official", "computed")?;
        for row in &level.rows {
            let party = row.party.as_deref().unwrap_or("(without a party)");
            let name = match &row.district {
                Some(district) => format!("{district}, {party}"),
                None => party.to_owned(),
            };
            let mark = if row.official == row.computed { "" } else { "  <" };
            writeln!(text, "  {name:<60} {:>8} {:>8}{mark}", row.official, row.computed)?;
        }
    }
    if let Some(not_checked) = &case.not_checked {
        writeln!(text, "\nNot checked: {not_checked}.")?;
    }
    let equal = levels.iter().all(Comparison::is_equal);
    print(&text, equal)
}

fn crossed(votes: &str, other: &str, arguments: &Arguments) -> Result<ExitCode, Box<dyn Error>> {
    let mut votes = find_votes(votes)?.without_winners();
    if arguments.allow_uncounted {
        votes = votes.allow_uncounted();
    }
    let mut rules = find_rules(other)?;
    let outcome = if arguments.missing_as_nothing {
        if let Ok(own) = Case::open(other) {
            name_seats(&mut rules, &own.votes, &votes);
        }
        rules.missing_as_nothing(&votes)?.count()?
    } else {
        rules.count(&votes)?
    };
    let text = if arguments.protocol {
        format!("{}\n{outcome}", outcome.protocol)
    } else {
        format!("{}\n{outcome}", rules.name)
    };
    print(&text, true)
}

/// Seats that come with the votes are written into rules by the law's own election, where other votes do not give them.
fn name_seats(rules: &mut ElectoralSystem, own: &Votes, votes: &Votes) {
    if votes.field().district_facts().iter().any(|known| known.seats.is_some()) {
        return;
    }
    let known = own.field().district_facts().iter();
    let table: BTreeMap<_, _> = known.filter_map(|known| Some((known.name.clone(), known.seats?))).collect();
    for tier in rules.tiers.iter_mut().filter(|tier| tier.seats == Seats::FromVotesFile) {
        if !table.is_empty() {
            tier.seats = Seats::ByDistrict(table.clone());
        }
    }
}

fn find_rules(name: &str) -> Result<ElectoralSystem, Box<dyn Error>> {
    if kazakhstan::is_named(name) {
        return Ok(kazakhstan::law_named(name)?.clone());
    }
    if std::path::Path::new(name).is_file() {
        return Ok(ElectoralSystem::open(name)?);
    }
    Ok(Case::open(name)?.rules)
}

fn find_votes(name: &str) -> Result<Votes, Box<dyn Error>> {
    if kazakhstan::is_named(name) {
        return Ok(kazakhstan::election_named(name)?.votes());
    }
    Ok(Case::open(name)?.votes)
}

fn print(text: &str, good: bool) -> Result<ExitCode, Box<dyn Error>> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }),
    }
}

/// What rules need, in the words of the rules reference.
fn features(rules: &ElectoralSystem) -> Vec<&'static str> {
    let words: BTreeSet<_> = rules.tiers.iter().flat_map(Tier::features).collect();
    words.into_iter().collect()
}
