//! Poland: the National Electoral Commission (PKW), elections of the Sejm by district.
//!
//! The file of results on lists by district, and the file of districts (`okregi`) with their seats and inhabitants
//! (seen: 2019, 2023).
//!
//! - Columns of paperwork stand before `Liczba głosów ważnych`, the committees behind it. Columns that begin `W tym` are
//!   parts of the one before.
//! - An empty field is no list in that district; it is not zero.
//! - `@invalid` is invalid votes and invalid cards: with the valid votes, all cards taken out of the box.
//! - A district's key is its number (`Numer okręgu`, in 2023 `Nr okręgu`): two districts have their seat in one city. 2023 has no
//!   column of names; districts are called there as 2019 calls them.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, Row};
use crate::note::NoteKind;
use crate::reader::Reader;
use crate::source::Source;
use crate::table::{Dialect, Line, Table};
use crate::{letters, levels, naming, number};

pub(crate) const READER: Reader = Reader {
    name: "pkw",
    title: "Poland: elections of the Sejm, results on lists by district, and districts (`okregi`), of the PKW",
    recognises: |_, head| is_results(head) || has_column(head, &[SEATS]),
    read,
};

/// A district's number, as 2019 and as 2023 has it.
const NUMBER: [&str; 2] = ["Numer okręgu", "Nr okręgu"];
const SEATS: &str = "Liczba mandatów";
/// Valid votes, as the office and as a shortened copy has it.
const VALID: [&str; 2] =
    ["Liczba głosów ważnych oddanych łącznie na wszystkie listy kandydatów", "Liczba głosów ważnych"];
const INVALID: &str = "Liczba głosów nieważnych";

/// The first line is that of column names, whatever it begins with.
const DIALECT: Dialect = Dialect { separator: b';', encoding: encoding_rs::UTF_8, header: "", ragged: false };

fn is_results(head: &[u8]) -> bool {
    has_column(head, &VALID)
}

/// Whether the first line has a district's number and one of these columns, in quotation marks or not.
fn has_column(head: &[u8], names: &[&str]) -> bool {
    let head = letters::without_mark(head);
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let mut columns = line.trim_end().split(';').map(|column| column.trim_matches('"'));
    columns.clone().any(|column| NUMBER.contains(&column)) && columns.any(|column| names.contains(&column))
}

/// The number of a column that has one of two names.
fn either(table: &Table<'_>, names: [&str; 2]) -> Result<usize, ImportError> {
    match table.optional_column(names[1])? {
        Some(column) => Ok(column),
        None => table.column(names[0]),
    }
}

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let (mut results, mut districts) = (None, None);
    for source in sources {
        let place = if is_results(&source.head()?) { &mut results } else { &mut districts };
        if let Some(first) = place.replace(source) {
            let words = format!(
                "{} is of the same kind; one file of results and one of districts are read",
                first.name()
            );
            return Err(source.problem(ImportProblem::NotThis(words)));
        }
    }
    let Some(results) = results else {
        let words = "districts alone have no votes; give the file of results on lists by district too";
        return Err(sources[0].problem(ImportProblem::MissingFile(words.to_owned())));
    };
    let mut import = Import::default();
    let names = Results::read(results, &mut import)?;
    match districts {
        Some(source) => add_districts(source, &names, &mut import)?,
        None => {
            import.districts =
                names.into_values().map(|district| District { district, ..District::default() }).collect();
            import.note(NoteKind::Lacks, "seats of districts: they are in the file of districts (`okregi`)");
        }
    }
    import.note(NoteKind::StatusUnknown, "the files do not say whether the result is final");
    let words = "which committees are coalitions (by law they are called `KOALICYJNY KOMITET WYBORCZY`) or of national \
                 minorities, whose thresholds are others: set `kind` for them";
    import.note(NoteKind::Lacks, words);
    import.note(NoteKind::Lacks, "seats of parties: the office publishes them apart");
    let words =
        "@invalid is invalid votes and invalid cards; there are no blank votes apart, they are invalid";
    import.note(NoteKind::Blank, words);
    import.note(
        NoteKind::LeftOut,
        "the paperwork of ballots and envelopes, and parts (`W tym`) of other columns",
    );
    Ok(import)
}

/// The columns of the file of results.
struct Results {
    number: usize,
    name: Option<usize>,
    registered: usize,
    taken_out: usize,
    invalid_cards: usize,
    valid_cards: usize,
    invalid: usize,
    valid: usize,
    /// The committees with their names.
    committees: Vec<(usize, String)>,
}

impl Results {
    /// Adds all rows; gives the districts' names by their numbers.
    fn read(source: &Source, import: &mut Import) -> Result<BTreeMap<u64, String>, ImportError> {
        let mut table = Table::open(source, &DIALECT)?;
        let columns = Self::of(source, &table)?;
        let mut names: BTreeMap<u64, String> = BTreeMap::new();
        let mut known = BTreeSet::new();
        while let Some(line) = table.next_row()? {
            let number = line.whole(columns.number)?;
            let name = match columns.name {
                Some(name) => {
                    naming::own(&line.text(name)?).map_err(|problem| line.problem(name, problem))?
                }
                None => format!("Okręg Wyborczy Nr {number}"),
            };
            if !known.insert(name.clone()) || names.contains_key(&number) {
                return Err(line.problem(columns.number, ImportProblem::Twice(name)));
            }
            columns.add(&line, &name, import)?;
            names.insert(number, name);
        }
        if names.is_empty() {
            return Err(source.problem(ImportProblem::Cut("no row follows the column names".to_owned())));
        }
        Ok(names)
    }

    fn of(source: &Source, table: &Table<'_>) -> Result<Self, ImportError> {
        let valid = either(table, VALID)?;
        let behind = table.columns().iter().enumerate().skip(valid + 1);
        // The line ends in a separator, so the last column has no name.
        let committees = behind.filter(|(_, name)| !name.is_empty());
        let committees = committees.map(|(at, name)| Ok((at, naming::own(name)?)));
        let committees: Result<Vec<_>, _> = committees.collect();
        let committees = committees.map_err(|problem| source.problem_at(1, problem))?;
        let mut known = BTreeSet::new();
        if let Some((_, twice)) = committees.iter().find(|(_, name)| !known.insert(name)) {
            return Err(source.problem_at(1, ImportProblem::Twice(twice.clone())));
        }
        Ok(Self {
            number: either(table, NUMBER)?,
            name: table.optional_column("Nazwa")?,
            registered: table.column("Liczba wyborców uprawnionych do głosowania")?,
            taken_out: table.column("Liczba kart wyjętych z urny")?,
            invalid_cards: table.column("Liczba kart nieważnych")?,
            valid_cards: table.column("Liczba kart ważnych")?,
            invalid: table.column(INVALID)?,
            valid,
            committees,
        })
    }

    /// Adds the rows of a district, whose columns must agree.
    fn add(&self, line: &Line<'_>, district: &str, import: &mut Import) -> Result<(), ImportError> {
        let mut row = |party: &str, votes: u64| {
            import.rows.push(Row {
                contest: "list".to_owned(),
                district: Some(district.to_owned()),
                party: Some(party.to_owned()),
                votes,
                ..Row::default()
            });
        };
        let sum = |a, b| number::sum(a, b).map_err(|problem| line.wrong(problem));
        row("@registered", line.whole(self.registered)?);
        let mut votes = 0;
        for (column, committee) in &self.committees {
            if let Some(n) = line.optional(*column)? {
                votes = sum(votes, n)?;
                row(committee, n);
            }
        }
        let [valid, invalid] = [line.whole(self.valid)?, line.whole(self.invalid)?];
        let invalid_cards = line.whole(self.invalid_cards)?;
        row("@invalid", sum(invalid, invalid_cards)?);
        let cards = line.whole(self.valid_cards)?;
        let agree = [
            (self.valid, "votes of all committees", valid, votes),
            (self.valid_cards, "valid and invalid votes", cards, sum(valid, invalid)?),
            (
                self.taken_out,
                "valid and invalid cards",
                line.whole(self.taken_out)?,
                sum(cards, invalid_cards)?,
            ),
        ];
        for (column, what, whole, parts) in agree {
            levels::same(district, what, whole, parts).map_err(|problem| line.problem(column, problem))?;
        }
        Ok(())
    }
}

/// Adds the facts of districts, which must be those of the results.
fn add_districts(
    source: &Source,
    names: &BTreeMap<u64, String>,
    import: &mut Import,
) -> Result<(), ImportError> {
    let mut table = Table::open(source, &DIALECT)?;
    let [number, seats] = [either(&table, NUMBER)?, table.column(SEATS)?];
    let population = table.optional_column("Mieszkańcy")?;
    let mut known: BTreeMap<u64, District> = BTreeMap::new();
    while let Some(line) = table.next_row()? {
        let key = line.whole(number)?;
        let Some(name) = names.get(&key) else {
            let words = format!("district {key}, which the file of results does not have");
            return Err(line.problem(
                number,
                ImportProblem::UnknownWord { found: words, known: "its districts".to_owned() },
            ));
        };
        let district = District {
            district: name.clone(),
            seats: Some(number::seats(line.whole(seats)?).map_err(|problem| line.problem(seats, problem))?),
            region: None,
            population: population.map(|column| line.optional(column)).transpose()?.flatten(),
        };
        if known.insert(key, district).is_some() {
            return Err(line.problem(number, ImportProblem::Twice(format!("district {key}"))));
        }
    }
    if let Some((number, _)) = names.iter().find(|(number, _)| !known.contains_key(number)) {
        return Err(source.problem(ImportProblem::Missing(format!("district {number}"))));
    }
    import.districts = known.into_values().collect();
    Ok(())
}
