//! Spain: the fixed-width files `.DAT` of the Ministry of the Interior, Congress of Deputies.
//!
//! The archives `02AAAAMM_TOTA`, `_MUNI` and `_MESA` of infoelectoral.interior.gob.es, whose files are named `FFTTAAMM.DAT`: kind of
//! file, kind of election (02 is the Congress), year, month. Seen: November 2019, files 03, 07 and 08 whole, 05 and 06 of
//! three provinces; 09 and 10 by the layout alone. Other kinds of elections are refused: lists of the Senate are persons.
//!
//! - Files 07 and 08 hold three levels: provinces, communities, the nation. The 52 provinces are the districts; the others
//!   must be their sums.
//! - A list has a code in each place, and letters may have several. What its national head (03, columns 227-232) is,
//!   is one party, called by the head's letters. Two lists of one head that meet in a district stay apart.
//! - Municipalities (05, 06) leave out voters abroad, and cities stand there whole and by districts; polling stations (09,
//!   10) have voters abroad as municipality 999, with totals of their own. Both are checked, never added.
//! - Files 04 and 12 have birth dates and identity numbers of candidates: they are never opened.

mod area;
mod areas;
mod layout;
mod municipalities;
mod parties;
mod slips;
mod stations;

use std::collections::BTreeMap;

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, OfficialSeats, Row};
use crate::note::NoteKind;
use crate::reader::Reader;
use crate::source::Source;
use area::Area;
use areas::Areas;
use layout::{Election, Kind};
use parties::Parties;

pub(crate) const DAT: Reader = Reader {
    name: "dat",
    title: "Spain, Congress: files FFTTAAMM.DAT of the Ministry of the Interior",
    recognises: |source, head| layout::kind(source, head).is_some(),
    read,
};

/// Whether a file has data of persons, by its name: it is not opened, not even to see what it is.
pub(crate) fn of_persons(source: &Source) -> bool {
    layout::named(source).is_some_and(|kind| kind == Kind::Persons)
}

/// Votes of a district by the national head of each list.
type ByHead = BTreeMap<u64, u64>;

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let mut files: BTreeMap<Kind, &Source> = BTreeMap::new();
    let mut unopened = Vec::new();
    for source in sources {
        if of_persons(source) {
            unopened.push(source.file_name());
            continue;
        }
        let kind = layout::kind(source, &source.head()?).ok_or_else(|| {
            let text = "the file's name does not say what it is; the Ministry's names begin as `08021911`: kind of file, kind of \
                        election, year, month";
            source.problem(ImportProblem::NotThis(text.to_owned()))
        })?;
        if let Some(before) = files.insert(kind, source) {
            let twice = format!("file {} of the archive, which is {} too", kind.number(), before.name());
            return Err(source.problem(ImportProblem::Twice(twice)));
        }
    }
    let first = files.values().next().copied().or(sources.first()).ok_or_else(Source::none)?;
    let needed = |kind: Kind, what: &str| {
        files.get(&kind).copied().ok_or_else(|| {
            let text = format!("file {} of the archive is needed: {what}", kind.number());
            first.problem(ImportProblem::MissingFile(text))
        })
    };
    let lists = needed(Kind::Lists, "it has the names of the lists")?;
    let facts = needed(Kind::Areas, "it has the provinces and their seats")?;
    let votes = needed(Kind::AreaVotes, "it has the votes of the provinces")?;

    let mut election = Election::default();
    for kind in [Kind::Control, Kind::Identification] {
        if let Some(source) = files.get(&kind) {
            let mut lines = layout::Lines::open(source, kind)?;
            while let Some(line) = lines.next()? {
                election.check(&line)?;
            }
        }
    }
    let mut parties = Parties::read(lists, &mut election)?;
    let areas = Areas::read(facts, votes, &mut election, &parties)?;
    let slips = areas.check(&election, &parties)?;
    parties.name_lists(areas.provinces().map(|(_, lists)| lists.iter().map(|list| list.list)));

    let mut import = Import::default();
    areas.status(&mut import);
    write(&areas, &parties, &mut import);
    if !slips.is_empty() {
        let text = format!(
            "The Ministry's own numbers differ here; votes are those of the lists of provinces: {}.",
            slips.join("; ")
        );
        import.note(NoteKind::Differs, text);
    }
    let pair = |facts: Kind, votes: Kind| match (files.get(&facts), files.get(&votes)) {
        (Some(facts), Some(votes)) => Ok(Some((*facts, *votes))),
        (None, None) => Ok(None),
        (Some(one), None) => Err(one.problem(without(facts, votes))),
        (None, Some(one)) => Err(one.problem(without(votes, facts))),
    };
    let mut municipal = None;
    if let Some((facts, votes)) = pair(Kind::Municipalities, Kind::MunicipalVotes)? {
        let checked = municipalities::check(facts, votes, &mut election, &parties, &areas);
        municipal = agreed(checked, &election, &mut import)?;
    }
    let mut abroad = None;
    if let Some((facts, votes)) = pair(Kind::Stations, Kind::StationVotes)? {
        let checked = stations::check(facts, votes, &mut election, &parties, &areas, municipal.as_ref());
        abroad = agreed(checked, &election, &mut import)?;
    }
    notes(&mut import, &parties, municipal.as_ref(), abroad, &unopened);
    Ok(import)
}

/// One of two files that belong together.
fn without(here: Kind, missing: Kind) -> ImportProblem {
    let (here, missing) = (here.number(), missing.number());
    ImportProblem::MissingFile(format!(
        "file {missing} of the archive belongs to this file {here}; add it, or leave {here} out"
    ))
}

/// What lower levels add up to; a note where an election's are known to be of another count.
fn agreed<T>(
    checked: Result<T, ImportError>,
    election: &Election,
    import: &mut Import,
) -> Result<Option<T>, ImportError> {
    match checked {
        Ok(sums) => Ok(Some(sums)),
        Err(error)
            if slips::other_counts(election)
                && matches!(error.problem, ImportProblem::LevelsDiffer { .. }) =>
        {
            let text = format!(
                "Municipalities and polling stations of this election are of another count than the provinces, \
                 whose votes these are. First: {error}."
            );
            import.note(NoteKind::Differs, text);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn write(areas: &Areas<'_>, parties: &Parties<'_>, import: &mut Import) {
    for (facts, lists) in areas.provinces() {
        import.districts.push(District {
            district: facts.name.clone(),
            seats: Some(facts.seats),
            region: areas.name_of(Area { community: facts.area.community, province: 99 }).map(str::to_owned),
            population: Some(facts.population),
        });
        let mut row = |party: &str, votes: u64| {
            let (contest, district) = ("list".to_owned(), Some(facts.name.clone()));
            import.rows.push(Row {
                contest,
                district,
                party: Some(party.to_owned()),
                votes,
                ..Row::default()
            });
        };
        row("@registered", facts.registered);
        row("@against-all", facts.blank);
        row("@invalid", facts.invalid);
        for list in lists {
            row(parties.shown(list.list), list.votes);
        }
        for list in lists.iter().filter(|list| list.seats > 0) {
            import.official.push(OfficialSeats {
                contest: "list".to_owned(),
                district: Some(facts.name.clone()),
                party: Some(parties.shown(list.list).to_owned()),
                candidate: None,
                seats: list.seats,
            });
        }
    }
}

fn notes(
    import: &mut Import,
    parties: &Parties<'_>,
    municipal: Option<&municipalities::Municipal>,
    abroad: Option<u64>,
    unopened: &[&str],
) {
    import.note(
        NoteKind::Blank,
        "Blank votes are valid by law (LOREG art. 96.5) and no list: they stand as `@against-all`, for a threshold of the base \
         `valid and against all`.",
    );
    match (abroad, municipal) {
        (Some(votes), _) => import.note(
            NoteKind::Abroad,
            format!("Voters abroad (CERA) are in the numbers of their provinces: {votes} of the votes to lists."),
        ),
        (None, Some(municipal)) => import.note(
            NoteKind::Abroad,
            format!(
                "Voters abroad (CERA) are in the numbers of their provinces: {} of the votes to lists in the {} provinces whose \
                 municipalities are in file 06.",
                municipal.abroad, municipal.provinces
            ),
        ),
        (None, None) => {
            import.note(NoteKind::Abroad, "Voters abroad (CERA) are in the numbers of their provinces.");
        }
    }
    for text in parties.notes() {
        import.note(NoteKind::Names, text);
    }
    import.note(
        NoteKind::LeftOut,
        "Left out: totals of communities and the nation (they are the sums of the provinces), the census of the INE, early turnout.",
    );
    if municipal.is_some() || abroad.is_some() {
        let text =
            "Municipalities and polling stations were held against the provinces and are not in the votes.";
        import.note(NoteKind::LeftOut, text);
    }
    if !unopened.is_empty() {
        let text = format!(
            "Not opened, because they have birth dates and identity numbers: {}.",
            unopened.join(", ")
        );
        import.note(NoteKind::LeftOut, text);
    }
    if abroad.is_some() {
        import.note(NoteKind::Secondary, "Files 09 and 10 are read by the Ministry's layout; none was seen.");
    }
}
