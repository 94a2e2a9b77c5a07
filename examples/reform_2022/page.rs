//! The comparison as a page of text.

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use sailau::kazakhstan;
use sailau::law::Certainty;
use sailau::report::{columns, grouped};
use sailau::system::protocol::{SoleQualifierStep, Step, ThresholdStep, TieOpenStep};
use sailau::system::{AgainstAll, Outcome, TierRule};
use sailau::votes::Votes;

use crate::{Comparison, Count, Law};

/// The laws between which the reform went its way.
const STEPS: [Date; 3] = [date(2009, 2, 9), date(2021, 5, 24), date(2022, 11, 5)];

/// The whole page: what is compared, the reform in short, every election in full, and what is not certain.
pub(crate) fn write(text: &mut String, laws: &[Law], comparisons: &[Comparison]) -> std::fmt::Result {
    introduction(text, laws)?;
    in_short(text, comparisons)?;
    for comparison in comparisons {
        compare(text, comparison)?;
    }
    not_certain(text, laws, comparisons)
}

/// The full record of every count of an election, and where its votes come from.
pub(crate) fn records(text: &mut String, comparison: &Comparison) -> std::fmt::Result {
    let Comparison { election, counts, .. } = comparison;
    for count in counts {
        let title = format!("VOTES OF {} UNDER THE LAW OF {}", election.day, count.law.since);
        writeln!(text, "{0}\n{title}\n{0}", "=".repeat(title.len()))?;
        writeln!(text, "{}", count.outcome.protocol)?;
    }
    writeln!(text, "Where the votes of {} come from:", election.day)?;
    for source in &election.sources {
        writeln!(text, "  - {source}")?;
    }
    if !election.doubts.is_empty() {
        writeln!(text, "What is not certain about them:")?;
        for doubt in &election.doubts {
            writeln!(text, "  - {doubt}")?;
        }
    }
    writeln!(text)
}

fn introduction(text: &mut String, laws: &[Law]) -> std::fmt::Result {
    writeln!(text, "KAZAKHSTAN: OFFICIAL VOTES UNDER EVERY LIST LAW SINCE 1999\n")?;
    paragraph(
        text,
        "",
        "Who would have sat, had the same votes been counted under another law? Each table below is an election; \
         each of its columns is a law, headed by the year of that law. The figures are seats that parties won by \
         their lists.",
    )?;
    writeln!(text, "\n  year  since       the house under this law")?;
    for law in laws {
        writeln!(text, "  {}  {}  {}", law.since.year(), law.since, law.value.name)?;
    }
    writeln!(text, "\n  *    the law that was in force on election day")?;
    writeln!(text, "  -    no seat: the list stays below the threshold")?;
    writeln!(text, "  (3)  below the threshold, and let in as the second list (laws since 2009)\n")?;
    paragraph(
        text,
        "",
        "Single-member seats (67 until 2007, 29 from 2022) are not counted here: votes by district are not \
         published for any of these elections, and nothing is invented in their place. The nine seats of the \
         Assembly of the People (2007-2022) are not filled by voters.",
    )
}

/// A line for each election: what the steps of the reform change.
fn in_short(text: &mut String, comparisons: &[Comparison]) -> std::fmt::Result {
    let heading = |titles: &[&str]| titles.iter().map(|&title| title.to_owned()).collect();
    let mut table: Vec<Vec<String>> = vec![
        heading(&[
            "", "", "its", "seats", "seats", "seats", "lists", "lists", "lists", "wasted", "wasted", "wasted",
        ]),
        heading(&[
            "votes of", "largest", "votes", "2009", "2021", "2022", "2009", "2021", "2022", "2009", "2021",
            "2022",
        ]),
    ];
    for comparison in comparisons {
        let step = |day: &Date| comparison.counts.iter().find(|count| count.law.since == *day);
        let counts: Vec<_> = STEPS.iter().filter_map(step).collect();
        let totals = by_votes(&comparison.votes);
        let Some(&(largest, votes)) = totals.first().filter(|_| counts.len() == STEPS.len()) else {
            continue;
        };
        let valid = valid(&comparison.votes);
        let mut row = vec![comparison.election.day.to_string(), largest.to_owned(), percent(votes, valid)];
        row.extend(counts.iter().map(|count| share_of_seats(count, largest)));
        row.extend(counts.iter().map(|count| sitting(count).to_string()));
        row.extend(counts.iter().map(|count| percent(wasted(&comparison.votes, count), valid)));
        table.push(row);
    }
    if table.len() == 2 {
        return Ok(());
    }
    writeln!(text, "\n\nTHE REFORM IN SHORT")?;
    paragraph(
        text,
        "",
        "From 98 list seats at 7 % (law of 2009) to 98 at 5 % (2021), and to 69 at 5 % beside 29 single-member \
         seats (2022). Below: the largest list's share of the votes and of the list seats, \
         how many lists sit, and the share of valid votes that elects nobody.",
    )?;
    writeln!(text)?;
    text.push_str(&columns("  ", &table));
    writeln!(text)?;
    let single = kazakhstan::elections().last().map(|election| election.official_seats()).unwrap_or_default();
    let won = |party: Option<&str>| {
        let rows = single.iter().filter(|row| row.tier == "single" && row.party.as_deref() == party);
        rows.map(|row| row.seats).sum::<u32>()
    };
    paragraph(
        text,
        "",
        &format!(
            "What this cannot show is the step to single-member seats itself: in 2023 Amanat won {} of the 29, and \
             candidates without a party {}.",
            won(Some("Amanat")),
            won(None)
        ),
    )
}

/// What is not verified in the text of the laws, and what does not fit in the votes.
fn not_certain(text: &mut String, laws: &[Law], comparisons: &[Comparison]) -> std::fmt::Result {
    writeln!(text, "\n\nWHAT IS NOT CERTAIN")?;
    writeln!(
        text,
        "Not read in the text of the law itself (--protocol gives the reason and the source of each):\n"
    )?;
    for law in laws {
        let doubtful = |wanted: Certainty| {
            let cited = law.value.citations.iter();
            let of_the_list = cited.filter_map(|(rule, cited)| {
                let rule =
                    rule.strip_prefix("list.").or((rule == "since").then_some("day of coming into force"))?;
                (cited.certainty == wanted).then(|| match rule {
                    "no_list_passes" => "what follows when no list passes".to_owned(),
                    rule => rule.replace('_', " "),
                })
            });
            let rules: Vec<_> = of_the_list.collect();
            (!rules.is_empty()).then(|| format!("{wanted}: {}", rules.join(", ")))
        };
        let doubts: Vec<_> =
            [Certainty::Secondary, Certainty::Unsure].into_iter().filter_map(doubtful).collect();
        let doubts = if doubts.is_empty() { "nothing".to_owned() } else { doubts.join("; ") };
        paragraph(text, &format!("  {}  ", law.since.year()), &doubts)?;
    }
    writeln!(text, "\nAbout the votes:\n")?;
    for Comparison { election, .. } in comparisons {
        let year = format!("  {}  ", election.day.year());
        for doubt in &election.doubts {
            paragraph(text, &year, doubt)?;
        }
        if election.doubts.is_empty() {
            paragraph(text, &year, "nothing")?;
        }
    }
    Ok(())
}

fn compare(text: &mut String, comparison: &Comparison) -> std::fmt::Result {
    let Comparison { election, votes, counts } = comparison;
    let valid = valid(votes);
    let of_the_day = kazakhstan::law_on(election.day).map(|law| law.since).ok();
    writeln!(text, "\n\nVOTES OF {}", election.day)?;
    writeln!(text, "{} valid votes, seats under each law:\n", grouped(valid))?;

    let mut table = Vec::new();
    let mark = |law: &Law| if Some(law.since) == of_the_day { "*" } else { " " };
    let mut head = vec![String::new(), "votes".to_owned(), "share".to_owned()];
    head.extend(counts.iter().map(|count| format!("{}{}", count.law.since.year(), mark(&count.law))));
    table.push(head);
    table.push(line("list seats in all", counts, |count| list_seats(&count.law).to_string()));
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
    table.push(line("wasted votes", counts, |count| percent(wasted(votes, count), valid)));
    if let Some((largest, votes)) = by_votes(votes).first() {
        let mut row =
            line(&format!("{largest}: share of seats"), counts, |count| share_of_seats(count, largest));
        row[1] = "its votes".to_owned();
        row[2] = percent(*votes, valid);
        table.push(row);
    }
    text.push_str(&columns("  ", &table));
    writeln!(text)?;
    paragraph(text, "  ", &format!("The law of election day (*): {}.", against_official(comparison)))?;
    for note in notes(comparison) {
        paragraph(text, "  ", &format!("{note}."))?;
    }
    Ok(())
}

/// A row of the table: a title, two blank cells, and a cell for each law.
fn line(title: &str, counts: &[Count], cell: impl Fn(&Count) -> String) -> Vec<String> {
    let mut row = vec![title.to_owned(), String::new(), String::new()];
    row.extend(counts.iter().map(|count| cell(count) + " "));
    row
}

/// Votes for lists and against all: the base of the thresholds, and of the shares shown.
fn valid(votes: &Votes) -> u128 {
    votes.total("list") + votes.against_all("list")
}

fn share_of_seats(count: &Count, party: &str) -> String {
    percent(seats_of(&count.outcome, party).into(), list_seats(&count.law).into())
}

/// List seats of somebody who stood.
pub(crate) fn seats_of(outcome: &Outcome, party: &str) -> u32 {
    outcome.seats_in("list", party).unwrap_or(0)
}

/// How many lists have a seat.
fn sitting(count: &Count) -> usize {
    count.outcome.seats.iter().filter(|row| row.tier == "list").count()
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
            rule.threshold.as_ref().map_or("-".to_owned(), |bar| bar.share.to_string().replace('%', " %"))
        }
        _ => "-".to_owned(),
    }
}

fn seats_cell(count: &Count, party: &str) -> String {
    let seats = seats_of(&count.outcome, party);
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
        Step::Threshold(ThresholdStep { lists, .. }) => Some(lists),
        _ => None,
    });
    let passing = lists.flatten().filter(|line| line.passes);
    passing.map(|line| line.party.as_str()).collect()
}

/// Wasted votes, valid ones that elected nobody: those of lists without a seat, and those against all.
fn wasted(votes: &Votes, count: &Count) -> u128 {
    let seatless = votes.party_totals("list").into_iter();
    let seatless = seatless.filter(|(party, _)| seats_of(&count.outcome, &party.name) == 0);
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
        .filter(|row| seats_of(&count.outcome, row.party.as_deref().unwrap_or_default()) != row.seats)
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
                Step::SoleQualifier(SoleQualifierStep { first, seconds, second_seats, .. }) => guaranteed
                    .push(format!(
                        "{day}: {first} alone passes, {} is let in with {second_seats}",
                        seconds.join(" or ")
                    )),
                Step::AgainstAllNotOnTheBallot(_) => impossible.push(count),
                Step::NoListPasses(_) => {
                    notes.push(format!("{day}: no list passes, and the law does not say what follows"))
                }
                Step::TieOpen(TieOpenStep { parties, seats, .. }) => {
                    notes.push(format!("{day}: {seats} seats are tied among {}", parties.join(", ")));
                }
                _ => {}
            }
        }
    }
    if !guaranteed.is_empty() {
        notes.push(format!("The guarantee of a second list: {}", guaranteed.join("; ")));
    }
    if !impossible.is_empty() {
        let days: Vec<_> = impossible.iter().map(|count| count.law.since.year().to_string()).collect();
        let votes = grouped(comparison.votes.against_all("list"));
        notes.push(format!(
            "Under the laws of {} the ballot has no line against all; the {votes} such votes count as invalid and leave the base of the threshold",
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
            TierRule::Candidates(rule) => rule.against_all = AgainstAll::OnTheBallot,
            _ => {}
        }
    }
    let outcome = law.count(&comparison.votes).ok()?;
    let parties = by_votes(&comparison.votes).into_iter();
    let changes: Vec<_> = parties
        .map(|(party, _)| (party, seats_of(&count.outcome, party), seats_of(&outcome, party)))
        .filter(|(_, without, with)| without != with)
        .map(|(party, without, with)| format!("{party} {without}→{with}"))
        .collect();
    if changes.is_empty() {
        return None;
    }
    Some(format!(
        "With them in the base, the law of {} would give: {}",
        count.law.since.year(),
        changes.join(", ")
    ))
}

/// Text in lines of about 98 characters, all but the first indented like it.
fn paragraph(text: &mut String, start: &str, words: &str) -> std::fmt::Result {
    let mut line = start.to_owned();
    let mut empty = true;
    for word in words.split_whitespace() {
        // A sign of per cent stays with its number.
        if !empty && !word.starts_with('%') && line.chars().count() + 1 + word.chars().count() > 98 {
            writeln!(text, "{line}")?;
            line = " ".repeat(start.chars().count());
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    writeln!(text, "{line}")
}

/// A share in per cent, rounded to two places as election commissions publish it.
fn percent(part: u128, whole: u128) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    let hundredths = (part * 20_000 / whole).div_ceil(2);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}
