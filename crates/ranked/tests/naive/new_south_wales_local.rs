//! New South Wales, Local Government (General) Regulation 2005, schedule 5, as in force from 2020 and as the Electoral
//! Commission read it in 2021: an exclusion, and a surplus, is one count, however many transfers it is made of.

use std::collections::BTreeMap;

use crate::amount::{Q, whole};
use crate::papers::{Election, Paper, consecutive_once, number};
use crate::table::{Lot, Record, Table, fewest, most, single_out};

struct Count {
    table: Table,
    papers: Vec<Paper>,
    all: Q,
    quota: Q,
    /// Elected candidates with a surplus, by the count that gave it.
    surpluses: Vec<Vec<usize>>,
    /// Transfers are numbered as they are made; `Paper::came` is the one that brought it.
    transfer: usize,
}

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let papers = election.papers(consecutive_once);
    let total = number(&papers);
    let mut count = Count {
        table: Table::new(election.candidates, election.seats, 0),
        papers,
        all: whole(total),
        // 4
        quota: whole(total / (election.seats as u64 + 1) + 1),
        surpluses: Vec::new(),
        transfer: 0,
    };
    // 3
    for paper in &mut count.papers {
        paper.holder = Some(paper.order[0]);
        paper.came = vec![0];
        count.table.votes[paper.order[0]] += whole(paper.number);
    }
    loop {
        count.elect();
        // One column for what is lost and what is exhausted.
        count.table.nontransferable = &count.all - count.table.votes.iter().sum::<Q>();
        count.table.close_stage();
        if count.table.is_finished() {
            return count.table.close();
        }
        if count.surpluses.is_empty() { count.exclude(lot) } else { count.transfer(lot) }
    }
}

impl Count {
    fn elect(&mut self) {
        // 5 (1), 7 (1), 10 (1)
        let mut over = Vec::new();
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
        // 11 (1)
        self.table.elect_the_rest();
        // 11 (2), (3): the last of those who would fill the vacancies has more than all below, with the surpluses.
        let mut from_above = self.table.continuing();
        from_above.sort_by(|a, b| self.table.votes[*b].cmp(&self.table.votes[*a]));
        let vacancies = self.table.vacancies();
        if vacancies > 0 && from_above.len() > vacancies {
            let (first, rest) = from_above.split_at(vacancies);
            let waiting = self.surpluses.iter().flatten();
            let surplus: Q = waiting.map(|candidate| &self.table.votes[*candidate] - &self.quota).sum();
            if self.table.votes[first[vacancies - 1]] > self.table.sum(rest) + surplus {
                first.iter().for_each(|candidate| self.table.elect(*candidate));
            }
        }
    }

    /// 6, 7, 8: an older surplus first, of those of one count the largest.
    fn transfer(&mut self, lot: Lot<'_>) {
        let tied = self.table.most(&self.surpluses[0]);
        let largest = single_out(tied, self.table.earlier.iter().rev(), most, lot);
        self.surpluses[0].retain(|candidate| *candidate != largest);
        self.surpluses.retain(|those| !those.is_empty());
        let votes = self.table.votes[largest].clone();
        let surplus = &votes - &self.quota;
        let standing = self.table.standing.clone();
        let of_them = |paper: &&mut Paper| paper.holder == Some(largest);
        // 6 (1) (b), 7 (4) (a), (6): exhausted papers are left out, at the value at which they came.
        let exhausted: Q = self
            .papers
            .iter_mut()
            .filter(of_them)
            .filter(|paper| paper.next(&standing).is_none())
            .map(|paper| paper.votes())
            .sum();
        let divisor = votes - exhausted;
        let fraction = if surplus >= divisor { whole(1) } else { &surplus / divisor };
        // 7 (4) (b), (c): for each value, and each candidate, the fraction is disregarded.
        let mut papers_for: BTreeMap<(Q, usize), u64> = BTreeMap::new();
        let mut transfers: BTreeMap<Q, usize> = BTreeMap::new();
        for paper in self.papers.iter_mut().filter(of_them) {
            let Some(next) = paper.next(&standing) else { continue };
            paper.value = &fraction * &paper.value;
            paper.holder = Some(next);
            let fresh = self.transfer + 1 + transfers.len();
            paper.came = vec![*transfers.entry(paper.value.clone()).or_insert(fresh)];
            *papers_for.entry((paper.value.clone(), next)).or_default() += paper.number;
        }
        self.transfer += transfers.len();
        for ((value, candidate), papers) in papers_for {
            self.table.votes[candidate] += (whole(papers) * value).floor();
        }
        self.table.votes[largest] = self.quota.clone();
    }

    /// 9: the lowest, by the transfers that brought its papers, first preferences before all others.
    fn exclude(&mut self, lot: Lot<'_>) {
        let tied = self.table.fewest(&self.table.continuing());
        let lowest = single_out(tied, self.table.earlier.iter().rev(), fewest, lot);
        self.table.exclude(lowest);
        let mut by_transfer: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, paper) in self.papers.iter().enumerate() {
            if paper.holder == Some(lowest) {
                by_transfer.entry(paper.came[0]).or_default().push(at);
            }
        }
        for pile in by_transfer.into_values() {
            self.transfer += 1;
            let mut papers_for = vec![0; self.table.votes.len()];

            let value = self.papers[pile[0]].value.clone();
            for at in pile {
                let paper = &mut self.papers[at];
                paper.holder = paper.next(&self.table.standing);
                paper.came = vec![self.transfer];
                if let Some(next) = paper.holder {
                    papers_for[next] += paper.number;
                }
            }
            for (candidate, papers) in papers_for.into_iter().enumerate() {
                self.table.votes[candidate] += (whole(papers) * &value).floor();
            }
        }
        self.table.votes[lowest] = whole(0);
    }
}
