//! What both sections of the Minneapolis Code, chapter 167, have in common.

use crate::amount::Q;
use crate::table::Table;

/// Ranks on the ballot.
pub(crate) const RANKINGS: usize = 3;

/// 167.20, mathematically impossible to be elected: even with all votes of candidates who have fewer or as many, and all
/// surplus votes, such a candidate stays below the next one above; and everyone with fewer votes. As many as `remain`
/// must be left.
pub(crate) fn cannot_win(table: &Table, surplus: &Q, remain: usize) -> Vec<usize> {
    let continuing = table.continuing();
    let mut impossible = Vec::new();
    for candidate in &continuing {
        let votes = &table.votes[*candidate];
        let (at_most, above): (Vec<usize>, Vec<usize>) =
            continuing.iter().partition(|other| &table.votes[**other] <= votes);
        let Some(next) = above.iter().map(|other| &table.votes[*other]).min() else { continue };
        let enough_left = above.len() >= remain;
        if enough_left && &(table.sum(&at_most) + surplus) < next && at_most.len() > impossible.len() {
            impossible = at_most;
        }
    }
    impossible
}
