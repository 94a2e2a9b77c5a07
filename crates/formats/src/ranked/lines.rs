//! Files of ballots line by line.

use std::borrow::Cow;
use std::io::{BufRead, Read};

use encoding_rs::UTF_8;

use crate::error::{ImportError, ImportProblem};
use crate::letters;
use crate::source::Source;

/// The longest line: a ballot of a thousand candidates takes some 4 KB.
const LONGEST: u64 = 1 << 20;

/// The lines of a file, without their ends and without a byte order mark.
pub(super) struct Lines<'a> {
    pub(super) source: &'a Source,
    reader: Box<dyn BufRead + 'a>,
    bytes: Vec<u8>,
    /// The line that was read last, from 1.
    pub(super) number: u64,
    /// Whether it is to be given once more.
    again: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn of(source: &'a Source) -> Result<Self, ImportError> {
        Ok(Self { source, reader: source.reader()?, bytes: Vec::new(), number: 0, again: false })
    }

    /// The next line; none at the end of the file.
    pub(super) fn next_line(&mut self) -> Result<Option<Cow<'_, str>>, ImportError> {
        if !std::mem::take(&mut self.again) && !self.advance()? {
            return Ok(None);
        }
        let bytes = self.bytes.as_slice();
        let bytes = if self.number == 1 { letters::without_mark(bytes) } else { bytes };
        let text = letters::decoded(bytes, UTF_8);
        text.map(Some).map_err(|problem| self.source.problem_at(self.number, problem))
    }

    /// Has the line that was given last given once more.
    pub(super) fn put_back(&mut self) {
        self.again = true;
    }

    fn advance(&mut self) -> Result<bool, ImportError> {
        self.bytes.clear();
        let read = self.reader.by_ref().take(LONGEST + 1).read_until(b'\n', &mut self.bytes);
        let read = read.map_err(|error| self.source.unreadable(&error))?;
        if read == 0 {
            return Ok(false);
        }
        self.number += 1;
        if read as u64 > LONGEST {
            let problem = format!("the line is longer than {LONGEST} bytes, and those of ballots are not");
            return Err(self.problem(ImportProblem::Malformed(problem)));
        }
        let end = self.bytes.trim_ascii_end().len();
        self.bytes.truncate(end);
        Ok(true)
    }

    /// A problem of the line that was read last.
    pub(super) fn problem(&self, problem: ImportProblem) -> ImportError {
        self.source.problem_at(self.number, problem)
    }

    /// A problem of something in that line.
    pub(super) fn problem_in(&self, field: &str, problem: ImportProblem) -> ImportError {
        self.source.problem_in(self.number, field, problem)
    }
}

/// The first line of a file that is neither blank nor a comment, of its first bytes.
pub(super) fn first_line(head: &[u8]) -> &[u8] {
    lines_of(head).next().unwrap_or_default()
}

/// The lines of the first bytes of a file, without blank ones, comments and a byte order mark.
pub(super) fn lines_of(head: &[u8]) -> impl Iterator<Item = &[u8]> + Clone {
    let lines = letters::without_mark(head).split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    lines.filter(|line| !line.is_empty() && line[0] != b'#')
}
