//! Where the support of lists comes from.

use crate::electorate::{Sampler, SamplerWorkspace, VoteModel};
use crate::random::Generator;
use crate::votes::{Contest, Tally};

use super::ScaleError;

/// An electorate of the scale: lists, and how their support in the country is drawn.
#[derive(Debug, Clone)]
pub(super) enum Support {
    /// Uniform on the simplex of so many lists.
    Uniform(Vec<String>),
    /// The votes in the country of a drawn election.
    Fitted(Box<Fitted>),
}

#[derive(Debug, Clone)]
pub(super) struct Fitted {
    /// None where it is the only one.
    name: Option<String>,
    lists: Vec<String>,
    model: Sampler,
    /// Entries of the contest: the place of the votes in the tally, and the list.
    entries: Vec<(usize, usize)>,
}

/// Room for an election that is drawn.
pub(super) type Election = Option<(SamplerWorkspace, Tally)>;

impl Support {
    pub(super) fn uniform(lists: u32) -> Self {
        Self::Uniform((1..=lists).map(|number| format!("list {number}")).collect())
    }

    /// The shares of the parties in the contest `list` or, where there is none, in the first.
    pub(super) fn fitted(name: Option<String>, model: Sampler) -> Result<Self, ScaleError> {
        let field = model.field();
        let contest = field.contest(Contest::LIST).or_else(|| field.contests().first());
        let mut lists: Vec<String> = Vec::new();
        let mut entries = Vec::new();
        for ballot in contest.map(|contest| contest.ballots.as_slice()).unwrap_or_default() {
            for (entry, at) in ballot.entries.iter().zip(ballot.votes()) {
                let Some(party) = entry.party else { continue };
                let name = &field.parties()[party].name;
                let known = lists.iter().position(|list| list == name);
                let list = known.unwrap_or_else(|| {
                    lists.push(name.clone());
                    lists.len() - 1
                });
                entries.push((at, list));
            }
        }
        if lists.len() < 2 {
            let contest = contest.map(|contest| contest.name.clone()).unwrap_or_default();
            return Err(ScaleError::NoLists { contest });
        }
        Ok(Self::Fitted(Box::new(Fitted { name, lists, model, entries })))
    }

    /// What the electorate is called, where there are several.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Uniform(_) => None,
            Self::Fitted(fitted) => fitted.name.as_deref(),
        }
    }

    pub(super) fn lists(&self) -> &[String] {
        match self {
            Self::Uniform(lists) => lists,
            Self::Fitted(fitted) => &fitted.lists,
        }
    }

    /// What its draws depend on.
    pub(super) fn form(&self) -> String {
        match self {
            Self::Uniform(lists) => format!("uniform {}", lists.len()),
            Self::Fitted(fitted) => {
                format!("{:?} {}", fitted.lists, fitted.model.identity().unwrap_or_default())
            }
        }
    }

    pub(super) fn room(&self) -> Election {
        match self {
            Self::Uniform(_) => None,
            Self::Fitted(fitted) => Some((fitted.model.workspace(), fitted.model.field().empty_tally())),
        }
    }

    /// Weights of the lists, of whatever sum above 0.
    pub(super) fn draw(&self, random: &mut Generator, room: &mut Election, weights: &mut [f64]) {
        match (self, room) {
            (Self::Fitted(fitted), Some((workspace, tally))) => {
                fitted.model.draw(random, workspace, tally);
                weights.fill(0.0);
                for &(at, list) in &fitted.entries {
                    weights[list] += tally.votes[at] as f64;
                }
            }
            _ => weights.iter_mut().for_each(|weight| *weight = random.exponential()),
        }
    }
}
