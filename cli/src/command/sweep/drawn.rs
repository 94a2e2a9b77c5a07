//! The page of a sweep of simulated elections: chances of majorities, and mean seats.

use sailau::reform::sweep_file::{DrawnScenario, Figures, SweepFile};
use sailau::report::{columns, grouped, wrapped};

use super::Drawn;
use crate::output::{as_wide_as_fits, cut, left_out, percent};

/// Rows of the first screen.
const FIRST: usize = 24;
/// Letters of a party's name there.
const NAME: usize = 14;
/// Letters of an event there.
const EVENT: usize = 44;

pub(super) fn page(
    file: &SweepFile,
    Drawn { scenarios: drawn, assumptions, stated }: &Drawn,
    all: bool,
) -> String {
    let mut text = wrapped(&file.name, 0);
    let draws = drawn.iter().flat_map(|scenario| scenario.rows.first()).map(|row| row.draws).next();
    text += &wrapped(
        &format!(
            "{} scenarios of {} simulated elections each.",
            grouped(drawn.len() as u64),
            grouped(draws.unwrap_or(0))
        ),
        0,
    );
    text += &of_first(drawn, stated);
    text.push('\n');
    let systems = systems(drawn);
    for system in &systems {
        text += &wrapped(&in_a_sentence(drawn, system), 2);
    }
    text.push('\n');
    text += &table(drawn, &systems, all);
    text += &events(drawn, &systems, all);
    text += "\nSeats are means; in brackets, the 95 % interval of the simulation's own error.\n";
    if all {
        text += "\nWhat this takes for granted:\n";
        for sentence in assumptions {
            text += &wrapped(&format!("  - {sentence}"), 4);
        }
    } else {
        text += &format!("It takes {} things for granted; --all lists them.\n", assumptions.len());
    }
    text
}

/// What is stated of voters and parties, at the first point; nothing where nothing is.
fn of_first(drawn: &[DrawnScenario], stated: &[String]) -> String {
    let Some(first) = drawn.first().filter(|_| !stated.is_empty()) else { return String::new() };
    let at = if drawn.len() > 1 { format!("; here at {}", first.name) } else { String::new() };
    let mut text = wrapped(&format!("\nStated, and counted without it and with it{at}:"), 0);
    for sentence in stated {
        text += &wrapped(&format!("  * {sentence}"), 4);
    }
    text
}

fn systems(drawn: &[DrawnScenario]) -> Vec<&str> {
    let mut systems: Vec<&str> = Vec::new();
    for row in drawn.first().iter().flat_map(|scenario| &scenario.rows) {
        if !systems.contains(&row.system.as_str()) {
            systems.push(&row.system);
        }
    }
    systems
}

/// Rows of a system in a scenario.
fn rows<'a>(scenario: &'a DrawnScenario, system: &'a str) -> impl Iterator<Item = &'a Figures> {
    scenario.rows.iter().filter(move |row| row.system == system)
}

/// Who most often has a majority.
fn leader<'a>(scenario: &'a DrawnScenario, system: &'a str) -> Option<&'a Figures> {
    let chance = |row: &Figures| (row.get("p_majority").unwrap_or(0.0), row.get("mean_seats").unwrap_or(0.0));
    rows(scenario, system).max_by(|a, b| {
        let ((a, c), (b, d)) = (chance(a), chance(b));
        a.total_cmp(&b).then(c.total_cmp(&d))
    })
}

/// Where the least and the greatest chance of a majority is, and where it passes one half.
fn in_a_sentence(drawn: &[DrawnScenario], system: &str) -> String {
    let chances: Vec<(&DrawnScenario, &Figures, f64)> = drawn
        .iter()
        .filter_map(|scenario| {
            let leader = leader(scenario, system)?;
            Some((scenario, leader, leader.get("p_majority")?))
        })
        .collect();
    let least = chances.iter().min_by(|a, b| a.2.total_cmp(&b.2));
    let most = chances.iter().max_by(|a, b| a.2.total_cmp(&b.2));
    let (Some(least), Some(most)) = (least, most) else {
        return format!("{system}: nobody stands.");
    };
    if percent(least.2) == percent(most.2) {
        let who = &most.1.party;
        return format!("{system}: {who} has a majority in {} of the draws at every point.", percent(most.2));
    }
    let mut text = match (&least.1.party, &most.1.party) {
        (one, other) if one == other => format!(
            "{system}: {one} has a majority in {} of the draws ({}) to {} ({}).",
            percent(least.2),
            least.0.name,
            percent(most.2),
            most.0.name
        ),
        (one, other) => format!(
            "{system}: who most often has a majority has it in {} of the draws ({one}, {}) to {} ({other}, {}).",
            percent(least.2),
            least.0.name,
            percent(most.2),
            most.0.name
        ),
    };
    let likely = |chance: f64| chance > 0.5;
    let tips: Vec<String> = chances
        .windows(2)
        .filter(|pair| likely(pair[0].2) != likely(pair[1].2))
        .map(|pair| format!("{} and {}", pair[0].0.name, pair[1].0.name))
        .collect();
    if !tips.is_empty() {
        let shown: Vec<&str> = tips.iter().take(3).map(String::as_str).collect();
        let more = if tips.len() > 3 { ", and elsewhere" } else { "" };
        text += &format!(" It passes one half between {}{more}.", shown.join(", between "));
    }
    text
}

/// Whether no parameter bears on a system: a line of it says all.
fn is_the_same_everywhere(drawn: &[DrawnScenario], system: &str) -> bool {
    let of = |scenario| rows(scenario, system).map(|row| &row.values[..17]).collect::<Vec<_>>();
    drawn.windows(2).all(|pair| of(&pair[0]) == of(&pair[1]))
}

/// The chances of the events that the file asks for; nothing where it asks for none.
fn events(drawn: &[DrawnScenario], systems: &[&str], all: bool) -> String {
    let Some(first) = drawn.first().filter(|first| !first.events.is_empty()) else { return String::new() };
    let mut text = "\nEvents, in per cent of the draws:\n".to_owned();
    let chance = |scenario: &DrawnScenario, system: &str, event: usize| {
        let [share, low, high] = rows(scenario, system).next()?.events.get(event).copied()?;
        Some((share?, low?, high?))
    };
    for (at, event) in first.events.iter().enumerate() {
        for &system in systems {
            let known = drawn.iter().filter_map(|scenario| Some((scenario, chance(scenario, system, at)?.0)));
            let least = known.clone().min_by(|a, b| a.1.total_cmp(&b.1));
            let most = known.max_by(|a, b| a.1.total_cmp(&b.1));
            let (Some((low, least)), Some((high, most))) = (least, most) else { continue };
            let range = match (percent(least), percent(most)) {
                (one, other) if one == other => format!("{one} at every point"),
                (one, other) => format!("{one} ({}) to {other} ({})", low.name, high.name),
            };
            text += &wrapped(&format!("  {system}: {event} in {range}."), 4);
        }
    }
    if drawn.len() == 1 {
        return text;
    }
    let shown = if all { drawn.len() } else { drawn.len().min((FIRST / systems.len().max(1)).max(1)) };
    let numbered: Vec<usize> = (0..first.events.len()).collect();
    let lines = |events: &[usize], more: bool| {
        let mut head: Vec<String> = first.setting.iter().map(|(name, _)| name.clone()).collect();
        head.push("system".to_owned());
        head.extend(events.iter().map(|&at| {
            let words = first.events[at].to_string();
            if all { words } else { cut(&words, EVENT) }
        }));
        head.extend(more.then(|| "…".to_owned()));
        let mut lines = vec![head];
        for scenario in &drawn[..shown] {
            for &system in systems {
                let mut line: Vec<String> = scenario.setting.iter().map(|(_, of)| of.clone()).collect();
                line.push(system.to_owned());
                line.extend(events.iter().map(|&at| {
                    let cell = |(share, low, high): (f64, f64, f64)| {
                        format!("{:.1} [{:.1}, {:.1}]", 100.0 * share, 100.0 * low, 100.0 * high)
                    };
                    chance(scenario, system, at).map_or(String::new(), cell)
                }));
                line.extend(more.then(|| "…".to_owned()));
                lines.push(line);
            }
        }
        columns("  ", &lines)
    };
    let (table, named) =
        if all { (lines(&numbered, false), numbered.len()) } else { as_wide_as_fits(&numbered, lines) };
    let mut missing = Vec::new();
    if named < numbered.len() {
        let more = numbered.len() - named;
        missing.push(format!("{more} more event{}", if more == 1 { "" } else { "s" }));
    }
    if shown < drawn.len() {
        missing.push(format!("{} more scenarios", grouped((drawn.len() - shown) as u64)));
    }
    text + "\n" + &table + &left_out(&missing)
}

fn table(drawn: &[DrawnScenario], systems: &[&str], all: bool) -> String {
    let Some(first) = drawn.first() else { return String::new() };
    let mut parties: Vec<(&str, f64)> = Vec::new();
    for row in drawn.iter().flat_map(|scenario| &scenario.rows) {
        let mean = row.get("mean_seats").unwrap_or(0.0);
        match parties.iter_mut().find(|(name, _)| *name == row.party) {
            Some((_, most)) => *most = most.max(mean),
            None => parties.push((&row.party, mean)),
        }
    }
    parties.retain(|(_, most)| all || *most >= 0.5);
    parties.sort_by(|a, b| b.1.total_cmp(&a.1));
    let shown = if all { drawn.len() } else { drawn.len().min((FIRST / systems.len().max(1)).max(1)) };
    let lines = |parties: &[(&str, f64)], more: bool| {
        let mut head: Vec<String> = first.setting.iter().map(|(name, _)| name.clone()).collect();
        head.extend(["system".to_owned(), "majority".to_owned()]);
        let most = if all { usize::MAX } else { NAME };
        head.extend(parties.iter().map(|(name, _)| cut(name, most)));
        head.extend(more.then(|| "…".to_owned()));
        let mut lines = vec![head];
        for (at, scenario) in drawn[..shown].iter().enumerate() {
            for &system in systems {
                let same = !all && drawn.len() > 1 && is_the_same_everywhere(drawn, system);
                if same && at > 0 {
                    continue;
                }
                let value = |value: &String| if same { "any".to_owned() } else { value.clone() };
                let mut line: Vec<String> = scenario.setting.iter().map(|(_, of)| value(of)).collect();
                line.push(system.to_owned());
                line.push(leader(scenario, system).map_or(String::new(), |row| {
                    let at = |name: &str| 100.0 * row.get(name).unwrap_or(0.0);
                    let (low, high) = (at("p_majority_low"), at("p_majority_high"));
                    format!("{} {:.1} [{low:.1}, {high:.1}] %", cut(&row.party, most), at("p_majority"))
                }));
                line.extend(parties.iter().map(|(name, _)| {
                    let row = rows(scenario, system).find(|row| row.party == *name);
                    let mean = row.and_then(|row| row.get("mean_seats"));
                    mean.map_or(String::new(), |mean| format!("{mean:.1}"))
                }));
                line.extend(more.then(|| "…".to_owned()));
                lines.push(line);
            }
        }
        columns("  ", &lines)
    };
    let (mut text, named) =
        if all { (lines(&parties, false), parties.len()) } else { as_wide_as_fits(&parties, lines) };
    let mut missing = Vec::new();
    if named < parties.len() {
        let more = parties.len() - named;
        missing.push(format!("{more} more part{}", if more == 1 { "y" } else { "ies" }));
    }
    if shown < drawn.len() {
        missing.push(format!("{} more scenarios", grouped((drawn.len() - shown) as u64)));
    }
    text += &left_out(&missing);
    text
}
