//! Electoral Act 1992, part XIX, as far as it does not hang on the order in which papers lie: the first count, and the totals
//! of a first surplus.

use crate::amount::{Q, whole};
use crate::papers::{Election, consecutive_once, number};
use crate::table::Table;

/// What is certain: the first count, with who is elected on it, and, if the largest surplus is transferred next, what each
/// candidate gets of it (several where equal remainders leave it to the law's further words).
pub(crate) struct Certain {
    pub(crate) quota: u64,
    pub(crate) first: Vec<Q>,
    pub(crate) elected: Vec<usize>,
    /// For each elected candidate the numbers of papers that move first, if this surplus is the first, and none before it.
    pub(crate) gains: Vec<(usize, Option<Vec<u64>>)>,
}

pub(crate) fn certain(election: &Election) -> Certain {
    let mut table = Table::new(election.candidates, election.seats, 0);
    let papers = election.papers(consecutive_once);
    for paper in &papers {
        table.votes[paper.order[0]] += paper.votes();
    }
    let quota = number(&papers) / (election.seats as u64 + 1) + 1;
    for candidate in table.continuing() {
        if table.votes[candidate] >= whole(quota) {
            table.elect(candidate);
        }
    }
    let elected = table.elected.clone();
    let mut gains = Vec::new();
    for candidate in &elected {
        let mut sub_parcels = vec![0u64; election.candidates];
        for paper in papers.iter().filter(|paper| paper.order[0] == *candidate) {
            if let Some(next) = paper.next(&table.standing) {
                sub_parcels[next] += paper.number;
            }
        }
        let votes: u64 =
            papers.iter().filter(|paper| paper.order[0] == *candidate).map(|paper| paper.number).sum();
        gains.push((*candidate, shared(votes - quota, &sub_parcels)));
    }
    Certain { quota, first: table.votes, elected, gains }
}

/// Surplus × sub-parcel ÷ transferable papers, the largest remainders rounded up; equal remainders at the end are not certain.
fn shared(surplus: u64, sub_parcels: &[u64]) -> Option<Vec<u64>> {
    let transferable: u64 = sub_parcels.iter().sum();
    if transferable <= surplus {
        return Some(sub_parcels.to_vec());
    }
    let mut shares: Vec<u64> = sub_parcels.iter().map(|papers| surplus * papers / transferable).collect();
    let remainder = |candidate: usize| surplus * sub_parcels[candidate] % transferable;
    let left = (surplus - shares.iter().sum::<u64>()) as usize;
    let mut by_remainder: Vec<usize> = (0..sub_parcels.len()).collect();
    by_remainder.sort_by_key(|candidate| std::cmp::Reverse((remainder(*candidate), sub_parcels[*candidate])));
    if left > 0 && left < by_remainder.len() {
        let (last, next) = (by_remainder[left - 1], by_remainder[left]);
        if (remainder(last), sub_parcels[last]) == (remainder(next), sub_parcels[next]) {
            return None;
        }
    }
    by_remainder[..left].iter().for_each(|candidate| shares[*candidate] += 1);
    Some(shares)
}
