//! Counts any election: rules from a file or from Kazakhstan's law of a day, votes from a CSV file.
//!
//! Try `count kazakhstan:2023-03-19 examples/data/kazakhstan_2023.csv --allow-uncounted --protocol`. The program `sailau count`
//! also reads files of other forms and knows official elections of the world.

use std::error::Error;
use std::io::{self, Write, stdin};
use std::process::ExitCode;

use lexopt::prelude::*;
use sailau::kazakhstan;
use sailau::lots::SeededLots;
use sailau::system::{Drawn, ElectoralSystem};
use sailau::votes::Votes;

const USAGE: &str = "usage: count RULES VOTES [--winners FILE] [--districts FILE] [--lots SEED] [--allow-uncounted]
    [--missing-as-nothing] [--json] [--protocol]
RULES                 a TOML or JSON file, or kazakhstan:YYYY-MM-DD for the law in force that day
VOTES                 a CSV file, - for standard input, or kazakhstan:YYYY-MM-DD for the official votes of that election
--winners             a CSV file of winners that are given in place of votes: tier,district,party,candidate,seats
--districts           a CSV file of what rules need to know of districts: district,seats,region,population
--lots                a whole number; the same number draws the same lots
--allow-uncounted     tiers whose votes are not there leave their seats empty, and it is said
--missing-as-nothing  what the rules ask for and the votes do not give is taken as nothing, and said
--json, --protocol    the outcome as JSON with the protocol, or the full record in words
";

fn main() -> ExitCode {
    let Err(error) = page().and_then(|page| Ok(print(&page)?)) else { return ExitCode::SUCCESS };
    // In one line, whatever it quotes.
    eprintln!("error: {}", error.to_string().replace(char::is_control, " "));
    ExitCode::FAILURE
}

fn print(page: &str) -> io::Result<()> {
    match io::stdout().write_all(page.as_bytes()) {
        // A reader who has seen enough (as `head` has) is no error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

fn page() -> Result<String, Box<dyn Error>> {
    let (mut files, mut winners, mut districts, mut lots) = (Vec::new(), None, None, None);
    let (mut allow_uncounted, mut missing_as_nothing, mut json, mut protocol) = (false, false, false, false);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("winners") => winners = Some(parser.value()?.string()?),
            Long("districts") => districts = Some(parser.value()?.string()?),
            Long("lots") => lots = Some(SeededLots::new(seed(&parser.value()?.string()?)?)),
            Long("allow-uncounted") => allow_uncounted = true,
            Long("missing-as-nothing") => missing_as_nothing = true,
            Long("json") => json = true,
            Long("protocol") => protocol = true,
            Long("help") | Short('h') => return Ok(USAGE.to_owned()),
            Value(file) => files.push(file.string()?),
            other => return Err(format!("{}; try --help", other.unexpected()).into()),
        }
    }
    let [law, file] = &files[..] else {
        return Err("two arguments are needed, RULES and VOTES; try --help".into());
    };
    let rules = if is_day(law)? { kazakhstan::law_named(law)?.clone() } else { ElectoralSystem::open(law)? };
    let votes = match (is_day(file)?, file.as_str()) {
        (true, day) => kazakhstan::election_named(day)?.votes(),
        // Lists may be of kinds that these rules do not know.
        (_, "-") if missing_as_nothing => Votes::from_csv(stdin().lock(), &rules.contests())?,
        (_, file) if missing_as_nothing => Votes::open_csv(file, &rules.contests())?,
        (_, "-") => rules.read_votes(stdin().lock())?,
        (_, file) => rules.open_votes(file)?,
    };
    let votes = if let Some(file) = districts { votes.open_districts_csv(file)? } else { votes };
    let mut votes = if allow_uncounted { votes.allow_uncounted() } else { votes };
    if let Some(file) = winners {
        let tiers: Vec<_> = rules.tiers.iter().map(|tier| tier.name.as_str()).collect();
        votes = votes.open_winners_csv(file, &tiers)?;
    }
    let drawn = lots.as_ref().map_or((&votes).into(), |lots| Drawn::new(&votes, lots));
    let what_if = missing_as_nothing.then(|| rules.missing_as_nothing(drawn)).transpose()?;
    let outcome = what_if.map_or_else(|| rules.count(drawn), |what_if| what_if.count())?;
    Ok(match (json, protocol) {
        (true, _) => serde_json::to_string(&outcome)? + "\n",
        (_, true) => format!("{}\n{outcome}", outcome.protocol),
        _ => format!("{}\n{outcome}", rules.name),
    })
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("`--lots {text}`: a whole number from 0 to {} is needed", u64::MAX))
}

/// Whether `kazakhstan:YYYY-MM-DD` is meant and not a file.
fn is_day(text: &str) -> Result<bool, String> {
    match text.contains(':') && !std::path::Path::new(text).exists() {
        true if kazakhstan::is_named(text) => Ok(true),
        true => Err(format!("`{text}`: no such file, and the only law on board is kazakhstan:YYYY-MM-DD")),
        false => Ok(false),
    }
}
