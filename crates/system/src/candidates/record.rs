//! Candidates in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::plan::{CandidatePlan, DistrictPlan};
use crate::protocol::layout::{grouped, table, votes_are};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// The candidates of a district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CandidatesStep {
    /// Most votes first.
    pub candidates: Vec<CandidateLine>,
    /// The votes that a majority needs.
    #[serde(default, deserialize_with = "crate::wide_numbers::read")]
    pub needed: Option<u128>,
}

/// A candidate's votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CandidateLine {
    /// The candidate, with the party.
    pub name: String,
    /// The votes.
    pub votes: u64,
}

fn lines<'v>(
    names: &Names<'_>,
    plan: &CandidatePlan,
    district: &DistrictPlan,
    entries: impl Iterator<Item = (usize, &'v u64)>,
) -> Vec<CandidateLine> {
    let line = |(i, &votes): (usize, &u64)| CandidateLine { name: names.candidate(plan, district, i), votes };
    let mut lines: Vec<_> = entries.map(line).collect();
    lines.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.name.cmp(&b.name)));
    lines
}

fn write_lines(f: &mut Formatter<'_>, candidates: &[CandidateLine]) -> fmt::Result {
    let rows = candidates.iter().map(|line| vec![line.name.clone(), grouped(line.votes)]);
    table(f, &["candidate", "votes"], rows.collect())
}

pub(crate) fn candidates(
    names: &Names<'_>,
    plan: &CandidatePlan,
    district: &DistrictPlan,
    votes: &[u64],
    needed: Option<u128>,
) -> CandidatesStep {
    let candidates = lines(names, plan, district, votes.iter().enumerate());
    CandidatesStep { candidates, needed }
}

impl Words for CandidatesStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        write_lines(f, &self.candidates)?;
        match self.needed {
            Some(needed) => writeln!(f, "  {} a majority.{margin}", votes_are(needed)),
            None => Ok(()),
        }
    }
}

/// Candidates who are not elected because so many of their group are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PassedOverStep {
    /// The most of one group.
    pub limit: u32,
    /// Those who are passed over, most votes first.
    pub candidates: Vec<String>,
}

pub(crate) fn passed_over(
    names: &Names<'_>,
    plan: &CandidatePlan,
    district: &DistrictPlan,
    limit: u32,
    candidates: &[u32],
) -> PassedOverStep {
    let name = |&i: &u32| names.candidate(plan, district, i as usize);
    PassedOverStep { limit, candidates: candidates.iter().map(name).collect() }
}

impl Words for PassedOverStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let (limit, names) = (grouped(self.limit), self.candidates.join(", "));
        writeln!(f, "  No more than {limit} of a group are elected; passed over: {names}.{margin}")
    }
}

/// The second round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RunOffStep {
    /// Those who stand again, more votes first.
    pub candidates: Vec<CandidateLine>,
    /// Whether the votes are those of ranked ballots: each for whoever of them it ranks highest.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_preferences: bool,
    /// Those who are equal for the second place, where the same one wins whoever of them stands; the votes are those of the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equal: Vec<String>,
}

pub(crate) fn run_off(
    names: &Names<'_>,
    plan: &CandidatePlan,
    district: &DistrictPlan,
    entries: &[u32],
    votes: &[u64],
    by_preferences: Option<&[u32]>,
) -> RunOffStep {
    let entries = entries.iter().map(|&i| i as usize).zip(votes);
    let equal = by_preferences.unwrap_or_default().iter();
    let mut equal: Vec<_> = equal.map(|&i| names.candidate(plan, district, i as usize)).collect();
    equal.sort();
    let candidates = lines(names, plan, district, entries);
    RunOffStep { candidates, by_preferences: by_preferences.is_some(), equal }
}

impl Words for RunOffStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let of_whom = if self.by_preferences { ", each ballot for whom it ranks highest" } else { "" };
        writeln!(f, "  Nobody has the majority. Second round{of_whom}:{margin}")?;
        write_lines(f, &self.candidates)?;
        if self.equal.is_empty() {
            return Ok(());
        }
        let equal = self.equal.join(", ");
        writeln!(f, "  Equal for the second place: {equal}. Whoever of them stands, the same one wins.")
    }
}

/// A second round has to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RunOffToComeStep {
    /// Who came first and second, with all who are equal.
    pub finalists: Vec<String>,
}

pub(crate) fn run_off_to_come(
    names: &Names<'_>,
    plan: &CandidatePlan,
    district: &DistrictPlan,
    finalists: &[u32],
) -> RunOffToComeStep {
    let finalists = finalists.iter().map(|&i| names.candidate(plan, district, i as usize));
    RunOffToComeStep { finalists: finalists.collect() }
}

impl Words for RunOffToComeStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let finalists = self.finalists.join(", ");
        writeln!(f, "  Nobody has the majority. A run-off is due among: {finalists}.{margin}")
    }
}

/// A candidate is elected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ElectedStep {
    /// Who it is.
    pub name: String,
}

impl Words for ElectedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Elected: {}.{margin}", self.name)
    }
}
