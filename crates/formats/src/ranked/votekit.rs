//! VoteKit (`RankProfile.to_csv`), versions 1 and 2 of its CSV.
//!
//! Seen: Albany (California) 2022 and Portland (Oregon) 2024, district 1, in VoteKit's own tests and notebooks, of version 1; version 2
//! in its source.
//!
//! - A block of names and values, a line each: `VoteKit RankProfile`, `Candidates`, `(JOHN HILL:JOH),…`, `Max Ranking Length`, …, ended by
//!   a line of `=`; then `Ranking_1,…,&,Weight,&`, and a ballot a row: `{'JOH'},{'NIC', 'ROB'},,&,1.0,&`.
//! - Candidates have short names, which ballots use: `(name:short)`, and since version 2 `(name:type:short)`.
//! - `{}` is a blank rank; empty fields stand behind the last one. Behind the second `&` stand voters' names: never read.
//! - Weights are floats. A fraction is refused; `1.0` is whole.
//! - VoteKit's cleaning takes blank ranks and overvotes away before it writes: a condensed file has lost them.

use encoding_rs::UTF_8;
use sailau_ranked::{BallotsBuilder, Rank};

use super::blt::whole_weight;
use super::file::{self, RankedFile};
use super::lines::first_line;
use super::reader::Reader;
use super::roster::Roster;
use crate::error::{ImportError, ImportProblem};
use crate::note::NoteKind;
use crate::number;
use crate::source::Source;
use crate::table::{Line, Table};

pub(super) const READER: Reader = Reader {
    name: "votekit",
    title: "VoteKit: ranked profiles as `to_csv` writes them",
    recognises: |_, head| first_line(head).starts_with(b"VoteKit "),
    read: |sources, _| read(Source::only(sources)?),
};

fn read(source: &Source) -> Result<RankedFile, ImportError> {
    let mut table = Table::without_names(source, b',', UTF_8, 0)?;
    let second = titled(&mut table, source, "VoteKit RankProfile", |line| {
        let version = line.text(1)?;
        match &*version {
            "" => Ok(false),
            "v2" => Ok(true),
            version => {
                Err(line.wrong(ImportProblem::unknown(version, "version 1, which has no word, and `v2`")))
            }
        }
    })?;
    titled(&mut table, source, "Candidates", |_| Ok(()))?;
    let roster = candidates(&next(&mut table, source)?, second)?;
    titled(&mut table, source, "Max Ranking Length", |_| Ok(()))?;
    let ranks = {
        let line = next(&mut table, source)?;
        let ranks = number::whole(&line.text(0)?).map_err(|problem| line.wrong(problem))?;
        usize::try_from(ranks).unwrap_or(usize::MAX)
    };
    titled(&mut table, source, "Includes Voter Set", |_| Ok(()))?;
    let voters = {
        let line = next(&mut table, source)?;
        match &*line.text(0)? {
            "True" => true,
            "False" => false,
            word => return Err(line.wrong(ImportProblem::unknown(word, "`True` and `False`"))),
        }
    };
    titled(&mut table, source, "=", |_| Ok(()))?;
    // Columns of ranks may be none, and then the first is `&`.
    columns(&next(&mut table, source)?, ranks)?;
    let builder = BallotsBuilder::new(roster.candidates.len());
    let mut builder = builder.map_err(|error| file::at(source, 0, error))?;
    while let Some(line) = table.next_row()? {
        let (weight, list) = ballot(&line, ranks, &roster)?;
        builder.add(weight, list).map_err(|error| file::at(source, line.line, error))?;
    }
    let mut file =
        RankedFile { candidates: roster.candidates, ballots: builder.build(), ..RankedFile::default() };
    let words = "blank ranks and overvotes, where VoteKit cleaned or condensed the ballots before it wrote them; nothing in the \
                 file says so";
    file.note(NoteKind::LeftOut, words);
    if voters {
        file.note(NoteKind::LeftOut, "the names of voters");
    }
    Ok(file)
}

fn next<'t>(table: &'t mut Table<'_>, source: &Source) -> Result<Line<'t>, ImportError> {
    let problem =
        || source.problem(ImportProblem::Cut("the file ends within the lines before the ballots".to_owned()));
    table.next_row()?.ok_or_else(problem)
}

/// Reads a line that has a name alone, and what its reader makes of it.
fn titled<T>(
    table: &mut Table<'_>,
    source: &Source,
    name: &str,
    value: impl Fn(&Line<'_>) -> Result<T, ImportError>,
) -> Result<T, ImportError> {
    let line = next(table, source)?;
    let found = line.text(0)?;
    match &*found {
        found if found == name => value(&line),
        "VoteKit ScoreProfile" => {
            let problem =
                "these are scores; only ranked profiles (`VoteKit RankProfile`) are read".to_owned();
            Err(line.wrong(ImportProblem::NotThis(problem)))
        }
        found => Err(line.wrong(ImportProblem::unknown(found, &format!("`{name}` here")))),
    }
}

/// `(JOHN HILL:JOH)`, since version 2 `(JOHN HILL:str:JOH)`.
fn candidates(line: &Line<'_>, second: bool) -> Result<Roster, ImportError> {
    let mut roster = Roster::default();
    for column in 0..line.len() {
        let text = line.text(column)?;
        let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        let parts = inner.and_then(|inner| inner.rsplit_once(':'));
        let parts = match (second, parts) {
            (true, Some((name, short))) => name.rsplit_once(':').map(|(name, _)| (name, short)),
            (_, parts) => parts,
        };
        let Some((name, short)) = parts else {
            return Err(line.wrong(ImportProblem::unknown(&text, "`(name:short name)` here")));
        };
        roster.introduce(short.trim(), name).map_err(|problem| line.wrong(problem))?;
    }
    Ok(roster)
}

fn columns(line: &Line<'_>, ranks: usize) -> Result<(), ImportError> {
    let marks = [line.text(ranks)?, line.text(ranks.saturating_add(1))?, line.text(ranks.saturating_add(2))?];
    if marks != ["&", "Weight", "&"] {
        let problem = format!("`&,Weight,&` has to stand behind {ranks} columns of ranks");
        return Err(line.wrong(ImportProblem::Malformed(problem)));
    }
    Ok(())
}

fn ballot(line: &Line<'_>, ranks: usize, roster: &Roster) -> Result<(u64, Vec<Rank>), ImportError> {
    if line.text(ranks)? != "&" || line.text(ranks + 2)? != "&" {
        let problem = format!("a weight between `&` and `&` has to stand behind {ranks} ranks");
        return Err(line.wrong(ImportProblem::Malformed(problem)));
    }
    let weight = whole_weight(&line.text(ranks + 1)?).map_err(|problem| line.wrong(problem))?;
    let mut list = Vec::with_capacity(ranks);
    for column in 0..ranks {
        list.push(rank(&line.text(column)?, roster).map_err(|problem| line.wrong(problem))?);
    }
    Ok((weight, list))
}

/// `{'JOH'}`, `{'NIC', 'ROB'}`, `{}` or nothing.
fn rank(text: &str, roster: &Roster) -> Result<Rank, ImportProblem> {
    if text.is_empty() {
        return Ok(Rank::Blank);
    }
    let Some(inner) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) else {
        return Err(ImportProblem::unknown(text, "short names in `{'…'}` here"));
    };
    let quoted = |word: &str| -> Result<usize, ImportProblem> {
        let word = word.trim();
        let bare = ['\'', '"'].iter().find_map(|mark| word.strip_prefix(*mark)?.strip_suffix(*mark));
        let candidate = bare.and_then(|word| roster.known(word));
        candidate.ok_or_else(|| {
            ImportProblem::unknown(word, "the short names of its third line, in quotation marks")
        })
    };
    let mut candidates = match inner.trim() {
        "" => return Ok(Rank::Blank),
        inner => inner.split(", ").map(quoted).collect::<Result<Vec<_>, _>>()?,
    };
    // A set has no order: the paper's is taken.
    candidates.sort_unstable();
    Ok(match *candidates.as_slice() {
        [one] => Rank::One(one),
        _ => Rank::Several(candidates),
    })
}
