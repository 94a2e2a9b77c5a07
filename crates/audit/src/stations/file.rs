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
    /// What a file of stations may hold besides, and an audit does not ask for.
    Aside,
}

/// Columns of files of stations that have nothing to do with papers of a kind.
const ASIDE: [&str; 3] = ["registered", "observed", "@invalid"];

impl StationAudit {
    /// Takes a file of counts as CSV, all of it or nothing: a row for each station that was counted, with columns `station`,
    /// `papers` (all that were found, blank and invalid ones too) and one for each kind. Gives the number of stations.
    ///
    /// # Errors
    ///
    /// [`CountsError`] with the line; the audit is then as it was.
    pub fn add_file(&mut self, input: impl io::Read) -> Result<usize, CountsError> {
        let counts = counts(&self.contest, input, &[])?;
        let mut after = self.clone();
        let stations = counts.len();
        for (line, Station { name, reported }) in counts {
            after.add(&name, reported).map_err(|problem| CountsError::Count { line, problem })?;
        }
        *self = after;
        Ok(stations)
    }

    /// Writes the stations that are to be counted as CSV, a table to fill in for [`add_file`](Self::add_file).
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write_to_count(&self, output: impl io::Write) -> csv::Result<()> {
        let mut table = csv::Writer::from_writer(output);
        let kinds = self.contest.kinds();
        table.write_record(["station", "papers"].into_iter().chain(kinds.iter().map(String::as_str)))?;
        for station in self.to_count() {
            table
                .write_record(std::iter::once(station.name.as_str()).chain((0..=kinds.len()).map(|_| "")))?;
        }
        Ok(table.flush()?)
    }
}

impl Station {
    /// Reads what the stations of a contest reported as CSV, a row each: columns as in a file of counts
    /// ([`StationAudit::add_file`]), beside which `registered`, `observed` and `@invalid` may stand.
    ///
    /// ```
    /// use sailau_audit::{Asserted, Assertion, Contest, Papers, Station};
    ///
    /// let wins = Asserted { label: "Asel before Bota".to_owned(), assertion: Assertion::new(vec![1, -1])? };
    /// let kinds = vec!["Asel".to_owned(), "Bota".to_owned()];
    /// let contest = Contest::new(kinds, Papers::new(vec![450, 350], 830)?, vec![wins])?;
    /// let file = "station,registered,papers,Asel,Bota\n1,900,520,300,200\n2,500,310,150,150\n";
    /// let stations = Station::read_all(&contest, file.as_bytes())?;
    /// assert_eq!((stations[1].name.as_str(), stations[1].reported.population()), ("2", 310));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CountsError`] with the line.
    pub fn read_all(contest: &Contest, input: impl io::Read) -> Result<Vec<Self>, CountsError> {
        Ok(counts(contest, input, &ASIDE)?.into_iter().map(|(_, station)| station).collect())
    }
}

/// The rows of a file of counts, with their lines.
fn counts(
    contest: &Contest,
    input: impl io::Read,
    aside: &[&str],
) -> Result<Vec<(u64, Station)>, CountsError> {
    let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(input);
    let header = table.headers()?.clone();
    let columns = columns(contest, &header, aside)?;
    let mut counts = Vec::new();
    for row in table.records() {
        let row = row?;
        let line = row.position().map_or(0, csv::Position::line);
        let (mut station, mut population, mut by_kind) = ("", 0, vec![0; contest.kinds().len()]);
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
                Column::Aside => {}
            }
        }
        let reported =
            Papers::new(by_kind, population).map_err(|problem| CountsError::Papers { line, problem })?;
        counts.push((line, Station { name: station.to_owned(), reported }));
    }
    Ok(counts)
}

fn columns(
    contest: &Contest,
    header: &csv::StringRecord,
    aside: &[&str],
) -> Result<Vec<Column>, CountsError> {
    let wrong = |problem, column: &str| CountsError::Column { problem, column: column.to_owned() };
    let kinds = contest.kinds();
    let mut columns = Vec::new();
    for name in header {
        let name = name.trim_start_matches('\u{feff}');
        let column = match name {
            "station" => Some(Column::Station),
            "papers" => Some(Column::Papers),
            other => match kinds.iter().position(|kind| kind == other) {
                Some(kind) => Some(Column::Kind(kind)),
                None => aside.contains(&other).then_some(Column::Aside),
            },
        };
        let column = column.ok_or_else(|| wrong("there is a column", name))?;
        if column != Column::Aside && columns.contains(&column) {
            return Err(wrong("twice there is the column", name));
        }
        columns.push(column);
    }
    let of_kinds = kinds.iter().enumerate().map(|(kind, name)| (Column::Kind(kind), name.as_str()));
    let mut needed = [(Column::Station, "station"), (Column::Papers, "papers")].into_iter().chain(of_kinds);
    match needed.find(|(column, _)| !columns.contains(column)) {
        Some((_, name)) => Err(wrong("there is no column", name)),
        None => Ok(columns),
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
