mod atlas;
mod audit;
mod counts;
mod csv;
#[cfg(feature = "simulate")]
mod drawn_sweep;
#[cfg(feature = "simulate")]
mod ensemble;
mod html;
mod json;
mod markdown;
mod outcome;
mod profile;
mod reform;
mod response;
#[cfg(feature = "simulate")]
mod scale;
#[cfg(feature = "simulate")]
mod scenarios;
mod terminal;

use std::fmt;

use thiserror::Error;

pub use terminal::Terminal;
#[cfg(feature = "plot")]
pub(super) use terminal::wrap;

use crate::text::{grouped, unbroken};

/// Rows of values under named columns, to be read by people and by programs.
///
/// ```
/// use sailau::report::{Cell, Column, Kind, Table};
///
/// let mut table = Table::new([Column::new("party", Kind::Text), Column::new("seats", Kind::Count)])?;
/// table.push([Cell::from("Hill"), Cell::Count(41)])?;
/// table.push([Cell::from("Dale"), Cell::Count(1_004)])?;
/// assert_eq!(table.to_markdown(), "\
/// | party | seats |
/// |:------|------:|
/// | Hill  |    41 |
/// | Dale  | 1,004 |
/// ");
/// assert_eq!(table.to_json(), r#"[{"party":"Hill","seats":41},{"party":"Dale","seats":1004}]"#);
/// # Ok::<(), sailau::report::TableError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    /// Sentences for people below the table: not in CSV, nor in JSON.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name for programs: the header in CSV, the key in JSON.
    pub field: String,
    /// Its name for people; the field's unless it is set.
    pub heading: String,
    /// What its cells are.
    pub kind: Kind,
}

/// What the cells of a column are. Text stands to the left, numbers to the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number that is not negative.
    Count,
    /// A whole number with its sign.
    Change,
    /// A fraction, shown to people in per cent with so many places.
    Share {
        /// Places of the per cent.
        places: u8,
    },
    /// A real number, shown to people with so many places.
    Real {
        /// Places.
        places: u8,
    },
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number that is not negative.
    Count(u64),
    /// A whole number with its sign.
    Change(i64),
    /// A fraction or a real number; one that is not finite is a missing value to programs.
    Real(f64),
    /// No value.
    Missing,
    /// No value to programs, and these words to people.
    Absent(&'static str),
}

/// Why a table cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TableError {
    /// Two columns have one field.
    #[error("two columns have the field {0:?}; a program could not tell them apart")]
    FieldTwice(
        /// The field.
        String,
    ),
    /// A row of another length than the table.
    #[error("a row of {cells} cells in a table of {columns} columns")]
    Length {
        /// Cells given.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// A cell that its column cannot hold.
    #[error("{cell} is not what the column {field:?} holds")]
    Kind {
        /// The column.
        field: String,
        /// The cell.
        cell: String,
    },
}

impl Column {
    /// A column whose heading is its field.
    pub fn new(field: impl Into<String>, kind: Kind) -> Self {
        let field = field.into();
        Self { heading: field.clone(), field, kind }
    }

    /// The same with another [heading](Self::heading).
    #[must_use]
    pub fn heading(self, heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), ..self }
    }

    fn is_left(&self) -> bool {
        self.kind == Kind::Text
    }
}

impl Table {
    /// An empty table.
    ///
    /// # Errors
    ///
    /// [`TableError::FieldTwice`] when two columns have one field.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Result<Self, TableError> {
        let columns: Vec<Column> = columns.into_iter().collect();
        let mut fields: Vec<&str> = columns.iter().map(|column| column.field.as_str()).collect();
        fields.sort_unstable();
        match fields.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(TableError::FieldTwice(pair[0].to_owned())),
            None => Ok(Self { columns, rows: Vec::new(), notes: Vec::new() }),
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// [`TableError`] when it does not have a cell for each column, and when a cell is not of its column's
    /// [kind](Kind).
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell>) -> Result<(), TableError> {
        let row: Vec<Cell> = row.into_iter().collect();
        if row.len() != self.columns.len() {
            return Err(TableError::Length { cells: row.len(), columns: self.columns.len() });
        }
        for (cell, column) in row.iter().zip(&self.columns) {
            let fits = match (cell, column.kind) {
                (Cell::Missing | Cell::Absent(_), _)
                | (Cell::Text(_), Kind::Text)
                | (Cell::Count(_), Kind::Count)
                | (Cell::Change(_), Kind::Change)
                | (Cell::Real(_), Kind::Share { .. } | Kind::Real { .. }) => true,
                (Cell::Text(_) | Cell::Count(_) | Cell::Change(_) | Cell::Real(_), _) => false,
            };
            if !fits {
                return Err(TableError::Kind { field: column.field.clone(), cell: format!("{cell:?}") });
            }
        }
        self.rows.push(row);
        Ok(())
    }

    /// A row of a table of this room, whose cells fit by construction.
    fn add(&mut self, row: Vec<Cell>) {
        let pushed = self.push(row);
        debug_assert_eq!(pushed, Ok(()));
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows, a cell for each column.
    #[must_use]
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// What people see: headings and cells as words, without columns in which no row has a value.
    fn shown(&self) -> (Vec<&Column>, Vec<Vec<String>>) {
        let has_value = |&(at, _): &(usize, &Column)| {
            self.rows.is_empty() || self.rows.iter().any(|row| row[at] != Cell::Missing)
        };
        let (kept, columns): (Vec<usize>, Vec<&Column>) =
            self.columns.iter().enumerate().filter(has_value).unzip();
        let line = |row: &Vec<Cell>| {
            kept.iter().zip(&columns).map(|(&at, column)| row[at].shown(column.kind)).collect()
        };
        let rows = self.rows.iter().map(line).collect();
        (columns, rows)
    }
}

/// As on a terminal, without colours.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text(Terminal::default()))
    }
}

impl Cell {
    /// As people read it, on one line.
    fn shown(&self, kind: Kind) -> String {
        match (self, kind) {
            (Self::Missing, _) => "-".to_owned(),
            (Self::Absent(words), _) => (*words).to_owned(),
            (Self::Text(text), _) => unbroken(text),
            (Self::Count(count), _) => grouped(count),
            (Self::Change(0), _) => "0".to_owned(),
            (Self::Change(change), _) if *change > 0 => format!("+{}", grouped(change)),
            (Self::Change(change), _) => grouped(change),
            // Infinite: nothing to show, and no unit of it.
            (Self::Real(real), _) if !real.is_finite() => "-".to_owned(),
            (Self::Real(real), Kind::Share { places }) => format!("{} %", rounded(real * 100.0, places)),
            (Self::Real(real), Kind::Real { places }) => rounded(*real, places),
            (Self::Real(real), _) => real.to_string(),
        }
    }
}

/// A real number to so many places, its whole part in groups.
fn rounded(real: f64, places: u8) -> String {
    if !real.is_finite() {
        return "-".to_owned();
    }
    let text = format!("{real:.*}", usize::from(places));
    let (whole, part) = text.split_once('.').map_or((text.as_str(), ""), |(whole, part)| (whole, part));
    // What is rounded to zero has no sign.
    let whole = if text.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) { whole } else { "0" };
    if part.is_empty() { grouped(whole) } else { format!("{}.{part}", grouped(whole)) }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Cell {
    fn from(count: u32) -> Self {
        Self::Count(u64::from(count))
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<i64> for Cell {
    fn from(change: i64) -> Self {
        Self::Change(change)
    }
}

impl From<f64> for Cell {
    fn from(real: f64) -> Self {
        Self::Real(real)
    }
}

/// None is a missing value.
impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Column, Kind, Table, TableError, rounded};

    #[test]
    fn a_table_refuses_what_it_could_not_show() {
        let twice = Table::new([Column::new("a", Kind::Text), Column::new("a", Kind::Count)]);
        assert_eq!(twice, Err(TableError::FieldTwice("a".to_owned())));
        let mut table = Table::new([Column::new("a", Kind::Count)]).unwrap();
        assert_eq!(table.push([]), Err(TableError::Length { cells: 0, columns: 1 }));
        let error = table.push([Cell::from("x")]).unwrap_err();
        assert_eq!(error.to_string(), "Text(\"x\") is not what the column \"a\" holds");
        assert_eq!(table.push([Cell::Missing]), Ok(()));
    }

    #[test]
    fn reals_are_rounded_for_people() {
        let shown = [rounded(1234.5678, 2), rounded(-0.001, 2), rounded(-1234.0, 0), rounded(f64::NAN, 1)];
        assert_eq!(shown, ["1,234.57", "0.00", "-1,234", "-"]);
    }
}
