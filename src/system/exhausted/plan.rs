//! How many candidates each list has.

use super::Exhausted;
use crate::system::plan::ballot::ListBallot;
use crate::votes::Ballot;

/// The candidates of each list in an area, all its ballots together; no limit where it is not said. Empty where it is
/// not asked.
pub(crate) fn candidates(rule: Exhausted, lists: usize, own: &[ListBallot], known: &[&Ballot]) -> Vec<u32> {
    if rule == Exhausted::Unlimited {
        return Vec::new();
    }
    let mut candidates = vec![u32::MAX; lists];
    for (ballot, known) in own.iter().zip(known) {
        for (list, standing) in ballot.lists.iter().zip(&known.standing) {
            if let (Some(list), Some(count)) = (list.index(), standing.candidates) {
                let most = &mut candidates[list];
                *most = if *most == u32::MAX { count } else { most.saturating_add(count) };
            }
        }
    }
    candidates
}
