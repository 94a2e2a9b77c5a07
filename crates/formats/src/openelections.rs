//! United States, OpenElections: results by precinct or county, one row a candidate.
//!
//! Source: github.com/openelections, a repository a state. Seen: Delaware, special election of 2007; other states by the
//! project's documentation.
//!
//! - Columns differ from state to state: places (`county`, `precinct`, `ward` …), then `office`, `district`, `party`,
//!   `candidate`, `votes`, then what some states have besides, which is left out.
//! - `Total` rows stand among the precincts. They are held against the sums of their parts and not counted.
//! - An office is a contest, by its name; where the files have one office alone it is `single`. The district of the office
//!   (`41`) is the district, and an office without one is a contest of the whole state.
//! - Over and under votes are `@invalid`, write-ins and scattered votes that name nobody are `@others`. Who is written in by
//!   name stands without a party.

use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::BuildHasher as _;

use crate::error::{ImportError, ImportProblem};
use crate::import::{Import, Row};
use crate::levels::same;
use crate::naming::checked;
use crate::note::NoteKind;
use crate::number::sum;
use crate::reader::Reader;
use crate::source::Source;
use crate::table::{Dialect, Line, Table};

pub(crate) const OPENELECTIONS: Reader = Reader {
    name: "openelections",
    title: "United States, OpenElections: results by precinct or county",
    recognises,
    read,
};

/// Columns that name a place, from large to small.
const PLACES: [&str; 13] = [
    "county",
    "parish",
    "jurisdiction",
    "city",
    "town",
    "municipality",
    "ward",
    "election_district",
    "ed",
    "precinct",
    "precinct_name",
    "polling_place",
    "division",
];
/// What stands in the place of a candidate, or of an office, and is none: small letters and digits alone.
const INVALID: [&str; 11] = [
    "overvote",
    "overvotes",
    "undervote",
    "undervotes",
    "overundervotes",
    "blank",
    "blanks",
    "blankvotes",
    "void",
    "spoiled",
    "rejected",
];
const OTHERS: [&str; 9] = [
    "writein",
    "writeins",
    "writeinvotes",
    "writeintotals",
    "scattering",
    "scatterings",
    "scattered",
    "allothers",
    "others",
];
const SUMS: [&str; 8] = [
    "total",
    "totals",
    "totalvotes",
    "totalvotescast",
    "votescast",
    "ballotscast",
    "totalballotscast",
    "contesttotals",
];
const NO_OFFICES: [&str; 8] = [
    "registeredvoters",
    "registered",
    "ballotscast",
    "ballotscasttotal",
    "ballotscastblank",
    "votersregistered",
    "turnout",
    "straightparty",
];
/// What stands in the column of the party where somebody was written in.
const WRITTEN_IN: [&str; 3] = ["writein", "writeins", "w"];

fn recognises(_: &Source, head: &[u8]) -> bool {
    let Some(header) = std::str::from_utf8(head.split(|byte| *byte == b'\n').next().unwrap_or_default()).ok()
    else {
        return false;
    };
    let header = header.trim_start_matches('\u{feff}').to_ascii_lowercase();
    let columns: Vec<_> = header.split(',').map(|name| name.trim().trim_matches('"')).collect();
    let has = |name: &str| columns.contains(&name);
    has("office") && has("candidate") && has("votes") && PLACES.iter().any(|place| has(place))
}

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let mut reading = Reading::default();
    for (file, source) in sources.iter().enumerate() {
        reading.file(file, source)?;
    }
    reading.import(sources)
}

/// The letters of a name without what is written one way here and another there.
fn bare(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    // Every name of millions of rows is asked for, and hardly any begins as one of the words does.
    let Some(first) = bare(text).next() else { return false };
    words.iter().any(|word| word.starts_with(first) && bare(text).eq(word.chars()))
}

struct Columns {
    places: Vec<usize>,
    office: usize,
    district: Option<usize>,
    party: Option<usize>,
    candidate: usize,
    votes: usize,
}

impl Columns {
    fn of(table: &Table<'_>, source: &Source) -> Result<Self, ImportError> {
        // Some states write names of columns with capitals.
        let optional = |wanted: &str| {
            let columns = table.columns().iter().enumerate();
            let mut found = columns.filter(|(_, name)| name.eq_ignore_ascii_case(wanted));
            match (found.next(), found.next()) {
                (_, Some(_)) => Err(source.problem_at(1, ImportProblem::Twice(wanted.to_owned()))),
                (first, None) => Ok(first.map(|(at, _)| at)),
            }
        };
        let needed = |wanted: &str| {
            optional(wanted)?.ok_or_else(|| source.problem_at(1, ImportProblem::Missing(wanted.to_owned())))
        };
        let mut places = Vec::new();
        for place in PLACES {
            places.extend(optional(place)?);
        }
        Ok(Self {
            places,
            office: needed("office")?,
            district: optional("district")?,
            party: optional("party")?,
            candidate: needed("candidate")?,
            votes: needed("votes")?,
        })
    }

    /// The columns that are not read.
    fn others<'a>(&self, table: &'a Table<'_>) -> impl Iterator<Item = &'a str> {
        let [district, party] = [self.district, self.party];
        let mut read: Vec<usize> = vec![self.office, self.candidate, self.votes];
        read.extend(self.places.iter().copied().chain(district).chain(party));
        let columns = table.columns().iter().enumerate();
        columns
            .filter(move |(at, name)| !read.contains(at) && !name.is_empty())
            .map(|(_, name)| name.as_str())
    }
}

/// What parts the words of a key; a name that holds it is refused.
const PART: &str = "\u{1f}";

#[derive(Default)]
struct Reading {
    rows: Vec<Row>,
    numbers: HashMap<String, usize>,
    /// What places add up to, by the larger places that they lie in and by who.
    parts: HashMap<String, u64>,
    /// Rows of places within which the file names no smaller ones.
    ends: HashMap<String, (usize, u64)>,
    totals: Vec<Total>,
    seen: Seen,
    left_out: LeftOut,
}

/// A row that sums up others.
struct Total {
    file: usize,
    line: u64,
    key: String,
    area: String,
    who: String,
    votes: u64,
}

/// Rows that were read, as two independent digests each: a file may have millions.
#[derive(Default)]
struct Seen {
    digests: HashSet<(u64, u64)>,
    first: RandomState,
    second: RandomState,
}

impl Seen {
    fn is_new(&mut self, key: &str) -> bool {
        self.digests.insert((self.first.hash_one(key), self.second.hash_one(key)))
    }
}

#[derive(Default)]
struct LeftOut {
    columns: Vec<String>,
    /// What is no office or no candidate, with how many rows.
    figures: Vec<(String, u64)>,
    empty: u64,
    invalid: bool,
}

impl LeftOut {
    fn figure(&mut self, name: &str) {
        match self.figures.iter_mut().find(|(known, _)| known == name) {
            Some((_, times)) => *times += 1,
            None => self.figures.push((name.to_owned(), 1)),
        }
    }
}

impl Reading {
    fn file(&mut self, file: usize, source: &Source) -> Result<(), ImportError> {
        let dialect = Dialect { separator: b',', encoding: encoding_rs::UTF_8, header: "", ragged: false };
        let mut table = Table::open(source, &dialect)?;
        let columns = Columns::of(&table, source)?;
        for other in columns.others(&table) {
            if !self.left_out.columns.iter().any(|known| known == other) {
                self.left_out.columns.push(other.to_owned());
            }
        }
        while let Some(line) = table.next_row()? {
            self.row(&columns, &line, file)?;
        }
        Ok(())
    }

    fn row(&mut self, columns: &Columns, line: &Line<'_>, file: usize) -> Result<(), ImportError> {
        let optional = |column: Option<usize>| column.map_or(Ok(Cow::Borrowed("")), |at| line.text(at));
        let office = line.text(columns.office)?;
        let (district, party) = (optional(columns.district)?, optional(columns.party)?);
        let candidate = line.text(columns.candidate)?;
        let places = columns.places.iter().map(|&place| line.text(place)).collect::<Result<Vec<_>, _>>()?;
        for text in places.iter().chain([&office, &district, &party, &candidate]) {
            if !text.is_empty() {
                checked(text).map_err(|problem| line.wrong(problem))?;
            }
        }
        let Some(votes) = line.optional(columns.votes)? else {
            self.left_out.empty += 1;
            return Ok(());
        };
        if office.is_empty() {
            return Err(line.problem(columns.office, ImportProblem::Missing("the office".to_owned())));
        }
        for (figures, name) in [(NO_OFFICES, &office), (SUMS, &candidate)] {
            if is_one_of(name, &figures) {
                self.left_out.figure(name);
                return Ok(());
            }
        }
        let who = [&*office, &*district, &*party, &*candidate].join(PART);
        // Files have millions of rows: their keys are made in one place.
        let mut key = String::new();
        if !self.seen.is_new(within(&mut key, &places, &who)) {
            let what = places.iter().chain([&office, &district, &party, &candidate]);
            let what =
                what.filter(|word| !word.is_empty()).map(|word| &**word).collect::<Vec<_>>().join(", ");
            return Err(line.wrong(ImportProblem::Twice(what)));
        }
        let too_many = |problem| line.problem(columns.votes, problem);
        let named = places.iter().take_while(|place| !is_total(place)).count();
        if named < places.len() {
            if places[named..].iter().any(|place| !place.is_empty() && !is_total(place)) {
                let problem = "a total has no place below it";
                return Err(line.wrong(ImportProblem::Malformed(problem.to_owned())));
            }
            let words = |words: &[&Cow<'_, str>]| {
                let words = words.iter().filter(|word| !word.is_empty()).map(|word| &***word);
                words.collect::<Vec<_>>().join(", ")
            };
            let area = words(&places[..named].iter().collect::<Vec<_>>());
            let area = if area.is_empty() { "the whole file".to_owned() } else { area };
            let key = within(&mut key, &places[..named], &who).to_owned();
            self.totals.push(Total {
                file,
                line: line.line,
                key,
                area,
                who: words(&[&office, &district, &party, &candidate]),
                votes,
            });
            return Ok(());
        }
        let depth = places.iter().rposition(|place| !place.is_empty()).map_or(0, |last| last + 1);
        for larger in 0..depth {
            let key = within(&mut key, &places[..larger], &who);
            match self.parts.get_mut(key) {
                Some(part) => *part = sum(*part, votes).map_err(too_many)?,
                None => _ = self.parts.insert(key.to_owned(), votes),
            }
        }
        if depth < places.len() {
            let key = within(&mut key, &places[..depth], &who).to_owned();
            self.ends.insert(key, (file, line.line));
        }
        self.add([&office, &district, &party, &candidate], votes).map_err(|problem| match problem {
            ImportProblem::TooMany => line.problem(columns.votes, problem),
            problem => line.problem(columns.candidate, problem),
        })
    }

    /// Adds votes to the row of who stood.
    fn add(&mut self, names: [&str; 4], votes: u64) -> Result<(), ImportProblem> {
        let [office, district, party, candidate] = names;
        let written_in = is_one_of(party, &WRITTEN_IN);
        let (party, candidate) = if is_one_of(candidate, &INVALID) {
            self.left_out.invalid = true;
            ("@invalid", "")
        } else if is_one_of(candidate, &OTHERS) || (written_in && bare(candidate).next().is_none()) {
            ("@others", "")
        } else if written_in {
            ("", candidate)
        } else {
            (party, candidate)
        };
        if party.is_empty() && candidate.is_empty() {
            return Err(ImportProblem::Missing("candidate or party".to_owned()));
        }
        let key = [office, district, party, candidate].join(PART);
        if let Some(&at) = self.numbers.get(&key) {
            let own = &mut self.rows[at].votes;
            *own = sum(*own, votes)?;
            return Ok(());
        }
        self.numbers.insert(key, self.rows.len());
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        self.rows.push(Row {
            contest: office.to_owned(),
            district: filled(district),
            party: filled(party),
            candidate: filled(candidate),
            votes,
            ..Row::default()
        });
        Ok(())
    }

    /// Holds totals against their parts, and finds totals that do not say so.
    fn check(&self, sources: &[Source]) -> Result<(), ImportError> {
        for Total { file, line, key, area, who, votes } in &self.totals {
            let parts = self.parts.get(key).copied().unwrap_or(0);
            same(area, who, *votes, parts).map_err(|problem| sources[*file].problem_at(*line, problem))?;
        }
        let twofold =
            self.ends.iter().filter(|(key, _)| self.parts.contains_key(*key)).map(|(_, place)| place);
        if let Some((file, line)) = twofold.min() {
            let problem = "the row names no smallest place, and other rows have this candidate in places within: whether \
                           it is their total is not said; take it out, or write Total there";
            return Err(sources[*file].problem_at(*line, ImportProblem::Malformed(problem.to_owned())));
        }
        Ok(())
    }

    fn import(mut self, sources: &[Source]) -> Result<Import, ImportError> {
        self.check(sources)?;
        let nobody = |row: &Row| row.party.as_deref().is_some_and(|party| party.starts_with('@'));
        if self.rows.iter().all(nobody) {
            let problem = ImportProblem::Cut("no candidate has votes in it".to_owned());
            return Err(match sources.first() {
                Some(source) => source.problem(problem),
                None => ImportError { file: "files of results".to_owned(), place: None, problem },
            });
        }
        let offices: BTreeSet<String> = self.rows.iter().map(|row| row.contest.clone()).collect();
        let mut import = Import::default();
        import.note(
            NoteKind::StatusUnknown,
            "the file does not say whether it is certified; volunteers write these files",
        );
        import.note(
            NoteKind::Lacks,
            "seats, winners and voters on the roll of each contest are not in the file",
        );
        if let (Some(office), 1) = (offices.first(), offices.len()) {
            import.note(
                NoteKind::Names,
                format!("the contest `single` is {office}, the only office of the file"),
            );
            self.rows.iter_mut().for_each(|row| "single".clone_into(&mut row.contest));
        } else {
            let names: Vec<_> = offices.iter().map(String::as_str).collect();
            import.note(NoteKind::Names, format!("each office is a contest: {}", names.join(", ")));
        }
        let alike = alike(&self.rows);
        if !alike.is_empty() {
            let (shown, more) = alike.split_at(alike.len().min(6));
            let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            let text = format!("names that may be one person, kept apart: {}{more}", shown.join("; "));
            import.note(NoteKind::Names, text);
        }
        let LeftOut { columns, figures, empty, invalid } = &self.left_out;
        if *invalid {
            import.note(
                NoteKind::Blank,
                "over votes, under votes and blank or void papers are together in @invalid",
            );
        }
        if !self.totals.is_empty() {
            let text = format!("{} rows are totals; they agree with their parts", self.totals.len());
            import.note(NoteKind::LeftOut, text);
        }
        if *empty > 0 {
            import.note(NoteKind::LeftOut, format!("{empty} rows without a number, which is not zero"));
        }
        for (name, rows) in figures {
            import.note(NoteKind::LeftOut, format!("{rows} rows of `{name}`, which is no candidate"));
        }
        if !columns.is_empty() {
            import.note(NoteKind::LeftOut, format!("columns: {}", columns.join(", ")));
        }
        import.rows = self.rows;
        Ok(import)
    }
}

/// Whether this is no place but the sum of all.
fn is_total(place: &str) -> bool {
    const SUMS: [&str; 6] = ["total", "totals", "grandtotal", "countytotal", "countytotals", "statetotal"];
    place.len() <= 20 && is_one_of(place, &SUMS)
}

/// The key of who stood, within places from the largest on.
fn within<'k>(key: &'k mut String, places: &[Cow<'_, str>], who: &str) -> &'k str {
    key.clear();
    for place in places {
        key.push_str(place);
        key.push_str(PART);
    }
    key.push_str(who);
    key
}

/// Candidates of one contest whose names differ in capitals and signs alone, or who stand for several parties.
fn alike(rows: &[Row]) -> Vec<String> {
    let mut names: BTreeMap<(&str, Option<&str>, String), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        if let Some(candidate) = &row.candidate {
            names
                .entry((&row.contest, row.district.as_deref(), bare(candidate).collect()))
                .or_default()
                .push(row);
        }
    }
    let several = names.into_values().filter(|rows| rows.len() > 1);
    let who = |row: &Row| {
        let party = row.party.as_deref().map_or(String::new(), |party| format!(" ({party})"));
        format!("{}{party}", row.candidate.as_deref().unwrap_or_default())
    };
    several.map(|rows| rows.into_iter().map(who).collect::<Vec<_>>().join(" and ")).collect()
}
