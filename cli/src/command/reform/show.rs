//! `sailau reform show`: one reform, its votes before and after under both laws.

use std::process::ExitCode;

use sailau::reform::atlas::{Effect, Entry, House, Studied, Study};
use sailau::report::{Table, columns, wrapped};

use super::atlas::studies;
use super::first_screen;
use crate::failure::Failure;
use crate::output::{Form, for_people, percent, print};

pub(super) fn show(id: &str, form: Form) -> Result<ExitCode, Failure> {
    let mut studies = studies(&[id.to_owned()])?;
    if let Some(study) = studies.first_mut() {
        study.take_apart();
    }
    let Some(study) = studies.first() else { return Err(format!("`{id}`: there is no such reform").into()) };
    if form.json {
        return print(&(serde_json::to_string(study)? + "\n"));
    }
    if let Some(table) = form.of(&Table::of_studies(&studies)) {
        return print(&table);
    }
    print(&page(study))
}

fn page(study: &Study) -> String {
    let mut text = head(&study.entry);
    text += "\nWhat the law after says otherwise:\n";
    for change in &study.changes {
        text += &wrapped(&format!("  - {change}"), 4);
    }
    for election in &study.elections {
        text += &of_election(study, election);
    }
    if !study.entry.published.is_empty() {
        text += "\nPublished, and counted here:\n";
    }
    for published in &study.entry.published {
        let ours = study.ours(published).map_or(String::new(), |seats| format!(" Here: {seats} seats."));
        text += &wrapped(&format!("  - {}.{ours} ({})", published.says, published.source), 4);
    }
    let list = |title: &str, rows: &[String]| match rows {
        [] => String::new(),
        rows => {
            let rows: String = rows.iter().map(|row| wrapped(&format!("  - {row}"), 4)).collect();
            format!("\n{title}:\n{rows}")
        }
    };
    text + &list("Sources", &study.entry.sources) + &list("Doubts", &study.entry.doubts)
}

fn head(entry: &Entry) -> String {
    let mut text = wrapped(&format!("{}: {} ({})", entry.country, entry.title, entry.id), 2);
    let since = entry.since.map(|day| format!(", since {day}")).unwrap_or_default();
    let article = entry.article.as_ref().map(|article| format!(", art. {article}")).unwrap_or_default();
    let act = entry.act.as_deref().unwrap_or(&entry.kind.to_string()).to_owned();
    text += &wrapped(&format!("{act}{article}{since}"), 2);
    text += &wrapped(&format!("Rules: {} → {}", entry.before, entry.after), 2);
    if let Some(why) = &entry.why {
        text += &wrapped(why, 0);
    }
    text
}

fn of_election(study: &Study, election: &Studied) -> String {
    let Studied { name, held_under, agree, cells, .. } = election;
    let mut text = wrapped(
        &format!(
            "\nVotes of {name}, held under the law {held_under} ({agree} of {cells} official numbers come out):"
        ),
        2,
    );
    for one in study.entry.stand_in.iter().filter(|one| one.election == *name) {
        text += &wrapped(&format!("  {} stands in for the law {}: {}.", one.rules, one.law, one.why), 4);
    }
    let Some(effect) = &election.effect else {
        let why = election.not_counted.as_deref().unwrap_or("they cannot be counted");
        return text + &wrapped(&format!("  Not under both laws: {why}"), 4);
    };
    text += &for_people(&Table::of_effect(effect));
    text += &in_figures(effect);
    text += &wrapped(
        &format!("Seats moved: {:.1} of a hundred. Majority: {}.", effect.moved, effect.majority),
        2,
    );
    match (&election.parts, &election.no_parts) {
        (Some(parts), _) => {
            if let Some(sentence) = election.what_parts_leave_out() {
                text += &format!("\n{}", wrapped(&sentence, 2));
            }
            text += &format!("\n{}", first_screen(parts));
        }
        (None, Some(why)) => text += &wrapped(&format!("What each change did cannot be told: {why}"), 2),
        (None, None) => {}
    }
    text
}

fn in_figures(effect: &Effect) -> String {
    let number = |number: Option<f64>| number.map_or("-".to_owned(), |number| format!("{number:.2}"));
    type Figure<'a> = (&'a str, &'a dyn Fn(&House) -> String);
    let figures: [Figure<'_>; 6] = [
        ("seats", &|house| house.seats.to_string()),
        ("the largest: bonus of seats over votes", &|house| percent(house.bonus)),
        ("effective parties by votes", &|house| number(house.parties_in_votes)),
        ("effective parties by seats", &|house| number(house.parties_in_seats)),
        ("Gallagher's index", &|house| house.gallagher.map_or("-".to_owned(), percent)),
        ("votes without a seat", &|house| percent(house.lost)),
    ];
    let mut lines = vec![["", "before", "after"].map(str::to_owned).to_vec()];
    lines.extend(
        figures
            .iter()
            .map(|(name, figure)| vec![(*name).to_owned(), figure(&effect.before), figure(&effect.after)]),
    );
    format!("\n{}", columns("", &lines))
}
