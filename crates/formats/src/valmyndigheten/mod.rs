//! Sweden: the Election Authority (val.se), the JSON of seats (`…_mandatfordelning_…json`).
//!
//! SECONDARY: read in the Authority's description of its files (2026) and in programs of others that read those of 2022; no
//! file was seen.
//!
//! - One file an election and area: the Riksdag (`RD`), a region's or municipality's council (`RF`, `KF`), the European
//!   Parliament (`E`). Where the area has constituencies (`valkretsLista`), these are the districts, held against the area.
//! - A party's key is its `partikod`; it is shown by its letters, or its name where those are blank.
//! - Votes that give seats are `rosterPaverkaMandat`, blank and void ones `rosterEjPaverkaMandat`: `@invalid`. Small parties that the
//!   preliminary count has together are `@others`; a row of parties without a code, or called ÖVR, says the same again.
//! - Numbers of the election before stand beside (`…ForegaendeVal`) and are never read.
//! - Districts have fixed seats; the official seats are all. `"test": true` is a rehearsal.

mod area;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, OfficialSeats, Row};
use crate::json;
use crate::note::NoteKind;
use crate::number;
use crate::reader::Reader;
use crate::source::Source;
use area::{Area, Node};

pub(crate) const READER: Reader = Reader {
    name: "valmyndigheten",
    title: "Sweden: elections by the Election Authority, JSON of seats (`mandatfordelning`)",
    recognises: |_, head| json::has_field(head, "rakningstillfalle") && json::has_field(head, "valtyp"),
    read,
};

/// The final count has every candidate's votes in the file.
const LIMIT: u64 = 1 << 26;

#[derive(Deserialize)]
#[serde(expecting = "a file of results")]
struct File {
    rakningstillfalle: String,
    valtyp: String,
    #[serde(default)]
    test: Option<bool>,
    valomrade: Option<Node>,
}

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let source = Source::only(sources)?;
    let file: File = json::parsed_within(source, LIMIT)?;
    import(file).map_err(|problem| source.problem(problem))
}

fn import(file: File) -> Result<Import, ImportProblem> {
    if !["RD", "RF", "KF", "E"].contains(&&*file.valtyp) {
        return Err(ImportProblem::unknown(&file.valtyp, "RD, RF, KF, E"));
    }
    let Some(node) = file.valomrade else {
        let words = "this file has votes of polling districts or sums of them; give the one of seats (`mandatfordelning`)";
        return Err(ImportProblem::NotThis(words.to_owned()));
    };
    let (whole, parts) = area::read(node)?;
    let mut import = Import::default();
    let names = names(&whole, &parts);
    if parts.is_empty() {
        add(&mut import, None, &whole, &names);
    }
    for part in &parts {
        add(&mut import, Some(&part.name), part, &names);
        let seats = part.fixed.map(number::seats).transpose()?;
        import.districts.push(District { district: part.name.clone(), seats, ..District::default() });
    }
    // Those of all districts or of the area, never both.
    if !parts.is_empty() && parts.iter().all(|part| part.seats.is_some()) {
        for part in &parts {
            official(&mut import, Some(&part.name), part, &names)?;
        }
    } else {
        official(&mut import, None, &whole, &names)?;
    }
    notes(&mut import, &file.rakningstillfalle, file.test == Some(true), &whole)?;
    Ok(import)
}

/// How each party is shown: its letters, and its code behind them where two have the same.
fn names(whole: &Area, parts: &[Area]) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for party in parts.iter().chain([whole]).flat_map(|area| &area.parties) {
        if !names.contains_key(&party.code) {
            let first = known.entry(party.shown.clone()).or_insert_with(|| party.code.clone());
            let shown = if *first == party.code {
                party.shown.clone()
            } else {
                format!("{} ({})", party.shown, party.code)
            };
            names.insert(party.code.clone(), shown);
        }
    }
    names
}

fn add(import: &mut Import, district: Option<&str>, area: &Area, names: &BTreeMap<String, String>) {
    let mut row = |party: &str, votes: u64| {
        import.rows.push(Row {
            contest: "list".to_owned(),
            district: district.map(str::to_owned),
            party: Some(party.to_owned()),
            votes,
            ..Row::default()
        });
    };
    row("@registered", area.registered);
    for party in &area.parties {
        row(&names[&party.code], party.votes);
    }
    if area.others > 0 {
        row("@others", area.others);
    }
    row("@invalid", area.invalid);
}

fn official(
    import: &mut Import,
    district: Option<&str>,
    area: &Area,
    names: &BTreeMap<String, String>,
) -> Result<(), ImportProblem> {
    for (code, seats) in area.seats.iter().flatten() {
        if *seats > 0 {
            let shown = names.get(code).ok_or_else(|| {
                ImportProblem::Malformed(format!("{}: party {code} has seats and no votes", area.name))
            })?;
            import.official.push(OfficialSeats {
                contest: "list".to_owned(),
                district: district.map(str::to_owned),
                party: Some(shown.clone()),
                candidate: None,
                seats: number::seats(*seats)?,
            });
        }
    }
    Ok(())
}

fn notes(import: &mut Import, count: &str, test: bool, whole: &Area) -> Result<(), ImportProblem> {
    let stations = format!("{} of {} polling districts are counted", whole.counted, whole.stations);
    match count {
        "slutlig" if whole.counted >= whole.stations => {
            import.note(NoteKind::Final, format!("the final count (`slutlig`): {stations}"));
        }
        "slutlig" => import.note(NoteKind::Provisional, format!("the final count is not done: {stations}")),
        "preliminär" | "preliminar" => {
            import.note(NoteKind::Provisional, format!("the preliminary count (`{count}`): {stations}"));
        }
        other => return Err(ImportProblem::unknown(other, "preliminär, slutlig")),
    }
    if test {
        import.note(NoteKind::Rehearsal, "the office says that these numbers are a test (`\"test\": true`)");
    }
    if whole.others > 0 {
        import.note(NoteKind::Together, "@others is votes for parties that this count has together");
    }
    import.note(
        NoteKind::Blank,
        "@invalid is blank votes, votes for parties that did not register, and other invalid ones",
    );
    import
        .note(NoteKind::LeftOut, "votes for candidates, who was elected, and numbers of the election before");
    let words = "read by the office's description of its files and by programs of others; no file of the office was seen";
    import.note(NoteKind::Secondary, words);
    Ok(())
}
