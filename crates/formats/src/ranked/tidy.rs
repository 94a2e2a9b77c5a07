//! Ballots as `sailau` writes them: `count,preferences`, and beside it `number,name,party`.
//!
//! - A list of preferences a row, as `3>1=2>>4`: `>` between ranks, `=` between equal ones, nothing at a blank rank, `*` for an
//!   overvote whose candidates are not known. A list may stand on several rows.
//! - Without the table of candidates the paper has as many as the highest number on a ballot, and a note says so.

use std::collections::HashSet;

use encoding_rs::UTF_8;
use sailau_ranked::{BallotsBuilder, BallotsError};

use super::file::{self, Candidate, RankedFile};
use super::lines::first_line;
use super::reader::Reader;
use crate::error::{ImportError, ImportProblem};
use crate::naming;
use crate::note::NoteKind;
use crate::source::Source;
use crate::table::{Dialect, Table};

pub(super) const READER: Reader = Reader {
    name: "tidy",
    title: "sailau: `count,preferences`, with or without `number,name,party`",
    recognises: |_, head| is_ballots(head) || is_candidates(head),
    read: |sources, _| read(sources),
};

/// No paper has more candidates, and one number on a ballot would make as many: those of a table are as many as its rows.
const NAMELESS: usize = 100_000;

fn is_ballots(head: &[u8]) -> bool {
    names(head) == ["count", "preferences"]
}

fn is_candidates(head: &[u8]) -> bool {
    names(head).starts_with(&["number".to_owned(), "name".to_owned()])
}

fn names(head: &[u8]) -> Vec<String> {
    let line = String::from_utf8_lossy(first_line(head)).into_owned();
    line.split(',').map(|name| name.trim().trim_matches('"').to_owned()).collect()
}

fn read(sources: &[Source]) -> Result<RankedFile, ImportError> {
    let mut candidates: Option<Vec<Candidate>> = None;
    let mut ballots = Vec::new();
    for source in sources {
        if !is_candidates(&source.head()?) {
            ballots.push(source);
        } else if candidates.is_none() {
            candidates = Some(read_candidates(source)?);
        } else {
            let problem = "a second table of candidates".to_owned();
            return Err(source.problem(ImportProblem::Twice(problem)));
        }
    }
    let Some(first) = ballots.first() else {
        let problem = "the ballots, `count,preferences`, are missing; name their file too".to_owned();
        return Err(sources[0].problem(ImportProblem::MissingFile(problem)));
    };
    let mut builder = match &candidates {
        Some(candidates) => {
            BallotsBuilder::new(candidates.len()).map_err(|error| file::at(first, 0, error))?
        }
        None => BallotsBuilder::open_ended(),
    };
    for source in &ballots {
        builder.read(source.reader()?).map_err(|error| problem(source, error))?;
    }
    let ballots = builder.build();
    let nameless = candidates.is_none();
    if nameless && ballots.candidates() > NAMELESS {
        let problem = format!(
            "a ballot names candidate {}; more than {NAMELESS} are read with the table `number,name,party` alone; name its file too",
            ballots.candidates()
        );
        return Err(first.problem(ImportProblem::MissingFile(problem)));
    }
    let mut file = RankedFile {
        candidates: candidates.unwrap_or_else(|| Candidate::nameless(ballots.candidates())),
        ballots,
        ..RankedFile::default()
    };
    if nameless {
        let words = format!(
            "{} candidates, as that is the highest number on a ballot: a table `number,name,party` has their names",
            file.candidates.len()
        );
        file.note(NoteKind::Assumed, words);
    }
    Ok(file)
}

fn problem(source: &Source, error: BallotsError) -> ImportError {
    let line = match error {
        BallotsError::Columns { .. } => 1,
        _ => 0,
    };
    file::at(source, line, error)
}

/// The table of candidates, whose numbers may stand in any order.
fn read_candidates(source: &Source) -> Result<Vec<Candidate>, ImportError> {
    let dialect = Dialect { separator: b',', encoding: UTF_8, header: "number", ragged: true };
    let mut table = Table::open(source, &dialect)?;
    let (number, name) = (table.column("number")?, table.column("name")?);
    let [party, withdrawn] = [table.optional_column("party")?, table.optional_column("withdrawn")?];
    let mut known = HashSet::new();
    let mut candidates = Vec::new();
    while let Some(line) = table.next_row()? {
        let own = line.whole(number)?;
        if !known.insert(own) {
            return Err(line.problem(number, ImportProblem::Twice(own.to_string())));
        }
        let text = |column: Option<usize>| column.map_or(Ok("".into()), |column| line.text(column));
        let party = text(party)?.into_owned();
        let withdrew = text(withdrawn)?;
        let withdrew = match &*withdrew {
            "" | "no" => false,
            "yes" => true,
            word => {
                let problem = ImportProblem::unknown(word, "`yes` and `no`");
                return Err(line.problem(withdrawn.unwrap_or_default(), problem));
            }
        };
        let named = naming::own(&line.text(name)?).map_err(|problem| line.problem(name, problem))?;
        candidates.push((own, line.line, named, Some(party).filter(|party| !party.is_empty()), withdrew));
    }
    candidates.sort_by_key(|candidate| candidate.0);
    let numbered = candidates.into_iter().enumerate().map(|(at, (own, line, name, party, withdrawn))| {
        let number = at + 1;
        if own != number as u64 {
            let problem =
                format!("number {own}, but number {number} is missing; candidates are numbered from 1");
            return Err(source.problem_in(line, "number", ImportProblem::Malformed(problem)));
        }
        Ok(Candidate { number, name, party, withdrawn })
    });
    numbered.collect()
}
