//! Files of readings, and the file that an audit is kept in.

use std::io;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Audit, AuditError, Method, Plan, Reading};
use crate::contest::Contest;
use crate::martingale::Read;

/// Why a file of readings cannot be taken.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FileError {
    /// It cannot be read as a table.
    #[error("the file of readings is no table: {0}")]
    Table(#[from] csv::Error),
    /// A column is missing, stands twice or is not known.
    #[error(
        "line 1: {problem} `{column}`; a file of readings has the columns {columns}, and may have `draw`"
    )]
    Column {
        /// What is wrong.
        problem: &'static str,
        /// The column.
        column: String,
        /// What there must be.
        columns: &'static str,
    },
    /// A number that is none.
    #[error(
        "line {line}: the {column} `{given}` is no number from 1; write down the one that stands in the list of draws"
    )]
    Number {
        /// The line of the file, from 1.
        line: u64,
        /// The column.
        column: &'static str,
        /// What stands there.
        given: String,
    },
    /// A name of no kind.
    #[error("line {line}: there is no kind of papers `{given}`; write {known}, or `none`{or_not_found}")]
    Kind {
        /// The line of the file, from 1.
        line: u64,
        /// What stands there.
        given: String,
        /// Names that there are.
        known: String,
        /// What else may be written for what was read.
        or_not_found: &'static str,
    },
    /// A draw that is another paper.
    #[error("line {line}: draw {draw} is not paper {paper}; look both up in the list of draws")]
    OtherPaper {
        /// The line of the file, from 1.
        line: u64,
        /// The number of the draw.
        draw: u64,
        /// The paper in the same line.
        paper: u64,
    },
    /// A reading that the audit refuses.
    #[error("line {line}: {problem}")]
    Reading {
        /// The line of the file, from 1.
        line: u64,
        /// Why.
        #[source]
        problem: AuditError,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Draw,
    Paper,
    Reported,
    Read,
}

impl Audit {
    /// Takes a file of readings as CSV, all of it or nothing: columns `paper`, `reported` (not in a polling audit) and `read`,
    /// in any order. `reported` and `read` have names of kinds, or `none` for a paper of no kind; `read` may also be
    /// `not found`. A column `draw` is held against the draws. Gives the number of papers.
    ///
    /// # Errors
    ///
    /// [`FileError`] with the line; the audit is then as it was.
    pub fn add_file(&mut self, input: impl io::Read) -> Result<usize, FileError> {
        let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(input);
        let columns = self.columns(table.headers()?)?;
        let mut after = self.clone();
        let mut papers = 0;
        for row in table.records() {
            let row = row?;
            let line = row.position().map_or(0, csv::Position::line);
            let reading = self.row(&columns, &row, line)?;
            after.add(reading).map_err(|problem| FileError::Reading { line, problem })?;
            papers += 1;
        }
        *self = after;
        Ok(papers)
    }

    fn columns(&self, header: &csv::StringRecord) -> Result<Vec<Column>, FileError> {
        let polling = self.plan.method == Method::Polling;
        let all = if polling { "`paper` and `read`" } else { "`paper`, `reported` and `read`" };
        let wrong =
            |problem, column: &str| FileError::Column { problem, column: column.to_owned(), columns: all };
        let mut columns = Vec::new();
        for name in header {
            let column = match name {
                "draw" => Column::Draw,
                "paper" => Column::Paper,
                "reported" if !polling => Column::Reported,
                "read" => Column::Read,
                other => return Err(wrong("there is a column", other)),
            };
            if columns.contains(&column) {
                return Err(wrong("twice there is the column", name));
            }
            columns.push(column);
        }
        let reported = (!polling).then_some((Column::Reported, "reported"));
        let needed = [Some((Column::Paper, "paper")), reported, Some((Column::Read, "read"))];
        match needed.into_iter().flatten().find(|(column, _)| !columns.contains(column)) {
            Some((_, name)) => Err(wrong("there is no column", name)),
            None => Ok(columns),
        }
    }

    fn row(&self, columns: &[Column], row: &csv::StringRecord, line: u64) -> Result<Reading, FileError> {
        let (mut draw, mut paper, mut reported, mut read) = (None, 0, None, Read::NoKind);
        for (&column, text) in columns.iter().zip(row) {
            let number = |column: &'static str| {
                let number = text.parse::<u64>().ok().filter(|&number| number > 0);
                number.ok_or_else(|| FileError::Number { line, column, given: text.to_owned() })
            };
            match column {
                Column::Draw => draw = Some(number("draw")?),
                Column::Paper => paper = number("paper")?,
                Column::Reported => {
                    reported = match self.contest.read(text) {
                        Some(Read::Kind(kind)) => Some(kind),
                        Some(Read::NoKind) => None,
                        _ => return Err(self.no_kind(text, line, "")),
                    }
                }
                Column::Read => {
                    read =
                        self.contest.read(text).ok_or_else(|| self.no_kind(text, line, " or `not found`"))?;
                }
            }
        }
        let drawn = |draw: u64| usize::try_from(draw - 1).ok().and_then(|at| self.papers.get(at)).copied();
        match draw.filter(|&draw| drawn(draw) != Some(paper)) {
            Some(draw) => Err(FileError::OtherPaper { line, draw, paper }),
            None => Ok(Reading { paper, reported, read }),
        }
    }

    fn no_kind(&self, given: &str, line: u64, or_not_found: &'static str) -> FileError {
        /// More names are not read in a message.
        const SHOWN: usize = 12;
        let kinds = self.contest.kinds();
        let mut known: Vec<String> = kinds.iter().take(SHOWN).map(|kind| format!("`{kind}`")).collect();
        if kinds.len() > SHOWN {
            known.push(format!("one of {} others", kinds.len() - SHOWN));
        }
        FileError::Kind { line, given: given.to_owned(), known: known.join(", "), or_not_found }
    }
}

/// What of an audit is kept: the rest follows from it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    contest: Contest,
    plan: Plan,
    draws: u64,
    readings: Vec<Reading>,
}

impl From<Audit> for Kept {
    fn from(audit: Audit) -> Self {
        Self {
            draws: audit.papers.len() as u64,
            contest: audit.contest,
            plan: audit.plan,
            readings: audit.readings,
        }
    }
}

impl TryFrom<Kept> for Audit {
    type Error = AuditError;

    fn try_from(kept: Kept) -> Result<Self, AuditError> {
        let mut audit = Self::start(kept.contest, kept.plan);
        audit.draw(kept.draws)?;
        kept.readings.into_iter().try_for_each(|reading| audit.add(reading))?;
        Ok(audit)
    }
}
