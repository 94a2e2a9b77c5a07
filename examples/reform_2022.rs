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

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use jiff::civil::{Date, date};
use sailau::kazakhstan::{self, Election};
use sailau::law::InForce;
use sailau::system::protocol::Step;
use sailau::system::{AgainstAll, ElectoralSystem, Outcome, TierRule};
use sailau::votes::Votes;
use serde::Serialize;

const USAGE: &str = "usage: reform_2022 [--election DAY]… [--law DAY]… [--protocol] [--json]";

/// The day of the law that brought the list; texts before it have nothing to compare.
const FIRST_LIST_LAW: Date = date(1999, 5, 6);
/// The first election that was all by list, and the start of the comparison.
const FIRST_ELECTION: Date = date(2007, 8, 18);

type Law = InForce<'static, ElectoralSystem>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
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
        let votes = election.votes().without_winners();
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
            for count in &comparison.counts {
                let day = comparison.election.day;
                writeln!(text, "VOTES OF {day} UNDER THE LAW OF {}", count.law.since)?;
                writeln!(text, "{}", count.outcome.protocol)?;
            }
        }
    } else {
        introduction(&mut text, &laws)?;
        for comparison in &comparisons {
            compare(&mut text, comparison)?;
        }
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
                seats: count.outcome.seats_in("list", &party.name),
            });
        }
    }
    rows
}

fn introduction(text: &mut String, laws: &[Law]) -> std::fmt::Result {
    writeln!(text, "KAZAKHSTAN: OFFICIAL VOTES UNDER EVERY LIST LAW SINCE 1999")?;
    writeln!(text, "Seats of the list tier. Each column is a law, by the year it came into force:\n")?;
    for law in laws {
        writeln!(text, "  {}  {}", law.since, law.value.name)?;
    }
    writeln!(text)?;
    writeln!(text, "A dash: below the threshold. In brackets: below it, and let in as the second list.\n")?;
    writeln!(
        text,
        "Single-member seats (67 until 2007, 29 from 2022) are not counted here: votes by district are not"
    )?;
    writeln!(
        text,
        "published for any of these elections, and nothing is invented in their place. The nine seats of"
    )?;
    writeln!(text, "the Assembly of the People (2007-2022) are not filled by voters.")
}

fn compare(text: &mut String, comparison: &Comparison) -> std::fmt::Result {
    let Comparison { election, votes, counts } = comparison;
    let valid = votes.total("list") + votes.against_all("list");
    let of_the_day = kazakhstan::law_on(election.day).map(|law| law.since).ok();
    writeln!(text, "\n\nVOTES OF {}: {} valid", election.day, grouped(valid))?;

    let mut table = Vec::new();
    let mark = |law: &Law| if Some(law.since) == of_the_day { "*" } else { " " };
    let mut head = vec![String::new(), "votes".to_owned(), "share".to_owned()];
    head.extend(counts.iter().map(|count| format!("{}{}", count.law.since.year(), mark(&count.law))));
    table.push(head);
    table.push(line("seats of the list", counts, |count| list_seats(&count.law).to_string()));
    table.push(line("threshold", counts, |count| threshold(&count.law)));
    for (party, votes) in by_votes(votes) {
        let mut row = line(party, counts, |count| seats_cell(count, party));
        row[1] = grouped(votes);
        row[2] = percent(votes, valid);
        table.push(row);
    }
    let against_all = votes.against_all("list");
    if against_all > 0 {
        let mut row = line("(against all)", counts, |_| String::new());
        row[1] = grouped(against_all);
        row[2] = percent(against_all, valid);
        table.push(row);
    }
    table.push(line("lists past the threshold", counts, |count| passing(count).len().to_string()));
    let mut row = line("votes that elect nobody", counts, |count| percent(wasted(votes, count), valid));
    row[1] = "of valid".to_owned();
    table.push(row);
    if let Some((largest, votes)) = by_votes(votes).first() {
        let mut row = line("seats of the largest list", counts, |count| {
            percent(count.outcome.seats_in("list", largest).into(), list_seats(&count.law).into())
        });
        row[1] = "for votes".to_owned();
        row[2] = percent(*votes, valid);
        table.push(row);
    }
    print_table(text, &table)?;
    writeln!(text, "  * the law of election day; {}", against_official(comparison))?;
    for note in notes(comparison) {
        writeln!(text, "  - {note}")?;
    }
    Ok(())
}

/// A row of the table: a title, two blank cells, and a cell for each law.
fn line(title: &str, counts: &[Count], cell: impl Fn(&Count) -> String) -> Vec<String> {
    let mut row = vec![title.to_owned(), String::new(), String::new()];
    row.extend(counts.iter().map(|count| cell(count) + " "));
    row
}

fn by_votes(votes: &Votes) -> Vec<(&str, u128)> {
    let totals = votes.party_totals("list");
    let mut totals: Vec<_> = totals.into_iter().map(|(party, votes)| (party.name.as_str(), votes)).collect();
    totals.sort_by_key(|&(_, votes)| std::cmp::Reverse(votes));
    totals
}

fn list_seats(law: &Law) -> u32 {
    match law.value.tier("list").map(|tier| &tier.seats) {
        Some(sailau::system::Seats::Same(seats)) => *seats,
        _ => 0,
    }
}

fn threshold(law: &Law) -> String {
    match law.value.tier("list").map(|tier| &tier.rule) {
        Some(TierRule::List(rule)) => {
            rule.threshold.as_ref().map_or("-".to_owned(), |bar| bar.share.to_string())
        }
        _ => "-".to_owned(),
    }
}

fn seats_cell(count: &Count, party: &str) -> String {
    let seats = count.outcome.seats_in("list", party);
    let tied = count.outcome.ties.iter().any(|tie| tie.parties.iter().any(|name| name == party));
    match (seats, tied, passing(count).contains(&party)) {
        (seats, true, _) => format!("{seats} or more"),
        (0, false, false) => "-".to_owned(),
        (seats, false, false) => format!("({seats})"),
        (seats, false, true) => seats.to_string(),
    }
}

/// The lists that reached the threshold, as the protocol has them.
fn passing(count: &Count) -> Vec<&str> {
    let steps = count.outcome.protocol.entries.iter().map(|entry| &entry.step);
    let lists = steps.filter_map(|step| match step {
        Step::Threshold { lists, .. } => Some(lists),
        _ => None,
    });
    let passing = lists.flatten().filter(|line| line.passes);
    passing.map(|line| line.party.as_str()).collect()
}

/// Valid votes that elected nobody: those of lists without a seat, and those against all.
fn wasted(votes: &Votes, count: &Count) -> u128 {
    let seatless = votes.party_totals("list").into_iter();
    let seatless = seatless.filter(|(party, _)| count.outcome.seats_in("list", &party.name) == 0);
    seatless.map(|(_, votes)| votes).sum::<u128>() + votes.against_all("list")
}

/// Whether the law of election day gives the official seats.
fn against_official(comparison: &Comparison) -> String {
    let of_the_day = kazakhstan::law_on(comparison.election.day).map(|law| law.since).ok();
    let Some(count) = comparison.counts.iter().find(|count| Some(count.law.since) == of_the_day) else {
        return "it is not among the laws asked for".to_owned();
    };
    let official = comparison.election.official_seats().iter().filter(|row| row.tier == "list");
    let wrong = official
        .filter(|row| count.outcome.seats_in("list", row.party.as_deref().unwrap_or_default()) != row.seats)
        .count();
    match wrong {
        0 => "it gives the official seats of every list".to_owned(),
        wrong => format!("it DIFFERS from the official seats of {wrong} lists"),
    }
}

/// What a reader would not see from the numbers.
fn notes(comparison: &Comparison) -> Vec<String> {
    let mut notes = Vec::new();
    let mut guaranteed = Vec::new();
    let mut impossible = Vec::new();
    for count in &comparison.counts {
        let day = count.law.since.year();
        for entry in &count.outcome.protocol.entries {
            match &entry.step {
                Step::SoleQualifier { first, seconds, second_seats, .. } => guaranteed.push(format!(
                    "{day}: {first} alone passes, {} is let in with {second_seats}",
                    seconds.join(" or ")
                )),
                Step::AgainstAllNotOnTheBallot { .. } => impossible.push(count),
                Step::NoListPasses { .. } => {
                    notes.push(format!("{day}: no list passes, and the law does not say what follows"))
                }
                Step::TieOpen { parties, seats, .. } => {
                    notes.push(format!("{day}: {seats} seats are tied among {}", parties.join(", ")));
                }
                _ => {}
            }
        }
    }
    if !guaranteed.is_empty() {
        notes.push(format!("guarantee of a second list: {}", guaranteed.join("; ")));
    }
    if !impossible.is_empty() {
        let days: Vec<_> = impossible.iter().map(|count| count.law.since.year().to_string()).collect();
        let votes = grouped(comparison.votes.against_all("list"));
        notes.push(format!(
            "{}: the ballot has no line against all; the {votes} such votes count as invalid and leave the base of the threshold",
            days.join(", ")
        ));
        notes.extend(impossible.iter().filter_map(|count| with_against_all(comparison, count)));
    }
    notes
}

/// What would change if votes against all stayed in the base under a law that does not know them.
fn with_against_all(comparison: &Comparison, count: &Count) -> Option<String> {
    let mut law = count.law.value.clone();
    for tier in &mut law.tiers {
        match &mut tier.rule {
            TierRule::List(rule) => rule.against_all = AgainstAll::OnTheBallot,
            TierRule::Single(rule) => rule.against_all = AgainstAll::OnTheBallot,
            _ => {}
        }
    }
    let outcome = law.count(&comparison.votes).ok()?;
    let seats = |outcome: &Outcome, party: &str| outcome.seats_in("list", party);
    let parties = by_votes(&comparison.votes).into_iter();
    let changes: Vec<_> = parties
        .map(|(party, _)| (party, seats(&count.outcome, party), seats(&outcome, party)))
        .filter(|(_, without, with)| without != with)
        .map(|(party, without, with)| format!("{party} {without} -> {with}"))
        .collect();
    if changes.is_empty() {
        return None;
    }
    Some(format!(
        "with them in the base, the law of {} would give: {}",
        count.law.since.year(),
        changes.join(", ")
    ))
}

fn print_table(text: &mut String, table: &[Vec<String>]) -> std::fmt::Result {
    let columns = table.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| table.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns).map(width).collect();
    for row in table {
        let mut line = String::new();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            if column == 0 {
                write!(line, "  {cell:<width$}")?;
            } else {
                write!(line, "  {cell:>width$}")?;
            }
        }
        writeln!(text, "{}", line.trim_end())?;
    }
    Ok(())
}

fn grouped(n: u128) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share in per cent, rounded to two places as election commissions publish it.
fn percent(part: u128, whole: u128) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    let hundredths = (part * 20_000 / whole).div_ceil(2);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// Prints, and does not mind a reader who has seen enough (as `head` has).
fn print(text: &str) -> Result<(), Box<dyn Error>> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}
