//! Denmark: Statistics Denmark (dst.dk), elections of the Folketing, XML of the final count.
//!
//! A file an area, `fintal_NNN.xml`, and the index `fintal.xml`, which says what lies in what (seen: 2011, 2015, 2019, 2022,
//! whole). The districts are the ten `StorKreds`; the country, its three `Landsdel`, the 92 `OpstKreds` and the polling
//! districts are held against each other where their files are given.
//!
//! - A party's key is its letter (`Bogstav`); its name is not written alike everywhere.
//! - Who stands outside of parties has no letter: one row `Uden for partier` for all of them, and each of them by name among the
//!   persons.
//! - Blank and other invalid ballots are apart, and neither is valid: `@invalid`.
//! - `Kredsmandater` are the seats of the district, `Mandater` those with levelling seats; a file that was not written again
//!   after levelling has none of the latter, and files of 2022 have none at all.
//! - Greenland and the Faroes, two seats each, are not in these files.

mod area;
mod index;
mod levels;
mod seats;

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{ImportError, ImportProblem};
use crate::import::{Import, Row};
use crate::note::NoteKind;
use crate::reader::Reader;
use crate::source::Source;
use area::{Area, Level};
use index::Index;

pub(crate) const READER: Reader = Reader {
    name: "fintal",
    title: "Denmark: elections of the Folketing, XML of Statistics Denmark (`fintal.xml`, `fintal_NNN.xml`)",
    recognises: |_, head| area::recognises(head) || index::recognises(head),
    read,
};

/// The files of one election.
struct Files<'a> {
    index: Option<(&'a Source, Index)>,
    /// By level and number.
    areas: BTreeMap<(Level, u64), (&'a Source, Area)>,
}

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let files = open(sources)?;
    let mut import = Import::default();
    let districts: Vec<_> = files.areas.iter().filter(|((level, _), _)| *level == Level::District).collect();
    if districts.is_empty() {
        let words = "no file is of a district (`StorKreds`); give the file of each";
        return Err(sources[0].problem(ImportProblem::MissingFile(words.to_owned())));
    }
    levels::check(&files)?;
    let mut letters: BTreeMap<&str, &str> = BTreeMap::new();
    for (_, (_, district)) in &districts {
        add(&mut import, district);
        for party in &district.parties {
            letters.entry(&party.letter).or_insert(&party.name);
        }
    }
    status(&mut import, &files);
    seats::add(&mut import, &files)?;
    let names = letters.values().copied().collect::<Vec<_>>().join("; ");
    import.note(NoteKind::Names, format!("parties stand under their letters: {names}"));
    import.note(
        NoteKind::Blank,
        "blank ballots are not valid; they are in @invalid with all others that are not",
    );
    import.note(NoteKind::Lacks, "Greenland and the Faroes, which elect two members each");
    import.note(NoteKind::LeftOut, "votes for candidates of parties, and percentages");
    Ok(import)
}

fn open(sources: &[Source]) -> Result<Files<'_>, ImportError> {
    let mut files = Files { index: None, areas: BTreeMap::new() };
    let mut election: Option<String> = None;
    for source in sources {
        let of = if index::recognises(&source.head()?) {
            let index = Index::read(source)?;
            let of = index.election.clone();
            if files.index.replace((source, index)).is_some() {
                return Err(source.problem(ImportProblem::Twice("the index".to_owned())));
            }
            of
        } else {
            let area = Area::read(source)?;
            let (of, name) = (area.election.clone(), area.name.clone());
            if files.areas.insert((area.level, area.id), (source, area)).is_some() {
                return Err(source.problem(ImportProblem::Twice(name)));
            }
            of
        };
        if !of.starts_with("Folketingsvalg") {
            let words = format!("`{of}` is not read; elections of the Folketing are");
            return Err(source.problem(ImportProblem::NotThis(words)));
        }
        match &election {
            Some(first) if *first != of => {
                let words = format!("this is `{of}`, and the file before it `{first}`");
                return Err(source.problem(ImportProblem::NotThis(words)));
            }
            Some(_) => {}
            None => election = Some(of),
        }
    }
    Ok(files)
}

fn add(import: &mut Import, district: &Area) {
    let row = |party: Option<&str>, candidate: Option<&str>, votes: u64| Row {
        contest: "list".to_owned(),
        district: Some(district.name.clone()),
        party: party.map(str::to_owned),
        candidate: candidate.map(str::to_owned),
        votes,
        ..Row::default()
    };
    import.rows.push(row(Some("@registered"), None, district.registered));
    import.rows.extend(district.parties.iter().map(|party| row(Some(&party.letter), None, party.votes)));
    match district.outside {
        // Who they are was not given.
        Some(votes) if votes > 0 && district.independents.is_empty() => {
            import.rows.push(row(Some("@others"), None, votes));
        }
        _ => {
            let persons = district.independents.iter();
            import.rows.extend(persons.map(|(name, votes)| row(None, Some(name), *votes)));
        }
    }
    import.rows.push(row(Some("@invalid"), None, district.invalid));
}

fn status(import: &mut Import, files: &Files<'_>) {
    let words: BTreeSet<(u64, &str)> =
        files.areas.values().map(|(_, area)| (area.status.0, &*area.status.1)).collect();
    let said = words.iter().map(|(_, words)| *words).collect::<Vec<_>>().join(", ");
    // 12 is the result of the final count, whole.
    let kind =
        if words.iter().all(|(code, _)| *code == 12) { NoteKind::Final } else { NoteKind::Provisional };
    import.note(kind, format!("the office calls the result: {said}"));
}
