//! Which file is which, and lines of fixed width.

use std::io::Read;

use encoding_rs::WINDOWS_1252;

use crate::error::{ImportError, ImportProblem};
use crate::letters;
use crate::source::Source;

/// Kinds of files, by the first two digits of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Control,
    Identification,
    Lists,
    /// Candidates with birth dates and identity numbers: 04, and 12 of municipal elections.
    Persons,
    Municipalities,
    MunicipalVotes,
    Areas,
    AreaVotes,
    Stations,
    StationVotes,
}

impl Kind {
    const ALL: [Self; 10] = [
        Self::Control,
        Self::Identification,
        Self::Lists,
        Self::Persons,
        Self::Municipalities,
        Self::MunicipalVotes,
        Self::Areas,
        Self::AreaVotes,
        Self::Stations,
        Self::StationVotes,
    ];

    pub(super) fn number(self) -> &'static str {
        match self {
            Self::Control => "01",
            Self::Identification => "02",
            Self::Lists => "03",
            Self::Persons => "04",
            Self::Municipalities => "05",
            Self::MunicipalVotes => "06",
            Self::Areas => "07",
            Self::AreaVotes => "08",
            Self::Stations => "09",
            Self::StationVotes => "10",
        }
    }

    /// The bytes of a line.
    fn width(self) -> usize {
        match self {
            Self::Control => 26,
            Self::Identification => 41,
            Self::Lists => 232,
            Self::Persons => 120,
            Self::Municipalities => 233,
            Self::MunicipalVotes | Self::AreaVotes => 33,
            Self::Areas => 172,
            Self::Stations => 101,
            Self::StationVotes => 36,
        }
    }
}

/// The kind of a file by its name alone.
pub(super) fn named(source: &Source) -> Option<Kind> {
    let name = source.file_name();
    let digits = name.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    if !name.to_ascii_lowercase().ends_with(".dat") {
        return None;
    }
    match &digits[..2] {
        "12" => Some(Kind::Persons),
        number => Kind::ALL.into_iter().find(|kind| kind.number() == number),
    }
}

/// The kind of a file by its name and first line. Two kinds are of one width, so that they need the name.
pub(super) fn kind(source: &Source, head: &[u8]) -> Option<Kind> {
    let named = named(source);
    if named == Some(Kind::Persons) {
        return named;
    }
    let line = head.split(|&byte| byte == b'\n').next()?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let stamp = line.get(..8).filter(|stamp| stamp.iter().all(u8::is_ascii_digit))?;
    let month = (stamp[6] - b'0') * 10 + (stamp[7] - b'0');
    if !matches!(&stamp[2..4], b"19" | b"20") || !(1..=12).contains(&month) {
        return None;
    }
    match named {
        Some(kind) => Some(kind),
        None => [Kind::Lists, Kind::Municipalities, Kind::Areas, Kind::Stations, Kind::StationVotes]
            .into_iter()
            .find(|kind| kind.width() == line.len()),
    }
}

/// Lines of one width, without a copy of each.
pub(super) struct Lines<'a> {
    source: &'a Source,
    reader: Box<dyn std::io::BufRead + 'a>,
    width: usize,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    line: u64,
    finished: bool,
}

const BUFFER: usize = 1 << 17;

impl<'a> Lines<'a> {
    pub(super) fn open(source: &'a Source, kind: Kind) -> Result<Self, ImportError> {
        let (reader, width) = (source.reader()?, kind.width());
        Ok(Self {
            source,
            reader,
            width,
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
            line: 0,
            finished: false,
        })
    }

    /// The next line; none at the end of the file.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<Line<'_>>, ImportError> {
        // The line and its end, CR+LF by the layout, LF in the files.
        if self.end - self.start < self.width + 2 && !self.finished {
            self.fill()?;
        }
        if self.start == self.end {
            return Ok(None);
        }
        self.line += 1;
        let rest = &self.buffer[self.start..self.end];
        let ending = match rest.get(self.width..) {
            Some([b'\n', ..]) => 1,
            Some([b'\r', b'\n', ..]) => 2,
            Some([]) => 0,
            _ => return Err(self.not_so_long()),
        };
        let bytes = &rest[..self.width];
        self.start += self.width + ending;
        Ok(Some(Line { source: self.source, line: self.line, bytes }))
    }

    #[cold]
    fn fill(&mut self) -> Result<(), ImportError> {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        while self.end < self.buffer.len() && !self.finished {
            let read = self.reader.read(&mut self.buffer[self.end..]);
            match read {
                Ok(0) => self.finished = true,
                Ok(read) => self.end += read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.source.problem(ImportProblem::Unreadable(error.to_string()))),
            }
        }
        Ok(())
    }

    #[cold]
    fn not_so_long(&self) -> ImportError {
        let rest = &self.buffer[self.start..self.end];
        let length = rest.iter().position(|&byte| byte == b'\n');
        let line = rest[..length.unwrap_or(rest.len())].trim_ascii_end();
        let problem = match length {
            None if self.finished => ImportProblem::Cut(format!(
                "its last line has {} bytes, and lines of this file have {}",
                line.len(),
                self.width
            )),
            _ => {
                let letters = std::str::from_utf8(line).is_ok_and(|text| !text.is_ascii());
                let why = if letters { "; it was stored anew in UTF-8, download it again" } else { "" };
                let bytes = line.len();
                ImportProblem::Malformed(format!(
                    "a line of {bytes} bytes, and lines of this file have {}{why}",
                    self.width
                ))
            }
        };
        self.source.problem_at(self.line, problem)
    }
}

/// One line, whose columns are counted from 1 as in the Ministry's layout.
pub(super) struct Line<'a> {
    source: &'a Source,
    line: u64,
    bytes: &'a [u8],
}

impl<'a> Line<'a> {
    pub(super) fn number(&self) -> u64 {
        self.line
    }

    /// The bytes from one column to another, both included.
    #[inline]
    pub(super) fn bytes(&self, from: usize, to: usize) -> &'a [u8] {
        &self.bytes[from - 1..to]
    }

    /// A zero-filled number, of nine digits at most.
    #[inline]
    pub(super) fn digits(&self, from: usize, to: usize) -> Result<u64, ImportError> {
        let mut number: u64 = 0;
        let mut digits = true;
        for &byte in self.bytes(from, to) {
            let digit = byte.wrapping_sub(b'0');
            digits &= digit < 10;
            number = number * 10 + u64::from(digit);
        }
        if digits { Ok(number) } else { Err(self.no_number(from, to)) }
    }

    #[cold]
    fn no_number(&self, from: usize, to: usize) -> ImportError {
        let found = String::from_utf8_lossy(self.bytes(from, to)).into_owned();
        self.problem(from, to, ImportProblem::no_number(&found))
    }

    /// Letters, without the blanks that fill the column.
    pub(super) fn text(&self, from: usize, to: usize) -> Result<String, ImportError> {
        let text = letters::decoded(self.bytes(from, to), WINDOWS_1252);
        match text {
            Ok(text) if text.contains(char::is_control) => {
                Err(self.problem(from, to, ImportProblem::Letters { encoding: "ISO-8859-1" }))
            }
            Ok(text) => Ok(text.trim().to_owned()),
            Err(problem) => Err(self.problem(from, to, problem)),
        }
    }

    pub(super) fn problem(&self, from: usize, to: usize, problem: ImportProblem) -> ImportError {
        let columns = if from == to { from.to_string() } else { format!("{from}-{to}") };
        self.source.problem_in(self.line, &columns, problem)
    }
}

/// Kind of election, year and month, with which each line of each file begins.
#[derive(Debug, Default)]
pub(super) struct Election {
    stamp: Option<[u8; 8]>,
}

impl Election {
    /// Whether it is this one.
    pub(super) fn is(&self, stamp: &[u8; 8]) -> bool {
        self.stamp.as_ref() == Some(stamp)
    }

    /// That a line is of the same election as all before, and of one that is read.
    #[inline]
    pub(super) fn check(&mut self, line: &Line<'_>) -> Result<(), ImportError> {
        let stamp = line.bytes(1, 8);
        if self.stamp.as_ref().is_some_and(|known| known == stamp) {
            return Ok(());
        }
        self.first(line)
    }

    /// The same, and that it is the only round (column 9).
    #[inline]
    pub(super) fn check_round(&mut self, line: &Line<'_>) -> Result<(), ImportError> {
        self.check(line)?;
        if line.bytes(9, 9) == b"1" {
            return Ok(());
        }
        let found = String::from_utf8_lossy(line.bytes(9, 9)).into_owned();
        Err(line.problem(9, 9, ImportProblem::unknown(&found, "1: the Congress is elected in one round")))
    }

    #[cold]
    fn first(&mut self, line: &Line<'_>) -> Result<(), ImportError> {
        let mut stamp = [0; 8];
        stamp.copy_from_slice(line.bytes(1, 8));
        for (from, to) in [(1, 2), (3, 6), (7, 8)] {
            line.digits(from, to)?;
        }
        if let Some(known) = &self.stamp {
            let known = String::from_utf8_lossy(known);
            let text =
                format!("a line of another election than the lines before, which begin with `{known}`");
            return Err(line.problem(1, 8, ImportProblem::NotThis(text)));
        }
        if &stamp[..2] != b"02" {
            let kind = match &stamp[..2] {
                b"01" => "a referendum (01)",
                b"03" => "the Senate (03), whose lists are persons",
                b"04" => "municipal councils (04)",
                b"05" => "a parliament of a community (05)",
                b"06" => "island councils (06)",
                b"07" => "the European Parliament (07)",
                b"10" => "provincial councils (10)",
                b"15" => "general assemblies (15)",
                _ => "an election of a kind that is not known",
            };
            let text = format!("this is {kind}; only the Congress (02) is read");
            return Err(line.problem(1, 2, ImportProblem::NotThis(text)));
        }
        self.stamp = Some(stamp);
        Ok(())
    }
}
