//! Tables parted by a sign, read row by row, their columns found by name.

use std::borrow::Cow;
use std::io::{BufRead, Cursor, Read};

use csv::{ByteRecord, ReaderBuilder, Terminator};
use encoding_rs::Encoding;

use crate::error::{ImportError, ImportProblem};
use crate::source::Source;
use crate::{letters, number};

/// How an office writes tables.
pub(crate) struct Dialect {
    /// What parts the columns.
    pub(crate) separator: u8,
    /// How letters are stored; one of those that hold ASCII as it is.
    pub(crate) encoding: &'static Encoding,
    /// What the line of column names begins with; the lines before it are titles.
    pub(crate) header: &'static str,
    /// Whether rows may have fewer or more fields than the line of column names.
    pub(crate) ragged: bool,
}

/// A table that is read row by row.
pub(crate) struct Table<'a> {
    source: &'a Source,
    encoding: &'static Encoding,
    reader: csv::Reader<Box<dyn Read + 'a>>,
    /// The lines before the column names, without their line ends.
    pub(crate) titles: Vec<String>,
    columns: Vec<String>,
    /// Whether rows may have fewer or more fields than the line of column names.
    ragged: bool,
    row: ByteRecord,
}

/// No line of column names stands further down than this.
const TITLES: usize = 100;

impl<'a> Table<'a> {
    /// Reads title lines and column names.
    pub(crate) fn open(source: &'a Source, dialect: &Dialect) -> Result<Self, ImportError> {
        let mut lines = source.reader()?;
        let mut titles: Vec<String> = Vec::new();
        let header = loop {
            let mut line = Vec::new();
            let at = titles.len() as u64 + 1;
            let read = lines.read_until(b'\n', &mut line);
            read.map_err(|error| source.problem(ImportProblem::Unreadable(error.to_string())))?;
            if line.is_empty() || titles.len() == TITLES {
                return Err(source.problem(ImportProblem::Missing(dialect.header.to_owned())));
            }
            let start = if at == 1 { letters::without_mark(&line) } else { &line };
            let text = letters::decoded(start, dialect.encoding);
            let text = text.map_err(|problem| source.problem_at(at, problem))?;
            // Some exports put every name in quotation marks.
            let bare = text.strip_prefix('"').unwrap_or(&text);
            if bare.starts_with(dialect.header) {
                break start.to_vec();
            }
            titles.push(text.trim_end().to_owned());
        };
        let rest: Box<dyn Read + 'a> = Box::new(Cursor::new(header).chain(lines));
        let mut reader = ReaderBuilder::new()
            .delimiter(dialect.separator)
            // Of CR and LF the reader would count the line after the row that it ends.
            .terminator(Terminator::Any(b'\n'))
            .flexible(true)
            .has_headers(false)
            .from_reader(rest);
        let mut row = ByteRecord::new();
        reader.read_byte_record(&mut row).map_err(|error| malformed(source, titles.len() as u64, &error))?;
        let name =
            |field: &[u8]| letters::decoded(field, dialect.encoding).map(|text| text.trim().to_owned());
        let columns: Result<Vec<_>, _> = row.iter().map(name).collect();
        let columns = columns.map_err(|problem| source.problem_at(titles.len() as u64 + 1, problem))?;
        Ok(Self { source, encoding: dialect.encoding, reader, titles, columns, ragged: dialect.ragged, row })
    }

    /// A table without a line of column names: columns are known by their numbers, from 1.
    pub(crate) fn without_names(
        source: &'a Source,
        separator: u8,
        encoding: &'static Encoding,
        columns: usize,
    ) -> Result<Self, ImportError> {
        let rest: Box<dyn Read + 'a> = Box::new(source.reader()?);
        let reader = ReaderBuilder::new()
            .delimiter(separator)
            .terminator(Terminator::Any(b'\n'))
            .flexible(true)
            .has_headers(false)
            .from_reader(rest);
        let columns = (1..=columns).map(|number| format!("field {number}")).collect();
        let row = ByteRecord::new();
        Ok(Self { source, encoding, reader, titles: Vec::new(), columns, ragged: true, row })
    }

    /// The names of the columns, blanks around them taken away.
    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The number of a column, which must be there once.
    pub(crate) fn column(&self, name: &str) -> Result<usize, ImportError> {
        let at = self.titles.len() as u64 + 1;
        match self.optional_column(name)? {
            Some(column) => Ok(column),
            None => Err(self.source.problem_at(at, ImportProblem::Missing(name.to_owned()))),
        }
    }

    /// The number of a column, where there is one of this name; never two.
    pub(crate) fn optional_column(&self, name: &str) -> Result<Option<usize>, ImportError> {
        let at = self.titles.len() as u64 + 1;
        let mut found = (0..self.columns.len()).filter(|&column| self.columns[column] == name);
        match (found.next(), found.next()) {
            (_, Some(_)) => Err(self.source.problem_at(at, ImportProblem::Twice(name.to_owned()))),
            (first, None) => Ok(first),
        }
    }

    /// The next row; none at the end of the file. Blank lines are none.
    pub(crate) fn next_row(&mut self) -> Result<Option<Line<'_>>, ImportError> {
        let before = self.titles.len() as u64;
        loop {
            let more = self.reader.read_byte_record(&mut self.row);
            if !more.map_err(|error| malformed(self.source, before, &error))? {
                return Ok(None);
            }
            if self.row.len() > 1 || self.row.iter().any(|field| !field.trim_ascii().is_empty()) {
                break;
            }
        }
        let line = before + self.row.position().map_or(0, csv::Position::line);
        let (expected, found) = (self.columns.len(), self.row.len());
        // Where the line of column names ends in a separator, rows may do without.
        let unnamed = usize::from(self.columns.last().is_some_and(String::is_empty));
        if !self.ragged && !(expected - unnamed..=expected).contains(&found) {
            let fields = if found == 1 { "field" } else { "fields" };
            let problem = format!("{found} {fields} where the line of column names has {expected}");
            return Err(self.source.problem_at(line, ImportProblem::Malformed(problem)));
        }
        Ok(Some(Line {
            source: self.source,
            encoding: self.encoding,
            columns: &self.columns,
            line,
            row: &self.row,
        }))
    }
}

fn malformed(source: &Source, before: u64, error: &csv::Error) -> ImportError {
    let line = before + error.position().map_or(1, csv::Position::line);
    let problem = match error.kind() {
        csv::ErrorKind::Io(error) => ImportProblem::Unreadable(error.to_string()),
        _ => ImportProblem::Malformed(error.to_string()),
    };
    source.problem_at(line, problem)
}

/// One row of a table.
pub(crate) struct Line<'a> {
    source: &'a Source,
    encoding: &'static Encoding,
    columns: &'a [String],
    /// The line of the file where it begins, from 1.
    pub(crate) line: u64,
    row: &'a ByteRecord,
}

impl<'a> Line<'a> {
    /// How many fields the row has.
    pub(crate) fn len(&self) -> usize {
        self.row.len()
    }

    /// Whether no field has anything but blanks.
    pub(crate) fn is_blank(&self) -> bool {
        self.row.iter().all(|field| field.trim_ascii().is_empty())
    }

    /// A field as text, blanks around it taken away; blank where the row is too short.
    pub(crate) fn text(&self, column: usize) -> Result<Cow<'a, str>, ImportError> {
        let bytes = self.row.get(column).unwrap_or_default();
        let text = letters::decoded(bytes, self.encoding).map_err(|problem| self.problem(column, problem))?;
        Ok(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        })
    }

    /// A whole number; none where the field is empty, because empty is not zero.
    pub(crate) fn optional(&self, column: usize) -> Result<Option<u64>, ImportError> {
        number::optional(&self.text(column)?).map_err(|problem| self.problem(column, problem))
    }

    /// A whole number, which must be there.
    pub(crate) fn whole(&self, column: usize) -> Result<u64, ImportError> {
        number::whole(&self.text(column)?).map_err(|problem| self.problem(column, problem))
    }

    /// A problem of one column of this row.
    pub(crate) fn problem(&self, column: usize, problem: ImportProblem) -> ImportError {
        match self.columns.get(column) {
            Some(name) => self.source.problem_in(self.line, name, problem),
            None => self.source.problem_at(self.line, problem),
        }
    }

    /// A problem of a column of this row that another line names.
    pub(crate) fn named_problem(&self, name: &str, problem: ImportProblem) -> ImportError {
        self.source.problem_in(self.line, name, problem)
    }

    /// A problem of the whole row.
    pub(crate) fn wrong(&self, problem: ImportProblem) -> ImportError {
        self.source.problem_at(self.line, problem)
    }
}
