//! The CSV of valgresultat.no: all counties in one file.

use std::collections::{BTreeMap, BTreeSet};

use super::county::{self, County, Party};
use crate::error::{ImportError, ImportProblem};
use crate::import::Import;
use crate::note::NoteKind;
use crate::source::Source;
use crate::table::{Dialect, Line, Table};
use crate::{letters, levels, naming, number};

/// The line of column names ends in a separator, so the last column has no name.
const DIALECT: Dialect =
    Dialect { separator: b';', encoding: encoding_rs::UTF_8, header: "Fylkenummer", ragged: false };

pub(super) fn recognises(head: &[u8]) -> bool {
    let head = letters::without_mark(head);
    head.starts_with(b"Fylkenummer;") || head.starts_with(b"\"Fylkenummer\";")
}

pub(super) fn read(source: &Source) -> Result<Import, ImportError> {
    let mut table = Table::open(source, &DIALECT)?;
    let columns = Columns::of(&table)?;
    let mut counties = Counties::default();
    while let Some(line) = table.next_row()? {
        columns.add(&line, &mut counties)?;
    }
    let counties = counties.all;
    if counties.is_empty() {
        return Err(source.problem(ImportProblem::Cut("no row follows the column names".to_owned())));
    }

    let mut import = Import::default();
    for county in &counties {
        county::add(&mut import, county).map_err(|problem| source.problem(problem))?;
    }
    import.note(NoteKind::StatusUnknown, "the CSV does not say whether the count is final");
    county::note(&mut import, &counties).map_err(|problem| source.problem(problem))?;
    let words = "ballots that were not approved, and totals of the country to hold the counties against";
    import.note(NoteKind::Lacks, words);
    import.note(NoteKind::LeftOut, "percentages and changes since earlier elections");
    Ok(import)
}

/// The counties read so far.
#[derive(Default)]
struct Counties {
    all: Vec<County>,
    /// Places in `all` by the county's number.
    places: BTreeMap<String, usize>,
    names: BTreeSet<String>,
    /// County and party of every row.
    rows: BTreeSet<(String, String)>,
}

struct Columns {
    number: usize,
    name: usize,
    parts: [Option<usize>; 2],
    code: usize,
    party: usize,
    registered: usize,
    early: usize,
    late: usize,
    votes: usize,
    seats: usize,
    levelling: usize,
}

impl Columns {
    fn of(table: &Table<'_>) -> Result<Self, ImportError> {
        Ok(Self {
            number: table.column("Fylkenummer")?,
            name: table.column("Fylkenavn")?,
            parts: [table.optional_column("Kommunenummer")?, table.optional_column("Stemmekretsnummer")?],
            code: table.column("Partikode")?,
            party: table.column("Partinavn")?,
            registered: table.column("Antall stemmeberettigede")?,
            early: table.column("Antall forhåndsstemmer")?,
            late: table.column("Antall valgtingstemmer")?,
            votes: table.column("Antall stemmer totalt")?,
            seats: table.column("Antall mandater")?,
            levelling: table.column("Antall utjevningsmandater")?,
        })
    }

    /// Adds a row: a party in a county.
    fn add(&self, line: &Line<'_>, counties: &mut Counties) -> Result<(), ImportError> {
        for part in self.parts.into_iter().flatten() {
            if !line.text(part)?.is_empty() {
                let words = "this export is of parts of counties; download the one of counties (`fylke`)";
                return Err(line.problem(part, ImportProblem::NotThis(words.to_owned())));
            }
        }
        let named =
            |column| naming::own(&line.text(column)?).map_err(|problem| line.problem(column, problem));
        let [number, name, code] = [named(self.number)?, named(self.name)?, named(self.code)?];
        if !counties.rows.insert((number.clone(), code.clone())) {
            return Err(line.problem(self.code, ImportProblem::Twice(format!("{name}, {code}"))));
        }
        let county = self.county(line, number, name, counties)?;
        let votes = line.whole(self.votes)?;
        // Older elections have the sum only.
        if let (Some(early), Some(late)) = (line.optional(self.early)?, line.optional(self.late)?) {
            let what = format!("votes of {code}, in advance and on the day");
            number::sum(early, late)
                .and_then(|cast| levels::same(&county.name, &what, votes, cast))
                .map_err(|problem| line.problem(self.votes, problem))?;
        }
        let [seats, levelling] = [line.optional(self.seats)?, line.optional(self.levelling)?];
        county.parties.push(Party { code, name: named(self.party)?, votes, seats, levelling });
        Ok(())
    }

    /// The county of a row, whose roll is repeated on each of its rows.
    fn county<'a>(
        &self,
        line: &Line<'_>,
        number: String,
        name: String,
        counties: &'a mut Counties,
    ) -> Result<&'a mut County, ImportError> {
        let registered = line.optional(self.registered)?;
        let Some(&place) = counties.places.get(&number) else {
            if !counties.names.insert(name.clone()) {
                return Err(line.problem(self.name, ImportProblem::Twice(name)));
            }
            counties.places.insert(number, counties.all.len());
            let (rejected, seats, parties) = (None, None, Vec::new());
            counties.all.push(County { name, registered, rejected, seats, parties });
            return Ok(counties.all.last_mut().expect("one was added"));
        };
        let county = &mut counties.all[place];
        if county.name != name {
            let known = format!("{} under number {number}", county.name);
            return Err(line.problem(self.name, ImportProblem::unknown(&name, &known)));
        }
        let what = "voters on the roll, repeated on each row";
        levels::same(&county.name, what, county.registered.unwrap_or(0), registered.unwrap_or(0))
            .map_err(|problem| line.problem(self.registered, problem))?;
        Ok(county)
    }
}
