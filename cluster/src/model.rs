//! The vote model of a scenario, until electorates are data in the library: the only place that knows it.

use rand::{Rng, RngExt};
use sailau::electorate::VoteModel;
use sailau::votes::{Field, Tally, Votes};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Lists and their expected votes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Electorate {
    /// Votes by party.
    pub lists: Vec<(String, u64)>,
    /// By how many per cent they move.
    pub percent: u64,
}

/// What is wrong.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct ElectorateError(String);

/// Draws them.
#[derive(Debug, Clone)]
pub struct Sampler {
    field: Field,
    lists: Vec<u64>,
    percent: u64,
}

impl Electorate {
    /// Prepares it.
    pub fn compile(&self) -> Result<Sampler, ElectorateError> {
        let rows = self.lists.iter().map(|(name, votes)| (name.as_str(), *votes));
        let votes = Votes::list(rows).map_err(|error| ElectorateError(error.to_string()))?;
        let lists = self.lists.iter().map(|(_, votes)| *votes).collect();
        Ok(Sampler { field: votes.field().clone(), lists, percent: self.percent })
    }
}

impl VoteModel for Sampler {
    type Workspace = ();

    fn field(&self) -> &Field {
        &self.field
    }

    fn workspace(&self) {}

    fn draw<R: Rng + ?Sized>(&self, rng: &mut R, (): &mut (), tally: &mut Tally) {
        for (drawn, &votes) in tally.votes.iter_mut().zip(&self.lists) {
            *drawn = votes / 100 * (100 - self.percent.min(100) + rng.random_range(0..=2 * self.percent.min(100)));
        }
    }
}
