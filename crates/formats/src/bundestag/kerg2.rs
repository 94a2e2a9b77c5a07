//! `kerg2.csv`: one row for each area, group and vote.
//!
//! Seen: 2021 (18 columns) and 2025, provisional and final (19 columns, `Gewählt` last). Nine lines of titles stand before the column
//! names, with the office's word for the status. `Anzahl` is empty where a group is not on this ballot; the columns
//! `Vorp…` are the previous election and are never read.

use crate::bundestag::tally::{Area, Group, Tally, Vote};
use crate::bundestag::{has_line, status};
use crate::error::{ImportError, ImportProblem};
use crate::import::Import;
use crate::naming;
use crate::note::NoteKind;
use crate::reader::Reader;
use crate::source::Source;
use crate::table::{Dialect, Line, Table};

pub(crate) const KERG2: Reader = Reader {
    name: "kerg2",
    title: "Germany, Bundestag: kerg2.csv of the Federal Returning Officer",
    recognises: |_, head| has_line(head, b"Wahlart;Wahltag;Gebietsart;"),
    read,
};

const DIALECT: Dialect =
    Dialect { separator: b';', encoding: encoding_rs::UTF_8, header: "Wahlart;Wahltag;", ragged: false };

/// The row of all independents of a Land or the Bund.
const INDEPENDENTS: &str = "Einzelbewerber/Wählergruppe";

struct Columns {
    election: usize,
    kind: usize,
    number: usize,
    name: usize,
    above: usize,
    number_above: usize,
    group_kind: usize,
    group: usize,
    vote: usize,
    votes: usize,
    remark: Option<usize>,
    elected: Option<usize>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Result<Self, ImportError> {
        Ok(Self {
            election: table.column("Wahlart")?,
            kind: table.column("Gebietsart")?,
            number: table.column("Gebietsnummer")?,
            name: table.column("Gebietsname")?,
            above: table.column("UegGebietsart")?,
            number_above: table.column("UegGebietsnummer")?,
            group_kind: table.column("Gruppenart")?,
            group: table.column("Gruppenname")?,
            vote: table.column("Stimme")?,
            votes: table.column("Anzahl")?,
            remark: table.optional_column("Bemerkung")?,
            elected: table.optional_column("Gewählt")?,
        })
    }
}

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let source = Source::only(sources)?;
    let mut table = Table::open(source, &DIALECT)?;
    let columns = Columns::of(&table)?;
    let mut import = Import::default();
    heading(&table.titles, &mut import);
    let mut tally = Tally::new(source);
    let mut remarks: Vec<String> = Vec::new();
    while let Some(line) = table.next_row()? {
        row(&line, &columns, &mut tally)?;
        if let Some(column) = columns.remark {
            let remark = line.text(column)?;
            if !remark.is_empty() && remarks.len() < 10 && !remarks.iter().any(|known| *known == remark) {
                remarks.push(remark.into_owned());
            }
        }
    }
    tally.finish(&mut import)?;
    if !remarks.is_empty() {
        import.note(NoteKind::LeftOut, format!("The office remarks: {}", remarks.join("; ")));
    }
    let text = "Left out: numbers of the election before (`Vorp…`, `Übrige`), percentages, and the rows of Länder and Bund, \
                which are the sums of the constituencies.";
    import.note(NoteKind::LeftOut, text);
    let text = "Parties are called by their short names, independents by the Kennwort of the ballot.";
    import.note(NoteKind::Names, text);
    Ok(import)
}

/// `Status:;Endgültig;…` and `Stand:;14.10.2021;15:11;…` among the titles.
fn heading(titles: &[String], import: &mut Import) {
    let after = |word: &str| titles.iter().find_map(|line| line.strip_prefix(word));
    let word = after("Status:;").map_or("", |rest| rest.trim_end_matches(';').trim());
    let when = after("Stand:;").map(|rest| rest.trim_end_matches(';').replace(';', ", "));
    let when = when.map(|when| format!(" (as of {when})")).unwrap_or_default();
    status(import, word, &when);
}

fn row(line: &Line<'_>, columns: &Columns, tally: &mut Tally<'_>) -> Result<(), ImportError> {
    let election = line.text(columns.election)?;
    if election != "BT" {
        let problem = format!("the election `{election}` is not read, only that of the Bundestag, `BT`");
        return Err(line.problem(columns.election, ImportProblem::NotThis(problem)));
    }
    let area = area(line, columns)?;
    let place = tally.area(line.line, area, &line.text(columns.name)?)?;
    if let (Some(column), Area::Constituency { .. }) = (columns.elected, area) {
        let winner = line.text(column)?;
        if !winner.is_empty() {
            tally.elected(place, &winner).map_err(|problem| line.problem(column, problem))?;
        }
    }
    let kind = line.text(columns.group_kind)?;
    let name = line.text(columns.group)?;
    let group = match (&*kind, &*name) {
        ("System-Gruppe", "Wahlberechtigte") => Group::Registered,
        ("System-Gruppe", "Wählende") => Group::Voters,
        ("System-Gruppe", "Ungültige") => Group::Invalid,
        ("System-Gruppe", "Gültige") => Group::Valid,
        // Lists of the election before that do not stand in this one.
        ("System-Gruppe", "Übrige") if line.optional(columns.votes)?.is_none() => return Ok(()),
        ("System-Gruppe", "Übrige") => {
            let text =
                "`Übrige` has votes of the election before alone; votes of this one cannot be told apart";
            return Err(line.problem(columns.votes, ImportProblem::NotThis(text.to_owned())));
        }
        ("System-Gruppe", other) => {
            let known = "Wahlberechtigte, Wählende, Ungültige, Gültige, Übrige";
            return Err(line.problem(columns.group, ImportProblem::unknown(other, known)));
        }
        ("Partei", name) => {
            let name = naming::own(name).map_err(|problem| line.problem(columns.group, problem))?;
            Group::Party(tally.name(&name))
        }
        (INDEPENDENTS, name) if matches!(area, Area::Constituency { .. }) => {
            let name = naming::own(name).map_err(|problem| line.problem(columns.group, problem))?;
            Group::Independent(tally.name(&name))
        }
        (INDEPENDENTS, INDEPENDENTS) => Group::Others,
        (INDEPENDENTS, name) => {
            return Err(line.problem(columns.group, ImportProblem::unknown(name, INDEPENDENTS)));
        }
        (other, _) => {
            let known = format!("System-Gruppe, Partei, {INDEPENDENTS}");
            return Err(line.problem(columns.group_kind, ImportProblem::unknown(other, &known)));
        }
    };
    let vote = line.text(columns.vote)?;
    let votes: &[Vote] = match (&*vote, group) {
        ("", Group::Registered | Group::Voters) => &[Vote::First, Vote::Second],
        ("1", group) if !matches!(group, Group::Registered | Group::Voters) => &[Vote::First],
        ("2", group) if !matches!(group, Group::Registered | Group::Voters) => &[Vote::Second],
        (other, Group::Registered | Group::Voters) => {
            return Err(line.problem(
                columns.vote,
                ImportProblem::unknown(other, "nothing for Wahlberechtigte and Wählende"),
            ));
        }
        (other, _) => return Err(line.problem(columns.vote, ImportProblem::unknown(other, "1 or 2"))),
    };
    // Empty: not on this ballot. The row stands there for the other vote or the election before.
    let Some(n) = line.optional(columns.votes)? else { return Ok(()) };
    if let (Group::Independent(_), [Vote::Second]) = (group, votes) {
        let text = "an independent has second votes, which are for lists";
        return Err(line.problem(columns.votes, ImportProblem::Other(text.to_owned())));
    }
    for &vote in votes {
        tally.count(place, group, vote, n).map_err(|problem| line.wrong(problem))?;
    }
    Ok(())
}

/// The area, and that the area above it is what it must be.
fn area(line: &Line<'_>, columns: &Columns) -> Result<Area, ImportError> {
    let number = line.whole(columns.number)?;
    let above = line.text(columns.above)?;
    let number_above = || line.whole(columns.number_above);
    let kind = line.text(columns.kind)?;
    let (area, fits) = match &*kind {
        "Bund" => (Area::Bund, number == 99 && above.is_empty()),
        "Land" => (Area::Land(number), above == "BUND" && number_above()? == 99),
        "Wahlkreis" => (Area::Constituency { number, land: number_above()? }, above == "LAND"),
        other => {
            return Err(line.problem(columns.kind, ImportProblem::unknown(other, "Bund, Land, Wahlkreis")));
        }
    };
    if !fits {
        let known = "LAND above a Wahlkreis, BUND 99 above a Land, nothing above the Bund 99";
        return Err(line.problem(columns.above, ImportProblem::unknown(&above, known)));
    }
    Ok(area)
}
