//! What is too large to be counted while somebody waits.

use sailau::system::{Districts, ElectoralSystem, Seats};
use sailau::votes::Votes;

use super::refusal::Refusal;

/// The longest question, in bytes.
pub(super) const BODY: usize = 16 << 20;
/// Seats of a house, as far as rules say them.
pub(super) const SEATS: u64 = 5_000;
/// Changes of a question.
pub(super) const CHANGES: usize = 64;
/// Tiers of own rules.
const TIERS: usize = 32;
/// Numbers of votes in own files.
const CELLS: usize = 200_000;
/// Districts of own files.
const DISTRICTS: usize = 5_000;

/// Refuses rules of a house that is larger than any, before anything is counted.
pub(super) fn check_rules(rules: &ElectoralSystem, votes: &Votes) -> Result<(), Refusal> {
    if rules.tiers.len() > TIERS {
        return Err(Refusal::too_large(format!("rules of more than {TIERS} tiers are not counted here")));
    }
    let known = votes.field().districts().len().max(1) as u64;
    let seats = rules.tiers.iter().map(|tier| match &tier.seats {
        Seats::Same(seats) => {
            let districts = match tier.districts {
                Districts::Nationwide => 1,
                Districts::Number(number) => u64::from(number),
                Districts::Each | Districts::Regions => known,
            };
            u64::from(*seats).saturating_mul(districts)
        }
        Seats::ByDistrict(table) => table.values().map(|&seats| u64::from(seats)).sum(),
        Seats::FromVotesFile => {
            let facts = votes.field().district_facts().iter();
            facts.filter_map(|facts| facts.seats).map(u64::from).sum()
        }
    });
    let seats = seats.fold(0, u64::saturating_add);
    if seats > SEATS {
        return Err(Refusal::too_large(format!(
            "a house of {seats} seats is not counted here; {SEATS} are the most (`sailau count` has no such limit)"
        )));
    }
    Ok(())
}

/// Refuses own votes of more numbers than a country's districts have.
pub(super) fn check_votes(votes: &Votes) -> Result<(), Refusal> {
    let (cells, districts) = (votes.tally().votes.len(), votes.field().districts().len());
    if cells > CELLS || districts > DISTRICTS {
        return Err(Refusal::too_large(format!(
            "votes of {cells} rows in {districts} districts are not counted here; {CELLS} and {DISTRICTS} are the most \
             (`sailau count` has no such limit)"
        )));
    }
    Ok(())
}
