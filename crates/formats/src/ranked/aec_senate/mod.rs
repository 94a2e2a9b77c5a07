//! Australia, Australian Electoral Commission: formal preferences of the Senate, a file for each state.
//!
//! Seen: a fixture of the Australian Capital Territory of 2016. Since 2019 by programs of others (SECONDARY).
//!
//! - 2016: the columns end in `Preferences`, one quoted field of marks parted by commas; the second line is dashes. Groups and candidates
//!   stand in another download, first preferences by state and type of vote, which has to be named too.
//! - Since 2019 a column for each group above the line, then one for each candidate: `A:Party`, …, `A:HILL Ann`, …, `UG:MOOR Max`.
//! - Squares above the line come first, then those below. `*` and `/` are a 1.
//! - Below the line wins where it has six or more candidates in order; a number that is missing or stands twice ends the order. Else
//!   above the line counts where it has one group or more, and stands for the candidates of the groups in the order of the paper.
//! - Each paper is a row: candidates whom the row does not rank in order are left out, as the count leaves them.

mod paper;
mod squares;

use encoding_rs::UTF_8;
use sailau_ranked::{BallotsBuilder, Rank};

use super::file::{self, Candidate, RankedFile};
use super::lines::first_line;
use super::reader::Reader;
use crate::error::{ImportError, ImportProblem};
use crate::note::NoteKind;
use crate::source::Source;
use crate::table::{Dialect, Line, Table};
use paper::{Paper, Vote};
use squares::Squares;

pub(in crate::ranked) const READER: Reader = Reader {
    name: "aec-senate",
    title: "Australia, AEC: formal preferences of the Senate, with first preferences by state of 2016",
    recognises: |_, head| is_papers(head) || squares::is_first_preferences(head),
    read,
};

fn is_papers(head: &[u8]) -> bool {
    let line = columns_of(head);
    line.starts_with("ElectorateNm,VoteCollectionPointNm,")
        || line.starts_with("State,Division,Vote Collection Point")
}

fn columns_of(head: &[u8]) -> String {
    String::from_utf8_lossy(first_line(head)).replace('"', "")
}

fn read(sources: &[Source], contest: Option<&str>) -> Result<RankedFile, ImportError> {
    let (source, names) = papers_and_names(sources)?;
    // The lines of column names of 2016 and since 2019.
    let of_2016 = columns_of(&source.head()?).starts_with("ElectorateNm,");
    let header = if of_2016 { "ElectorateNm," } else { "State," };
    let mut table =
        Table::open(source, &Dialect { separator: b',', encoding: UTF_8, header, ragged: false })?;
    let mut marks = Vec::new();
    let count = if of_2016 {
        let preferences = table.column("Preferences")?;
        let mut count: Option<Count> = None;
        while let Some(line) = table.next_row()? {
            if !joined(&line, preferences, &mut marks)? {
                continue;
            }
            let count = match &mut count {
                Some(count) => count,
                none => {
                    let (state, squares) = squares::of_state(names, source, marks.len(), contest)?;
                    none.insert(Count::of(source, state, squares)?)
                }
            };
            count.paper(&line, &marks)?;
        }
        count
    } else {
        let squares =
            Squares::of_columns(table.columns()).map_err(|problem| source.problem_at(1, problem))?;
        let (first, state) = (squares.first, table.column("State")?);
        let mut unread = Some(squares);
        let mut count: Option<Count> = None;
        while let Some(line) = table.next_row()? {
            apart(&line, first, &mut marks)?;
            let here = line.text(state)?;
            if let Some(squares) = unread.take() {
                count = Some(Count::of(source, here.clone().into_owned(), squares)?);
            }
            let Some(count) = &mut count else { continue };
            if count.state != here {
                let problem = format!(
                    "a paper of {here} among those of {}; one state is counted at a time",
                    count.state
                );
                return Err(line.problem(state, ImportProblem::NotThis(problem)));
            }
            count.paper(&line, &marks)?;
        }
        count
    };
    let Some(count) = count else {
        return Err(source.problem(ImportProblem::Cut("there is no paper".to_owned())));
    };
    let mut file = count.into_file();
    if !of_2016 {
        file.note(NoteKind::Secondary, "columns since 2019 are read by programs of others; no file was seen");
    }
    Ok(file)
}

/// The file of papers, and that of first preferences where it is there.
fn papers_and_names(sources: &[Source]) -> Result<(&Source, Option<&Source>), ImportError> {
    let (mut papers, mut names) = (None, None);
    for source in sources {
        let place = if is_papers(&source.head()?) { &mut papers } else { &mut names };
        if place.replace(source).is_some() {
            let problem = "one state is counted at a time, with one file of its papers".to_owned();
            return Err(source.problem(ImportProblem::NotThis(problem)));
        }
    }
    let missing = || {
        let problem =
            "the papers, `aec-senate-formalpreferences`, are missing; name their file too".to_owned();
        sources[0].problem(ImportProblem::MissingFile(problem))
    };
    Ok((papers.ok_or_else(missing)?, names))
}

/// Reads the marks of a paper of 2016; none in the line of dashes.
fn joined(line: &Line<'_>, column: usize, marks: &mut Vec<Option<u32>>) -> Result<bool, ImportError> {
    marks.clear();
    let text = line.text(column)?;
    if text.starts_with("---") {
        return Ok(false);
    }
    for mark in text.split(',') {
        marks.push(paper::mark(mark).map_err(|problem| line.problem(column, problem))?);
    }
    Ok(true)
}

/// Reads the marks of a paper since 2019, which stand from this column on.
fn apart(line: &Line<'_>, first: usize, marks: &mut Vec<Option<u32>>) -> Result<(), ImportError> {
    marks.clear();
    for column in first..line.len() {
        marks.push(paper::mark(&line.text(column)?).map_err(|problem| line.problem(column, problem))?);
    }
    Ok(())
}

/// The papers of one state.
struct Count<'s> {
    source: &'s Source,
    state: String,
    paper: Paper,
    candidates: Vec<Candidate>,
    builder: BallotsBuilder,
    above: u64,
    below: u64,
    neither: u64,
    /// A buffer.
    list: Vec<usize>,
}

impl<'s> Count<'s> {
    fn of(source: &'s Source, state: String, squares: Squares) -> Result<Self, ImportError> {
        let builder = BallotsBuilder::new(squares.candidates.len());
        Ok(Self {
            source,
            state,
            paper: Paper::of(&squares),
            candidates: squares.candidates,
            builder: builder.map_err(|error| file::at(source, 0, error))?,
            above: 0,
            below: 0,
            neither: 0,
            list: Vec::new(),
        })
    }

    fn paper(&mut self, line: &Line<'_>, marks: &[Option<u32>]) -> Result<(), ImportError> {
        if marks.len() != self.paper.squares() {
            let problem = format!("{} squares, where the paper has {}", marks.len(), self.paper.squares());
            return Err(line.wrong(ImportProblem::Malformed(problem)));
        }
        match self.paper.read(marks, &mut self.list) {
            Vote::Below => self.below += 1,
            Vote::Above => self.above += 1,
            Vote::Neither => {
                self.neither += 1;
                return Ok(());
            }
        }
        let ranks = self.list.iter().map(|candidate| Rank::One(*candidate));
        self.builder.add(1, ranks).map_err(|error| file::at(self.source, line.line, error))
    }

    fn into_file(self) -> RankedFile {
        let mut file = RankedFile {
            title: Some(format!("Senate, {}", self.state)),
            candidates: self.candidates,
            ballots: self.builder.build(),
            ..RankedFile::default()
        };
        let words = "seats: two in a territory, six in a state, or twelve where all of the Senate is elected";
        file.note(NoteKind::Lacks, words);
        let words = format!(
            "{} papers above the line are written out as candidates, {} stand below it",
            self.above, self.below
        );
        file.note(NoteKind::Together, words);
        if self.neither > 0 {
            let words = format!(
                "{} papers with neither a group nor six candidates in order, of a file of formal ones",
                self.neither
            );
            file.note(NoteKind::LeftOut, words);
        }
        file
    }
}
