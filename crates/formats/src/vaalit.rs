//! Finland: the Ministry of Justice (vaalit.fi), parliamentary elections by party (`…_puo_maa.csv`, `…_tpat_maa.csv`).
//!
//! SECONDARY: read in programs of others that read the files of 2019 and 2023; no file was seen.
//!
//! - ISO-8859-1, `;`, no line of column names, 45 fields and more, padded with blanks.
//! - Field 4 is the level: `V` an electoral district; all others are its parts and are passed over, but for municipalities
//!   (`K`), which are held against it.
//! - A party is its letters (field 11). Those of a local association (party number 99 in field 9) repeat between districts, so
//!   an association stands under its name and district.
//! - Field 41 is its votes, field 45 its seats.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::WINDOWS_1252;

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, OfficialSeats, Row};
use crate::levels::{self, Levels};
use crate::note::NoteKind;
use crate::reader::Reader;
use crate::source::Source;
use crate::table::{Line, Table};
use crate::{naming, number};

pub(crate) const READER: Reader = Reader {
    name: "vaalit",
    title: "Finland: parliamentary elections by party, CSV of the Ministry of Justice (`puo_maa`)",
    recognises,
    read,
};

/// Fields by their numbers, from 0.
const KIND: usize = 0;
const DISTRICT: usize = 1;
const LEVEL: usize = 3;
const NUMBER: usize = 8;
const LETTERS: usize = 10;
const NAME: usize = 15;
const VOTES: usize = 40;
const SEATS: usize = 44;

/// The party number of local associations.
const ASSOCIATION: &str = "99";

fn recognises(_: &Source, head: &[u8]) -> bool {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let fields: Vec<&[u8]> = line.split(|&byte| byte == b';').map(<[u8]>::trim_ascii).collect();
    let digits = |field: &[u8]| !field.is_empty() && field.iter().all(u8::is_ascii_digit);
    fields.len() > SEATS
        && digits(fields[DISTRICT])
        && matches!(fields[LEVEL], [level] if level.is_ascii_uppercase())
        && digits(fields[VOTES])
}

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let source = Source::only(sources)?;
    let mut table = Table::without_names(source, b';', WINDOWS_1252, SEATS + 1)?;
    let mut reading = Reading::default();
    while let Some(line) = table.next_row()? {
        reading.line(&line)?;
    }
    reading.finish(source)
}

#[derive(Default)]
struct Reading {
    import: Import,
    kind: Option<String>,
    /// Seats by district.
    districts: BTreeMap<String, u64>,
    known: BTreeSet<(String, String)>,
    /// Votes by district and party.
    wholes: BTreeMap<(String, String), u64>,
    municipalities: Levels,
    has_municipalities: bool,
}

impl Reading {
    fn line(&mut self, line: &Line<'_>) -> Result<(), ImportError> {
        if line.len() <= SEATS {
            let words = format!("{} fields where at least {} are needed", line.len(), SEATS + 1);
            return Err(line.wrong(ImportProblem::Malformed(words)));
        }
        let kind = line.text(KIND)?.into_owned();
        match &self.kind {
            Some(first) if *first != kind => {
                return Err(line
                    .problem(KIND, ImportProblem::unknown(&kind, &format!("{first}, as in the first row"))));
            }
            Some(_) => {}
            None => self.kind = Some(kind),
        }
        let level = line.text(LEVEL)?.into_owned();
        if level != "V" && level != "K" {
            if !matches!(level.as_bytes(), [letter] if letter.is_ascii_uppercase()) {
                return Err(line.problem(
                    LEVEL,
                    ImportProblem::unknown(&level, "V (an electoral district) or another letter"),
                ));
            }
            return Ok(());
        }
        let wrong = |column| move |problem| line.problem(column, problem);
        let district = naming::own(&line.text(DISTRICT)?).map_err(wrong(DISTRICT))?;
        let party = party(line, &district)?;
        let votes = line.whole(VOTES)?;
        if level == "K" {
            self.has_municipalities = true;
            return self.municipalities.add(&district, &party, votes).map_err(wrong(VOTES));
        }
        let key = (district.clone(), party.clone());
        if !self.known.insert(key.clone()) {
            return Err(line.problem(LETTERS, ImportProblem::Twice(format!("district {district}, {party}"))));
        }
        self.wholes.insert(key, votes);
        let seats = line.whole(SEATS)?;
        let all = self.districts.entry(district.clone()).or_default();
        *all = number::sum(*all, seats).map_err(wrong(SEATS))?;
        if seats > 0 {
            self.import.official.push(OfficialSeats {
                contest: "list".to_owned(),
                district: Some(district.clone()),
                party: Some(party.clone()),
                candidate: None,
                seats: number::seats(seats).map_err(wrong(SEATS))?,
            });
        }
        self.import.rows.push(Row {
            contest: "list".to_owned(),
            district: Some(district),
            party: Some(party),
            votes,
            ..Row::default()
        });
        Ok(())
    }

    fn finish(self, source: &Source) -> Result<Import, ImportError> {
        let mut import = self.import;
        if import.rows.is_empty() {
            let words = "no row is of an electoral district (`V` in field 4)";
            return Err(source.problem(ImportProblem::Missing(words.to_owned())));
        }
        if self.has_municipalities {
            for ((district, party), votes) in &self.wholes {
                let sum = self.municipalities.sum(district, party);
                levels::same(&format!("district {district}"), party, *votes, sum)
                    .map_err(|problem| source.problem(problem))?;
            }
        }
        for (district, seats) in self.districts {
            let seats = Some(number::seats(seats).map_err(|problem| source.problem(problem))?);
            import.districts.push(District { district, seats, ..District::default() });
        }
        import.note(NoteKind::StatusUnknown, "whether the count is final is not read");
        let words = "voters on the roll, invalid ballots and districts' names: another file (`alu_maa`) has them; districts \
                     stand under their numbers";
        import.note(NoteKind::Lacks, words);
        let words = "parties stand under their letters, local associations under their name and district, as letters repeat";
        import.note(NoteKind::Names, words);
        import
            .note(NoteKind::LeftOut, "municipalities and polling areas, and numbers of the election before");
        let words = "read by programs of others that read such files; no file of the office was seen";
        import.note(NoteKind::Secondary, words);
        Ok(import)
    }
}

/// The key of a party.
fn party(line: &Line<'_>, district: &str) -> Result<String, ImportError> {
    let [number, letters, name] = [line.text(NUMBER)?, line.text(LETTERS)?, line.text(NAME)?];
    let own = |text: &str, column| naming::own(text).map_err(|problem| line.problem(column, problem));
    if number == ASSOCIATION {
        let shown = if name.is_empty() { own(&letters, LETTERS)? } else { own(&name, NAME)? };
        return Ok(format!("{shown} ({district})"));
    }
    if letters.is_empty() { own(&name, NAME) } else { own(&letters, LETTERS) }
}
