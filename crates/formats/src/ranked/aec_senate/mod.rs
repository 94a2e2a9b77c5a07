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

use super::file::{self, RankedFile};
use super::format::Reader;
use super::lines::first_line;
use crate::error::{ImportError, ImportProblem};
use crate::note::NoteKind;
use crate::source::Source;
use crate::table::{Dialect, Table};
use paper::{Paper, Vote};
use squares::Squares;

pub(in crate::ranked) const READER: Reader = Reader {
    name: "aec-senate",
    title: "Australia, AEC: formal preferences of the Senate, with first preferences by state of 2016",
    recognises: |_, head| is_papers(head) || squares::is_first_preferences(head),
    read,
};

/// What the papers of 2016 begin with, and those since 2019.
const STARTS: [&str; 2] = ["ElectorateNm,", "State,"];

fn is_papers(head: &[u8]) -> bool {
    let line = String::from_utf8_lossy(first_line(head)).replace('"', "");
    line.starts_with("ElectorateNm,VoteCollectionPointNm,")
        || line.starts_with("State,Division,Vote Collection Point")
}

fn read(sources: &[Source], contest: Option<&str>) -> Result<RankedFile, ImportError> {
    let mut papers = None;
    let mut names = None;
    for source in sources {
        let place = if is_papers(&source.head()?) { &mut papers } else { &mut names };
        if place.replace(source).is_some() {
            let problem = "one state is counted at a time, with one file of its papers".to_owned();
            return Err(source.problem(ImportProblem::NotThis(problem)));
        }
    }
    let Some(source) = papers else {
        let problem =
            "the papers, `aec-senate-formalpreferences`, are missing; name their file too".to_owned();
        return Err(sources[0].problem(ImportProblem::MissingFile(problem)));
    };
    let head = source.head()?;
    let of_2016 = String::from_utf8_lossy(first_line(&head)).replace('"', "").starts_with(STARTS[0]);
    let header = if of_2016 { STARTS[0] } else { STARTS[1] };
    let mut table =
        Table::open(source, &Dialect { separator: b',', encoding: UTF_8, header, ragged: false })?;
    let preferences = if of_2016 { Some(table.column("Preferences")?) } else { None };
    let state_column = if of_2016 { None } else { Some(table.column("State")?) };
    let mut squares = match preferences {
        Some(_) => None,
        None => Some(Squares::of_columns(table.columns()).map_err(|problem| source.problem_at(1, problem))?),
    };
    let mut state: Option<String> = None;
    let mut reading: Option<(Paper, BallotsBuilder)> = None;
    let mut marks: Vec<Option<u32>> = Vec::new();
    let (mut above, mut below, mut neither) = (0_u64, 0_u64, 0_u64);
    let mut list = Vec::new();
    while let Some(line) = table.next_row()? {
        marks.clear();
        if let Some(preferences) = preferences {
            let text = line.text(preferences)?;
            if text.starts_with("---") {
                continue;
            }
            for mark in text.split(',') {
                marks.push(paper::mark(mark).map_err(|problem| line.problem(preferences, problem))?);
            }
        } else if let Some(squares) = &squares {
            for column in squares.first..line.len() {
                let mark = paper::mark(&line.text(column)?);
                marks.push(mark.map_err(|problem| line.problem(column, problem))?);
            }
        }
        if let Some(column) = state_column {
            let here = line.text(column)?;
            match &state {
                None => state = Some(here.into_owned()),
                Some(state) if *state != here => {
                    let problem =
                        format!("a paper of {here} among those of {state}; one state is counted at a time");
                    return Err(line.problem(column, ImportProblem::NotThis(problem)));
                }
                Some(_) => {}
            }
        }
        let (paper, builder) = match &mut reading {
            Some(reading) => reading,
            empty => {
                if squares.is_none() {
                    let (of, found) = squares::of_state(names, source, marks.len(), contest)?;
                    state = Some(of);
                    squares = Some(found);
                }
                let squares = squares.as_ref().expect("they were just found");
                let builder = BallotsBuilder::new(squares.candidates.len());
                let builder = builder.map_err(|error| file::at(source, 0, error))?;
                empty.insert((Paper::of(squares), builder))
            }
        };
        if marks.len() != paper.squares() {
            let problem = format!("{} squares, where the paper has {}", marks.len(), paper.squares());
            return Err(line.wrong(ImportProblem::Malformed(problem)));
        }
        match paper.read(&marks, &mut list) {
            Vote::Below => below += 1,
            Vote::Above => above += 1,
            Vote::Neither => {
                neither += 1;
                continue;
            }
        }
        let ranks = list.iter().map(|candidate| Rank::One(*candidate));
        builder.add(1, ranks).map_err(|error| file::at(source, line.line, error))?;
    }
    let (Some((_, builder)), Some(squares)) = (reading, squares) else {
        return Err(source.problem(ImportProblem::Cut("there is no paper".to_owned())));
    };
    let mut file = RankedFile {
        title: state.map(|state| format!("Senate, {state}")),
        candidates: squares.candidates,
        ballots: builder.build(),
        ..RankedFile::default()
    };
    file.note(
        NoteKind::Lacks,
        "seats: two in a territory, six in a state, or twelve where all of the Senate is elected",
    );
    file.note(
        NoteKind::Together,
        format!("{above} papers above the line are written out as candidates, {below} stand below it"),
    );
    if neither > 0 {
        let words = format!(
            "{neither} papers with neither a group nor six candidates in order, of a file of formal ones"
        );
        file.note(NoteKind::LeftOut, words);
    }
    if !of_2016 {
        file.note(NoteKind::Secondary, "columns since 2019 are read by programs of others; no file was seen");
    }
    Ok(file)
}
