//! Ballots as CSV: `count,preferences`.

use std::io::{Read, Write};

use csv::{ByteRecord, Position, ReaderBuilder, Terminator};

use super::{Ballots, BallotsBuilder, BallotsError};

const COLUMNS: [&str; 2] = ["count", "preferences"];

impl Ballots {
    /// Reads a file of ballots: `count,preferences`, a list of preferences a row as
    /// [`add_written`](BallotsBuilder::add_written) takes it. Rows stream: only what differs is kept.
    ///
    /// # Errors
    ///
    /// [`BallotsError`] with the line.
    pub fn read(candidates: usize, from: impl Read) -> Result<Self, BallotsError> {
        let mut builder = BallotsBuilder::new(candidates)?;
        builder.read(from)?;
        Ok(builder.build())
    }

    /// Writes them as [`read`](Self::read) takes them, the most frequent list first.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write(&self, to: impl Write) -> std::io::Result<()> {
        let mut lists: Vec<_> = self.lists().collect();
        lists.sort_by_key(|list| std::cmp::Reverse(list.count()));
        let mut to = std::io::BufWriter::new(to);
        writeln!(to, "{}", COLUMNS.join(","))?;
        for list in lists {
            writeln!(to, "{},{list}", list.count())?;
        }
        to.flush()
    }
}

impl BallotsBuilder {
    /// Adds the ballots of a file: `count,preferences`, as [`Ballots::read`] takes it.
    ///
    /// ```
    /// use sailau_ranked::BallotsBuilder;
    ///
    /// let mut builder = BallotsBuilder::open_ended();
    /// builder.read("count,preferences\n41,1>2\n30,3>>2\n".as_bytes())?;
    /// builder.read("count,preferences\n9,1>2\n".as_bytes())?;
    /// let ballots = builder.build();
    /// assert_eq!((ballots.candidates(), ballots.distinct(), ballots.total()), (3, 2, 80));
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BallotsError`] with the line; the rows before it were added.
    pub fn read(&mut self, from: impl Read) -> Result<(), BallotsError> {
        // Of CR and LF the reader would count the line after the row that it ends.
        let terminator = Terminator::Any(b'\n');
        let mut options = ReaderBuilder::new();
        options.has_headers(false).terminator(terminator).buffer_capacity(1 << 16);
        let mut reader = options.from_reader(from);
        let mut record = ByteRecord::new();
        let named = reader.read_byte_record(&mut record).map_err(malformed)?;
        if !named || !are_the_columns(&record) {
            let found = record.iter().map(String::from_utf8_lossy).collect::<Vec<_>>().join(",");
            return Err(BallotsError::Columns { found });
        }
        while reader.read_byte_record(&mut record).map_err(malformed)? {
            let line = record.position().map_or(0, Position::line);
            let at = |problem| BallotsError::Line { line, problem: Box::new(problem) };
            let count = whole(record[0].trim_ascii()).ok_or_else(|| {
                at(BallotsError::NotACount { text: String::from_utf8_lossy(&record[0]).into() })
            })?;
            self.add_bytes(count, record[1].trim_ascii()).map_err(at)?;
        }
        Ok(())
    }
}

fn are_the_columns(record: &ByteRecord) -> bool {
    let first = record.get(0).map(|name| name.strip_prefix(b"\xef\xbb\xbf").unwrap_or(name));
    let named = [first, record.get(1)].map(|name| name.unwrap_or_default().trim_ascii());
    record.len() == COLUMNS.len() && named == COLUMNS.map(str::as_bytes)
}

/// A whole number in plain digits.
pub(super) fn whole(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

fn malformed(error: csv::Error) -> BallotsError {
    let line = error.position().map(Position::line);
    let problem = match error.into_kind() {
        csv::ErrorKind::UnequalLengths { len, .. } => BallotsError::Csv(format!(
            "{len} fields, where a count and one list of preferences have to stand"
        )),
        csv::ErrorKind::Io(error) => BallotsError::Csv(error.to_string()),
        kind => BallotsError::Csv(format!("{kind:?}")),
    };
    match line {
        Some(line) => BallotsError::Line { line, problem: Box::new(problem) },
        None => problem,
    }
}
