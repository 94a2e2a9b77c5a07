//! A file of stations: a row each, a column for each party.

use std::collections::HashSet;
use std::io::Read;

use super::{ForensicsError, Station, Stations};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Station,
    Registered,
    Papers,
    Observed,
    Invalid,
    /// Votes against all, or of parties that are not named one by one.
    Rest,
    Party(usize),
}

/// Columns whose name is not that of a party.
const OTHERS: [(&str, Column); 7] = [
    ("station", Column::Station),
    ("registered", Column::Registered),
    ("papers", Column::Papers),
    ("observed", Column::Observed),
    ("@invalid", Column::Invalid),
    ("@against-all", Column::Rest),
    ("@others", Column::Rest),
];

impl Stations {
    /// Reads a file of stations as CSV, a row each; lines that start with `#` are comments.
    ///
    /// | column | meaning | when left out |
    /// |---|---|---|
    /// | `station` | its name or number, unlike any other | must be there |
    /// | `registered` | voters on its roll | unknown: turnout too |
    /// | `papers` | papers in the box, invalid ones too | the sum of the others |
    /// | `observed` | `yes` or `no`; blank where it is unknown | unknown |
    /// | `@invalid`, `@against-all`, `@others` | as in a [file of votes](crate::votes#the-file) | what `papers` leaves, 0 and 0 |
    /// | any other | a party's votes, a whole number | |
    ///
    /// # Errors
    ///
    /// [`ForensicsError`] with line and column.
    pub fn from_csv(source: impl Read) -> Result<Self, ForensicsError> {
        let no_table = |error: csv::Error| ForensicsError::Table(error.to_string());
        let mut table =
            csv::ReaderBuilder::new().trim(csv::Trim::All).comment(Some(b'#')).from_reader(source);
        let mut header = table.headers().map_err(no_table)?.clone();
        if let Some(first) = header.get(0).and_then(|first| first.strip_prefix('\u{feff}')) {
            header = std::iter::once(first).chain(header.iter().skip(1)).collect();
        }
        let (columns, parties) = columns(&header)?;
        let mut all = Self { parties, stations: Vec::new(), votes: Vec::new() };
        let mut names = HashSet::from([String::new()]);
        for row in table.records() {
            let row = row.map_err(no_table)?;
            let line = row.position().map_or(0, csv::Position::line);
            let row = Row { line, columns: &columns, header: &header, cells: &row };
            let station = row.station(&mut all.votes, all.parties.len())?;
            if !names.insert(station.name.clone()) {
                return Err(ForensicsError::Name { line, name: station.name });
            }
            all.stations.push(station);
        }
        all.checked()
    }
}

fn columns(header: &csv::StringRecord) -> Result<(Vec<Column>, Vec<String>), ForensicsError> {
    let wrong = |problem, column: &str| ForensicsError::Column { problem, column: column.to_owned() };
    let (mut columns, mut parties): (Vec<Column>, Vec<String>) = (Vec::new(), Vec::new());
    let mut names = HashSet::new();
    for name in header {
        if !names.insert(name) {
            return Err(wrong("twice there is the column", name));
        }
        let column = match OTHERS.iter().find(|(own, _)| *own == name) {
            Some(&(_, column)) => column,
            None if name.is_empty() => return Err(wrong("there is a column without a name", name)),
            None if name.starts_with('@') => return Err(wrong("there is no such reserved column as", name)),
            None => {
                parties.push(name.to_owned());
                Column::Party(parties.len() - 1)
            }
        };
        columns.push(column);
    }
    if !columns.contains(&Column::Station) {
        return Err(wrong("there is no column", "station"));
    }
    Ok((columns, parties))
}

struct Row<'a> {
    line: u64,
    columns: &'a [Column],
    header: &'a csv::StringRecord,
    cells: &'a csv::StringRecord,
}

impl Row<'_> {
    fn number(&self, at: usize, text: &str) -> Result<u64, ForensicsError> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| plain).ok_or_else(|| ForensicsError::Number {
            line: self.line,
            column: self.header.get(at).unwrap_or_default().to_owned(),
            given: text.to_owned(),
        })
    }

    /// The station, and its votes behind those that are there.
    fn station(&self, votes: &mut Vec<u64>, parties: usize) -> Result<Station, ForensicsError> {
        let start = votes.len();
        votes.resize(start + parties, 0);
        let (mut name, mut registered, mut papers, mut observed) = (String::new(), None, None, None);
        let (mut valid, mut invalid) = (0u128, None);
        for (at, (&column, text)) in self.columns.iter().zip(self.cells).enumerate() {
            match column {
                Column::Station => name = text.to_owned(),
                Column::Registered if text.is_empty() => {}
                Column::Registered => registered = Some(self.number(at, text)?),
                Column::Papers => papers = Some(self.number(at, text)?),
                Column::Invalid => invalid = Some(self.number(at, text)?),
                Column::Observed => observed = self.observed(text)?,
                Column::Rest => valid += u128::from(self.number(at, text)?),
                Column::Party(party) => {
                    let number = self.number(at, text)?;
                    valid += u128::from(number);
                    if let Some(own) = votes.get_mut(start + party) {
                        *own = number;
                    }
                }
            }
        }
        let sum = valid + u128::from(invalid.unwrap_or(0));
        let fits = u64::try_from(sum).map_err(|_| ForensicsError::TooMany(name.clone()))?;
        let papers = papers.unwrap_or(fits);
        if papers < fits || (invalid.is_some() && papers != fits) {
            return Err(ForensicsError::Papers { line: self.line, station: name, papers, votes: sum });
        }
        // Not more than the sum, which fits.
        let valid = u64::try_from(valid).unwrap_or(fits);
        Ok(Station { name, registered, papers, valid, observed })
    }

    fn observed(&self, text: &str) -> Result<Option<bool>, ForensicsError> {
        match text {
            "yes" => Ok(Some(true)),
            "no" => Ok(Some(false)),
            "" => Ok(None),
            _ => Err(ForensicsError::Observed { line: self.line, given: text.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_and_what_does_not_add_up_is_refused() {
        let read = |text: &str| Stations::from_csv(text.as_bytes());
        let all = read("\u{feff}station,Hill,papers,@invalid,observed,@others\n1,5,9,1,yes,3\n2,7,7,0,,0\n")
            .unwrap();
        assert_eq!(
            (all.stations[0].papers, all.stations[0].valid, all.stations[0].observed),
            (9, 8, Some(true))
        );
        assert_eq!((all.stations[1].observed, all.stations[1].registered), (None, None));
        for (text, part) in [
            ("", "no column `station`"),
            ("station,A,A\n1,2,3\n", "line 1: twice there is the column `A`"),
            ("station,@a\n1,2\n", "no such reserved column as `@a`"),
            ("station,A\n1,2\n1,3\n", "line 3: the station `1`"),
            ("station,A\n,2\n", "line 2"),
            ("station,A\n1,-2\n", "`-2` in the column `A`"),
            ("station,A,papers\n1,5,4\n", "has 4 papers"),
            ("station,A,papers,@invalid\n1,5,9,1\n", "are 6"),
            ("station,A,observed\n1,5,1\n", "neither yes nor no"),
            ("station,A\n1,2,3\n", "no table"),
            ("station,A\n1,0\n", "nothing can be looked at"),
            ("station\n1\n", "nothing can be looked at"),
            ("station,A,B\n1,18446744073709551615,1\n", "64 bits"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
