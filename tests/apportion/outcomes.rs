//! Every way in which ties can fall: what an answer leaves open, and what a definition by steps can lead to.

use std::collections::BTreeSet;

use sailau::apportion::Apportionment;

/// All ways to settle the ties of an answer.
///
/// Sets are settled in order; who wins in one stands in no later one.
pub(crate) fn completions(answer: &Apportionment) -> BTreeSet<Vec<u32>> {
    let mut open = BTreeSet::from([(answer.seats.clone(), BTreeSet::<usize>::new())]);
    for tie in &answer.ties {
        let mut next = BTreeSet::new();
        for (seats, winners) in open {
            let standing: Vec<usize> = tie.parties.iter().copied().filter(|i| !winners.contains(i)).collect();
            if tie.all_to_one {
                for &party in &standing {
                    let (mut seats, mut winners) = (seats.clone(), winners.clone());
                    seats[party] += tie.seats;
                    winners.insert(party);
                    next.insert((seats, winners));
                }
                continue;
            }
            for choice in subsets(&standing, tie.seats as usize) {
                let (mut seats, mut winners) = (seats.clone(), winners.clone());
                for party in choice {
                    seats[party] += 1;
                    winners.insert(party);
                }
                next.insert((seats, winners));
            }
        }
        open = next;
    }
    open.into_iter().map(|(seats, _)| seats).collect()
}

/// How many ways [`completions`] would have to go through, at most.
pub(crate) fn ways(answer: &Apportionment) -> f64 {
    let choose =
        |n: usize, k: u32| (0..k).map(|i| (n as f64 - f64::from(i)) / f64::from(i + 1)).product::<f64>();
    answer.ties.iter().map(|tie| choose(tie.parties.len(), tie.seats)).product()
}

fn subsets(of: &[usize], size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let Some((&first, rest)) = of.split_first() else {
        return Vec::new();
    };
    let mut all = subsets(rest, size);
    for mut with in subsets(rest, size - 1) {
        with.push(first);
        all.push(with);
    }
    all
}

/// Everything that Balinski and Young's quota method can end in, whoever wins its ties: seat by seat, each next one
/// to a largest v/(a + 1) among those with a < t·v/V. `None` when the ways become too many.
pub(crate) fn quota_method(votes: &[u64], seats: u32, most: usize) -> Option<BTreeSet<Vec<u32>>> {
    let total: u128 = votes.iter().map(|&v| u128::from(v)).sum();
    let mut now = BTreeSet::from([vec![0; votes.len()]]);
    for house in 1..=u128::from(seats) {
        let mut next = BTreeSet::new();
        for given in now {
            let eligible: Vec<usize> = (0..votes.len())
                .filter(|&i| u128::from(given[i]) * total < house * u128::from(votes[i]))
                .collect();
            let beats = |i: usize, j: usize| {
                u128::from(votes[i]) * (u128::from(given[j]) + 1)
                    > u128::from(votes[j]) * (u128::from(given[i]) + 1)
            };
            for &winner in eligible.iter().filter(|&&i| !eligible.iter().any(|&j| beats(j, i))) {
                let mut given = given.clone();
                given[winner] += 1;
                next.insert(given);
            }
        }
        if next.len() > most {
            return None;
        }
        now = next;
    }
    Some(now)
}

/// All ways to share `seats` among so many parties.
pub(crate) fn all_houses(parties: usize, seats: u32) -> Vec<Vec<u32>> {
    if parties == 1 {
        return vec![vec![seats]];
    }
    let mut all = Vec::new();
    for last in 0..=seats {
        for mut house in all_houses(parties - 1, seats - last) {
            house.push(last);
            all.push(house);
        }
    }
    all
}
