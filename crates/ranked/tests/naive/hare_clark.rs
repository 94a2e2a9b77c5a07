//! Hare-Clark: the Australian Capital Territory's Electoral Act 1992, Schedule 4, and Tasmania's Electoral Act 2004, Schedule 4.

use crate::amount::{Q, cut, whole};
use crate::papers::{Election, Paper, consecutive_once, number};
use crate::table::{Lot, Record, Table, fewest, most, single_out};

/// What parts the two.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Law {
    /// Decimals of votes; the rest of what a candidate gets at a count is ignored.
    decimals: u32,
    /// Whether a surplus is divided by the papers with a further preference alone.
    only_transferable: bool,
    /// Whether the last are elected without the quota only once no surplus waits (ACT, clause 4 (2) (b)).
    after_surpluses: bool,
    /// The fewest preferences of a formal paper.
    at_least: usize,
}

pub(crate) const ACT: Law = Law { decimals: 6, only_transferable: true, after_surpluses: true, at_least: 1 };
const TASMANIA: Law = Law { decimals: 0, only_transferable: false, after_surpluses: false, at_least: 5 };

/// Papers that came to a candidate at one count, all of one value, and the votes that were allotted for them.
#[derive(Debug, Clone)]
pub(crate) struct Parcel {
    pub(crate) count: usize,
    pub(crate) value: Q,
    pub(crate) papers: Vec<usize>,
    pub(crate) votes: Q,
}

/// A candidate at the end of the count at which they became successful.
#[derive(Debug, Clone)]
pub(crate) struct Successful {
    pub(crate) count: usize,
    pub(crate) votes: Q,
    pub(crate) quota: Q,
    pub(crate) parcels: Vec<Parcel>,
    pub(crate) continuing: Vec<bool>,
}

pub(crate) struct Scrutiny {
    law: Law,
    pub(crate) table: Table,
    pub(crate) papers: Vec<Paper>,
    all: Q,
    quota: Q,
    count: usize,
    parcels: Vec<Vec<Parcel>>,
    /// Elected candidates with a surplus, by the count that gave it.
    surpluses: Vec<Vec<usize>>,
    pub(crate) successful: Vec<Option<Successful>>,
}

pub(crate) fn act(election: &Election, lot: Lot<'_>) -> Record {
    scrutiny(ACT, election, lot).table.close()
}

pub(crate) fn tasmania(election: &Election, lot: Lot<'_>) -> Record {
    scrutiny(TASMANIA, election, lot).table.close()
}

pub(crate) fn scrutiny(law: Law, election: &Election, lot: Lot<'_>) -> Scrutiny {
    let mut papers = election.papers(consecutive_once);
    papers.retain(|paper| paper.order.len() >= law.at_least);
    let total = number(&papers);
    let candidates = election.candidates;
    let mut scrutiny = Scrutiny {
        law,
        table: Table::new(candidates, election.seats, law.decimals),
        papers,
        all: whole(total),
        quota: whole(total / (election.seats as u64 + 1) + 1),
        count: 1,
        parcels: vec![Vec::new(); candidates],
        surpluses: Vec::new(),
        successful: vec![None; candidates],
    };
    let all = (0..scrutiny.papers.len()).collect();
    scrutiny.allot(all, &whole(1));
    scrutiny.end(true);
    while !scrutiny.table.is_finished() {
        if scrutiny.surpluses.is_empty() { scrutiny.exclude(lot) } else { scrutiny.transfer(lot) }
    }
    scrutiny
}

impl Scrutiny {
    /// Votes for papers of one value to the candidates who stand next on them; how many papers nobody got.
    fn allot(&mut self, papers: Vec<usize>, value: &Q) -> u64 {
        let mut for_candidate: Vec<Vec<usize>> = vec![Vec::new(); self.parcels.len()];
        let mut exhausted = 0;
        for at in papers {
            match self.papers[at].next(&self.table.standing) {
                Some(next) => for_candidate[next].push(at),
                None => exhausted += self.papers[at].number,
            }
        }
        for (candidate, papers) in
            for_candidate.into_iter().enumerate().filter(|(_, papers)| !papers.is_empty())
        {
            let number: u64 = papers.iter().map(|at| self.papers[*at].number).sum();
            let votes = cut(&(whole(number) * value), self.law.decimals);
            self.table.votes[candidate] += &votes;
            self.parcels[candidate].push(Parcel { count: self.count, value: value.clone(), papers, votes });
        }
        exhausted
    }

    fn end(&mut self, nothing_left_of_it: bool) {
        let mut over = Vec::new();
        let before = self.table.elected.len();
        for candidate in self.table.continuing() {
            if self.table.votes[candidate] >= self.quota {
                self.table.elect(candidate);
                if self.table.votes[candidate] > self.quota {
                    over.push(candidate);
                }
            }
        }
        if !over.is_empty() {
            self.surpluses.push(over);
        }
        let waits = self.law.after_surpluses && !self.surpluses.is_empty();
        if nothing_left_of_it && !waits {
            self.table.elect_the_rest();
        }
        for candidate in self.table.elected[before..].iter().copied() {
            self.successful[candidate] = Some(Successful {
                count: self.count,
                votes: self.table.votes[candidate].clone(),
                quota: self.quota.clone(),
                parcels: self.parcels[candidate].clone(),
                continuing: self.table.standing.clone(),
            });
        }
        self.table.lost = &self.all - self.table.votes.iter().sum::<Q>() - &self.table.nontransferable;
        self.table.close_stage();
        self.count += 1;
    }

    /// The surplus of the earliest count, of several the largest: the papers of the last count, at surplus ÷ papers, and at no
    /// more than they were worth.
    fn transfer(&mut self, lot: Lot<'_>) {
        let tied = self.table.most(&self.surpluses[0]);
        let largest = single_out(tied, self.table.earlier.iter().rev(), most, lot);
        self.surpluses[0].retain(|candidate| *candidate != largest);
        self.surpluses.retain(|those| !those.is_empty());
        let surplus = &self.table.votes[largest] - &self.quota;
        let last = self.parcels[largest].pop().unwrap();
        assert!(self.parcels[largest].iter().all(|parcel| parcel.count < last.count));
        self.parcels[largest].clear();
        let goes = |at: &usize| self.papers[*at].next(&self.table.standing).is_some();
        let go: Vec<usize> =
            last.papers.into_iter().filter(|at| !self.law.only_transferable || goes(at)).collect();
        let number: u64 = go.iter().map(|at| self.papers[*at].number).sum();
        if number == 0 {
            self.table.nontransferable += surplus;
        } else {
            let value = (&surplus / whole(number)).min(last.value.clone());
            let exhausted = self.allot(go, &value);
            self.table.nontransferable += cut(&(whole(exhausted) * &value), self.law.decimals);
            if self.law.only_transferable && &whole(number) * &last.value <= surplus {
                // What the limit of the value leaves over is nobody's.
                self.table.nontransferable += surplus - cut(&(whole(number) * &value), self.law.decimals);
            }
        }
        self.table.votes[largest] = self.quota.clone();
        self.end(true);
    }

    /// The lowest: papers by value, the highest first, each a count.
    fn exclude(&mut self, lot: Lot<'_>) {
        let tied = self.table.fewest(&self.table.continuing());
        let lowest = single_out(tied, self.table.earlier.iter().rev(), fewest, lot);
        self.table.exclude(lowest);
        let mut left = std::mem::take(&mut self.parcels[lowest]);
        if left.is_empty() {
            self.end(true);
        }
        while !left.is_empty() {
            let value = left.iter().map(|parcel| &parcel.value).max().unwrap().clone();
            let (now, later): (Vec<Parcel>, Vec<Parcel>) =
                left.into_iter().partition(|parcel| parcel.value == value);
            left = later;
            for parcel in &now {
                self.table.votes[lowest] -= &parcel.votes;
            }
            let exhausted = self.allot(now.into_iter().flat_map(|parcel| parcel.papers).collect(), &value);
            self.table.nontransferable += cut(&(whole(exhausted) * &value), self.law.decimals);
            self.end(left.is_empty());
            if self.table.is_finished() {
                return;
            }
        }
    }
}
