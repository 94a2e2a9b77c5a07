//! Columns: which have ranks of which contest, and which the number of ballots.

use std::collections::BTreeMap;

use crate::error::ImportProblem;

/// The columns of one contest.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) names: Vec<String>,
    /// What the contest is called; nothing where columns are ranks alone.
    pub(super) contest: String,
    /// The column of each rank.
    pub(super) ranks: Vec<usize>,
    pub(super) count: Option<usize>,
    /// How many other contests there are.
    pub(super) others: usize,
}

impl Columns {
    /// Those of the contest of this name, or of the only one.
    pub(super) fn of(names: &[String], contest: Option<&str>) -> Result<Self, ImportProblem> {
        let mut contests: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
        let mut count = None;
        for (column, name) in names.iter().enumerate() {
            if let Some((contest, rank)) = ranked(name) {
                if contests.entry(contest).or_default().insert(rank, column).is_some() {
                    return Err(ImportProblem::Twice(name.clone()));
                }
            } else if name.trim().eq_ignore_ascii_case("count") && count.replace(column).is_some() {
                return Err(ImportProblem::Twice(name.clone()));
            }
        }
        let known: Vec<&String> = contests.keys().collect();
        let fitting: Vec<&String> = known
            .iter()
            .copied()
            .filter(|own| contest.is_none_or(|contest| *own == contest || own.is_empty()))
            .collect();
        let &[own] = fitting.as_slice() else {
            let names = known.iter().map(|name| name.as_str()).collect::<Vec<_>>().join("`, `");
            let problem = match (known.len(), contest) {
                (0, _) => "no column has ranks, as `1ST CHOICE …`, `… Choice 1` or `rank1`".to_owned(),
                (_, Some(contest)) => format!("no contest is called `{contest}`; there are `{names}`"),
                (many, None) => format!("there are {many} contests; name one of `{names}`"),
            };
            return Err(ImportProblem::NotThis(problem));
        };
        let ranks = &contests[own];
        if !ranks.keys().copied().eq(1..=ranks.len()) {
            let found = ranks.keys().map(usize::to_string).collect::<Vec<_>>().join(", ");
            let problem =
                format!("columns of the ranks {found}, and one between them or before them is missing");
            return Err(ImportProblem::Malformed(problem));
        }
        Ok(Self {
            names: names.to_vec(),
            contest: own.clone(),
            ranks: ranks.values().copied().collect(),
            count,
            others: known.len() - 1,
        })
    }
}

/// The contest and the rank that a column is of: `1ST CHOICE MAYOR`, `For Mayor Choice 1 (45)`, `Governor 1st Choice`, `Rank 1`, `rank1`.
pub(super) fn ranked(name: &str) -> Option<(String, usize)> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_rank =
        |word: &str| ["choice", "rank", "ranking"].iter().any(|known| word.eq_ignore_ascii_case(known));
    // `(45)` is the machine's number of the column.
    let number = |word: &str| {
        let inner = word.strip_prefix('(').and_then(|word| word.strip_suffix(')'));
        inner.is_some_and(|inner| inner.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let found = words.windows(2).enumerate().find_map(|(at, pair)| {
        let rank = match (is_rank(pair[0]), is_rank(pair[1])) {
            (true, _) => numbered(pair[1]),
            (false, true) => ordinal(pair[0]),
            _ => None,
        };
        Some((at, rank?))
    });
    if let Some((at, rank)) = found {
        let rest = words[at + 2..].iter().copied().filter(|word| !number(word));
        let contest: Vec<&str> = words[..at].iter().copied().chain(rest).collect();
        return Some((contest.join(" "), rank));
    }
    let [word] = words.as_slice() else { return None };
    let word = word.to_ascii_lowercase();
    let digits = ["ranking_", "ranking", "rank_", "rank", "choice_", "choice"]
        .iter()
        .find_map(|start| word.strip_prefix(start));
    Some((String::new(), numbered(digits?)?))
}

/// No paper has so many ranks; a number beyond is something else.
const MOST: usize = 1000;

fn numbered(word: &str) -> Option<usize> {
    let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|rank| digits && (1..=MOST).contains(rank))
}

/// `1ST`, `2nd`, `3rd`, `4th`.
fn ordinal(word: &str) -> Option<usize> {
    let word = word.to_ascii_lowercase();
    numbered(["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end))?)
}
