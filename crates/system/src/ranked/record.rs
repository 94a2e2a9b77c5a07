//! The stages of ranked ballots in the record.

use std::collections::BTreeMap;
use std::fmt::{self, Formatter};

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::candidates::plan::{CandidatePlan, DistrictPlan};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};
use sailau_ranked::{Action, Count, Stage, Tie, TieDecidedBy};

/// Ranked ballots, counted stage by stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StagesStep {
    /// The candidates by number, the first of whom is 1.
    pub candidates: Vec<String>,
    /// All ballots.
    pub ballots: u64,
    /// Those with a preference that can be read.
    pub valid: u64,
    /// The stages.
    pub stages: Vec<StageLine>,
    /// The whole as a returning officer prints it.
    pub sheet: String,
}

/// One stage: where votes stand at its end. Candidates are named by their number from 1, figures are written with the
/// decimals of the statute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StageLine {
    /// Its number, from 1.
    pub stage: u32,
    /// What was done, in words.
    pub does: String,
    /// Votes of each candidate.
    #[serde(deserialize_with = "by_number")]
    pub votes: BTreeMap<u32, String>,
    /// Votes of papers without a further preference; in some statutes with what cuts lost.
    pub nontransferable: String,
    /// What cuts lost.
    pub lost: String,
    /// The quota that held; none in a run-off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<String>,
    /// Who is elected at its end, in that order.
    pub elected: Vec<String>,
    /// Whose exclusion it carries out.
    pub excluded: Vec<String>,
    /// Equal votes that had to be decided, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<String>,
}

/// Numbers that are keys are words in JSON.
fn by_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<u32, String>, D::Error> {
    let votes = BTreeMap::<String, String>::deserialize(deserializer)?;
    let numbered = votes.into_iter().map(|(number, votes)| Ok((number.parse()?, votes)));
    numbered.collect::<Result<_, std::num::ParseIntError>>().map_err(de::Error::custom)
}

pub(crate) fn stages(
    names: &Names<'_>,
    plan: &CandidatePlan,
    district: &DistrictPlan,
    count: &Count,
) -> StagesStep {
    let candidates: Vec<_> =
        (0..count.candidates).map(|candidate| names.candidate(plan, district, candidate)).collect();
    let stages = count.stages.iter().map(|stage| line(stage, &candidates)).collect();
    let printed: Vec<_> = candidates.iter().map(String::as_str).collect();
    let sheet = count.sheet(&printed).to_string();
    StagesStep { candidates, ballots: count.ballots, valid: count.valid, stages, sheet }
}

fn line(stage: &Stage, candidates: &[String]) -> StageLine {
    let numbers = |of: &[usize]| of.iter().map(|candidate| (candidate + 1).to_string()).collect();
    // Candidates are numbered in u32.
    let votes = (1..).zip(&stage.votes).map(|(number, votes)| (number, votes.to_string())).collect();
    StageLine {
        stage: stage.number,
        does: does(&stage.action, candidates),
        votes,
        nontransferable: stage.nontransferable.to_string(),
        lost: stage.lost.to_string(),
        quota: stage.quota.map(|quota| quota.to_string()),
        elected: numbers(&stage.elected),
        excluded: numbers(&stage.excluded),
        ties: stage.ties.iter().map(|tie| tied(tie, candidates)).collect(),
    }
}

fn named(of: &[usize], candidates: &[String]) -> String {
    let names: Vec<_> = of.iter().map(|&candidate| candidates[candidate].as_str()).collect();
    names.join(", ")
}

fn does(action: &Action, candidates: &[String]) -> String {
    match action {
        Action::FirstPreferences => "first preferences".to_owned(),
        Action::Points { .. } => "points of all ranks".to_owned(),
        Action::Surplus { of, surplus, .. } => {
            format!("surplus of {}, {surplus}", named(&[*of], candidates))
        }
        Action::Exclusion { of, more: false } => format!("excluded: {}", named(of, candidates)),
        Action::Exclusion { of, more: true } => {
            format!("excluded: {}, whose papers go on in several stages", named(of, candidates))
        }
        Action::ExclusionWithoutTransfer { of } => {
            format!("excluded: {}, whose papers stay", named(of, candidates))
        }
        Action::Round { excluded, .. } if excluded.is_empty() => "votes are shared out anew".to_owned(),
        Action::Round { excluded, .. } => {
            format!("excluded: {}; votes are shared out anew", named(excluded, candidates))
        }
        // Another crate may come to know more.
        _ => String::new(),
    }
}

fn tied(tie: &Tie, candidates: &[String]) -> String {
    let by = match tie.by {
        TieDecidedBy::Stage(stage) => format!("decided by the votes of stage {stage}"),
        TieDecidedBy::Lot => "decided by lot".to_owned(),
        _ => "nothing decides; this way follows the first on the paper".to_owned(),
    };
    format!("{} are equal: {}, {by}", named(&tie.among, candidates), named(&[tie.chosen], candidates))
}

impl Words for StagesStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Ranked ballots, stage by stage.{margin}")?;
        for line in self.sheet.lines() {
            writeln!(f, "{}{line}", if line.is_empty() { "" } else { "  " })?;
        }
        Ok(())
    }
}
