//! Candidates without a party on a list ballot: each is a list of one (Denmark's Folketing Act, s. 76; Scotland Act 1998,
//! ss 7-8).

use std::collections::HashMap;

use super::ballot::{ListBallot, ListNumber};
use super::compiler::{Compiler, too_large};
use crate::error::CountError;
use crate::rules::{Districts, Tier, TierRule};
use crate::votes::Contest;

/// A candidate who stands alone.
pub(super) struct Individual<'a> {
    pub(super) name: &'a str,
    pub(super) kind: Option<&'a str>,
}

impl<'a> Compiler<'a> {
    /// Gives every candidate without a party a list, after those of the parties. Where seats are given in one piece, rows
    /// of one name are one candidate's; candidates of different districts that give seats of their own are different ones.
    pub(super) fn individuals(
        &self,
        tier: &Tier,
        contest: &'a Contest,
        ballots: &mut [ListBallot],
        first: usize,
    ) -> Result<Vec<Individual<'a>>, CountError> {
        if self.is_of_candidates(contest) {
            return Ok(Vec::new());
        }
        let mut individuals = Vec::new();
        let mut numbers: HashMap<(&str, &str), ListNumber> = HashMap::new();
        for (own, ballot) in ballots.iter_mut().zip(&contest.ballots) {
            let rows = own.lists.iter_mut().zip(&ballot.entries).zip(&ballot.standing);
            for ((list, entry), standing) in rows.filter(|((_, entry), _)| entry.party.is_none()) {
                let district = || self.district_of(tier, contest, ballot);
                let place = match tier.districts {
                    Districts::Nationwide => "",
                    Districts::Each | Districts::Number(_) => &self.field.districts()[district()?],
                    Districts::Regions => self.region_of(tier, &self.field.districts()[district()?])?,
                };
                let name = entry.candidate.as_deref().unwrap_or_default();
                let next = ListNumber::next(first + individuals.len());
                let next = next.ok_or_else(|| too_large(tier, "its lists"))?;
                *list = *numbers.entry((place, name)).or_insert(next);
                if *list == next {
                    individuals.push(Individual { name, kind: standing.kind.as_deref() });
                }
            }
        }
        Ok(individuals)
    }

    /// Whether a tier of candidates reads this contest: who stands without a party there stands for a district, and for no
    /// list seat.
    fn is_of_candidates(&self, contest: &Contest) -> bool {
        let candidates = self.system.tiers.iter().filter(|tier| matches!(tier.rule, TierRule::Candidates(_)));
        let mut names = candidates.map(|tier| tier.contest.as_deref().unwrap_or(&tier.name));
        contest.name == Contest::SINGLE || names.any(|name| name == contest.name)
    }
}
