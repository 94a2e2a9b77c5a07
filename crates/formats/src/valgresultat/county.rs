//! What both exports have of a county, and what is made of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::ImportProblem;
use crate::import::{District, Import, OfficialSeats, Row};
use crate::note::NoteKind;
use crate::{levels, number};

/// The `partikode` of blank votes.
const BLANK: &str = "BLANKE";

/// A county: a district of the Storting.
#[derive(Debug)]
pub(super) struct County {
    pub(super) name: String,
    pub(super) registered: Option<u64>,
    /// Ballots that were not approved.
    pub(super) rejected: Option<u64>,
    /// All seats, the levelling seat among them.
    pub(super) seats: Option<u64>,
    pub(super) parties: Vec<Party>,
}

/// The votes of a party in a county.
#[derive(Debug)]
pub(super) struct Party {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) votes: u64,
    /// All its seats.
    pub(super) seats: Option<u64>,
    /// Those among them that level the country.
    pub(super) levelling: Option<u64>,
}

/// Adds a county's rows, its facts and its official seats.
pub(super) fn add(import: &mut Import, county: &County) -> Result<(), ImportProblem> {
    let mut row = |party: &str, votes: u64| {
        import.rows.push(Row {
            contest: "list".to_owned(),
            district: Some(county.name.clone()),
            party: Some(party.to_owned()),
            votes,
            ..Row::default()
        });
    };
    if let Some(registered) = county.registered {
        row("@registered", registered);
    }
    for party in &county.parties {
        row(if party.code == BLANK { "@against-all" } else { &party.code }, party.votes);
    }
    if let Some(rejected) = county.rejected {
        row("@invalid", rejected);
    }

    let (mut all, mut levelling) = (0, 0);
    for party in &county.parties {
        let seats = party.seats.unwrap_or(0);
        let leveled = party.levelling.unwrap_or(0);
        if leveled > seats {
            let words = format!("{}, {}: {leveled} levelling seats of {seats}", county.name, party.code);
            return Err(ImportProblem::Malformed(words));
        }
        all = number::sum(all, seats)?;
        levelling = number::sum(levelling, leveled)?;
        if seats > 0 {
            import.official.push(OfficialSeats {
                contest: "list".to_owned(),
                district: Some(county.name.clone()),
                party: Some(party.code.clone()),
                candidate: None,
                seats: number::seats(seats)?,
            });
        }
    }
    if let Some(seats) = county.seats {
        levels::same(&county.name, "seats", seats, all)?;
    }
    let known = county.parties.iter().any(|party| party.seats.is_some());
    import.districts.push(District {
        district: county.name.clone(),
        seats: if known { Some(number::seats(all - levelling)?) } else { None },
        ..District::default()
    });
    Ok(())
}

/// What must be known of the whole, whichever export it is from.
pub(super) fn note(import: &mut Import, counties: &[County]) -> Result<(), ImportProblem> {
    let parties = || counties.iter().flat_map(|county| &county.parties);
    let total = |of: fn(&Party) -> u64| parties().try_fold(0, |sum, party| number::sum(sum, of(party)));
    let blank = parties().filter(|party| party.code == BLANK);
    let blank = blank.map(|party| party.votes).reduce(u64::saturating_add);
    import.note(
        NoteKind::Blank,
        match blank {
            Some(blank) => format!(
                "{blank} blank votes are approved votes and stand under @against-all; the office's percentages are of the \
                 votes without them"
            ),
            None => "the file has no blank votes (BLANKE), which are approved votes too".to_owned(),
        },
    );
    let seats = total(|party| party.seats.unwrap_or(0))?;
    let levelling = total(|party| party.levelling.unwrap_or(0))?;
    if levelling > 0 {
        import.note(
            NoteKind::LeftOut,
            format!(
                "of {seats} seats {levelling} level the country: the districts file has the {} others, the official seats \
                 are all",
                seats - levelling
            ),
        );
    }
    let names: BTreeMap<&str, &str> =
        parties().filter(|party| party.code != BLANK).map(|party| (&*party.code, &*party.name)).collect();
    let names = names.iter().map(|(code, name)| format!("{code} {name}")).collect::<Vec<_>>().join("; ");
    import.note(NoteKind::Names, format!("parties stand under their codes: {names}"));
    let mut codes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for party in parties() {
        codes.entry(&party.name).or_default().insert(&party.code);
    }
    for (name, codes) in codes {
        if codes.len() > 1 {
            let codes = codes.into_iter().collect::<Vec<_>>().join(", ");
            import.note(NoteKind::Names, format!("{name} stands under several codes: {codes}"));
        }
    }
    Ok(())
}
