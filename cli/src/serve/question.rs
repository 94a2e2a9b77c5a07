//! What the page asks about: whose votes, and what of the law is changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use sailau::electorate::Electorate;
use sailau::reform::{Change, Reform, ReformError, ReformProblem, Value};
use sailau::system::ElectoralSystem;
use sailau::votes::Votes;
use serde::Deserialize;

use super::elections::{self, OnBoard};
use super::limits;
use super::refusal::Refusal;
use crate::totals::looks_like_a_total;

/// A question, as it comes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// An election on board.
    #[serde(default)]
    votes: Option<String>,
    /// Or somebody's own files, as text.
    #[serde(default)]
    own: Option<Own>,
    /// The law that the change begins with, where it is not the election's own.
    #[serde(default)]
    law: Option<String>,
    /// The changes: what stands at a place from now on, and `null` for what goes.
    #[serde(default)]
    set: BTreeMap<String, Option<Value>>,
}

/// Files that the page was given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    votes: String,
    rules: String,
    #[serde(default)]
    districts: Option<String>,
    #[serde(default)]
    name: Option<String>,
}

/// Votes, and rules before and after.
#[derive(Debug, Clone)]
pub(super) struct Case {
    /// Whose votes they are.
    pub(super) title: String,
    pub(super) sources: Vec<String>,
    /// The law that the votes were cast under.
    pub(super) before: ElectoralSystem,
    /// The law that the change begins with.
    pub(super) base: ElectoralSystem,
    /// The changed law.
    pub(super) after: ElectoralSystem,
    /// The votes as they are counted under the law before.
    pub(super) votes: Votes,
    /// The same without those winners, given in place of votes, who won under rules that are no more.
    pub(super) votes_after: Votes,
    /// Where elections can be drawn from, when one is on board.
    pub(super) electorate: Option<Electorate>,
}

impl Question {
    /// Reads a question.
    pub(super) fn read(body: &[u8]) -> Result<Self, Refusal> {
        serde_json::from_slice(body)
            .map_err(|error| Refusal::wrong(format!("the question cannot be read: {error}")))
    }

    /// Votes and rules, looked up, changed and checked.
    pub(super) fn case(&self) -> Result<Case, Refusal> {
        if self.set.len() > limits::CHANGES {
            return Err(Refusal::wrong(format!("more than {} changes at once", limits::CHANGES)));
        }
        let given = match (&self.votes, &self.own) {
            (Some(name), None) => elections::open(name)?,
            (None, Some(own)) => Arc::new(own.read()?),
            _ => {
                return Err(Refusal::wrong(
                    "a question has either `votes`, the name of an election, or `own` files",
                ));
            }
        };
        let base = match &self.law {
            Some(name) => elections::law(name)?,
            None => given.rules.clone(),
        };
        let after = self.changed(&base)?;
        limits::check_rules(&given.rules, &given.votes)?;
        limits::check_rules(&after, &given.votes)?;
        let votes = given.votes.clone().allow_uncounted();
        Ok(Case {
            title: given.title.clone(),
            sources: given.sources.clone(),
            votes_after: with_winners_of(&votes, &given.rules, &after)?,
            before: given.rules.clone(),
            electorate: given.electorate.clone(),
            base,
            after,
            votes,
        })
    }

    /// The law with all changes made; a change that changes nothing is none.
    fn changed(&self, base: &ElectoralSystem) -> Result<ElectoralSystem, Refusal> {
        let wrong =
            |error: &dyn std::fmt::Display| Refusal::wrong(error.to_string().replace(char::is_control, " "));
        let changes = self.set.iter().map(|(path, value)| match value {
            Some(value) => Change::set(path, value.clone()),
            None => Change::remove(path),
        });
        let mut changes = changes.collect::<Result<Vec<_>, _>>().map_err(|error| wrong(&error))?;
        while !changes.is_empty() {
            let name = format!("{}, changed", base.name);
            match Reform::new(&name, changes.iter().cloned()).apply(base) {
                Ok(after) => return Ok(after),
                Err(ReformError { change: Some(idle), problem, .. }) if is_idle(&problem) => {
                    let many = changes.len();
                    changes.retain(|change| change.to_string() != idle);
                    if changes.len() == many {
                        return Err(wrong(&problem));
                    }
                }
                Err(error) => return Err(wrong(&error)),
            }
        }
        Ok(base.clone())
    }
}

fn is_idle(problem: &ReformProblem) -> bool {
    matches!(problem, ReformProblem::ChangesNothing | ReformProblem::NothingThere { .. })
}

impl Own {
    fn read(&self) -> Result<OnBoard, Refusal> {
        let Self { votes, rules, districts, name } = self;
        let is_json = rules.trim_start().starts_with('{');
        let read = if is_json { ElectoralSystem::from_json } else { ElectoralSystem::from_toml };
        let rules = read(rules).map_err(|error| Refusal::uncountable(format!("rules: {error}")))?;
        let unread = |error| Refusal::uncountable(format!("votes: {error}"));
        let mut votes = rules.read_votes(votes.as_bytes()).map_err(unread)?;
        if let Some(districts) = districts {
            let read = votes.add_districts_csv(districts.as_bytes());
            votes = read.map_err(|error| Refusal::uncountable(format!("districts: {error}")))?;
        }
        limits::check_votes(&votes)?;
        if let Some(row) = looks_like_a_total(&votes) {
            return Err(Refusal::uncountable(format!(
                "votes: `{row}` looks like the sum of other rows, and would win seats as a party; take these rows out"
            )));
        }
        let title = name.clone().unwrap_or_else(|| rules.name.clone());
        let title: String = title.chars().filter(|c| !c.is_control()).take(120).collect();
        Ok(OnBoard { title, rules, votes, sources: Vec::new(), electorate: None })
    }
}

/// The votes with those winners who stand in place of votes of a tier that is the same after the change as before. Under
/// other rules they did not stand.
fn with_winners_of(
    votes: &Votes,
    before: &ElectoralSystem,
    after: &ElectoralSystem,
) -> Result<Votes, Refusal> {
    let stands = |tier: &str| {
        let (old, new) = (before.tier(tier), after.tier(tier));
        old.is_some() && old == new
    };
    let winners: Vec<_> = votes.winners().iter().filter(|winner| stands(&winner.tier)).cloned().collect();
    votes.clone().without_winners().with_winners(winners).map_err(Refusal::uncountable)
}
