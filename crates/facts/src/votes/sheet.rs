//! A CSV file whose fields are asked for by column; knows the place of what it is asked, and keeps one row.

use std::collections::HashSet;
use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};

use super::csv_table::CsvTable;
use super::error::{Place, VotesProblem};
use super::lines::Lines;
use super::{VotesError, numbers};
use crate::text::UnknownName;

/// As much is read at once.
const PIECE: usize = 1 << 16;

pub(super) struct Sheet<R> {
    reader: csv::Reader<Lines<R>>,
    /// The columns that are read: our name, and which field of a row it is.
    columns: Vec<(String, usize)>,
    row: ByteRecord,
    /// The byte where the row was looked for.
    start: u64,
}

impl<R: Read> Sheet<R> {
    pub(super) fn new(
        source: R,
        table: &CsvTable,
        known: &[&str],
        needed: &[&str],
    ) -> Result<Self, VotesError> {
        // The reader's own trimming would make every row anew.
        let reader = ReaderBuilder::new()
            .delimiter(table.separator)
            .comment(Some(b'#'))
            .has_headers(false)
            .buffer_capacity(PIECE)
            .from_reader(Lines::new(source));
        let mut sheet = Self { reader, columns: Vec::new(), row: ByteRecord::new(), start: 0 };
        if sheet.next_row()? {
            sheet.columns = match &table.columns {
                None => sheet.own_columns(known, table.separator)?,
                Some(pairs) => sheet.columns_of(pairs, known)?,
            };
        }
        for name in needed {
            if !sheet.has(name) {
                return Err(sheet.at(name, VotesProblem::MissingColumn));
            }
        }
        Ok(sheet)
    }

    /// The columns of a header that has our names.
    fn own_columns(&self, known: &[&str], separator: u8) -> Result<Vec<(String, usize)>, VotesError> {
        let mut columns = Vec::new();
        let mut seen = HashSet::new();
        for (i, field) in self.row.iter().map(<[u8]>::trim_ascii).enumerate() {
            let name = std::str::from_utf8(field)
                .map_err(|_| self.at(&format!("number {}", i + 1), VotesProblem::NotUtf8))?;
            if !known.contains(&name) {
                return Err(self.at(&printable(name), unknown_column(name, known, separator)));
            }
            if !seen.insert(name) {
                return Err(self.at(name, VotesProblem::RepeatedColumn));
            }
            columns.push((name.to_owned(), i));
        }
        Ok(columns)
    }

    /// The columns of a header that has names of its own.
    fn columns_of(
        &self,
        pairs: &[(String, String)],
        known: &[&str],
    ) -> Result<Vec<(String, usize)>, VotesError> {
        let mut columns: Vec<(String, usize)> = Vec::new();
        for (ours, theirs) in pairs {
            if !known.contains(&ours.as_str()) {
                return Err(self.at(&printable(ours), unknown_column(ours, known, b',')));
            }
            if columns.iter().any(|(name, _)| name == ours) {
                return Err(self.at(ours, VotesProblem::RepeatedColumn));
            }
            let header = || self.row.iter().map(<[u8]>::trim_ascii);
            let mut found = header().enumerate().filter(|(_, name)| *name == theirs.as_bytes());
            let Some((place, _)) = found.next() else {
                let names: Vec<_> = header().map(|name| printable(&String::from_utf8_lossy(name))).collect();
                return Err(self.in_line(VotesProblem::NoSuchColumn(unknown("column", theirs, &names))));
            };
            if found.next().is_some() {
                return Err(self.in_line(VotesProblem::ColumnTwice(printable(theirs))));
            }
            columns.push((ours.clone(), place));
        }
        Ok(columns)
    }

    pub(super) fn next_row(&mut self) -> Result<bool, VotesError> {
        match self.reader.read_byte_record(&mut self.row) {
            Ok(more) => {
                if more {
                    self.looked_from(self.row.position().map_or(0, csv::Position::byte));
                }
                Ok(more)
            }
            Err(error) => Err(self.explain(error)),
        }
    }

    /// The row before is done with.
    fn looked_from(&mut self, start: u64) {
        self.start = start;
        self.reader.get_mut().settled = start;
    }

    fn explain(&mut self, error: csv::Error) -> VotesError {
        match error.into_kind() {
            csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
                if let Some(position) = pos {
                    self.looked_from(position.byte());
                }
                // The first column without a field, or the last one when there are fields beyond it.
                let missing = usize::try_from(len).unwrap_or(usize::MAX);
                let without = self.columns.iter().filter(|(_, place)| *place >= missing);
                let column = without.min_by_key(|(_, place)| *place).or(self.columns.last());
                let problem = VotesProblem::RaggedLine { expected: expected_len, found: len };
                self.at(column.map_or("", |(name, _)| name), problem)
            }
            csv::ErrorKind::Io(error) => VotesProblem::Unreadable(format!("cannot be read: {error}")).into(),
            // Neither letters nor fields are read by the reader, so that nothing else can be wrong.
            _ => self.in_line(VotesProblem::Unreadable("cannot be read as a table".to_owned())),
        }
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    /// The number of this column.
    pub(super) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().find(|(name, _)| name == column).map(|&(_, place)| place)
    }

    /// The field of the column with this number as it stands there, without plain spaces around it; blank where there is no
    /// such column.
    #[inline]
    pub(super) fn field(&self, place: Option<usize>) -> &[u8] {
        let field = place.and_then(|place| self.row.get(place)).unwrap_or_default();
        match field {
            // Most fields have nothing around them.
            [first, .., last] if *first > b' ' && *last > b' ' => field,
            _ => field.trim_ascii(),
        }
    }

    /// The field of this column; none when it is blank or the file has no such column.
    pub(super) fn text(&self, column: &str) -> Result<Option<&str>, VotesError> {
        self.text_of(self.field(self.place(column)), column)
    }

    /// The same of a field that was found already.
    pub(super) fn text_of<'f>(&self, field: &'f [u8], column: &str) -> Result<Option<&'f str>, VotesError> {
        let text = std::str::from_utf8(field).map_err(|_| self.at(column, VotesProblem::NotUtf8))?;
        // Plain spaces were taken away; word processors leave others.
        let text = text.trim();
        if text.chars().any(char::is_control) {
            return Err(self.at(column, VotesProblem::ControlCharacter));
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    pub(super) fn small_number(&self, column: &str, text: &str) -> Result<u32, VotesError> {
        let number = numbers::whole(text, u64::from(u32::MAX)).map_err(|problem| self.at(column, problem))?;
        // The limit above is what a u32 can hold.
        Ok(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// A problem of the row as a whole.
    pub(super) fn in_line(&self, problem: VotesProblem) -> VotesError {
        VotesError { place: Some(Place { file: None, line: self.line(), column: None }), problem }
    }

    pub(super) fn at(&self, column: &str, problem: VotesProblem) -> VotesError {
        let place = Place { file: None, line: self.line(), column: Some(column.to_owned()) };
        VotesError { place: Some(place), problem }
    }

    fn line(&self) -> u64 {
        self.reader.get_ref().line_of(self.start)
    }
}

/// Why a column's name is not taken: often the whole header is one column, because commas do not part it.
fn unknown_column(name: &str, known: &[&str], separator: u8) -> VotesProblem {
    let parted_by = |other: char| {
        u32::from(separator) != u32::from(other)
            && name.contains(other)
            && name.split(other).any(|part| known.contains(&part.trim()))
    };
    if parted_by(';') {
        VotesProblem::Separator { found: "semicolons" }
    } else if parted_by('\t') {
        VotesProblem::Separator { found: "tabs" }
    } else {
        VotesProblem::UnknownColumn(unknown("column", name, known))
    }
}

pub(super) fn unknown<T: AsRef<str>>(what: &'static str, name: &str, known: &[T]) -> Box<UnknownName> {
    UnknownName::new(what, &printable(name), known.iter().map(AsRef::as_ref)).into()
}

/// A name as an error can show it in one line.
pub(super) fn printable(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
