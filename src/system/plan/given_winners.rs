//! Winners that are given in place of votes.

use std::collections::HashSet;

use super::{Compiler, Kind, seats_of, too_large};
use crate::system::{CountError, Tier, TierRule};
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
    pub(super) fn given_winners(&mut self, tier: &Tier, winners: &[Winner]) -> Result<Kind, CountError> {
        let mut rows = Vec::new();
        let mut filled = HashSet::new();
        let mut seats = 0u64;
        for (row, winner) in winners.iter().enumerate().filter(|(_, winner)| winner.tier == tier.name) {
            // A row with a name is one seat's; a row without may be a region's.
            if let (TierRule::Candidates(_), Some(district), Some(_)) =
                (&tier.rule, &winner.district, &winner.candidate)
                && !filled.insert(district)
            {
                return Err(CountError::TwoWinners { tier: tier.name.clone(), district: district.clone() });
            }
            seats += u64::from(winner.seats);
            rows.push(GivenWinners {
                row,
                district: winner.district.as_ref().map(|name| self.district(name)),
                party: winner.party.as_ref().map(|name| self.party(name)),
                seats: winner.seats,
            });
        }
        let kind = Kind::Given(rows);
        let allowed = seats_of(tier, &kind).ok_or_else(|| too_large(tier, "its winners"))?;
        if seats > u64::from(allowed) {
            return Err(CountError::TooManyWinners {
                tier: tier.name.clone(),
                seats: allowed,
                winners: seats,
            });
        }
        Ok(kind)
    }
}
