//! Switzerland: the Federal Statistical Office (BFS), elections of the National Council, CSV of lists (`…-listen-appendix.csv`).
//!
//! SECONDARY: columns read in the Office's description and in programs of others; no file of lists was seen.
//!
//! - A list's votes (`stimmen_liste`) count each voter as often as the canton has seats: they are never added over cantons.
//! - `liste_verbindung` is the alliance of lists, a letter in its canton; `liste_unterlistenverbindung` the one within it. None
//!   is a blank.
//! - The file of parties (`…-parteien-…`) cannot be counted, as lists and alliances decide: it is refused and says why.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::UTF_8;

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, Row};
use crate::letters;
use crate::naming;
use crate::note::NoteKind;
use crate::reader::Reader;
use crate::source::Source;
use crate::table::{Dialect, Line, Table};

pub(crate) const READER: Reader = Reader {
    name: "bfs",
    title: "Switzerland: elections of the National Council by list, CSV of the Federal Statistical Office (`listen`)",
    recognises: |_, head| {
        let names = names(head);
        names.contains(&"stimmen_liste") || names.contains(&"stimmen_partei")
    },
    read,
};

/// The names of the columns.
fn names(head: &[u8]) -> Vec<&str> {
    let head = letters::without_mark(head);
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = std::str::from_utf8(line).unwrap_or_default();
    line.trim_end().split(';').map(|name| name.trim_matches('"')).collect()
}

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let source = Source::only(sources)?;
    let head = source.head()?;
    if names(&head).contains(&"stimmen_partei") {
        let words = "seats cannot be counted from votes of parties, as lists and their alliances decide; give the file of \
                     lists (`listen`)";
        return Err(source.problem(ImportProblem::NotThis(words.to_owned())));
    }
    if !names(&head).contains(&"stimmen_liste") {
        return Err(source.problem(ImportProblem::Missing("stimmen_liste".to_owned())));
    }
    // Whatever the first column is.
    let dialect = Dialect { separator: b';', encoding: UTF_8, header: "", ragged: false };
    let mut table = Table::open(source, &dialect)?;
    let columns = Columns::of(&table)?;
    let mut cantons: BTreeMap<String, Vec<List>> = BTreeMap::new();
    let mut order = Vec::new();
    while let Some(line) = table.next_row()? {
        if let Some((canton, list)) = columns.list(&line)? {
            let lists = cantons.entry(canton.clone()).or_default();
            if lists.is_empty() {
                order.push(canton);
            }
            lists.push(list);
        }
    }
    if order.is_empty() {
        return Err(source.problem(ImportProblem::Missing("a list of a canton".to_owned())));
    }
    let mut import = Import::default();
    for canton in order {
        let lists = cantons.remove(&canton).unwrap_or_default();
        add(&mut import, &canton, lists).map_err(|problem| source.problem(problem))?;
    }
    import.note(NoteKind::StatusUnknown, "whether the count is final is not read");
    import.note(
        NoteKind::Lacks,
        "seats of cantons, voters on the roll, and who was elected: other files have them",
    );
    let words =
        "a list's votes count each voter as often as the canton has seats: never add them over cantons";
    import.note(NoteKind::Names, words);
    import
        .note(NoteKind::LeftOut, "parties that lists belong to, shares, and numbers of the election before");
    let words = "read by the office's description and by programs of others; no file of lists was seen";
    import.note(NoteKind::Secondary, words);
    Ok(import)
}

struct Columns {
    level: Option<usize>,
    canton: usize,
    number: Option<usize>,
    name: usize,
    votes: usize,
    alliance: usize,
    suballiance: usize,
}

struct List {
    name: String,
    number: String,
    votes: u64,
    alliance: Option<String>,
    suballiance: Option<String>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Result<Self, ImportError> {
        let number = table.optional_column("liste_nummer_kanton")?;
        Ok(Self {
            level: table.optional_column("ebene_resultat")?,
            canton: table.column("kanton_bezeichnung")?,
            number: match number {
                Some(number) => Some(number),
                None => table.optional_column("liste_nummer_bfs")?,
            },
            name: table.column("liste_bezeichnung")?,
            votes: table.column("stimmen_liste")?,
            alliance: table.column("liste_verbindung")?,
            suballiance: table.column("liste_unterlistenverbindung")?,
        })
    }

    /// A list in a canton; none in a row of a smaller or larger area.
    fn list(&self, line: &Line<'_>) -> Result<Option<(String, List)>, ImportError> {
        if let Some(level) = self.level
            && line.text(level)? != "Kanton"
        {
            return Ok(None);
        }
        let Some(votes) = line.optional(self.votes)? else { return Ok(None) };
        let named =
            |column| naming::own(&line.text(column)?).map_err(|problem| line.problem(column, problem));
        // None is one blank.
        let word = |column| line.text(column).map(|text| (!text.is_empty()).then(|| text.into_owned()));
        let [alliance, suballiance] = [word(self.alliance)?, word(self.suballiance)?];
        if suballiance.is_some() && alliance.is_none() {
            let words = "an alliance within an alliance that is none".to_owned();
            return Err(line.problem(self.suballiance, ImportProblem::Malformed(words)));
        }
        let number = match self.number {
            Some(number) => line.text(number)?.into_owned(),
            None => String::new(),
        };
        Ok(Some((
            named(self.canton)?,
            List { name: named(self.name)?, number, votes, alliance, suballiance },
        )))
    }
}

/// Adds the lists of a canton; those of one name have their numbers behind it.
fn add(import: &mut Import, canton: &str, lists: Vec<List>) -> Result<(), ImportProblem> {
    let mut names: BTreeMap<&str, u32> = BTreeMap::new();
    for list in &lists {
        *names.entry(&list.name).or_default() += 1;
    }
    let mut known = BTreeSet::new();
    let mut rows = Vec::new();
    for list in &lists {
        let party = match names[&*list.name] {
            1 => list.name.clone(),
            _ => format!("{} ({})", list.name, list.number),
        };
        if !known.insert(party.clone()) {
            return Err(ImportProblem::Twice(format!("{canton}, {party}")));
        }
        rows.push(Row {
            contest: "list".to_owned(),
            district: Some(canton.to_owned()),
            party: Some(party),
            votes: list.votes,
            alliance: list.alliance.clone(),
            suballiance: list.suballiance.clone(),
            ..Row::default()
        });
    }
    import.rows.extend(rows);
    import.districts.push(District { district: canton.to_owned(), ..District::default() });
    Ok(())
}
