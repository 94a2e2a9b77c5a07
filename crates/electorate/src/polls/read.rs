//! Polls from CSV: a row a poll with a column a party, or a row a share.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;
use std::str::FromStr;

use csv::{ReaderBuilder, StringRecord, Trim};
use jiff::civil::Date;

use super::{AGAINST_ALL, OTHERS, Poll, Polls, PollsError};
use crate::text::one_line;

/// Polls, and answers, of one file.
const MOST_POLLS: usize = 100_000;
const MOST_ANSWERS: usize = 1_000;
/// How far a sum of rounded shares may be from a whole.
const ROUNDED: f64 = 0.03;

/// What a column is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Date,
    House,
    Sample,
    DesignEffect,
    Undecided,
    Party,
    Share,
    /// The share of the answer of this number.
    Answer(usize),
}

/// A poll whose shares are still in the unit of the file.
struct Raw {
    date: Date,
    house: String,
    sample: Option<u64>,
    design_effect: Option<f64>,
    undecided: f64,
    /// Shares by answer, with their lines.
    shares: Vec<Option<(f64, u64)>>,
    line: u64,
}

impl Polls {
    /// Reads polls.
    ///
    /// A row a poll: `date` (2026-05-01), `house`, `sample` and a column a party; or a row a share: `date`, `house`, `sample`,
    /// `party` and `share`. Shares are in per cent or parts of 1, which their sum tells. The columns `undecided` (also
    /// `@undecided`; in a row a share it is a party of that name) and `design_effect` may be there. Undecided are a share of
    /// all who were asked, and may be part of the 100 or beside it. `@others` and `@against-all` are what they are among votes.
    /// Lines that begin with # are left out. A blank share says that the party was not asked for, a blank sample that it was
    /// not published.
    ///
    /// # Errors
    ///
    /// [`PollsError`], with the line and the column.
    pub fn from_csv(source: impl Read) -> Result<Self, PollsError> {
        let mut reader = ReaderBuilder::new().comment(Some(b'#')).trim(Trim::All).from_reader(source);
        let head = reader.headers().map_err(unreadable)?.clone();
        let (columns, mut answers) = columns(&head)?;
        let long = columns.contains(&Column::Party);
        let mut raws: Vec<Raw> = Vec::new();
        let mut known: HashMap<(Date, String), usize> = HashMap::new();
        for record in reader.records() {
            let record = record.map_err(unreadable)?;
            let row =
                Row { line: record.position().map_or(0, csv::Position::line), head: &head, record: &record };
            let read = row.read(&columns, &mut answers)?;
            let at = known.get(&(read.date, read.house.clone())).copied();
            match at {
                None => {
                    if raws.len() >= MOST_POLLS {
                        return Err(PollsError::TooMany { what: "polls", most: MOST_POLLS });
                    }
                    known.insert((read.date, read.house.clone()), raws.len());
                    raws.push(read);
                }
                Some(at) => raws[at].take(read, long, &answers)?,
            }
        }
        if raws.is_empty() {
            return Err(PollsError::Empty);
        }
        let polls = raws.into_iter().map(|raw| raw.whole(answers.len())).collect::<Result<_, _>>()?;
        Ok(Self { answers, polls })
    }

    /// Reads a file of polls.
    ///
    /// # Errors
    ///
    /// [`PollsError::InFile`], with the file's name and what is wrong.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, PollsError> {
        let path = path.as_ref();
        let in_file =
            |problem| PollsError::InFile { file: path.display().to_string(), problem: Box::new(problem) };
        let bytes = std::fs::read(path)
            .map_err(|error| in_file(PollsError::Unreadable(format!("cannot be opened: {error}"))))?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        Self::from_csv(bytes).map_err(in_file)
    }
}

fn unreadable(error: csv::Error) -> PollsError {
    PollsError::Unreadable(match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => format!(
            "line {}: {len} fields where the first line has {expected_len}",
            pos.as_ref().map_or(0, csv::Position::line)
        ),
        csv::ErrorKind::Utf8 { pos, .. } => format!(
            "line {}: not UTF-8 text; save the file as UTF-8",
            pos.as_ref().map_or(0, csv::Position::line)
        ),
        csv::ErrorKind::Io(error) => format!("cannot be read: {error}"),
        _ => "this is no CSV".to_owned(),
    })
}

/// What each column is, and the answers of those that are parties.
fn columns(head: &StringRecord) -> Result<(Vec<Column>, Vec<String>), PollsError> {
    let mut columns: Vec<Column> = Vec::new();
    let mut answers: Vec<String> = Vec::new();
    for name in head {
        let column = match name {
            "date" => Column::Date,
            "house" => Column::House,
            "sample" => Column::Sample,
            "design_effect" => Column::DesignEffect,
            "undecided" | "@undecided" => Column::Undecided,
            "party" => Column::Party,
            "share" => Column::Share,
            name => Column::Answer(answer(name, &mut answers)?),
        };
        if columns.contains(&column) {
            return Err(PollsError::TwoColumns(one_line(name)));
        }
        columns.push(column);
    }
    let needed = [("date", Column::Date), ("house", Column::House), ("sample", Column::Sample)];
    let missing = needed.into_iter().find(|(_, column)| !columns.contains(column));
    if let Some((name, _)) = missing {
        return Err(PollsError::NoColumn(name));
    }
    match (columns.contains(&Column::Party), columns.contains(&Column::Share), answers.first()) {
        (true, true, None) => Ok((columns, answers)),
        (true, true, Some(name)) => Err(PollsError::Column {
            name: one_line(name),
            problem: "parties stand in the column `party` here; leave this column out",
        }),
        (true, false, _) => Err(PollsError::NoColumn("share")),
        (false, true, _) => Err(PollsError::NoColumn("party")),
        (false, false, None) => Err(PollsError::NoColumn("party")),
        (false, false, Some(_)) => Ok((columns, answers)),
    }
}

/// The number of an answer, new or known.
fn answer(name: &str, answers: &mut Vec<String>) -> Result<usize, PollsError> {
    let wrong = |problem| Err(PollsError::Column { name: one_line(name), problem });
    match name {
        "" => return wrong("write the name of a party"),
        "others" | "other" | "Others" | "Other" => return wrong("write @others"),
        OTHERS | AGAINST_ALL => {}
        name if name.starts_with('@') => {
            return wrong("names with @ are @others, @against-all and @undecided");
        }
        _ => {}
    }
    if let Some(known) = answers.iter().position(|known| known == name) {
        return Ok(known);
    }
    if answers.len() >= MOST_ANSWERS {
        return Err(PollsError::TooMany { what: "answers", most: MOST_ANSWERS });
    }
    answers.push(name.to_owned());
    Ok(answers.len() - 1)
}

/// A row of the file.
struct Row<'a> {
    line: u64,
    head: &'a StringRecord,
    record: &'a StringRecord,
}

impl Row<'_> {
    fn read(&self, columns: &[Column], answers: &mut Vec<String>) -> Result<Raw, PollsError> {
        let mut raw = Raw {
            date: Date::default(),
            house: String::new(),
            sample: None,
            design_effect: None,
            undecided: 0.0,
            shares: vec![None; answers.len()],
            line: self.line,
        };
        let (mut party, mut share) = (None, None);
        for (at, (column, text)) in columns.iter().zip(self.record).enumerate() {
            let wrong = |allowed| self.wrong(at, allowed);
            match column {
                Column::Date => {
                    raw.date = Date::from_str(text).map_err(|_| wrong("no day, such as 2026-05-01"))?;
                }
                Column::House if text.is_empty() => return Err(wrong("no name of a house")),
                Column::House => text.clone_into(&mut raw.house),
                Column::Sample if text.is_empty() => {}
                Column::Sample => {
                    let sample = text.parse().ok().filter(|sample| (1..=1_000_000_000).contains(sample));
                    raw.sample = Some(sample.ok_or_else(|| wrong("no number of people, from 1 to 10^9"))?);
                }
                Column::DesignEffect if text.is_empty() => {}
                Column::DesignEffect => {
                    let effect = plain(text).filter(|effect| (0.1..=10_000.0).contains(effect));
                    raw.design_effect =
                        Some(effect.ok_or_else(|| wrong("no design effect, a number from 0.1 to 10,000"))?);
                }
                Column::Undecided if text.is_empty() => {}
                Column::Undecided => raw.undecided = plain(text).ok_or_else(|| wrong(SHARE))?,
                Column::Answer(_) if text.is_empty() => {}
                Column::Answer(number) => {
                    raw.shares[*number] = Some((plain(text).ok_or_else(|| wrong(SHARE))?, self.line));
                }
                Column::Party => party = Some(text),
                Column::Share => share = Some(plain(text).ok_or_else(|| wrong(SHARE))?),
            }
        }
        match (party, share) {
            (Some("undecided" | "@undecided"), Some(share)) => raw.undecided = share,
            (Some(name), Some(share)) => {
                let number = answer(name, answers)?;
                raw.shares.resize(answers.len(), None);
                raw.shares[number] = Some((share, self.line));
            }
            _ => {}
        }
        Ok(raw)
    }

    fn wrong(&self, at: usize, allowed: &'static str) -> PollsError {
        PollsError::Field {
            line: self.line,
            column: one_line(self.head.get(at).unwrap_or_default()),
            given: one_line(self.record.get(at).unwrap_or_default()),
            allowed,
        }
    }
}

const SHARE: &str = "no share, a number from 0 to 100 with a point for decimals";

/// A number in plain digits, with a per cent sign or without.
fn plain(text: &str) -> Option<f64> {
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: f64 = text.parse().ok().filter(|_| digits)?;
    (0.0..=10_000.0).contains(&number).then_some(number)
}

impl Raw {
    /// Another row of the same poll.
    fn take(&mut self, other: Self, long: bool, answers: &[String]) -> Result<(), PollsError> {
        let repeated = |what: String, before| PollsError::Repeated {
            line: other.line,
            what,
            house: one_line(&other.house),
            date: other.date,
            before,
        };
        if !long {
            return Err(repeated("the poll".to_owned(), self.line));
        }
        if (self.sample, self.design_effect) != (other.sample, other.design_effect) {
            return Err(repeated("another sample or design effect".to_owned(), self.line));
        }
        if other.undecided > 0.0 {
            if self.undecided > 0.0 {
                return Err(repeated("the share of the undecided".to_owned(), self.line));
            }
            self.undecided = other.undecided;
        }
        self.shares.resize(answers.len(), None);
        for (number, share) in other.shares.iter().enumerate() {
            match (share, self.shares[number]) {
                (Some(_), Some((_, before))) => {
                    return Err(repeated(format!("the share of `{}`", one_line(&answers[number])), before));
                }
                (Some(share), None) => self.shares[number] = Some(*share),
                (None, _) => {}
            }
        }
        Ok(())
    }

    /// The poll with shares of the decided.
    fn whole(mut self, answers: usize) -> Result<Poll, PollsError> {
        self.shares.resize(answers, None);
        let decided: f64 = self.shares.iter().flatten().map(|(share, _)| share).sum();
        let all = decided + self.undecided;
        let near = |sum: f64, whole: f64| (sum / whole - 1.0).abs() <= ROUNDED;
        // Beside the hundred or within it: whichever comes nearer.
        let whole = [100.0, 1.0].into_iter().find(|&whole| near(decided, whole) || near(all, whole));
        let Some(whole) = whole.filter(|&whole| decided > 0.0 && self.undecided < whole) else {
            return Err(PollsError::Sum { line: self.line, sum: decided, with_undecided: all });
        };
        let shares = self.shares.iter().map(|share| share.map(|(share, _)| share / decided));
        Ok(Poll {
            date: self.date,
            house: self.house,
            sample: self.sample,
            design_effect: self.design_effect,
            undecided: self.undecided / whole,
            shares: shares.collect(),
            line: self.line,
        })
    }
}
