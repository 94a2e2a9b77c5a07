//! How many candidates each list has.

use super::Exhausted;
use crate::plan::Lists;
use crate::plan::ballot::ListBallot;
use crate::votes::{Ballot, Contest};

/// The candidates by list and then by ballot; empty where they are not asked.
pub(crate) fn candidates_by_ballot(
    rule: Exhausted,
    lists: Lists,
    ballots: &[ListBallot],
    contest: &Contest,
) -> Vec<u32> {
    if rule == Exhausted::Unlimited {
        return Vec::new();
    }
    let mut by_ballot = vec![u32::MAX; lists.all * ballots.len()];
    for (number, (own, known)) in ballots.iter().zip(&contest.ballots).enumerate() {
        let here = candidates(rule, lists, std::slice::from_ref(own), &[known]);
        for (list, count) in here.into_iter().enumerate() {
            by_ballot[list * ballots.len() + number] = count;
        }
    }
    by_ballot
}

/// The candidates of each list in an area, all its ballots together; no limit where it is not said. Empty where it is
/// not asked.
pub(crate) fn candidates(rule: Exhausted, lists: Lists, own: &[ListBallot], known: &[&Ballot]) -> Vec<u32> {
    if rule == Exhausted::Unlimited {
        return Vec::new();
    }
    let mut candidates = vec![u32::MAX; lists.all];
    for (ballot, known) in own.iter().zip(known) {
        for (list, standing) in ballot.lists.iter().zip(&known.standing) {
            if let (Some(list), Some(count)) = (list.index(), standing.candidates) {
                let most = &mut candidates[list];
                *most = if *most == u32::MAX { count } else { most.saturating_add(count) };
            }
        }
    }
    // A candidate who stands alone is one.
    candidates[lists.parties..].iter_mut().for_each(|own| *own = (*own).min(1));
    candidates
}
