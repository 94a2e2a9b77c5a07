//! Manifests: which contests are ranked, and who stands in them.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::once;
use crate::error::{ImportError, ImportProblem};
use crate::json;
use crate::ranked::file::Candidate;
use crate::source::Source;

/// The manifest of tabulators of a state has some hundred kilobytes.
const LIMIT: u64 = 1 << 26;
/// No paper has so many ranks; a number beyond is damage.
const MOST_RANKS: usize = 1000;

#[derive(Deserialize)]
struct File {
    #[serde(rename = "List", default)]
    list: Vec<Entry>,
}

/// What any entry may have; those of other manifests have none of it, or other sorts of values.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    #[serde(default)]
    description: Value,
    #[serde(default)]
    id: Value,
    #[serde(default)]
    contest_id: Value,
    #[serde(default, rename = "Type")]
    kind: Value,
    #[serde(default)]
    num_of_ranks: Value,
    #[serde(default)]
    vote_for: Value,
}

/// A contest that is ranked.
struct Ranked {
    id: u64,
    name: String,
    ranks: usize,
    vote_for: u64,
}

struct Standing {
    contest: u64,
    id: u64,
    name: String,
    write_in: bool,
}

/// What the manifests say.
#[derive(Default)]
pub(super) struct Manifests {
    contests: Option<Vec<Ranked>>,
    candidates: Option<Vec<Standing>>,
    /// The condition of a contest that does not count.
    pub(super) invalid: Option<u64>,
}

/// The contest that is read.
pub(super) struct Contest {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) ranks: usize,
    pub(super) vote_for: u64,
    pub(super) candidates: Vec<Candidate>,
    /// Candidates by their numbers in the records.
    pub(super) numbers: HashMap<u64, usize>,
    pub(super) write_ins: Vec<String>,
}

/// What a manifest is called.
pub(super) fn of_kind(what: &str) -> String {
    format!("{what}Manifest")
}

impl Manifests {
    /// Reads a manifest; those that say nothing of contests or candidates are passed over.
    pub(super) fn read(&mut self, source: &Source) -> Result<(), ImportError> {
        let file: File = json::parsed_within(source, LIMIT)?;
        let list = file.list;
        if list.iter().any(|entry| !entry.num_of_ranks.is_null()) {
            let contests = list.iter().map(contest).filter_map(Result::transpose).collect::<Result<_, _>>();
            let contests = contests.map_err(|problem| source.problem(problem))?;
            return once(&mut self.contests, contests, source, "Contest");
        }
        if list.iter().any(|entry| !entry.contest_id.is_null() && !entry.description.is_null()) {
            let candidates = list.iter().map(standing).collect::<Result<_, _>>();
            let candidates = candidates.map_err(|problem| source.problem(problem))?;
            return once(&mut self.candidates, candidates, source, "Candidate");
        }
        let invalid = list.iter().find(|entry| entry.description == "InvalidContest");
        if let Some(id) = invalid.and_then(|entry| entry.id.as_u64()) {
            self.invalid = Some(id);
        }
        Ok(())
    }

    /// How many contests are ranked.
    pub(super) fn ranked(&self) -> usize {
        self.contests.as_ref().map_or(0, Vec::len)
    }

    /// The ranked contest of this name, or the only one.
    pub(super) fn contest(&self, first: &Source, name: Option<&str>) -> Result<Contest, ImportError> {
        let missing = |what: &str| {
            let problem = format!("`{}.json` is missing; name the folder, or this file too", of_kind(what));
            first.problem(ImportProblem::MissingFile(problem))
        };
        let contests = self.contests.as_ref().ok_or_else(|| missing("Contest"))?;
        let candidates = self.candidates.as_ref().ok_or_else(|| missing("Candidate"))?;
        let fitting: Vec<&Ranked> =
            contests.iter().filter(|contest| name.is_none_or(|name| contest.name == name)).collect();
        let &[one] = fitting.as_slice() else {
            let names: Vec<&str> = contests.iter().map(|contest| contest.name.as_str()).collect();
            let names = names.join("`, `");
            let problem = match (contests.len(), name) {
                (0, _) => "no contest is ranked".to_owned(),
                (_, Some(name)) => {
                    format!("{} ranked contests are called `{name}`; there are `{names}`", fitting.len())
                }
                (many, None) => format!("there are {many} ranked contests; name one of `{names}`"),
            };
            return Err(first.problem(ImportProblem::NotThis(problem)));
        };
        let mut of = Contest {
            id: one.id,
            name: one.name.clone(),
            ranks: one.ranks,
            vote_for: one.vote_for,
            candidates: Vec::new(),
            numbers: HashMap::new(),
            write_ins: Vec::new(),
        };
        for standing in candidates.iter().filter(|standing| standing.contest == one.id) {
            if of.numbers.insert(standing.id, of.candidates.len()).is_some() {
                let problem = format!("number {} of `{}`", standing.id, standing.name);
                return Err(first.problem(ImportProblem::Twice(problem)));
            }
            let candidate = Candidate::after(&of.candidates, &standing.name);
            of.candidates.push(candidate.map_err(|problem| first.problem(problem))?);
            if standing.write_in {
                of.write_ins.push(standing.name.clone());
            }
        }
        if of.candidates.is_empty() {
            let problem = format!("nobody stands in `{}` by the manifest of candidates", of.name);
            return Err(first.problem(ImportProblem::NotThis(problem)));
        }
        Ok(of)
    }
}

fn number(value: &Value, what: &str) -> Result<u64, ImportProblem> {
    value
        .as_u64()
        .ok_or_else(|| ImportProblem::unknown(&value.to_string(), &format!("whole numbers as `{what}`")))
}

fn text(value: &Value, what: &str) -> Result<String, ImportProblem> {
    let text = value.as_str().map(|text| text.trim().to_owned());
    text.ok_or_else(|| ImportProblem::unknown(&value.to_string(), &format!("text as `{what}`")))
}

/// A contest; none where it is not ranked.
fn contest(entry: &Entry) -> Result<Option<Ranked>, ImportProblem> {
    let ranks = match &entry.num_of_ranks {
        Value::Null => 0,
        ranks => number(ranks, "NumOfRanks")?,
    };
    if ranks == 0 {
        return Ok(None);
    }
    let name = text(&entry.description, "Description")?;
    let ranks = usize::try_from(ranks).ok().filter(|ranks| *ranks <= MOST_RANKS);
    let ranks = ranks
        .ok_or_else(|| ImportProblem::Malformed(format!("`{name}` has more than {MOST_RANKS} ranks")))?;
    let vote_for = if entry.vote_for.is_null() { 0 } else { number(&entry.vote_for, "VoteFor")? };
    Ok(Some(Ranked { id: number(&entry.id, "Id")?, name, ranks, vote_for }))
}

fn standing(entry: &Entry) -> Result<Standing, ImportProblem> {
    Ok(Standing {
        contest: number(&entry.contest_id, "ContestId")?,
        id: number(&entry.id, "Id")?,
        name: text(&entry.description, "Description")?,
        write_in: entry.kind == "WriteIn",
    })
}
