//! Winners that are given in place of votes.

use std::collections::HashSet;

use super::compiler::{Compiler, too_large};
use super::{Kind, seats_of};
use crate::error::CountError;
use crate::rules::{Tier, TierRule};
use crate::votes::Winner;

/// A row of winners: seats of one party, or of one candidate.
#[derive(Debug, Clone)]
pub(crate) struct GivenWinners {
    /// The row among [`Votes::winners`](crate::votes::Votes::winners).
    pub(crate) row: usize,
    pub(crate) district: Option<usize>,
    pub(crate) party: Option<usize>,
    pub(crate) seats: u32,
}

impl Compiler<'_> {
    pub(super) fn given_winners(
        &mut self,
        tier: &Tier,
        winners: &[Winner],
    ) -> Result<Vec<GivenWinners>, CountError> {
        let mut rows = Vec::new();
        let mut filled = HashSet::new();
        for (row, winner) in winners.iter().enumerate().filter(|(_, winner)| winner.tier == tier.name) {
            // A row with a name is one seat's; a row without may be a region's.
            if let (TierRule::Candidates(_), Some(district), Some(_)) =
                (&tier.rule, &winner.district, &winner.candidate)
                && !filled.insert(district)
            {
                return Err(CountError::TwoWinners { tier: tier.name.clone(), district: district.clone() });
            }
            rows.push(GivenWinners {
                row,
                district: winner.district.as_ref().map(|name| self.district(name)),
                party: winner.party.as_ref().map(|name| self.party(name)),
                seats: winner.seats,
            });
        }
        Ok(rows)
    }
}

/// The winners of a tier, no more of them than its seats.
pub(super) fn of_tier(tier: &Tier, rows: Vec<GivenWinners>) -> Result<Kind, CountError> {
    let winners: u64 = rows.iter().map(|row| u64::from(row.seats)).sum();
    let kind = Kind::Given(rows);
    let seats = seats_of(tier, &kind).ok_or_else(|| too_large(tier, "its winners"))?;
    if winners > u64::from(seats) {
        return Err(CountError::TooManyWinners { tier: tier.name.clone(), seats, winners });
    }
    Ok(kind)
}
