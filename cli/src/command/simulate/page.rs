//! The first screen: who has a majority, what changes, and how sure that is.

use sailau::report::{Cell, Column, Kind, Table, grouped, in_percent, wrapped};
use sailau::simulate::Interval;
use sailau::simulate::elections::{Chance, Digest, Ensemble, PairRow, SeatsRow};

use super::behaviour;
use crate::failure::Failure;
use crate::output::{WIDTH, cut, for_people};

/// Parties and assumptions that the first screen has room for.
const PARTIES: usize = 10;
const ASSUMPTIONS: usize = 6;

/// The page; with `all` nothing is left out, and of polls it is said who is first.
pub(in crate::command) fn first(
    ensemble: &Ensemble,
    digest: &Digest,
    all: bool,
    of_polls: bool,
) -> Result<String, Failure> {
    let systems: Vec<(&str, u32)> =
        ensemble.summary.systems.iter().map(|houses| (houses.name.as_str(), houses.house_size)).collect();
    let mut text = wrapped(
        &format!(
            "{} elections are drawn (seed {}), and each is counted under {}.",
            grouped(digest.draws),
            digest.seed,
            // Those of a scenario are the same once more.
            match ensemble.summary.systems.iter().filter(|houses| houses.votes == 0).count() {
                1 => "one set of rules".to_owned(),
                many => format!("{many} sets of rules"),
            }
        ),
        0,
    );
    if digest.draws < digest.planned {
        text += &format!("Part of a run: {} were planned.\n", grouped(digest.planned));
    }
    text += &behaviour::stated(digest);
    text.push('\n');
    for &(name, house) in &systems {
        text += &wrapped(&of_system(digest, name, house), 4);
    }
    for pair in &ensemble.summary.pairs {
        let [(first, _), (second, _)] = [pair.first, pair.second].map(|number| systems[number]);
        text += &wrapped(&difference(digest, first, second), 4);
    }
    text += &format!(
        "\nSeats: the mean, and from … to in nine elections of ten\n\n{}",
        seats(digest, &systems, all)?
    );
    text += &behaviour::votes(ensemble)?;
    if of_polls && !all {
        let mut parties = Table::of_party_chances(digest);
        parties.notes.clear();
        text += &format!("\nChances of parties\n\n{}", for_people(&parties));
    }
    text += &format!(
        "\nChances in per cent, with the {:.0} % interval of the simulation\n\n{}",
        100.0 * digest.confidence,
        chances(digest, &systems)?
    );
    text += "\nTaken for granted\n";
    text += &assumptions(digest, all);
    Ok(text)
}

/// `old: in 51.2 % [50.5, 51.9] of the elections one party has more than half of the 98 seats …`
fn of_system(digest: &Digest, name: &str, house: u32) -> String {
    let event = |event: &str| {
        let row = digest.events.iter().find(|row| row.system == name && row.event == event);
        row.map(|row| row.chance)
    };
    let mut words = format!("{name}: ");
    match event("majority") {
        Some(chance) if chance.share > 0.0 => {
            words += &format!(
                "in {} of the elections a party has more than half of the {house} seats",
                percent_and(chance)
            );
            let rows = digest.seats.iter().filter(|row| row.system == name && row.party.is_some());
            let mut holders: Vec<&SeatsRow> = rows.filter(|row| row.majority.share > 0.0).collect();
            holders.sort_by(|a, b| b.majority.share.total_cmp(&a.majority.share));
            let named = holders.iter().take(3).map(|row| {
                format!("{} in {}", row.party.as_deref().unwrap_or_default(), percent(row.majority.share))
            });
            let named: Vec<_> = named.collect();
            words += &format!(": {}", named.join(", "));
            if let Some(chance) = event("two thirds").filter(|chance| chance.share > 0.0) {
                words += &format!("; in {} it has two thirds", percent_and(chance));
            }
            words.push('.');
        }
        _ => words += &format!("in none of the elections a party has more than half of the {house} seats."),
    }
    if let Some(chance) = event("not counted").filter(|chance| chance.share > 0.0) {
        words += &format!(" In {} the rules could not be applied.", percent(chance.share));
    }
    words
}

/// What changes in the second rules' houses against the first's, on the same votes.
fn difference(digest: &Digest, first: &str, second: &str) -> String {
    let own = digest.pairs.iter().filter(|row| row.first == first && row.second == second);
    let mut moved: Vec<&PairRow> = own.clone().filter(|row| is_sure(row.interval)).collect();
    moved.sort_by(|a, b| b.mean.abs().total_cmp(&a.mean.abs()));
    let mut words = format!("{second} against {first}, on the same votes: ");
    let seats: Vec<_> = moved
        .iter()
        .take(4)
        .map(|row| {
            let Interval { low, high, .. } = row.interval;
            format!("{} {:+.2} [{:+.2}, {:+.2}]", row.party, -row.mean, -high, -low)
        })
        .collect();
    words += &match seats.len() {
        0 => "no party's mean seats differ for sure".to_owned(),
        _ => format!("{} seats", seats.join(", ")),
    };
    let points = |what: String, difference: f64, Interval { low, high, .. }: Interval| {
        format!(
            "; the chance that {what} {:+.1} [{:+.1}, {:+.1}] points",
            -100.0 * difference,
            -100.0 * high,
            -100.0 * low
        )
    };
    let mut majorities: Vec<&PairRow> = own.filter(|row| is_sure(row.majority_interval)).collect();
    majorities.sort_by(|a, b| b.majority.abs().total_cmp(&a.majority.abs()));
    if let Some(row) = majorities.first() {
        words += &points(format!("{} has a majority", row.party), row.majority, row.majority_interval);
    }
    for row in digest.event_pairs.iter().filter(|row| row.first == first && row.second == second) {
        words += &points(row.event.clone(), row.difference, row.interval);
    }
    words + "."
}

fn is_sure(interval: Interval) -> bool {
    interval.low > 0.0 || interval.high < 0.0
}

/// A row for each party, the largest first.
fn seats(digest: &Digest, systems: &[(&str, u32)], all: bool) -> Result<String, Failure> {
    let row = |system: &str, party: Option<&str>| {
        digest.seats.iter().find(|row| row.system == system && row.party.as_deref() == party)
    };
    let mut parties: Vec<(Option<&str>, f64)> = Vec::new();
    for own in &digest.seats {
        let party = own.party.as_deref();
        let most = systems.iter().filter_map(|(system, _)| Some(row(system, party)?.mean));
        let most = most.fold(0.0, f64::max);
        if !parties.iter().any(|(known, _)| *known == party) && most > 0.0 {
            parties.push((party, most));
        }
    }
    let key = |party: Option<&str>, most: f64| {
        (systems.first().and_then(|(system, _)| row(system, party)).map_or(0.0, |row| row.mean), most)
    };
    parties.sort_by(|a, b| {
        let (one, other) = (key(a.0, a.1), key(b.0, b.1));
        other.0.total_cmp(&one.0).then(other.1.total_cmp(&one.1))
    });
    let shown = if all { parties.len() } else { parties.len().min(PARTIES) };
    let table = |systems: &[(&str, u32)], has_range: bool| -> Result<Table, Failure> {
        let mut columns = vec![Column::new("party", Kind::Text)];
        columns.extend(
            systems.iter().map(|(name, _)| Column::new(format!("in {name}"), Kind::Text).heading(*name)),
        );
        let mut table = Table::new(columns)?;
        for (party, _) in &parties[..shown] {
            let cell = |(system, _): &(&str, u32)| match row(system, *party) {
                None => Cell::Absent("-"),
                Some(row) if has_range => {
                    let [low, _, high] = row.quantiles;
                    Cell::from(format!("{:.1} ({low} to {high})", row.mean).as_str())
                }
                Some(row) => Cell::from(format!("{:.1}", row.mean).as_str()),
            };
            let name =
                party.map_or(Cell::Absent("(without a party)"), |name| Cell::from(cut(name, 30).as_str()));
            let mut cells = vec![name];
            cells.extend(systems.iter().map(cell));
            table.push(cells)?;
        }
        if shown < parties.len() {
            table.notes.push(format!("{} more with a seat in some election: --all", parties.len() - shown));
        }
        Ok(table)
    };
    within(systems, table)
}

/// A row for each event of which there is something to say.
fn chances(digest: &Digest, systems: &[(&str, u32)]) -> Result<String, Failure> {
    let mut events: Vec<&str> = Vec::new();
    for row in &digest.events {
        let asked = ![
            "majority",
            "two thirds",
            "tie",
            "tie broken by a rule",
            "empty seat",
            "sole qualifier",
            "not counted",
        ]
        .contains(&row.event.as_str());
        let always = matches!(row.event.as_str(), "majority" | "two thirds") || asked;
        if (always || row.chance.share > 0.0) && !events.contains(&row.event.as_str()) {
            events.push(&row.event);
        }
    }
    let table = |systems: &[(&str, u32)], has_interval: bool| -> Result<Table, Failure> {
        let mut columns = vec![Column::new("event", Kind::Text).heading("")];
        columns.extend(
            systems.iter().map(|(name, _)| Column::new(format!("in {name}"), Kind::Text).heading(*name)),
        );
        let mut table = Table::new(columns)?;
        for event in &events {
            let cell = |(system, _): &(&str, u32)| {
                let row = digest.events.iter().find(|row| row.system == *system && row.event == **event);
                match row {
                    None => Cell::Absent("-"),
                    Some(row) if has_interval => {
                        let Chance { share, low, high, .. } = row.chance;
                        let words = format!("{:.1} [{:.1}, {:.1}]", 100.0 * share, 100.0 * low, 100.0 * high);
                        Cell::from(words.as_str())
                    }
                    Some(row) => Cell::from(format!("{:.1}", 100.0 * row.chance.share).as_str()),
                }
            };
            let name = match *event {
                "majority" => "a party has more than half",
                "two thirds" => "a party has two thirds",
                other => other,
            };
            let mut cells = vec![Cell::from(cut(name, 44).as_str())];
            cells.extend(systems.iter().map(cell));
            table.push(cells)?;
        }
        Ok(table)
    };
    within(systems, table)
}

/// The fullest form of a table that the first screen has room for.
fn within(
    systems: &[(&str, u32)],
    table: impl Fn(&[(&str, u32)], bool) -> Result<Table, Failure>,
) -> Result<String, Failure> {
    let fits = |text: &str| text.lines().all(|line| line.chars().count() <= WIDTH);
    let mut text = for_people(&table(systems, true)?);
    let mut left = systems.len();
    while !fits(&text) && left > 0 {
        let mut shorter = table(&systems[..left], false)?;
        if left < systems.len() {
            shorter.notes.push(format!("{} more sets of rules: --all", systems.len() - left));
        }
        text = for_people(&shorter);
        left -= 1;
    }
    Ok(text)
}

/// What the electorate takes for granted, a line each unless everything is asked for.
fn assumptions(digest: &Digest, all: bool) -> String {
    // What a scenario states stands above, in full.
    let others: Vec<&String> =
        digest.assumptions.iter().filter(|sentence| !digest.stated.contains(sentence)).collect();
    if all {
        return others.iter().map(|sentence| wrapped(&format!("  * {sentence}"), 4)).collect();
    }
    let shown = others.iter().take(ASSUMPTIONS);
    let mut text: String = shown.map(|sentence| format!("  * {}\n", cut(sentence, 94))).collect();
    let more = others.len().saturating_sub(ASSUMPTIONS);
    if more > 0 {
        text += &format!("  … and {more} more: --all\n");
    }
    text
}

fn percent_and(chance: Chance) -> String {
    format!("{} [{:.1}, {:.1}]", percent(chance.share), 100.0 * chance.low, 100.0 * chance.high)
}

/// Near never and always, one place more.
fn percent(share: f64) -> String {
    let places = if (0.005..=0.995).contains(&share) || share == 0.0 || share == 1.0 { 1 } else { 2 };
    in_percent(share, places)
}
