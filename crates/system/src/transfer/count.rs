//! Votes of candidates that won nothing.

use super::record::transferred;
use super::{Transfer, Transferred};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::plan::Kind;

/// Adds up, list by list, the votes of candidates that come to it.
pub(crate) fn losing_votes(
    count: ListCount<'_>,
    rule: &Transfer,
    votes: &mut Vec<u64>,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    votes.resize(plan.parties.len(), 0);
    for &tier in &plan.linked.tiers {
        let Kind::Candidates(candidates) = &count.tiers[tier].kind else {
            continue;
        };
        // Winners stand in the ledger district by district, as they were counted.
        let mut winners =
            book.held().iter().filter(|held| held.tier == tier).filter_map(|held| held.winner).peekable();
        for district in &candidates.districts {
            let entries = &count.tally.votes[district.votes.clone()];
            // Those of this district, however many it elects.
            let own = winners.clone().take_while(|(ballot, _)| *ballot == district.ballot);
            while winners.next_if(|(ballot, _)| *ballot == district.ballot).is_some() {}
            for (entry, &n) in entries.iter().enumerate() {
                let Some(list) = plan.list_of(district.parties[entry]) else {
                    continue;
                };
                let more = if !own.clone().any(|(_, winner)| winner == entry) {
                    n
                } else if rule.transfer == Transferred::LosingAndSurplus {
                    let others = entries.iter().enumerate().filter(|(other, _)| *other != entry);
                    let second = others.map(|(_, &n)| n).max().unwrap_or(0);
                    n.saturating_sub(second.saturating_add(1))
                } else {
                    0
                };
                votes[list] = votes[list].checked_add(more).ok_or(CountFailure::VotesTooLarge)?;
            }
        }
    }
    book.note(Location::tier(count.tier), "linkage", |names| transferred(names, plan, votes));
    Ok(())
}

/// Adds them to the votes of lists that take part.
pub(crate) fn add(transferred: &[u64], weights: &mut [u64]) -> Result<(), CountFailure> {
    for (sum, &more) in weights.iter_mut().zip(transferred).filter(|(sum, _)| **sum > 0) {
        *sum = sum.checked_add(more).ok_or(CountFailure::VotesTooLarge)?;
    }
    Ok(())
}
