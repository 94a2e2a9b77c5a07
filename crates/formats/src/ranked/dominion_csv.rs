//! Dominion: cast vote records as one CSV.
//!
//! Seen: the lines of column names of Boulder 2023, where a mayor was elected by ranks; Alamosa's test file, which has no ranked contest.
//!
//! - Four lines come first: election and version; each contest's name above each of its columns; the choice; names of columns, and
//!   parties in some exports. Of a ranked contest the name ends in `(Number of positions=1, Number of ranks=4)`, the choices in `(1)` to
//!   `(4)`, their ranks.
//! - A field is 1 where that choice has that rank. Empty fields of all choices: the contest is not on that ballot. Zeros: nobody is marked.
//! - Two choices at one rank are an overvote, and both are kept. Counties that redact rows have words in them, which are refused.

use std::collections::BTreeMap;

use encoding_rs::UTF_8;
use sailau_ranked::{BallotsBuilder, Rank};

use super::file::{self, Candidate, RankedFile};
use super::reader::Reader;
use crate::error::{ImportError, ImportProblem};
use crate::note::NoteKind;
use crate::number;
use crate::source::Source;
use crate::table::{Line, Table};

pub(super) const READER: Reader = Reader {
    name: "dominion-csv",
    title: "Dominion: cast vote records, CSV with ranked contests",
    recognises: |_, head| {
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let version = lines.next().is_some_and(|line| line.split(',').nth(1).is_some_and(is_version));
        let contests = lines.next().is_some_and(|line| line.starts_with(",,,,"));
        version && contests
    },
    read: |sources, contest| read(Source::only(sources)?, contest),
};

/// `5.17.17.1`.
fn is_version(text: &str) -> bool {
    let text = text.trim().trim_matches('"');
    text.split('.').count() == 4 && text.split('.').all(|part| part.parse::<u32>().is_ok())
}

/// A ranked contest.
struct Contest {
    name: String,
    positions: u32,
    /// The columns, each with its rank and candidate, both from 0.
    columns: Vec<(usize, usize, usize)>,
    candidates: Vec<Candidate>,
    ranks: usize,
}

fn read(source: &Source, contest: Option<&str>) -> Result<RankedFile, ImportError> {
    let mut table = Table::without_names(source, b',', UTF_8, 0)?;
    let mut heads: Vec<Vec<String>> = Vec::new();
    while heads.len() < 4 {
        let Some(line) = table.next_row()? else {
            let problem = "the four lines before the ballots are not all there".to_owned();
            return Err(source.problem(ImportProblem::Cut(problem)));
        };
        let fields: Result<Vec<_>, _> =
            (0..line.len()).map(|at| line.text(at).map(|text| text.into_owned())).collect();
        heads.push(fields?);
    }
    let [contests, choices, parties] = [&heads[1], &heads[2], &heads[3]];
    let (of, others) =
        chosen(contests, choices, parties, contest).map_err(|problem| source.problem_at(2, problem))?;
    let builder = BallotsBuilder::new(of.candidates.len());
    let mut builder = builder.map_err(|error| file::at(source, 2, error))?;
    let mut ranks: Vec<Vec<usize>> = vec![Vec::new(); of.ranks];
    while let Some(line) = table.next_row()? {
        if line.len() != contests.len() {
            let problem = format!("{} fields, where the line of contests has {}", line.len(), contests.len());
            return Err(line.wrong(ImportProblem::Malformed(problem)));
        }
        if paper(&line, &of, &mut ranks)? {
            let ranks = ranks.iter().map(|rank| match *rank.as_slice() {
                [] => Rank::Blank,
                [one] => Rank::One(one),
                _ => Rank::Several(rank.clone()),
            });
            builder.add(1, ranks).map_err(|error| file::at(source, line.line, error))?;
        }
    }
    let mut file = RankedFile {
        title: Some(of.name),
        seats: Some(of.positions),
        candidates: of.candidates,
        ballots: builder.build(),
        ..RankedFile::default()
    };
    file.note(NoteKind::StatusUnknown, "whether these are all records of the election, and final ones");
    if others > 0 {
        file.note(NoteKind::LeftOut, format!("{others} other contests"));
    }
    Ok(file)
}

/// Reads who is marked at each rank; whether the contest is on the ballot.
fn paper(line: &Line<'_>, of: &Contest, ranks: &mut [Vec<usize>]) -> Result<bool, ImportError> {
    ranks.iter_mut().for_each(Vec::clear);
    let mut on_it = 0;
    for &(column, rank, candidate) in &of.columns {
        match &*line.text(column)? {
            "" => continue,
            "0" => {}
            "1" => ranks[rank].push(candidate),
            other => {
                let name = format!("{} ({})", of.candidates[candidate].name, rank + 1);
                let problem = ImportProblem::unknown(other, "0, 1 or nothing here");
                return Err(line.named_problem(&name, problem));
            }
        }
        on_it += 1;
    }
    if on_it != 0 && on_it != of.columns.len() {
        let problem = format!(
            "{on_it} of {} fields of `{}` are filled, and the others empty",
            of.columns.len(),
            of.name
        );
        return Err(line.wrong(ImportProblem::Malformed(problem)));
    }
    Ok(on_it > 0)
}

/// The ranked contest of this name, or the only one, and how many others there are.
fn chosen(
    contests: &[String],
    choices: &[String],
    parties: &[String],
    name: Option<&str>,
) -> Result<(Contest, usize), ImportProblem> {
    let mut columns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (column, contest) in contests.iter().enumerate().filter(|(_, contest)| !contest.is_empty()) {
        columns.entry(contest).or_default().push(column);
    }
    let ranked: Vec<(&str, Title)> =
        columns.keys().filter_map(|contest| Some((*contest, Title::of(contest)?))).collect();
    let names = || ranked.iter().map(|(_, title)| title.name.as_str()).collect::<Vec<_>>().join("`, `");
    let fitting: Vec<_> =
        ranked.iter().filter(|(_, title)| name.is_none_or(|name| title.name == name)).collect();
    let &[(contest, title)] = fitting.as_slice() else {
        let problem = match (ranked.len(), name) {
            (0, _) => "no contest of this file is ranked: none has `Number of ranks`".to_owned(),
            (_, Some(name)) => {
                format!("{} ranked contests are called `{name}`; there are `{}`", fitting.len(), names())
            }
            (many, None) => format!("there are {many} ranked contests; name one of `{}`", names()),
        };
        return Err(ImportProblem::NotThis(problem));
    };
    let mut of = Contest {
        name: title.name.clone(),
        positions: title.positions,
        columns: Vec::new(),
        candidates: Vec::new(),
        ranks: title.ranks,
    };
    for &column in &columns[contest] {
        let choice = choices.get(column).map_or("", String::as_str);
        let Some((name, rank)) = ranked_choice(choice).filter(|(_, rank)| (1..=title.ranks).contains(rank))
        else {
            let known = format!("choices with their ranks, as `HILL(1)`, of which there are {}", title.ranks);
            return Err(ImportProblem::unknown(choice, &known));
        };
        let known = of.candidates.iter().position(|candidate| candidate.name == name);
        let candidate = match known {
            Some(candidate) => candidate,
            None => {
                let mut candidate = Candidate::after(&of.candidates, name)?;
                candidate.party = parties.get(column).cloned().filter(|party| !party.is_empty());
                of.candidates.push(candidate);
                of.candidates.len() - 1
            }
        };
        if of.columns.iter().any(|(_, other, whom)| (*other, *whom) == (rank - 1, candidate)) {
            return Err(ImportProblem::Twice(choice.to_owned()));
        }
        of.columns.push((column, rank - 1, candidate));
    }
    Ok((of, columns.len() - 1))
}

/// `HILL(1)`.
fn ranked_choice(choice: &str) -> Option<(&str, usize)> {
    let (name, rank) = choice.strip_suffix(')')?.rsplit_once('(')?;
    Some((name.trim(), rank.trim().parse().ok()?))
}

/// What the name of a ranked contest says: `Mayor (Number of positions=1, Number of ranks=4)`.
struct Title {
    name: String,
    positions: u32,
    ranks: usize,
}

impl Title {
    fn of(contest: &str) -> Option<Self> {
        let (name, rest) = contest.strip_suffix(')')?.rsplit_once("(Number of positions=")?;
        let (positions, ranks) = rest.split_once(',')?;
        let ranks = ranks.trim().strip_prefix("Number of ranks=")?;
        let ranks = number::whole(ranks).ok().filter(|ranks| (1..=1000).contains(ranks))?;
        let positions = file::at_least_one(positions, "positions").ok()?;
        Some(Self { name: name.trim().to_owned(), positions, ranks: usize::try_from(ranks).ok()? })
    }
}
