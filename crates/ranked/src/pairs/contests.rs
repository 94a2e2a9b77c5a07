//! Ballots sorted into contests of two.

use super::Pairs;
use crate::ballots::{Ballots, Rank};

impl Pairs {
    pub(super) fn of(ballots: &Ballots) -> Self {
        let candidates = ballots.candidates();
        // A ballot prefers whom it ranks to all others but for those who stand no lower: work is by what is marked, however
        // many stand on the paper.
        let mut ranked_by = vec![0_u64; candidates];
        let mut no_lower = vec![0_u64; candidates * candidates];
        let mut seen = vec![usize::MAX; candidates];
        let (mut order, mut rank): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for (number, list) in ballots.lists().enumerate() {
            let count = list.count();
            order.clear();
            for marked in list.ranks() {
                rank.clear();
                match marked {
                    Rank::One(candidate) => rank.push(candidate),
                    Rank::Several(candidates) => rank.extend(candidates),
                    Rank::Blank | Rank::Overvote => {}
                }
                rank.retain(|candidate| std::mem::replace(&mut seen[*candidate], number) != number);
                order.extend_from_slice(&rank);
                for candidate in &rank {
                    ranked_by[*candidate] += count;
                    for above in &order {
                        no_lower[candidate * candidates + above] += count;
                    }
                }
            }
        }
        let mut preferring = no_lower;
        for (one, row) in preferring.chunks_mut(candidates.max(1)).enumerate() {
            let ranked = ranked_by[one];
            for (other, ballots) in row.iter_mut().enumerate() {
                *ballots = if one == other { 0 } else { ranked - *ballots };
            }
        }
        Self { candidates, ballots: ballots.total(), preferring, out: vec![false; candidates] }
    }
}
