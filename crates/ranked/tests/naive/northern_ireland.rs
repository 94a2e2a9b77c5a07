//! Local Elections (Northern Ireland) Order 1985, schedule 5, rules 47 to 52, for two vacancies or more (rule 49 (11) has
//! other words for one).

use std::collections::BTreeMap;

use crate::amount::{Q, cut, whole};
use crate::papers::{Election, Paper, consecutive_once, number};
use crate::table::{Lot, Record, Table, fewest, most, single_out};

const DECIMALS: u32 = 2;

struct Count {
    table: Table,
    papers: Vec<Paper>,
    quota: Q,
    /// Elected candidates with a surplus.
    surpluses: Vec<usize>,
    /// Sub-parcels are numbered as they move; `Paper::came` is the one that brought it.
    sub_parcel: usize,
}

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let papers = election.papers(consecutive_once);
    let quota = whole(number(&papers) / (election.seats as u64 + 1) + 1);
    let table = Table::new(election.candidates, election.seats, DECIMALS);
    let mut count = Count { table, papers, quota, surpluses: Vec::new(), sub_parcel: 0 };
    // 47: first stage.
    for paper in &mut count.papers {
        paper.holder = Some(paper.order[0]);
        paper.came = vec![0];
        count.table.votes[paper.order[0]] += paper.votes();
    }
    loop {
        count.elect();
        count.fill_last_vacancies();
        count.table.close_stage();
        if count.table.is_finished() {
            return count.table.close();
        }
        // 49 (9), (10); 51 (1).
        if count.surpluses.is_empty() || count.surpluses_wait() {
            count.exclude(lot)
        } else {
            count.transfer(lot)
        }
    }
}

impl Count {
    /// 48 (3).
    fn elect(&mut self) {
        for candidate in self.table.continuing() {
            if self.table.votes[candidate] >= self.quota && self.table.vacancies() > 0 {
                self.table.elect(candidate);
                if self.table.votes[candidate] > self.quota {
                    self.surpluses.push(candidate);
                }
            }
        }
    }

    fn surplus(&self) -> Q {
        self.surpluses.iter().map(|candidate| &self.table.votes[*candidate] - &self.quota).sum()
    }

    /// 52 (1), (2).
    fn fill_last_vacancies(&mut self) {
        self.table.elect_the_rest();
        let continuing = self.table.continuing();
        if self.table.vacancies() == 1 {
            let all = self.table.sum(&continuing) + self.surplus();
            let safe: Vec<usize> = continuing
                .into_iter()
                .filter(|candidate| {
                    let votes = &self.table.votes[*candidate];
                    votes >= &(&all - votes)
                })
                .collect();
            if let [one] = safe.as_slice() {
                self.table.elect(*one);
            }
        }
    }

    fn lowest_first(&self) -> Vec<usize> {
        let mut from_below = self.table.continuing();
        from_below.sort_by(|a, b| self.table.votes[*a].cmp(&self.table.votes[*b]));
        from_below
    }

    /// 49 (10): surpluses that are together less than what parts the lowest, or the two or more lowest together, from the next.
    fn surpluses_wait(&self) -> bool {
        let from_below = self.lowest_first();
        let surplus = self.surplus();
        (1..from_below.len()).any(|size| {
            let difference = &self.table.votes[from_below[size]] - self.table.sum(&from_below[..size]);
            from_below.len() - size >= self.table.vacancies()
                && surplus < difference
                && !self.could_save_a_deposit(&from_below[..size])
        })
    }

    /// More than a quarter of the quota saves the deposit. Nobody is deprived of it: at stage 3 of Foyle in 2017 six could have gone
    /// together, and the surplus was transferred first.
    fn could_save_a_deposit(&self, lowest: &[usize]) -> bool {
        let saves = |votes: &Q| votes * whole(4) > self.quota;
        !saves(&self.table.votes[lowest[0]]) && saves(&(self.table.sum(lowest) + self.surplus()))
    }

    /// 49, 50: the largest surplus.
    fn transfer(&mut self, lot: Lot<'_>) {
        let tied = self.table.most(&self.surpluses);
        let largest = single_out(tied, self.table.earlier.iter(), most, lot);
        self.surpluses.retain(|candidate| *candidate != largest);
        let surplus = &self.table.votes[largest] - &self.quota;
        // (1), (5): first preferences, or the sub-parcel that was last received.
        let held = self.papers.iter().filter(|paper| paper.holder == Some(largest));
        let last = held.map(|paper| paper.came[0]).max().unwrap();
        let standing = self.table.standing.clone();
        let pile: Vec<&mut Paper> = self
            .papers
            .iter_mut()
            .filter(|paper| paper.holder == Some(largest) && paper.came[0] == last)
            .filter(|paper| paper.next(&standing).is_some())
            .collect();
        let transferable: u64 = pile.iter().map(|paper| paper.number).sum();
        self.sub_parcel += 1;
        let mut moved = whole(0);
        for paper in pile {
            // (4) (b), (7): never more than the value at which they came.
            let value = cut(&(&surplus / whole(transferable)), DECIMALS);
            paper.value = value.min(paper.value.clone());
            paper.holder = paper.next(&standing);
            paper.came = vec![self.sub_parcel];
            self.table.votes[paper.holder.unwrap()] += paper.votes();
            moved += paper.votes();
        }
        self.table.votes[largest] = self.quota.clone();
        // 50 (2) (c)
        self.table.nontransferable += surplus - moved;
    }

    /// 51.
    fn exclude(&mut self, lot: Lot<'_>) {
        let from_below = self.lowest_first();
        let surplus = self.surplus();
        // (12): two or more lowest who have fewer votes together, with the surpluses, than the next.
        let together = (2..from_below.len()).rev().find(|size| {
            from_below.len() - size >= self.table.vacancies()
                && self.table.sum(&from_below[..*size]) + &surplus < self.table.votes[from_below[*size]]
                && !self.could_save_a_deposit(&from_below[..*size])
        });
        let excluded = match together {
            Some(size) => from_below[..size].to_vec(),
            // (13)
            None => {
                let tied = self.table.fewest(&from_below);
                vec![single_out(tied, self.table.earlier.iter(), fewest, lot)]
            }
        };
        excluded.iter().for_each(|candidate| self.table.exclude(*candidate));
        // 52 (1), (3): no further transfer when the rest fill the vacancies.
        if self.table.continuing().len() <= self.table.vacancies() {
            return;
        }
        // (2), (5): sub-parcels, first preferences before all others, these by value.
        let mut sub_parcels: BTreeMap<(bool, Q), Vec<usize>> = BTreeMap::new();
        for (at, paper) in self.papers.iter().enumerate() {
            if paper.holder.is_some_and(|holder| excluded.contains(&holder)) {
                let first = paper.came[0] == 0;
                sub_parcels.entry((first, paper.value.clone())).or_default().push(at);
            }
        }
        while let Some((_, pile)) = sub_parcels.pop_last() {
            self.sub_parcel += 1;
            for at in pile {
                let paper = &mut self.papers[at];
                self.table.votes[paper.holder.unwrap()] -= paper.votes();
                paper.holder = paper.next(&self.table.standing);
                paper.came = vec![self.sub_parcel];
                match paper.holder {
                    Some(next) => self.table.votes[next] += paper.votes(),
                    None => self.table.nontransferable += paper.votes(),
                }
            }
            // (5), (6): candidates who are deemed to be elected are passed over; no more moves when no vacancy remains.
            self.elect();
            if self.table.vacancies() == 0 {
                return;
            }
        }
    }
}
