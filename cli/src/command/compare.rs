//! `sailau compare`: the same votes under several sets of rules.

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::Args;
use sailau::measure::Profile;
use sailau::reform::Reform;
use sailau::report::{Table, columns, in_percent, majority, moved, notes_beside, wrapped};
use sailau::system::{ElectoralSystem, Outcome};
use sailau::votes::Votes;

use super::count::How;
use crate::failure::Failure;
use crate::named::{Source, once_from_stdin};
use crate::output::{Form, for_people, print};
use crate::votes::{PaperOptions, VotesOptions};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau compare kazakhstan:2021-01-10 kazakhstan:2023-03-19 kazakhstan:2021-01-10 --allow-uncounted
  sailau compare old.toml new.toml votes.csv --markdown

The first rules are what the others are held against. Winners that stand in place of votes are left out: under other
rules they did not stand.
Columns of votes and districts: https://docs.rs/sailau/latest/sailau/votes
Words of rules: https://docs.rs/sailau/latest/sailau/rules_reference")]
pub(crate) struct Wanted {
    /// Two or more of: a file, -, kazakhstan:YYYY-MM-DD, world:NAME
    #[arg(required = true, num_args = 2..)]
    rules: Vec<Source>,
    /// A file, -, kazakhstan:YYYY-MM-DD or world:NAME
    votes: Source,
    #[command(flatten)]
    options: VotesOptions,
    #[command(flatten)]
    paper: PaperOptions,
    #[command(flatten)]
    how: How,
    /// The full record of every count, step by step
    #[arg(long, help_heading = "Output", conflicts_with_all = ["json", "csv", "markdown"])]
    protocol: bool,
    /// What the rules say otherwise than the first ones, with articles, and every index
    #[arg(long, help_heading = "Output", conflicts_with_all = ["json", "csv", "markdown"])]
    all: bool,
    #[command(flatten)]
    form: Form,
}

/// One count.
struct Count {
    name: String,
    rules: ElectoralSystem,
    outcome: Outcome,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { rules: sources, votes: source, options, paper, how, protocol, all, form } = wanted;
    once_from_stdin(sources.iter().chain([source]), "rules and votes")?;
    let rules = sources.iter().map(Source::rules).collect::<Result<Vec<_>, _>>()?;
    // Every contest and kind that some of the rules know may stand in the file.
    let votes = paper.beside(options).read(source, &together(&rules), how.missing_as_nothing)?;
    let mut counts = Vec::new();
    for ((name, rules), source) in names(sources).into_iter().zip(rules).zip(sources) {
        let outcome = how
            .count_with(source, &rules, &votes, *protocol)
            .map_err(|failure| format!("{name}: {failure}"))?;
        counts.push(Count { name, rules, outcome });
    }
    let named: Vec<_> = counts.iter().map(|count| (count.name.as_str(), &count.outcome)).collect();
    let table = Table::of_counts(&votes, votes.main_contest(), &named)?;
    if let Some(table) = form.of(&table) {
        return print(&table);
    }
    let mut text = String::new();
    if *protocol {
        for count in &counts {
            text += &format!("{}: {}\n\n{}\n", count.name, count.rules.name, count.outcome.protocol);
        }
    }
    for count in &counts {
        text += &wrapped(&format!("{}: {}", count.name, majority(&count.outcome)), 4);
    }
    text.push('\n');
    text += &for_people(&table);
    text.push('\n');
    text += &in_figures(&votes, &counts, *all);
    for note in notes_beside(named) {
        text += &wrapped(&note, 4);
    }
    text += &against_the_first(&counts);
    if *all {
        text += &differences(&counts);
    }
    print(&text)
}

/// Rules that know what any of these know, to read votes for all of them.
pub(super) fn together(rules: &[ElectoralSystem]) -> ElectoralSystem {
    let mut all = ElectoralSystem::new("all", Vec::new());
    for tier in rules.iter().flat_map(|rules| &rules.tiers) {
        all.tiers.push(tier.clone());
    }
    all
}

/// Short names where they tell the rules apart, and whole ones where they do not.
pub(crate) fn names(sources: &[Source]) -> Vec<String> {
    let short: BTreeSet<_> = sources.iter().map(Source::short).collect();
    let whole: BTreeSet<_> = sources.iter().map(ToString::to_string).collect();
    let name = |(at, source): (usize, &Source)| {
        if short.len() == sources.len() {
            source.short().to_owned()
        } else if whole.len() == sources.len() {
            source.to_string()
        } else {
            format!("{} {source}", at + 1)
        }
    };
    sources.iter().enumerate().map(name).collect()
}

/// Figures of each count beside each other: what passes, what is wasted, how far seats are from votes.
fn in_figures(votes: &Votes, counts: &[Count], all: bool) -> String {
    let contest = votes.main_contest();
    let profiles: Vec<Option<Profile>> =
        counts.iter().map(|count| Profile::of(votes, contest, &count.outcome).ok()).collect();
    let mut lines =
        vec![std::iter::once(String::new()).chain(counts.iter().map(|c| c.name.clone())).collect()];
    let mut line = |title: &str, cells: Vec<Option<String>>| {
        if cells.iter().any(Option::is_some) {
            let cells = cells.into_iter().map(|cell| cell.unwrap_or_else(|| "-".to_owned()));
            lines.push(std::iter::once(title.to_owned()).chain(cells).collect::<Vec<_>>());
        }
    };
    let passed =
        |count: &Count| count.outcome.protocol.at_thresholds().map(|(passed, _)| passed.len().to_string());
    line("lists past the threshold", counts.iter().map(passed).collect());
    type Figure = fn(&Profile) -> Option<String>;
    let figures: [(&str, Figure); 3] = [
        ("votes without a seat", |profile| Some(in_percent(profile.waste.wasted_share, 2))),
        ("effective parties in seats", |profile| {
            profile.parties_in_seats.laakso_taagepera.map(|parties| format!("{parties:.2}"))
        }),
        ("Gallagher's index, points", |profile| {
            profile.disproportionality.gallagher.map(|index| format!("{:.2}", 100.0 * index))
        }),
    ];
    for (title, figure) in figures {
        line(title, profiles.iter().map(|profile| profile.as_ref().and_then(figure)).collect());
    }
    let largest = |profile: &Profile| {
        let row = profile.parties.first()?;
        let house = profile.seats.checked_add(profile.open_seats)?;
        Some(in_percent(f64::from(row.seats) / f64::from(house), 2))
    };
    line("the largest: share of seats", profiles.iter().map(|p| p.as_ref().and_then(largest)).collect());
    let mut text = columns("", &lines) + "\n";
    if all {
        let named = counts.iter().zip(&profiles).filter_map(|(c, p)| Some((c.name.as_str(), p.as_ref()?)));
        for (name, profile) in named {
            text += &format!(
                "Indices, {name}:\n{}\n",
                super::measure::sideways(&Table::of_profiles([(name, profile)]))
            );
        }
    }
    text
}

/// How many seats change hands against the first rules.
fn against_the_first(counts: &[Count]) -> String {
    let Some((first, others)) = counts.split_first() else { return String::new() };
    let line = |other: &Count| {
        let moved = moved(&first.outcome, &other.outcome);
        wrapped(&format!("{} against {}: {moved}.", other.name, first.name), 4)
    };
    others.iter().map(line).collect()
}

/// What the rules say otherwise, in words.
fn differences(counts: &[Count]) -> String {
    let Some((first, others)) = counts.split_first() else { return String::new() };
    let mut text = String::new();
    for other in others {
        text += &format!("\nWhat {} says otherwise than {}:\n", other.name, first.name);
        let reform = Reform::between(&first.rules, &other.rules);
        let lines: Vec<_> = reform.of_rules().collect();
        for line in &lines {
            text += &wrapped(&format!("  - {line}"), 4);
        }
        if lines.is_empty() {
            text += "  nothing\n";
        }
    }
    text
}
