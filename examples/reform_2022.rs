//! The official votes of 2007-2023 under every list law of Kazakhstan since 1999: what did each reform change?
//!
//! ```text
//! cargo run --release --example reform_2022 -- [--election DAY]… [--law DAY]… [--protocol] [--json]
//! ```
//!
//! `--election` and `--law` choose some of them (1999 and 2004 can be asked for so), `--protocol` gives the full record of each
//! count, `--json` a row for each election, law and list. For other countries there is `sailau compare`.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use jiff::civil::{Date, date};
use lexopt::prelude::*;
use sailau::kazakhstan::{self, Election};
use sailau::report::{AcrossLaws, OfficialElection, wrapped};

const USAGE: &str = "usage: reform_2022 [--election DAY]… [--law DAY]… [--protocol] [--json]\n";

const QUESTION: &str = "Who would have sat, had the same votes been counted under another law? Each table below is an election; each \
    of its columns is a law, headed by the year of that law. The figures are seats that parties won by their lists.";
const LEFT_OUT: &str = "Single-member seats (67 until 2007, 29 from 2022) are not counted here: votes by district are not published \
    for any of these elections, and nothing is invented in their place. The nine seats of the Assembly of the People (2007-2022) are \
    not filled by voters.";
const IN_SHORT: &str = "From 98 list seats at 7 % (law of 2009) to 98 at 5 % (2021), and to 69 at 5 % beside 29 single-member seats \
    (2022). Below: the largest list's share of the votes and of the list seats, how many lists sit, and the share of valid votes that \
    elects nobody.";
const NOT_SHOWN: &str = "What this cannot show is the step to single-member seats itself: in 2023 Amanat won";

fn main() -> ExitCode {
    let Err(error) = page().and_then(|page| Ok(print(&page)?)) else { return ExitCode::SUCCESS };
    eprintln!("error: {error}");
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
    let (mut elections, mut laws, mut protocol, mut json) = (Vec::new(), Vec::new(), false, false);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("election") => elections.push(day(&parser.value()?.string()?)?),
            Long("law") => laws.push(day(&parser.value()?.string()?)?),
            Long("protocol") => protocol = true,
            Long("json") => json = true,
            Long("help") | Short('h') => return Ok(USAGE.to_owned()),
            other => return Err(format!("{}; try --help", other.unexpected()).into()),
        }
    }
    // The law of 1999 brought the list; texts before it have nothing to compare.
    let list_laws = kazakhstan::laws().iter().filter(|law| law.since >= date(1999, 5, 6)).collect();
    if elections.is_empty() {
        // The first election that was all by list.
        let days = kazakhstan::elections().iter().map(|election| election.day);
        elections.extend(days.filter(|day| *day >= date(2007, 8, 18)));
    }
    let official = kazakhstan::elections().iter().map(official).collect();
    let found = AcrossLaws::count("list", list_laws, official)?.of_elections(&elections)?;
    let found = if laws.is_empty() { found } else { found.of_laws(&laws)? };
    match (json, protocol) {
        (true, _) => return Ok(serde_json::to_string(&found.rows())? + "\n"),
        (_, true) => return Ok(found.records()),
        _ => {}
    }
    let mut page = "KAZAKHSTAN: OFFICIAL VOTES UNDER EVERY LIST LAW SINCE 1999\n\n".to_owned();
    page += &[wrapped(QUESTION, 0), found.legend(), wrapped(LEFT_OUT, 0)].join("\n");
    if let Some(table) = found.in_short(&[date(2009, 2, 9), date(2021, 5, 24), date(2022, 11, 5)]) {
        page += &format!("\n\nTHE REFORM IN SHORT\n{}\n{table}\n", wrapped(IN_SHORT, 0));
        let single = |who| kazakhstan::elections().last().map_or(0, |last| last.seats_in("single", who));
        let (amanat, nobody) = (single(Some("Amanat")), single(None));
        page +=
            &wrapped(&format!("{NOT_SHOWN} {amanat} of the 29, and candidates without a party {nobody}."), 0);
    }
    Ok(page + &found.sections() + "\n\nWHAT IS NOT CERTAIN\n" + &found.doubts())
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{text}` is not a day of the calendar; write it like 2012-01-15"))
}

/// Winners of single seats stood under the law of their day alone: here only the lists are compared.
fn official(election: &Election) -> OfficialElection<'_> {
    let seats = election.official_seats().iter().filter(|row| row.tier == "list");
    OfficialElection {
        day: election.day,
        votes: election.votes().without_winners().allow_uncounted(),
        seats: seats.filter_map(|row| Some((row.party.as_deref()?, row.seats))).collect(),
        sources: &election.sources,
        doubts: &election.doubts,
    }
}
