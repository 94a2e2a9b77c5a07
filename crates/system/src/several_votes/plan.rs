//! How many votes a ballot of a district may hold.

use super::{SeveralVotes, SeveralVotesMethod};
use crate::error::CountError;
use crate::plan::compiler::Compiler;
use crate::rules::{Seats, Tier};
use crate::votes::Ballot;

/// The most that one ballot may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OnOneBallot {
    /// Votes in all.
    pub(crate) votes: u32,
    /// Votes for one candidate.
    pub(crate) for_one: u32,
}

impl OnOneBallot {
    /// One vote: what holds where nothing else is said.
    pub(crate) const ONE: Self = Self { votes: 1, for_one: 1 };
}

impl Compiler<'_> {
    /// Of a district that elects so many.
    pub(crate) fn on_one_ballot(
        &self,
        tier: &Tier,
        rule: &SeveralVotes,
        ballot: &Ballot,
        seats: u32,
    ) -> Result<OnOneBallot, CountError> {
        let name = ballot.district.map(|number| self.field.districts()[number].as_str());
        let given = match &rule.votes {
            None => None,
            Some(Seats::Same(votes)) => Some(*votes),
            Some(votes) => {
                let own = name.and_then(|name| self.seats_by_name(votes, name));
                Some(own.ok_or_else(|| CountError::NoVotesOfAVoter {
                    tier: tier.name.clone(),
                    district: name.map(str::to_owned),
                })?)
            }
        };
        let votes = match rule.method {
            // Candidates are numbered in u32.
            SeveralVotesMethod::Approval => ballot.entries.len() as u32,
            _ => given.unwrap_or(seats),
        };
        if rule.method == SeveralVotesMethod::Limited && votes > seats {
            let (tier, district) = (tier.name.clone(), name.map(str::to_owned));
            return Err(CountError::MoreVotesThanSeats { tier, district, votes, seats });
        }
        let for_one = match rule.method {
            SeveralVotesMethod::Cumulative => rule.for_one.unwrap_or(votes).min(votes),
            _ => 1,
        };
        Ok(OnOneBallot { votes, for_one })
    }
}
