//! The pages of reforms that were made: one for each, and one that sets all beside each other.

use super::Page;
use crate::reform::atlas::{Effect, EntryKind, House, Studied, Study};
use crate::report::picture::{Frame, Hemicycle, Mark, PartySeats, PlotError, Scatter};
use crate::report::{Cell, Column, Kind, Table, TableError};
use crate::text::in_percent;

/// Letters of a party's name in the table of all reforms.
const MOST: usize = 24;

/// The page of one reform: what changed, the votes of each election under both laws, what each change did, what was
/// published, sources and doubts.
///
/// # Errors
///
/// [`TableError`] never arises for a study of this library.
pub fn reform_page(study: &Study) -> Result<Page, TableError> {
    let entry = &study.entry;
    let mut page = Page::new(&format!("{}: {}", entry.country, entry.title));
    if let Some(why) = &entry.why {
        page.lead(why);
    }
    page.links([("index.html", "All reforms", "beside each other")]);
    page.heading("What changed");
    let act = match (entry.kind, &entry.act) {
        (EntryKind::WhatIf, _) => "Nobody made it: a counterfactual.".to_owned(),
        (_, Some(act)) => {
            format!("{act}{}.", entry.article.as_ref().map(|at| format!(", art. {at}")).unwrap_or_default())
        }
        (_, None) => "The act was not found.".to_owned(),
    };
    let since = entry.since.map(|day| format!(" Since {day}.")).unwrap_or_default();
    page.text(&format!("{act}{since} Rules before: {}. Rules after: {}.", entry.before, entry.after));
    page.list(&study.changes);
    for (number, election) in (1..).zip(&study.elections) {
        of_election(&mut page, study, number, election)?;
    }
    if !entry.published.is_empty() {
        page.heading("Published, and counted here");
        page.list(entry.published.iter().map(|published| {
            let ours = study
                .ours(published)
                .map(|seats| format!(" Counted here: {seats} seats."))
                .unwrap_or_default();
            format!("{}.{ours} Source: {}.", published.says, published.source)
        }));
    }
    page.heading("Sources and doubts");
    page.list(&entry.sources);
    page.list(entry.doubts.iter().map(|doubt| format!("Doubt: {doubt}")));
    page.text(&format!(
        "The command of this page: sailau reform show {}. Made by sailau {}.",
        entry.id,
        env!("CARGO_PKG_VERSION")
    ));
    Ok(page)
}

fn of_election(page: &mut Page, study: &Study, number: u32, election: &Studied) -> Result<(), TableError> {
    let Studied { name, held_under, agree, cells, .. } = election;
    page.heading(&format!("The votes of {name}"));
    page.text(&format!(
        "Held under the law {held_under}; counted by it, {agree} of {cells} official numbers of seats come out."
    ));
    for one in study.entry.stand_in.iter().filter(|one| one.election == *name) {
        page.text(&format!("{} stands in for the law {}: {}.", one.rules, one.law, one.why));
    }
    let Some(effect) = &election.effect else {
        page.text(&format!(
            "These votes cannot be counted under the other law: {}.",
            election.not_counted.as_deref().unwrap_or("why is not known").trim_end_matches('.')
        ));
        return Ok(());
    };
    page.list([
        format!("Of a hundred seats {:.1} change hands on the same votes.", effect.moved),
        format!("Majority of one party: {}.", effect.majority),
    ]);
    page.table(&Table::of_effect(effect));
    for (law, house) in [("before", &effect.before), ("after", &effect.after)] {
        let frame = Frame::new(format!("Under the law {law}"), format!("Votes: {name}."));
        let picture = hemicycle(frame, house);
        let drawn = page.picture(&format!("{}_{number}_{law}", study.entry.id), &picture.frame, |frame| {
            Hemicycle { frame, ..picture.clone() }.svg()
        });
        told(page, drawn);
    }
    page.subheading("Indices");
    page.table(&indices(effect)?);
    page.subheading("Which change did what");
    match (&election.parts, &election.no_parts) {
        (Some(parts), _) => {
            page.text(
                "Each change alone, after all others, and by its Shapley value: the mean over all orders, which alone adds up to \
                 the whole.",
            );
            if let Some(sentence) = election.what_parts_leave_out() {
                page.text(&sentence);
            }
            page.table(&Table::of_effects(parts));
        }
        (None, why) => {
            let why = why.as_deref().unwrap_or("the reform was not taken apart");
            page.text(&format!("It cannot be told: {}.", why.trim_end_matches('.')));
        }
    }
    Ok(())
}

fn indices(effect: &Effect) -> Result<Table, TableError> {
    let mut table = Table::new([
        Column::new("law", Kind::Text),
        Column::new("seats", Kind::Count),
        Column::new("bonus", Kind::Share { places: 1 }).heading("largest party's bonus"),
        Column::new("parties_in_votes", Kind::Real { places: 2 }).heading("parties by votes"),
        Column::new("parties_in_seats", Kind::Real { places: 2 }).heading("parties by seats"),
        Column::new("gallagher", Kind::Share { places: 1 }).heading("Gallagher"),
        Column::new("lost", Kind::Share { places: 1 }).heading("votes without a seat"),
    ])?;
    for (law, house) in [("before", &effect.before), ("after", &effect.after)] {
        table.push([
            Cell::from(law),
            house.seats.into(),
            house.bonus.into(),
            house.parties_in_votes.into(),
            house.parties_in_seats.into(),
            house.gallagher.into(),
            house.lost.into(),
        ])?;
    }
    Ok(table)
}

fn hemicycle(frame: Frame, house: &House) -> Hemicycle {
    let rows = house.parties.iter().filter(|row| row.2 > 0);
    let parties = rows.map(|(party, _, seats)| PartySeats {
        name: party.clone().unwrap_or_else(|| "(without a party)".to_owned()),
        seats: *seats,
        colour: None,
    });
    Hemicycle { frame, parties: parties.collect(), tied: house.open, unfilled: 0, rows: None }
}

/// The page that sets all reforms beside each other, with links to the page of each (`ID.html` in the same folder).
///
/// # Errors
///
/// [`TableError`] never arises for studies of this library.
pub fn atlas_page(studies: &[Study]) -> Result<Page, TableError> {
    let mut page = Page::new("What electoral reforms did");
    page.lead(
        "The same votes under the law before and the law after: what each of these reforms moved by itself. What voters and \
         parties changed besides is no part of these numbers.",
    );
    page.list(opening(studies));
    page.heading("All beside each other");
    page.text(
        "Of each election: seats of a hundred that change hands; the largest party's share of seats less its share of votes, \
         before and after; the effective number of parties by seats (Laakso and Taagepera); Gallagher's index; and whether one \
         party's majority was made, lost, kept or passed on.",
    );
    page.table(&Table::of_studies_in_short(studies, MOST));
    let frame = Frame::new(
        "Disproportionality before and after",
        "Gallagher's index on the same votes, under both laws.",
    );
    let picture = Scatter {
        frame,
        x: "law before, Gallagher's index, %".to_owned(),
        y: "law after, %".to_owned(),
        equal: true,
        marks: marks(studies),
    };
    let drawn = page.picture("atlas", &picture.frame, |frame| Scatter { frame, ..picture.clone() }.svg());
    told(&mut page, drawn);
    page.text("A point below the line is a reform that brought seats nearer to votes.");
    page.heading("What the law did, and what voters and lists did");
    page.text(
        "The share of the votes of lists below a threshold: in the last election before each reform, in the same votes under the new \
         law, and in the first election after it. The first difference is the law's (the mechanical effect), in points; the second is \
         that of voters and lists (the psychological effect), with the swing of opinion between two elections in it. Parties: \
         effective number by votes. Reforms of which this cannot be told are left out: sailau reform behaviour says why.",
    );
    page.table(&Table::of_responses_in_short(studies));
    page.heading("Each by itself");
    page.links(studies.iter().map(|study| {
        let entry = &study.entry;
        let since = entry.since.map(|day| format!("since {day}; ")).unwrap_or_default();
        let counted = format!("({since}{} of {} official numbers come out)", study.agree(), study.cells());
        (format!("{}.html", entry.id), format!("{}: {}", entry.country, entry.title), counted)
    }));
    page.text(&format!(
        "The command of this table: sailau reform compare. Made by sailau {}.",
        env!("CARGO_PKG_VERSION")
    ));
    Ok(page)
}

/// What the counterfactuals say, and which reforms moved most.
fn opening(studies: &[Study]) -> Vec<String> {
    let counted = |study: &Study| {
        study
            .elections
            .iter()
            .filter_map(|one| Some((one.name.clone(), one.effect.clone()?)))
            .collect::<Vec<_>>()
    };
    let mut rows = Vec::new();
    for study in studies.iter().filter(|study| study.entry.kind == EntryKind::WhatIf) {
        for (name, effect) in counted(study) {
            let Some((party, before)) = effect.before.largest() else { continue };
            rows.push(format!(
                "{}: {} Votes of {name}: {party} {} of {} seats for {before}; Gallagher's index {} for {}.",
                study.entry.country,
                study.entry.title.clone() + ".",
                effect.after.seats_of(Some(party)),
                effect.after.seats,
                percent(effect.after.gallagher),
                percent(effect.before.gallagher),
            ));
        }
    }
    let all = studies
        .iter()
        .flat_map(|study| counted(study).into_iter().map(move |(name, effect)| (study, name, effect)));
    let made: Vec<_> = all.filter(|(study, ..)| study.entry.kind != EntryKind::WhatIf).collect();
    if let Some((study, name, effect)) = made.iter().max_by(|a, b| a.2.moved.total_cmp(&b.2.moved)) {
        rows.push(format!(
            "The most was moved by {} ({}): {:.1} seats of a hundred on the votes of {name}.",
            study.entry.id, study.entry.title, effect.moved
        ));
    }
    let (changed, of) =
        (made.iter().filter(|row| row.2.before.majority != row.2.after.majority).count(), made.len());
    if of > 0 {
        rows.push(format!(
            "On {changed} of {of} elections the reform made, took or passed on a majority of one party."
        ));
    }
    rows
}

fn percent(share: Option<f64>) -> String {
    share.map_or("not defined".to_owned(), |share| in_percent(share, 1))
}

/// A point for the first election of each reform that both laws can count.
fn marks(studies: &[Study]) -> Vec<Mark> {
    let point = |study: &Study| {
        let effect = study.elections.iter().find_map(|one| one.effect.as_ref())?;
        let (x, y) = (effect.before.gallagher?, effect.after.gallagher?);
        let name = study.entry.id.clone();
        Some(Mark { name, x: 100.0 * x, y: 100.0 * y, x_interval: None, y_interval: None, colour: None })
    };
    studies.iter().filter_map(point).collect()
}

/// A picture that cannot be drawn is said in its place.
fn told(page: &mut Page, drawn: Result<(), PlotError>) {
    if let Err(error) = drawn {
        page.text(&format!("There is no picture here: {error}."));
    }
}
