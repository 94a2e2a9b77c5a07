//! Ballots as CSV: `count,preferences`.

use std::io::{Read, Write};

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
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(from);
        let mut record = csv::StringRecord::new();
        let mut first = true;
        while reader.read_record(&mut record).map_err(|error| BallotsError::Csv(error.to_string()))? {
            let fields = [record.get(0).unwrap_or(""), record.get(1).unwrap_or("")];
            if std::mem::take(&mut first) {
                let named = [fields[0].trim_start_matches('\u{feff}').trim(), fields[1].trim()];
                if named != COLUMNS || record.len() != COLUMNS.len() {
                    return Err(BallotsError::Columns { found: record.iter().collect::<Vec<_>>().join(",") });
                }
                continue;
            }
            let line = record.position().map_or(0, csv::Position::line);
            let at = |problem| BallotsError::Line { line, problem: Box::new(problem) };
            let count = fields[0].trim();
            let digits = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
            let count = count
                .parse()
                .ok()
                .filter(|_| digits)
                .ok_or_else(|| at(BallotsError::NotACount { text: count.into() }))?;
            builder.add_written(count, fields[1].trim()).map_err(at)?;
        }
        if first {
            return Err(BallotsError::Columns { found: String::new() });
        }
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
