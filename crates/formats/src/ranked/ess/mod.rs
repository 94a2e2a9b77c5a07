//! ES&S: cast vote records as a spreadsheet (.xlsx), and tables of the same shape as CSV.
//!
//! Seen: Minneapolis, mayor, 2013; Portland (Maine), mayor, 2015; as CSV Portland (Oregon) 2024 and Minneapolis in VoteKit's tests.
//!
//! - One row a ballot, one column a rank: `1ST CHOICE MAYOR MINNEAPOLIS`, `For Mayor Choice 1 (45)`, `rank1`. A column `COUNT` has how many ballots
//!   a row stands for. Other columns (precinct, style, number of the record) are left out.
//! - `undervote` and `skipped` are a blank rank, `overvote` is one whose candidates are not recorded, `UWI` a write-in whom nobody declared.
//! - An empty cell is read as a blank rank: nothing says whether the machine meant an undeclared write-in.
//! - Candidates are known by their names alone, and numbered as they are first met.

#[cfg(feature = "xlsx")]
mod archive;
mod columns;
#[cfg(feature = "xlsx")]
mod positions;
#[cfg(feature = "xlsx")]
mod sheet;

use encoding_rs::UTF_8;
use sailau_ranked::{BallotsBuilder, Rank};

use super::file::{self, RankedFile};
use super::lines::first_line;
use super::reader::Reader;
use super::roster::Roster;
use crate::error::{ImportError, ImportProblem};
use crate::note::NoteKind;
use crate::number;
use crate::source::Source;
use crate::table::Table;
use columns::Columns;

pub(in crate::ranked) const READER: Reader = Reader {
    name: "ess",
    title: "ES&S: cast vote records with a column a rank, .xlsx or CSV",
    recognises: |_, head| {
        let names = String::from_utf8_lossy(first_line(head));
        is_sheet(head) || names.split(',').any(|name| columns::ranked(name.trim_matches('"')).is_some())
    },
    read,
};

/// A spreadsheet is a ZIP that has a folder `xl` or names the parts of it.
fn is_sheet(head: &[u8]) -> bool {
    let has = |word: &[u8]| head.windows(word.len()).any(|at| at == word);
    head.starts_with(b"PK\x03\x04") && (has(b"xl/") || has(b"[Content_Types].xml"))
}

/// A row: its line, and its fields, of which those at the end may be missing.
type Row<'r> = (u64, &'r [String]);

fn read(sources: &[Source], contest: Option<&str>) -> Result<RankedFile, ImportError> {
    let mut papers = Papers::default();
    for source in sources {
        let mut columns = None;
        let mut row = |(line, fields): Row<'_>| match &columns {
            None => {
                let of = Columns::of(fields, contest).map_err(|problem| source.problem_at(line, problem))?;
                papers.title(&of).map_err(|problem| source.problem_at(line, problem))?;
                columns = Some(of);
                Ok(())
            }
            Some(columns) => papers.row(source, columns, line, fields),
        };
        if is_sheet(&source.head()?) {
            rows_of_sheet(source, &mut row)?;
        } else {
            rows_of_table(source, &mut row)?;
        }
        if columns.is_none() {
            return Err(source.problem(ImportProblem::Cut("there is no line of column names".to_owned())));
        }
    }
    papers.into_file(&sources[0])
}

#[cfg(feature = "xlsx")]
fn rows_of_sheet(
    source: &Source,
    row: &mut dyn FnMut(Row<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    sheet::rows(source, row)
}

#[cfg(not(feature = "xlsx"))]
fn rows_of_sheet(
    source: &Source,
    _: &mut dyn FnMut(Row<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let problem = "spreadsheets are read where the feature `xlsx` is on; save it as CSV".to_owned();
    Err(source.problem(ImportProblem::NotThis(problem)))
}

fn rows_of_table(
    source: &Source,
    row: &mut dyn FnMut(Row<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut table = Table::without_names(source, b',', UTF_8, 0)?;
    let mut fields: Vec<String> = Vec::new();
    while let Some(line) = table.next_row()? {
        fields.clear();
        for column in 0..line.len() {
            fields.push(line.text(column)?.into_owned());
        }
        row((line.line, &fields))?;
    }
    Ok(())
}

struct Papers {
    builder: BallotsBuilder,
    roster: Roster,
    title: Option<String>,
    files: u64,
    others: usize,
    empty: u64,
    undeclared: u64,
}

impl Default for Papers {
    fn default() -> Self {
        let (builder, roster) = (BallotsBuilder::open_ended(), Roster::default());
        Self { builder, roster, title: None, files: 0, others: 0, empty: 0, undeclared: 0 }
    }
}

impl Papers {
    /// Files of one election have one contest.
    fn title(&mut self, columns: &Columns) -> Result<(), ImportProblem> {
        let title = Some(columns.contest.clone()).filter(|title| !title.is_empty());
        if self.files > 0 && self.title != title {
            let [before, here] = [&self.title, &title].map(|title| title.as_deref().unwrap_or("no name"));
            let problem = format!("the contest is `{here}`, and in the file before it `{before}`");
            return Err(ImportProblem::NotThis(problem));
        }
        self.files += 1;
        self.others = columns.others;
        self.title = title;
        Ok(())
    }

    fn row(
        &mut self,
        source: &Source,
        of: &Columns,
        line: u64,
        fields: &[String],
    ) -> Result<(), ImportError> {
        let field = |column: usize| fields.get(column).map_or("", |field| field.trim());
        if fields.len() > of.names.len() && fields[of.names.len()..].iter().any(|field| !field.is_empty()) {
            let problem =
                format!("{} fields, where the line of column names has {}", fields.len(), of.names.len());
            return Err(source.problem_at(line, ImportProblem::Malformed(problem)));
        }
        let within = |column: usize, problem| source.problem_in(line, &of.names[column], problem);
        let count = match of.count {
            None => 1,
            Some(column) => number::whole(field(column)).map_err(|problem| within(column, problem))?,
        };
        let mut ranks = Vec::with_capacity(of.ranks.len());
        for &column in &of.ranks {
            let word = field(column);
            let is = |known: &str| word.eq_ignore_ascii_case(known);
            ranks.push(if word.is_empty() {
                self.empty = self.empty.saturating_add(count);
                Rank::Blank
            } else if is("undervote") || is("skipped") {
                Rank::Blank
            } else if is("overvote") {
                Rank::Overvote
            } else {
                if is("UWI") {
                    self.undeclared = self.undeclared.saturating_add(count);
                }
                Rank::One(self.roster.number(word).map_err(|problem| within(column, problem))?)
            });
        }
        self.builder.add(count, ranks).map_err(|error| file::at(source, line, error))
    }

    fn into_file(self, first: &Source) -> Result<RankedFile, ImportError> {
        let mut ballots = self.builder.build();
        let candidates = self.roster.candidates;
        ballots.widen(candidates.len()).map_err(|error| file::at(first, 0, error))?;
        let mut file = RankedFile { title: self.title, candidates, ballots, ..RankedFile::default() };
        let words = "candidates are numbered as they were first met on a ballot; whom nobody ranked is not among them";
        file.note(NoteKind::Assumed, words);
        if self.empty > 0 {
            let words = format!("{} cells are empty, and were read as blank ranks", self.empty);
            file.note(NoteKind::Assumed, words);
        }
        if self.undeclared > 0 {
            let words =
                format!("write-ins whom nobody declared, {} marks, as the candidate `UWI`", self.undeclared);
            file.note(NoteKind::Together, words);
        }
        if self.others > 0 {
            file.note(NoteKind::LeftOut, format!("{} other contests", self.others));
        }
        file.note(NoteKind::LeftOut, "who was overvoted, which is not recorded; precincts and styles");
        Ok(file)
    }
}
