//! Czechia: volby.cz of the Statistical Office, XML.
//!
//! The Chamber of Deputies by districts (`okres`, seen: 2006, 2010, 2013) and in the country (`vysledky.xml`, seen: 2017, 2021),
//! and the European Parliament in the country (seen: 2014, 2019).
//!
//! - Letters are ISO-8859-2 or UTF-8, as the first line says; but copies are about that were turned into UTF-8 and say
//!   ISO-8859-2 still, which a note says of them.
//! - A request that fails is answered with `CHYBA` in well-formed XML: refused with its text.
//! - `OKRES` is the sum of its `OBEC`, and `CR` that of its `KRAJ`: the smaller is held against the larger. Rows are of `KRAJ`,
//!   which are the Chamber's districts, or of `OKRES` where there are only those.
//! - Parties are numbers (`KSTRANA`, `ESTRANA`); the names stand in the file of the country only.
//! - `@invalid` is what was in the box (`ODEVZDANE_OBALKY`) and is no valid vote.
//! - Votes from abroad belong to one region of the Chamber, and are in no district's file.

mod area;
mod file;

use std::collections::BTreeMap;

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, OfficialSeats, Row};
use crate::note::NoteKind;
use crate::reader::Reader;
use crate::source::Source;
use crate::{levels, number};
use area::Area;
use file::{File, Kind};

pub(crate) const READER: Reader = Reader {
    name: "volby",
    title: "Czechia: Chamber of Deputies and European Parliament, XML of volby.cz",
    recognises: |_, head| file::recognises(head),
    read,
};

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let (mut countries, mut districts) = (Vec::new(), Vec::new());
    for source in sources {
        let file = File::read(source)?;
        if file.kind == Kind::District { &mut districts } else { &mut countries }.push((source, file));
    }
    if let [_, (second, _), ..] = countries[..] {
        let words = "a second file of the country; import one election at a time".to_owned();
        return Err(second.problem(ImportProblem::NotThis(words)));
    }
    for (at, (source, file)) in districts.iter().enumerate() {
        if districts[..at].iter().any(|(_, known)| known.whole.key == file.whole.key) {
            return Err(source.problem(ImportProblem::Twice(file.whole.name.clone())));
        }
    }
    match countries.pop() {
        Some((source, country)) => of_country(source, country, &districts),
        None => of_districts(districts),
    }
}

/// Rows of the country's regions.
fn of_country(source: &Source, country: File, districts: &[(&Source, File)]) -> Result<Import, ImportError> {
    if let Some((first, _)) = districts.first() {
        if country.kind == Kind::Europe {
            let words = "this is of the Chamber, and another file of the European Parliament".to_owned();
            return Err(first.problem(ImportProblem::NotThis(words)));
        }
        hold_against(&country.whole, districts).map_err(|problem| source.problem(problem))?;
    }
    let mut import = Import::default();
    for region in &country.parts {
        add(&mut import, region, &country.names).map_err(|problem| source.problem(problem))?;
        if country.kind == Kind::Chamber {
            let seats =
                region.seats.map(number::seats).transpose().map_err(|problem| source.problem(problem))?;
            import.districts.push(District { district: region.name.clone(), seats, ..District::default() });
        }
    }
    // Seats of the Chamber are won in regions, those of the European Parliament in the country.
    let winners: Vec<(Option<&str>, &Area)> = match country.kind {
        Kind::Europe => vec![(None, &country.whole)],
        Kind::Chamber | Kind::District => {
            country.parts.iter().map(|region| (Some(&*region.name), region)).collect()
        }
    };
    for (district, area) in winners {
        for (party, votes) in &area.parties {
            if let Some(seats @ 1..) = votes.seats {
                import.official.push(OfficialSeats {
                    contest: "list".to_owned(),
                    district: district.map(str::to_owned),
                    party: Some(name(&country.names, *party)),
                    candidate: None,
                    seats: number::seats(seats).map_err(|problem| source.problem(problem))?,
                });
            }
        }
    }
    status(&mut import, &[&country.whole]);
    letters(&mut import, [&(source, country)].into_iter().chain(districts));
    if !districts.is_empty() {
        let words = format!("files of {} districts: the country's was held against them", districts.len());
        import.note(NoteKind::LeftOut, words);
    }
    import.note(NoteKind::LeftOut, "votes for candidates, and who was elected");
    Ok(import)
}

/// Rows of districts, whose parties have numbers only.
fn of_districts(districts: Vec<(&Source, File)>) -> Result<Import, ImportError> {
    let mut import = Import::default();
    for (source, file) in &districts {
        add(&mut import, &file.whole, &BTreeMap::new()).map_err(|problem| source.problem(problem))?;
        import.districts.push(District {
            district: file.whole.name.clone(),
            seats: None,
            // The code of a district begins with that of its region: CZ0411 lies in CZ041.
            region: file.whole.key.get(..5).map(str::to_owned),
            population: None,
        });
    }
    status(&mut import, &districts.iter().map(|(_, file)| &file.whole).collect::<Vec<_>>());
    letters(&mut import, &districts);
    let words = "parties have numbers (`KSTRANA`): their names and the seats are in the file of the country (`vysledky.xml`)";
    import.note(NoteKind::Lacks, words);
    let words = format!(
        "votes from abroad belong to one region and are in no district's file; {} districts were given",
        districts.len()
    );
    import.note(NoteKind::Abroad, words);
    Ok(import)
}

fn name(names: &BTreeMap<u64, String>, party: u64) -> String {
    names.get(&party).cloned().unwrap_or_else(|| party.to_string())
}

fn add(import: &mut Import, area: &Area, names: &BTreeMap<u64, String>) -> Result<(), ImportProblem> {
    let parties = area.parties.iter().map(|(party, of)| (name(names, *party), of.votes));
    let invalid = area.invalid()?;
    let around = |what: &str, n| (what.to_owned(), n);
    let rows = [around("@registered", area.registered)].into_iter().chain(parties);
    for (party, votes) in rows.chain([around("@invalid", invalid)]) {
        import.rows.push(Row {
            contest: "list".to_owned(),
            district: Some(area.name.clone()),
            party: Some(party),
            votes,
            ..Row::default()
        });
    }
    Ok(())
}

/// No district may have more than the country, and where all stations are there, none less.
fn hold_against(country: &Area, districts: &[(&Source, File)]) -> Result<(), ImportProblem> {
    let mut stations = 0;
    let mut sums: BTreeMap<u64, u64> = BTreeMap::new();
    for (_, file) in districts {
        stations = number::sum(stations, file.whole.stations)?;
        for (party, of) in &file.whole.parties {
            let sum = sums.entry(*party).or_default();
            *sum = number::sum(*sum, of.votes)?;
        }
    }
    for (party, parts) in sums {
        let whole = country.parties.get(&party).map_or(0, |of| of.votes);
        if parts > whole || (stations == country.stations && parts != whole) {
            let what = format!("party {party}, files of districts");
            return levels::same(&country.name, &what, whole, parts);
        }
    }
    Ok(())
}

fn status(import: &mut Import, areas: &[&Area]) {
    let count = |of: fn(&Area) -> u64| areas.iter().map(|area| of(area)).fold(0, u64::saturating_add);
    let [counted, stations] = [count(|area| area.counted), count(|area| area.stations)];
    if counted < stations {
        import.note(NoteKind::Provisional, format!("{counted} of {stations} polling stations are counted"));
    } else {
        let words = format!(
            "all {stations} polling stations are counted; the files do not say whether that is final"
        );
        import.note(NoteKind::StatusUnknown, words);
    }
}

fn letters<'a>(import: &mut Import, files: impl IntoIterator<Item = &'a (&'a Source, File)>) {
    let converted: Vec<&str> =
        files.into_iter().filter(|(_, file)| file.converted).map(|(source, _)| source.file_name()).collect();
    if !converted.is_empty() {
        let words = format!(
            "the first line says ISO-8859-2 and the letters are UTF-8, as in a copy that was converted: {}",
            converted.join(", ")
        );
        import.note(NoteKind::Letters, words);
    }
}
