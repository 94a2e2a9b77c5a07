//! Both houses drawn, each party in the same colour at the same side.

use sailau::reform::Reform;
use sailau::report::picture::{Colour, Frame, Hemicycle, PartySeats};
use sailau::system::Outcome;

use super::question::Case;
use super::rows::{Holder, Row};

/// Half a circle of seats; none for a house of so many that dots cannot be told apart, or of none.
pub(super) fn house(case: &Case, rows: &[Row], outcome: &Outcome, is_after: bool) -> Option<String> {
    let law = if is_after { &case.base } else { &case.before };
    let changes: Vec<_> = match is_after {
        true => Reform::between(law, &case.after).of_rules().map(ToString::to_string).collect(),
        false => Vec::new(),
    };
    let changed =
        if changes.is_empty() { String::new() } else { format!(" Changed: {}.", changes.join("; ")) };
    let (title, caption) = (&law.name, format!("Votes: {}.{changed}", case.title));
    let id = if is_after { "house-after" } else { "house-before" };
    let held = rows.iter().filter(|row| matches!(row.holder, Holder::Party | Holder::Independents));
    let party = |row: &Row| PartySeats {
        name: row.party.clone().unwrap_or_else(|| "(without a party)".to_owned()),
        seats: if is_after { row.after } else { row.before },
        colour: row.colour.parse::<Colour>().ok(),
    };
    let parties: Vec<_> = held.filter(|row| row.before > 0 || row.after > 0).map(party).collect();
    let picture = Hemicycle {
        frame: Frame::new(title, caption).width(460).id(id),
        parties,
        tied: outcome.ties.iter().map(|tie| tie.seats).fold(0, u32::saturating_add),
        unfilled: outcome.unfilled.iter().map(|row| row.seats).fold(0, u32::saturating_add),
        rows: None,
    };
    picture.svg().ok()
}

/// The picture within the page: what a page styles by its classes is not styled by the picture.
pub(super) fn within_page(svg: &str) -> String {
    let mut bare = svg.replace(" style=\"max-width:100%;height:auto\"", "");
    if let (Some(from), Some(to)) = (bare.find("<style>"), bare.find("</style>")) {
        bare.replace_range(from..to + "</style>".len(), "");
    }
    bare
}
