//! Files of counts, and the file that an audit of stations is kept in.

use std::io;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Station, StationAudit, StationError, StationPlan};
use crate::assertion::{AssertionError, Papers};
use crate::contest::Contest;

/// Why a file of counts cannot be taken.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CountsError {
    /// It cannot be read as a table.
    #[error("the file of counts is no table: {0}")]
    Table(#[from] csv::Error),
    /// A column is missing, stands twice or is not known.
    #[error(
        "line 1: {problem} `{column}`; a file of counts has the columns `station`, `papers` and one for each kind of papers"
    )]
    Column {
        /// What is wrong.
        problem: &'static str,
        /// The column.
        column: String,
    },
    /// A number that is none.
    #[error(
        "line {line}: `{given}` in the column `{column}` is no number of papers; write digits only, 0 where there are none"
    )]
    Number {
        /// The line of the file, from 1.
        line: u64,
        /// The column.
        column: String,
        /// What stands there.
        given: String,
    },
    /// Numbers that are no count.
    #[error("line {line}: {problem}")]
    Papers {
        /// The line of the file, from 1.
        line: u64,
        /// Why.
        #[source]
        problem: AssertionError,
    },
    /// A count that the audit refuses.
    #[error("line {line}: {problem}")]
    Count {
        /// The line of the file, from 1.
        line: u64,
        /// Why.
        #[source]
        problem: StationError,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Station,
    Papers,
    Kind(usize),
}

impl StationAudit {
    /// Takes a file of counts as CSV, all of it or nothing: a row for each station that was counted, with columns `station`,
    /// `papers` (all that were found, blank and invalid ones too) and one for each kind. Gives the number of stations.
    ///
    /// # Errors
    ///
    /// [`CountsError`] with the line; the audit is then as it was.
    pub fn add_file(&mut self, input: impl io::Read) -> Result<usize, CountsError> {
        let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(input);
        let header = table.headers()?.clone();
        let columns = self.columns(&header)?;
        let mut after = self.clone();
        let mut stations = 0;
        for row in table.records() {
            let row = row?;
            let line = row.position().map_or(0, csv::Position::line);
            let (mut station, mut population, mut by_kind) = ("", 0, vec![0; self.contest.kinds().len()]);
            for ((&column, name), text) in columns.iter().zip(&header).zip(&row) {
                let number = || {
                    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
                    let number = text.parse::<u64>().ok().filter(|_| plain);
                    number.ok_or_else(|| CountsError::Number {
                        line,
                        column: name.to_owned(),
                        given: text.to_owned(),
                    })
                };
                match column {
                    Column::Station => station = text,
                    Column::Papers => population = number()?,
                    Column::Kind(kind) => {
                        let counted = number()?;
                        if let Some(own) = by_kind.get_mut(kind) {
                            *own = counted;
                        }
                    }
                }
            }
            let counted =
                Papers::new(by_kind, population).map_err(|problem| CountsError::Papers { line, problem })?;
            after.add(station, counted).map_err(|problem| CountsError::Count { line, problem })?;
            stations += 1;
        }
        *self = after;
        Ok(stations)
    }

    fn columns(&self, header: &csv::StringRecord) -> Result<Vec<Column>, CountsError> {
        let wrong = |problem, column: &str| CountsError::Column { problem, column: column.to_owned() };
        let kinds = self.contest.kinds();
        let mut columns = Vec::new();
        for name in header {
            let column = match name {
                "station" => Some(Column::Station),
                "papers" => Some(Column::Papers),
                other => kinds.iter().position(|kind| kind == other).map(Column::Kind),
            };
            let column = column.ok_or_else(|| wrong("there is a column", name))?;
            if columns.contains(&column) {
                return Err(wrong("twice there is the column", name));
            }
            columns.push(column);
        }
        let of_kinds = kinds.iter().enumerate().map(|(kind, name)| (Column::Kind(kind), name.as_str()));
        let mut needed =
            [(Column::Station, "station"), (Column::Papers, "papers")].into_iter().chain(of_kinds);
        match needed.find(|(column, _)| !columns.contains(column)) {
            Some((_, name)) => Err(wrong("there is no column", name)),
            None => Ok(columns),
        }
    }
}

/// What of an audit is kept: the rest follows from it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    contest: Contest,
    stations: Vec<Station>,
    plan: StationPlan,
    draws: u64,
    counts: Vec<Station>,
}

impl From<StationAudit> for Kept {
    fn from(audit: StationAudit) -> Self {
        let name = |at: usize| audit.stations.get(at).map(|station| station.name.clone()).unwrap_or_default();
        let counts =
            audit.counts.iter().map(|(&at, counted)| Station { name: name(at), reported: counted.clone() });
        Self {
            counts: counts.collect(),
            draws: audit.draws.len() as u64,
            contest: audit.contest,
            stations: audit.stations,
            plan: audit.plan,
        }
    }
}

impl TryFrom<Kept> for StationAudit {
    type Error = StationError;

    fn try_from(kept: Kept) -> Result<Self, StationError> {
        let mut audit = Self::start(kept.contest, kept.stations, kept.plan)?;
        audit.draw(kept.draws)?;
        kept.counts.into_iter().try_for_each(|count| audit.add(&count.name, count.reported))?;
        Ok(audit)
    }
}
