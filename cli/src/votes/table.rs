//! A table of parties with its own columns, separator and letters; and how such words are said on the command line.
//!
//! Rows keep their lines, so that a message about a row names the line of the file.

use std::borrow::Cow;
use std::str::FromStr;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8};
use thiserror::Error;

/// The columns that votes have.
const OURS: [&str; 12] = [
    "contest",
    "district",
    "party",
    "candidate",
    "votes",
    "registration_order",
    "kind",
    "alliance",
    "suballiance",
    "candidates",
    "place",
    "group",
];
/// Those that only a table of parties has.
const OF_PARTIES: [&str; 2] = ["seats", "colour"];
/// Which of the file's columns is which: ours and theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns(Vec<(&'static str, String)>);

impl FromStr for Columns {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut columns: Vec<(&'static str, String)> = Vec::new();
        for pair in text.split(',') {
            let (ours, theirs) = pair
                .split_once('=')
                .ok_or_else(|| format!("`{pair}` is no pair; write party=Partei,votes=Stimmen"))?;
            let (ours, theirs) = (ours.trim(), theirs.trim());
            let known = OURS.into_iter().chain(OF_PARTIES).find(|known| *known == ours);
            let ours = known.ok_or_else(|| {
                format!(
                    "`{ours}` is no column of votes; the columns are {}, and of tables of parties also {}",
                    OURS.join(", "),
                    OF_PARTIES.join(" and ")
                )
            })?;
            if theirs.is_empty() {
                return Err(format!("which column is `{ours}`? Write {ours}=NAME"));
            }
            if columns.iter().any(|(known, _)| *known == ours) {
                return Err(format!("`{ours}` stands twice"));
            }
            columns.push((ours, theirs.to_owned()));
        }
        Ok(Self(columns))
    }
}

impl Columns {
    /// Ours and theirs.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(ours, theirs)| (*ours, theirs.as_str()))
    }
}

/// One byte that parts columns.
pub(super) fn separator(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        _ if text == "tab" || text == "\\t" => Ok(b'\t'),
        [sign] if !sign.is_ascii_alphanumeric() && !matches!(sign, b'"' | b'\n' | b'\r') => Ok(*sign),
        _ => Err("one sign is needed, such as ; or the word tab".to_owned()),
    }
}

/// An encoding by any of its names.
pub(super) fn encoding(text: &str) -> Result<&'static Encoding, String> {
    let known = "utf-8, windows-1250, windows-1251, windows-1252, latin1, iso-8859-2, koi8-r, utf-16le, gbk, shift_jis";
    Encoding::for_label(text.as_bytes()).ok_or_else(|| format!("no such encoding; some are {known}"))
}

/// A table of parties.
pub(super) struct Table<'a> {
    pub(super) columns: Option<&'a Columns>,
    pub(super) separator: u8,
    pub(super) encoding: Option<&'static Encoding>,
}

/// What stands in a table.
pub(crate) struct Rows {
    pub(crate) columns: Vec<String>,
    /// Each with the line where it begins.
    pub(crate) rows: Vec<(u64, StringRecord)>,
}

/// Why a table cannot be read.
#[derive(Debug, Error)]
pub(super) enum TableProblem {
    #[error("not {encoding} text; say how letters are stored with --encoding{}", if *.given { "" } else { ", such as --encoding windows-1251" })]
    Letters { encoding: &'static str, given: bool },
    #[error("line 1: there is no column `{wanted}`; the columns are {known}")]
    NoColumn { wanted: String, known: String },
    #[error("line 1: the column `{0}` stands twice")]
    ColumnTwice(String),
    #[error("{0}")]
    Csv(String),
}

impl TableProblem {
    /// Nobody said how letters are stored.
    pub(super) fn not_utf8() -> Self {
        Self::Letters { encoding: UTF_8.name(), given: false }
    }
}

impl From<csv::Error> for TableProblem {
    fn from(error: csv::Error) -> Self {
        let line = error.position().map(|place| format!("line {}: ", place.line())).unwrap_or_default();
        match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                Self::Csv(format!("{line}{len} fields where the header has {expected_len}"))
            }
            _ => Self::Csv(format!("{line}{error}")),
        }
    }
}

impl Table<'_> {
    /// The columns that are read, and rows with the lines where they begin.
    pub(super) fn rows(&self, bytes: &[u8]) -> Result<Rows, TableProblem> {
        let text = self.decoded(bytes)?;
        let mut reader = ReaderBuilder::new()
            .delimiter(self.separator)
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader.headers()?.clone();
        let taken = self.taken(&header)?;
        let mut rows: Vec<(u64, StringRecord)> = Vec::new();
        let mut row = StringRecord::new();
        while reader.read_record(&mut row)? {
            let start = row.position().cloned().unwrap_or_else(csv::Position::new);
            let line = start.line() + skipped(&text, start.byte(), reader.position().byte());
            rows.push((line, taken.iter().map(|&(at, _)| row.get(at).unwrap_or_default()).collect()));
        }
        Ok(Rows { columns: taken.iter().map(|&(_, name)| name.to_owned()).collect(), rows })
    }

    fn decoded<'t>(&self, bytes: &'t [u8]) -> Result<Cow<'t, str>, TableProblem> {
        let encoding = self.encoding.unwrap_or(UTF_8);
        let (text, used, broken) = encoding.decode(bytes);
        if broken {
            return Err(TableProblem::Letters { encoding: used.name(), given: self.encoding.is_some() });
        }
        Ok(text)
    }

    /// The columns that are read, by their number in the file, under our names.
    fn taken<'t>(&'t self, header: &'t StringRecord) -> Result<Vec<(usize, &'t str)>, TableProblem> {
        let Some(Columns(columns)) = self.columns else {
            return Ok(header.iter().enumerate().collect());
        };
        let find = |theirs: &str| {
            let mut found = header.iter().enumerate().filter(|(_, name)| *name == theirs);
            let (at, _) = found.next().ok_or_else(|| TableProblem::NoColumn {
                wanted: theirs.to_owned(),
                known: header.iter().collect::<Vec<_>>().join(", "),
            })?;
            match found.next() {
                Some(_) => Err(TableProblem::ColumnTwice(theirs.to_owned())),
                None => Ok(at),
            }
        };
        columns.iter().map(|(ours, theirs)| Ok((find(theirs)?, *ours))).collect()
    }
}

/// How many blank lines and comments stand before a row: the reader gives the place of the first of them.
fn skipped(text: &str, start: u64, end: u64) -> u64 {
    let place = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
    let lines = text.get(place(start)..place(end)).unwrap_or_default().lines();
    lines.take_while(|line| line.trim().is_empty() || line.starts_with('#')).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns, and rows with their lines.
    fn read(table: &Table<'_>, bytes: &[u8]) -> String {
        let joined = |row: &StringRecord| row.iter().collect::<Vec<_>>().join(",");
        match table.rows(bytes) {
            Ok(Rows { columns, rows }) => {
                let rows = rows.iter().map(|(line, row)| format!("\n{line}: {}", joined(row)));
                columns.join(",") + &rows.collect::<String>()
            }
            Err(problem) => problem.to_string(),
        }
    }

    const PLAIN: Table<'static> = Table { columns: None, separator: b',', encoding: None };

    #[test]
    fn columns_separators_and_letters_are_made_ours() {
        let columns: Columns = "party=Партия,votes=Голоса".parse().unwrap();
        let cyrillic = Encoding::for_label(b"windows-1251").unwrap();
        let table = Table { columns: Some(&columns), separator: b';', encoding: Some(cyrillic) };
        let (bytes, _, _) = cyrillic.encode("Код;Партия;Голоса\n7;Аманат;12\n8;Ауыл;5\n");
        assert_eq!(read(&table, &bytes), "party,votes\n2: Аманат,12\n3: Ауыл,5");
        assert!(read(&Table { encoding: None, ..table }, &bytes).starts_with("not UTF-8 text"));
    }

    #[test]
    fn rows_keep_their_lines() {
        let text = read(&PLAIN, b"party,votes\n\n# a comment\n\"A\",1\nB,2\n");
        assert_eq!(text, "party,votes\n4: A,1\n5: B,2");
    }

    #[test]
    fn a_wrong_option_says_what_is_right() {
        for (text, problem) in [
            ("party", "`party` is no pair"),
            ("partie=X", "`partie` is no column of votes; the columns are contest, district,"),
            ("party=", "which column is `party`?"),
            ("party=A,party=B", "`party` stands twice"),
        ] {
            assert!(text.parse::<Columns>().unwrap_err().starts_with(problem), "{text}");
        }
        let columns: Columns = "party=P".parse().unwrap();
        let table = Table { columns: Some(&columns), ..PLAIN };
        assert_eq!(read(&table, b"A,B\n1,2\n"), "line 1: there is no column `P`; the columns are A, B");
        assert_eq!(read(&table, b"P,P\n1,2\n"), "line 1: the column `P` stands twice");
        assert_eq!(read(&PLAIN, b"party,votes\nA\n"), "line 2: 1 fields where the header has 2");
        assert!(separator("ab").is_err() && separator("a").is_err() && separator("tab") == Ok(b'\t'));
        assert!(encoding("klingon").is_err());
    }
}
