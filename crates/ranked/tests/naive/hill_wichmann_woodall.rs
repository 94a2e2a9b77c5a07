//! Meek's method by Algorithm 123 (Computer Journal 30, 1987): candidates are elected when surpluses have vanished, or right
//! after an exclusion. Whole numbers of 0.000000000001: more than is printed, for the algorithm has no arithmetic of its own.

use crate::papers::{Election, Paper, ended_by_overvote, number};

const ONE: u128 = 1_000_000_000_000;
/// Surpluses have vanished when so little is left of all of them.
const VANISHED: u128 = ONE / 1_000_000_000;

/// What a count by the algorithm says: who is elected, and votes and quota whenever surpluses have vanished.
#[derive(Debug, PartialEq)]
pub(crate) struct Converged {
    pub(crate) elected: Vec<usize>,
    pub(crate) states: Vec<State>,
    /// Some step was closer than the arithmetic: what follows is not certain.
    pub(crate) close: bool,
}

#[derive(Debug, PartialEq)]
pub(crate) struct State {
    pub(crate) votes: Vec<u128>,
    pub(crate) quota: u128,
    pub(crate) exhausted: u128,
}

pub(crate) fn count(election: &Election) -> Converged {
    let papers = election.papers(reading);
    let all = u128::from(number(&papers)) * ONE;
    let mut keep = vec![ONE; election.candidates];
    let mut standing = vec![true; election.candidates];
    let mut counted = Converged { elected: Vec::new(), states: Vec::new(), close: false };
    loop {
        // Spread until surpluses have vanished; who has the quota at the first step, or then, is elected.
        let mut first = true;
        let votes = loop {
            let votes = spread(&papers, &keep);
            let total: u128 = votes.iter().sum();
            let quota = total / (election.seats as u128 + 1);
            let surplus: u128 = counted.elected.iter().map(|c| votes[*c].saturating_sub(quota)).sum();
            let vanished = surplus <= VANISHED;
            let mut news = false;
            if first || vanished {
                for candidate in 0..votes.len() {
                    let near = votes[candidate].abs_diff(quota) < ONE / 10_000;
                    let seat = counted.elected.len() < election.seats;
                    if seat && standing[candidate] && (votes[candidate] > quota || near) {
                        counted.close |= near;
                        news = true;
                        standing[candidate] = false;
                        counted.elected.push(candidate);
                    }
                }
                counted.states.push(State { votes: votes.clone(), quota, exhausted: all - total });
            }
            if counted.close {
                return counted;
            }
            first = false;
            if vanished && !news {
                break votes;
            }
            for candidate in &counted.elected {
                keep[*candidate] = (keep[*candidate] * quota / votes[*candidate]).min(ONE);
            }
        };
        let mut left: Vec<usize> = (0..votes.len()).filter(|candidate| standing[*candidate]).collect();
        if counted.elected.len() + left.len() <= election.seats {
            counted.elected.append(&mut left);
        }
        if counted.elected.len() >= election.seats || left.is_empty() {
            counted.elected.sort_unstable();
            return counted;
        }
        left.sort_by_key(|candidate| votes[*candidate]);
        counted.close |= left.len() > 1 && votes[left[1]] - votes[left[0]] < ONE / 10_000;
        standing[left[0]] = false;
        keep[left[0]] = 0;
    }
}

fn reading(ranks: &[sailau_ranked::Rank]) -> Vec<usize> {
    ended_by_overvote(ranks, usize::MAX)
}

fn spread(papers: &[Paper], keep: &[u128]) -> Vec<u128> {
    let mut votes = vec![0; keep.len()];
    for paper in papers {
        let mut weight = ONE;
        let mut named = vec![false; keep.len()];
        for candidate in &paper.order {
            if std::mem::replace(&mut named[*candidate], true) {
                continue;
            }
            let share = weight * keep[*candidate] / ONE;
            votes[*candidate] += share * u128::from(paper.number);
            weight -= share;
        }
    }
    votes
}
