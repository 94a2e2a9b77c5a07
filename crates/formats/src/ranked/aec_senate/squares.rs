//! The squares of a paper: those of groups above the line, those of candidates below.

use std::ops::Range;

use encoding_rs::UTF_8;

use crate::error::{ImportError, ImportProblem};
use crate::ranked::file::Candidate;
use crate::source::Source;
use crate::table::{Dialect, Table};

/// Of 2016: `SenateFirstPrefsByStateByVoteTypeDownload`.
const FIRST_PREFERENCES: &str = "StateAb,Ticket,CandidateID,BallotPosition,";

pub(super) fn is_first_preferences(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    text.lines().take(2).any(|line| line.trim_start_matches('\u{feff}').starts_with(FIRST_PREFERENCES))
}

/// What stands on a paper, in its order.
#[derive(Debug, Default)]
pub(super) struct Squares {
    /// The column of the first square, where each has a column.
    pub(super) first: usize,
    /// The candidates of each group that has a square above the line.
    pub(super) groups: Vec<Range<usize>>,
    pub(super) candidates: Vec<Candidate>,
}

impl Squares {
    /// Columns since 2019: `A:Party`, `B:Party`, …, then `A:HILL Ann`, …: the first letters that come again are candidates'.
    pub(super) fn of_columns(columns: &[String]) -> Result<Self, ImportProblem> {
        let letters = |name: &'_ str| -> Option<(String, String)> {
            let (letters, rest) = name.split_once(':')?;
            let are = !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_uppercase());
            are.then(|| (letters.to_owned(), rest.trim().to_owned()))
        };
        let first = columns.iter().position(|name| letters(name).is_some());
        let Some(first) = first else { return Err(ImportProblem::Missing("A:…".to_owned())) };
        let mut groups: Vec<(String, String)> = Vec::new();
        let mut squares = Self { first, ..Self::default() };
        let mut named: Vec<String> = Vec::new();
        for name in &columns[first..] {
            let Some((letters, rest)) = letters(name) else {
                return Err(ImportProblem::unknown(name, "`A:…`, letters of a group and a name"));
            };
            let known = groups.iter().any(|group| group.0 == letters);
            if named.is_empty() && !known && letters != "UG" {
                groups.push((letters, rest));
                continue;
            }
            let mut candidate = Candidate::after(&squares.candidates, &rest)?;
            let party = groups.iter().find(|group| group.0 == letters).map(|group| group.1.clone());
            candidate.party = party.filter(|party| !party.is_empty());
            squares.candidates.push(candidate);
            named.push(letters);
        }
        for (letters, _) in &groups {
            squares.groups.push(run(letters, named.iter().map(String::as_str))?);
        }
        Ok(squares)
    }
}

/// Where the candidates of a group stand: one behind the other.
fn run<'n>(group: &str, letters: impl Iterator<Item = &'n str>) -> Result<Range<usize>, ImportProblem> {
    let places: Vec<usize> =
        letters.enumerate().filter(|(_, letters)| *letters == group).map(|(at, _)| at).collect();
    match (places.first(), places.last()) {
        (Some(&first), Some(&last)) if last - first + 1 == places.len() => Ok(first..last + 1),
        (None, _) => Err(ImportProblem::Malformed(format!("group {group} has no candidates"))),
        _ => Err(ImportProblem::Malformed(format!("the candidates of group {group} do not stand together"))),
    }
}

/// The state that has so many squares, out of first preferences of all states; of several the one of the contest or of the
/// papers' name.
pub(super) fn of_state(
    names: Option<&Source>,
    papers: &Source,
    squares: usize,
    contest: Option<&str>,
) -> Result<(String, Squares), ImportError> {
    let Some(source) = names else {
        let problem = "papers of 2016 do not say where groups end and candidates begin; name the download \
                       `SenateFirstPrefsByStateByVoteType` of the same election too";
        return Err(papers.problem(ImportProblem::MissingFile(problem.to_owned())));
    };
    let fitting: Vec<_> = states(source)?
        .into_iter()
        .filter(|(_, state)| state.groups.len() + state.candidates.len() == squares)
        .collect();
    let known: Vec<&str> = fitting.iter().map(|(state, _)| state.as_str()).collect();
    let called = |state: &str| {
        let name = papers.file_name();
        contest.is_some_and(|contest| contest == format!("Senate, {state}"))
            || (contest.is_none() && name.split(['-', '.']).any(|part| part == state))
    };
    let problem = match known.as_slice() {
        [] => format!("the papers have {squares} squares, and no state has so many"),
        states => format!(
            "the papers have {squares} squares, as {} have; name the contest, as `Senate, {}`",
            states.join(" and "),
            states[0]
        ),
    };
    let one = match known.as_slice() {
        [_] => Some(0),
        states => states.iter().position(|state| called(state)),
    };
    let mut fitting = fitting;
    one.map(|at| fitting.swap_remove(at)).ok_or_else(|| papers.problem(ImportProblem::NotThis(problem)))
}

/// The paper of each state, in the order of the file.
fn states(source: &Source) -> Result<Vec<(String, Squares)>, ImportError> {
    let dialect = Dialect { separator: b',', encoding: UTF_8, header: "StateAb,", ragged: false };
    let mut table = Table::open(source, &dialect)?;
    let [state, ticket, id] = ["StateAb", "Ticket", "CandidateID"].map(|name| table.column(name));
    let (state, ticket, id) = (state?, ticket?, id?);
    let [position, name, party] =
        ["BallotPosition", "CandidateDetails", "PartyName"].map(|name| table.column(name));
    let (position, name, party) = (position?, name?, party?);
    /// A state, its groups with a square, its candidates with their groups.
    struct State {
        name: String,
        groups: Vec<String>,
        letters: Vec<String>,
        last: u64,
        candidates: Vec<Candidate>,
    }
    let mut states: Vec<State> = Vec::new();
    while let Some(line) = table.next_row()? {
        let own = line.text(state)?.into_owned();
        if states.last().is_none_or(|last| last.name != own) {
            if states.iter().any(|state| state.name == own) {
                return Err(line.problem(state, ImportProblem::Twice(own)));
            }
            states.push(State {
                name: own,
                groups: Vec::new(),
                letters: Vec::new(),
                last: 0,
                candidates: Vec::new(),
            });
        }
        let Some(of) = states.last_mut() else { continue };
        // A row of nobody: votes of the ungrouped that belong to no candidate.
        if line.whole(id)? == 0 {
            continue;
        }
        let letters = line.text(ticket)?.into_owned();
        let place = line.whole(position)?;
        if place == 0 {
            of.groups.push(letters);
            continue;
        }
        let after = of.letters.last().is_none_or(|last| *last != letters) || place > of.last;
        if !after {
            let problem = "candidates of a group do not stand in the order of the paper".to_owned();
            return Err(line.problem(position, ImportProblem::Malformed(problem)));
        }
        let named = Candidate::after(&of.candidates, &line.text(name)?);
        let mut candidate = named.map_err(|problem| line.problem(name, problem))?;
        candidate.party = Some(line.text(party)?.into_owned()).filter(|party| !party.is_empty());
        of.candidates.push(candidate);
        of.letters.push(letters);
        of.last = place;
    }
    let squares = states.into_iter().map(|state| {
        let groups = state.groups.iter().map(|group| run(group, state.letters.iter().map(String::as_str)));
        let groups = groups.collect::<Result<_, _>>().map_err(|problem| source.problem(problem))?;
        Ok((state.name, Squares { first: 0, groups, candidates: state.candidates }))
    });
    squares.collect()
}
