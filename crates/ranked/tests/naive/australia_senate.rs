//! Commonwealth Electoral Act 1918, section 273, as the Electoral Commission applied it in 2016 and 2019.

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
    /// Votes that papers of a value brought to a candidate, fractions dropped at each transfer.
    brought: Vec<BTreeMap<Q, Q>>,
}

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let papers = election.papers(consecutive_once);
    let total = number(&papers);
    let mut count = Count {
        table: Table::new(election.candidates, election.seats, 0),
        papers,
        all: whole(total),
        // (8)
        quota: whole(total / (election.seats as u64 + 1) + 1),
        surpluses: Vec::new(),
        brought: vec![BTreeMap::new(); election.candidates],
    };
    for paper in &mut count.papers {
        let first = paper.order[0];
        paper.holder = Some(first);
        count.table.votes[first] += whole(paper.number);
        *count.brought[first].entry(whole(1)).or_default() += whole(paper.number);
    }
    count.end(true, lot);
    while !count.table.is_finished() {
        if count.surpluses.is_empty() { count.exclude_the_lowest(lot) } else { count.transfer_a_surplus(lot) }
    }
    count.table.close()
}

impl Count {
    /// (9), (10): the surplus of the earliest count goes first, of several the largest; one value for all papers, whatever
    /// they were worth: surplus ÷ papers.
    fn transfer_a_surplus(&mut self, lot: Lot<'_>) {
        let tied = self.table.most(&self.surpluses[0]);
        let largest = single_out(tied, self.table.earlier.iter().rev(), most, lot);
        self.surpluses[0].retain(|candidate| *candidate != largest);
        self.surpluses.retain(|those| !those.is_empty());
        let surplus = &self.table.votes[largest] - &self.quota;
        let mut pile = Vec::new();
        for (at, paper) in self.papers.iter().enumerate() {
            if paper.holder == Some(largest) {
                pile.push(at);
            }
        }
        let papers: u64 = pile.iter().map(|at| self.papers[*at].number).sum();
        let value = surplus / whole(papers);
        for at in &pile {
            self.papers[*at].value = value.clone();
        }
        self.hand_on(&pile, &value);
        self.table.votes[largest] = self.quota.clone();
        self.end(true, lot);
    }

    /// (13), (13AA): papers by their value, the highest first, each a count of its own.
    fn exclude_the_lowest(&mut self, lot: Lot<'_>) {
        let tied = self.table.fewest(&self.table.continuing());
        let lowest = single_out(tied, self.table.earlier.iter().rev(), fewest, lot);
        self.table.exclude(lowest);
        let mut by_value: BTreeMap<Q, Vec<usize>> = BTreeMap::new();
        for (at, paper) in self.papers.iter().enumerate() {
            if paper.holder == Some(lowest) {
                by_value.entry(paper.value.clone()).or_default().push(at);
            }
        }
        if by_value.is_empty() {
            self.end(true, lot);
        }
        while let Some((value, pile)) = by_value.pop_last() {
            self.hand_on(&pile, &value);
            self.table.votes[lowest] -= self.brought[lowest].remove(&value).unwrap_or_default();
            self.end(by_value.is_empty(), lot);
            if self.table.is_finished() {
                return;
            }
        }
    }

    /// Papers of one value to the candidates who stand next on them; for each the fraction of a vote is dropped.
    fn hand_on(&mut self, pile: &[usize], value: &Q) {
        let mut papers_for = vec![0u64; self.brought.len()];
        let mut exhausted = 0;
        for at in pile {
            let paper = &mut self.papers[*at];
            paper.holder = paper.next(&self.table.standing);
            match paper.holder {
                Some(next) => papers_for[next] += paper.number,
                None => exhausted += paper.number,
            }
        }
        for (candidate, papers) in papers_for.into_iter().enumerate().filter(|(_, papers)| *papers > 0) {
            let votes = (whole(papers) * value).floor();
            self.table.votes[candidate] += &votes;
            *self.brought[candidate].entry(value.clone()).or_default() += votes;
        }
        self.table.nontransferable += (whole(exhausted) * value).floor();
    }

    /// The end of a count. The rest of section 273 asks who is left only once nothing waits to be transferred.
    fn end(&mut self, nothing_left_of_it: bool, lot: Lot<'_>) {
        let table = &mut self.table;
        let mut over = Vec::new();
        for candidate in table.continuing() {
            if table.votes[candidate] >= self.quota {
                table.elect(candidate);
                if table.votes[candidate] > self.quota {
                    over.push(candidate);
                }
            }
        }
        if !over.is_empty() {
            self.surpluses.push(over);
        }
        if !nothing_left_of_it || !self.surpluses.is_empty() {
            table.lost = &self.all - table.votes.iter().sum::<Q>() - &table.nontransferable;
            table.close_stage();
            return;
        }
        // (18): as many continuing candidates as vacancies.
        table.elect_the_rest();
        // (17): two for the last vacancy.
        let continuing = table.continuing();
        if table.vacancies() == 1 && continuing.len() == 2 && self.surpluses.is_empty() && nothing_left_of_it
        {
            let tied = table.most(&continuing);
            let winner = if tied.len() == 1 { tied[0] } else { lot(&tied) };
            table.elect(winner);
        }
        table.lost = &self.all - table.votes.iter().sum::<Q>() - &table.nontransferable;
        table.close_stage();
    }
}
