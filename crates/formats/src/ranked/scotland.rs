//! Scotland: preferences of council wards since 2007, as published in `mggg/scot-elex`.
//!
//! Seen: Eilean Siar 2012, ward 3, and wards of Dundee (2022) and Glasgow (2007).
//!
//! - The first row is `candidates,seats,`; then `count,first,second,…,` with numbers of candidates; then
//!   `"Candidate 1","name","party (short)",` for each; then the ward's name. Separators stand at the ends of rows.
//! - Names differ from the council's report in case and in order. Councils themselves publish in other shapes.
//! - Nothing in the file is a check on it: a row that was lost is not seen, but one that was cut is.

use encoding_rs::UTF_8;
use sailau_ranked::{BallotsBuilder, Rank};

use super::file::{self, Candidate, RankedFile};
use super::lines::lines_of;
use super::reader::Reader;
use crate::error::{ImportError, ImportProblem};
use crate::naming;
use crate::source::Source;
use crate::table::{Line, Table};

pub(super) const READER: Reader = Reader {
    name: "scotland",
    title: "Scotland: preferences of a council ward, CSV as in mggg/scot-elex",
    recognises: |_, head| {
        let mut lines = lines_of(head).map(fields);
        let number = |field: &&[u8]| !field.is_empty() && field.iter().all(u8::is_ascii_digit);
        let first = lines.next().unwrap_or_default();
        let second = lines.next().unwrap_or_default();
        let end = |fields: &[&[u8]]| fields.iter().all(|field| field.is_empty());
        let first_is = first.len() >= 2 && first[..2].iter().all(number) && end(&first[2..]);
        let ballot =
            second.len() >= 2 && number(&second[0]) && second.iter().all(|f| f.is_empty() || number(f));
        first_is && (ballot || second.first().is_some_and(|field| field.starts_with(b"\"Candidate 1\"")))
    },
    read: |sources, _| read(Source::only(sources)?),
};

fn fields(line: &[u8]) -> Vec<&[u8]> {
    line.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).collect()
}

fn read(source: &Source) -> Result<RankedFile, ImportError> {
    let mut table = Table::without_names(source, b',', UTF_8, 0)?;
    let Some(line) = table.next_row()? else {
        return Err(source.problem(ImportProblem::Cut("there is no row `candidates,seats`".to_owned())));
    };
    let number = |column, what| {
        let text: Result<_, ImportError> = line.text(column);
        file::at_least_one(&text?, what).map_err(|problem| line.wrong(problem))
    };
    nothing_after(&line, 2)?;
    let (candidates, seats) = (number(0, "candidates")?, number(1, "seats")?);
    let builder = BallotsBuilder::new(candidates as usize);
    let mut builder = builder.map_err(|error| file::at(source, line.line, error))?;
    let mut file = RankedFile { seats: Some(seats), ..RankedFile::default() };
    while let Some(line) = table.next_row()? {
        let first = line.text(0)?;
        if file.title.is_some() {
            let problem = "the name of the ward is the last row".to_owned();
            return Err(line.wrong(ImportProblem::Malformed(problem)));
        }
        if first.starts_with(|c: char| c.is_ascii_digit()) && file.candidates.is_empty() {
            ballot(&line, source, &mut builder)?;
        } else if file.candidates.len() < candidates as usize {
            candidate(&line, &first, &mut file.candidates)?;
        } else {
            nothing_after(&line, 1)?;
            file.title = Some(naming::own(&first).map_err(|problem| line.wrong(problem))?);
        }
    }
    if file.candidates.len() < candidates as usize {
        let problem = format!("{} of {candidates} candidates have rows", file.candidates.len());
        return Err(source.problem(ImportProblem::Cut(problem)));
    }
    file.ballots = builder.build();
    Ok(file)
}

fn ballot(line: &Line<'_>, source: &Source, builder: &mut BallotsBuilder) -> Result<(), ImportError> {
    let count = line.text(0)?;
    let count = crate::number::whole(&count).map_err(|problem| line.wrong(problem))?;
    let mut ranks = Vec::with_capacity(line.len());
    for column in 1..line.len() {
        let text = line.text(column)?;
        let number = crate::number::optional(&text).map_err(|problem| line.wrong(problem))?;
        ranks.push(match number {
            None => Rank::Blank,
            Some(number) => {
                // Zero is nobody, as is what no memory could hold.
                let candidate = usize::try_from(number).unwrap_or(usize::MAX).checked_sub(1);
                let problem =
                    || ImportProblem::Other("there is no candidate 0: they are numbered from 1".to_owned());
                Rank::One(candidate.ok_or_else(|| line.wrong(problem()))?)
            }
        });
    }
    builder.add(count, ranks).map_err(|error| file::at(source, line.line, error))
}

fn candidate(line: &Line<'_>, first: &str, candidates: &mut Vec<Candidate>) -> Result<(), ImportError> {
    let expected = format!("Candidate {}", candidates.len() + 1);
    if first != expected {
        return Err(line.wrong(ImportProblem::unknown(first, &format!("`{expected}` here"))));
    }
    nothing_after(line, 3)?;
    let mut of = Candidate::after(candidates, &line.text(1)?).map_err(|problem| line.wrong(problem))?;
    of.party = Some(line.text(2)?.into_owned()).filter(|party| !party.is_empty());
    candidates.push(of);
    Ok(())
}

/// Refuses a row that has more than its form has.
fn nothing_after(line: &Line<'_>, columns: usize) -> Result<(), ImportError> {
    for column in columns..line.len() {
        let text = line.text(column)?;
        if !text.is_empty() {
            let problem = format!("`{text}` where the row ends");
            return Err(line.wrong(ImportProblem::Malformed(problem)));
        }
    }
    Ok(())
}
