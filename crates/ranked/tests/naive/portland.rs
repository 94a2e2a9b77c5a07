//! Portland (Oregon), City Code, chapter 2.08: councillors of a district.

use crate::amount::{Q, cut, whole};
use crate::papers::{Election, Paper, number, passing_over};
use crate::table::{Lot, Record, Table};

const DECIMALS: u32 = 4;
const RANKINGS: usize = 6;

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let mut table = Table::new(election.candidates, election.seats, DECIMALS);
    let mut papers = election.papers(|ranks| passing_over(ranks, RANKINGS));
    for paper in &mut papers {
        paper.holder = Some(paper.order[0]);
        table.votes[paper.order[0]] += paper.votes();
    }
    let threshold = whole(number(&papers) / (election.seats as u64 + 1) + 1);
    let mut surpluses: Vec<usize> = Vec::new();
    loop {
        for candidate in table.continuing() {
            if table.votes[candidate] >= threshold {
                table.elect(candidate);
                if table.votes[candidate] > threshold {
                    surpluses.push(candidate);
                }
            }
        }
        table.elect_the_rest();
        table.close_stage();
        if table.is_finished() {
            return table.close();
        }
        if surpluses.is_empty() {
            let tied = table.fewest(&table.continuing());
            let lowest = if tied.len() == 1 { tied[0] } else { lot(&tied) };
            table.exclude(lowest);
            for paper in papers.iter_mut().filter(|paper| paper.holder == Some(lowest)) {
                hand_on(&mut table, paper);
            }
            table.votes[lowest] = whole(0);
        } else {
            let tied = table.most(&surpluses);
            let largest = if tied.len() == 1 { tied[0] } else { lot(&tied) };
            surpluses.retain(|candidate| *candidate != largest);
            let surplus = &table.votes[largest] - &threshold;
            let fraction = cut(&(&surplus / &table.votes[largest]), DECIMALS);
            let mut moved: Q = whole(0);
            for paper in papers.iter_mut().filter(|paper| paper.holder == Some(largest)) {
                paper.value = cut(&(&fraction * &paper.value), DECIMALS);
                moved += paper.votes();
                hand_on(&mut table, paper);
            }
            // The elected candidate is printed with the threshold, what cutting lost apart (residual surplus).
            table.votes[largest] = threshold.clone();
            table.lost += surplus - moved;
        }
    }
}

fn hand_on(table: &mut Table, paper: &mut Paper) {
    paper.holder = paper.next(&table.standing);
    match paper.holder {
        Some(next) => table.votes[next] += paper.votes(),
        None => table.nontransferable += paper.votes(),
    }
}
