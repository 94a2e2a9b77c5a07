//! Electoral Act 1992, part XIX, sections 118 to 124, with the amendment of 2001: whole papers, which lie in an order.
//!
//! No public list keeps the order of papers. Here they lie in the order of their lists, which is one order of many: the first
//! count and the totals of a first surplus are certain, every later count hangs on it.

use crate::amount::{Q, whole};
use crate::papers::{Election, consecutive_once};
use crate::table::{Lot, Record, Table, fewest, most, single_out};

pub(crate) struct Count {
    pub(crate) table: Table,
    /// The preferences of each paper.
    papers: Vec<Vec<usize>>,
    /// For each candidate sub-parcels, as they were received; in each papers, as they were filed.
    piles: Vec<Vec<Vec<usize>>>,
    pub(crate) quota: Q,
    /// Elected candidates with a surplus.
    surpluses: Vec<usize>,
}

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let mut count = first_count(election);
    loop {
        count.elect();
        count.table.close_stage();
        if count.table.is_finished() {
            return count.table.close();
        }
        if count.surpluses.is_empty() || count.surpluses_wait() {
            count.exclude(lot)
        } else {
            count.transfer(lot)
        }
    }
}

/// Votes after the first count, and after the transfer of the largest surplus of it.
pub(crate) fn with_first_surplus(election: &Election) -> (Vec<Q>, Vec<Q>) {
    let mut count = first_count(election);
    let first = count.table.votes.clone();
    count.elect();
    count.transfer(&mut |tied| tied[0]);
    (first, count.table.votes)
}

pub(crate) fn first_count(election: &Election) -> Count {
    let mut papers = Vec::new();
    for alike in election.papers(consecutive_once) {
        for _ in 0..alike.number {
            papers.push(alike.order.clone());
        }
    }
    let mut piles = vec![vec![Vec::new()]; election.candidates];
    let mut table = Table::new(election.candidates, election.seats, 0);
    for (paper, order) in papers.iter().enumerate() {
        piles[order[0]][0].push(paper);
        table.votes[order[0]] += whole(1);
    }
    // 120
    let quota = whole(papers.len() as u64 / (election.seats as u64 + 1) + 1);
    Count { table, papers, piles, quota, surpluses: Vec::new() }
}

impl Count {
    fn elect(&mut self) {
        for candidate in self.table.continuing() {
            if self.table.votes[candidate] >= self.quota {
                self.table.elect(candidate);
                if self.table.votes[candidate] > self.quota {
                    self.surpluses.push(candidate);
                }
            }
        }
        // 124 (1)
        self.table.elect_the_rest();
        let lowest_first = self.lowest_first();
        let (vacancies, standing) = (self.table.vacancies(), lowest_first.len());
        if vacancies == 0 || standing == 0 {
            return;
        }
        let (others, first) = lowest_first.split_at(standing - vacancies);
        // 124 (2), one vacancy; (1A), one candidate too many.
        let one = vacancies == 1 || others.len() == 1;
        if one && self.table.sum(others) + self.surplus() < self.table.votes[first[0]] {
            first.iter().for_each(|candidate| self.table.elect(*candidate));
        }
    }

    fn surplus(&self) -> Q {
        self.surpluses.iter().map(|candidate| &self.table.votes[*candidate] - &self.quota).sum()
    }

    fn lowest_first(&self) -> Vec<usize> {
        let mut lowest_first = self.table.continuing();
        lowest_first.sort_by(|a, b| self.table.votes[*a].cmp(&self.table.votes[*b]));
        lowest_first
    }

    /// The most of the lowest whom even all surpluses, and the votes of each other, leave below the next; nobody who could yet
    /// get expenses back, for which more than a quarter of the quota is needed (48 (1) (e)).
    fn together(&self) -> Vec<usize> {
        let lowest_first = self.lowest_first();
        let expenses = |votes: &Q| votes * whole(4) > self.quota;
        let size = (1..lowest_first.len()).rev().find(|size| {
            let lowest = &lowest_first[..*size];
            let all = self.table.sum(lowest) + self.surplus();
            lowest_first.len() - size >= self.table.vacancies()
                && all < self.table.votes[lowest_first[*size]]
                && (expenses(&self.table.votes[lowest[0]]) || !expenses(&all))
        });
        lowest_first[..size.unwrap_or(0)].to_vec()
    }

    /// 121: surpluses wait while they can neither elect nor change who is excluded.
    fn surpluses_wait(&self) -> bool {
        let highest = self.lowest_first().pop().unwrap();
        &self.table.votes[highest] + self.surplus() < self.quota && !self.together().is_empty()
    }

    /// 121: so many papers of the sub-parcel last received.
    fn transfer(&mut self, lot: Lot<'_>) {
        let tied = self.table.most(&self.surpluses);
        let largest = single_out(tied, self.table.earlier.iter(), most, lot);
        self.surpluses.retain(|candidate| *candidate != largest);
        self.pass_on(largest, lot);
    }

    pub(crate) fn pass_on(&mut self, largest: usize, lot: Lot<'_>) {
        let surplus = &self.table.votes[largest] - &self.quota;
        let last = self.piles[largest].iter().rev().find(|parcel| !parcel.is_empty()).unwrap().clone();
        let mut sub_parcels: Vec<Vec<usize>> = vec![Vec::new(); self.piles.len()];
        for paper in last {
            let next = self.papers[paper].iter().find(|candidate| self.table.standing[**candidate]);
            if let Some(next) = next {
                sub_parcels[*next].push(paper);
            }
        }
        let sizes: Vec<u64> = sub_parcels.iter().map(|parcel| parcel.len() as u64).collect();
        let go = self.shared(surplus.to_integer().try_into().unwrap(), &sizes, lot);
        let mut moved = whole(0);
        for (candidate, (sub_parcel, go)) in sub_parcels.into_iter().zip(go).enumerate() {
            // Those that were last filed.
            let stay = sub_parcel.len() - go as usize;
            self.table.votes[candidate] += whole(go);
            moved += whole(go);
            self.piles[candidate].push(sub_parcel[stay..].to_vec());
        }
        self.table.votes[largest] = self.quota.clone();
        self.table.nontransferable += surplus - moved;
    }

    /// Surplus × sub-parcel ÷ transferable papers; the largest remainders are counted as papers, of equal ones that of the larger
    /// sub-parcel, then that of the candidate who was ahead first, then a lot.
    fn shared(&self, surplus: u64, sizes: &[u64], lot: Lot<'_>) -> Vec<u64> {
        let transferable: u64 = sizes.iter().sum();
        if transferable <= surplus {
            return sizes.to_vec();
        }
        let mut shares: Vec<u64> = sizes.iter().map(|papers| surplus * papers / transferable).collect();
        let mut open: Vec<usize> = (0..sizes.len()).filter(|candidate| sizes[*candidate] > 0).collect();
        for left in (1..=surplus - shares.iter().sum::<u64>()).rev() {
            let rank = |candidate: &usize| (surplus * sizes[*candidate] % transferable, sizes[*candidate]);
            let largest = open.iter().map(rank).max();
            let alike: Vec<usize> =
                open.iter().copied().filter(|candidate| Some(rank(candidate)) == largest).collect();
            let next = if alike.len() as u64 <= left {
                alike[0]
            } else {
                single_out(alike, self.table.earlier.iter(), most, lot)
            };
            shares[next] += 1;
            open.retain(|candidate| *candidate != next);
        }
        shares
    }

    /// 122: the lowest, or several together; all their papers.
    fn exclude(&mut self, lot: Lot<'_>) {
        let mut excluded = self.together();
        if excluded.is_empty() {
            let tied = self.table.fewest(&self.table.continuing());
            excluded.push(single_out(tied, self.table.earlier.iter(), fewest, lot));
        }
        excluded.iter().for_each(|candidate| self.table.exclude(*candidate));
        // 124 (3)
        if self.table.continuing().len() <= self.table.vacancies() {
            return;
        }
        self.move_papers(excluded);
    }

    pub(crate) fn move_papers(&mut self, excluded: Vec<usize>) {
        let mut sub_parcels: Vec<Vec<usize>> = vec![Vec::new(); self.piles.len()];
        for candidate in excluded {
            for paper in std::mem::take(&mut self.piles[candidate]).concat() {
                match self.papers[paper].iter().find(|next| self.table.standing[**next]) {
                    Some(next) => {
                        self.table.votes[*next] += whole(1);
                        sub_parcels[*next].push(paper);
                    }
                    None => self.table.nontransferable += whole(1),
                }
            }
            self.table.votes[candidate] = whole(0);
        }
        for (candidate, sub_parcel) in sub_parcels.into_iter().enumerate() {
            self.piles[candidate].push(sub_parcel);
        }
    }
}
