//! Albany (California), proportional ranked choice voting, as Alameda County counts it.

use crate::amount::{Q, cut, whole};
use crate::papers::{Election, Paper, ended_by_overvote};
use crate::table::{Lot, Record, Table};

const DECIMALS: u32 = 6;

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let mut table = Table::new(election.candidates, election.seats, DECIMALS);
    let mut papers = election.papers(|ranks| ended_by_overvote(ranks, usize::MAX));
    for paper in &mut papers {
        paper.holder = Some(paper.order[0]);
        table.votes[paper.order[0]] += paper.votes();
    }
    let mut surpluses: Vec<usize> = Vec::new();
    loop {
        // The threshold falls with the votes that still count.
        let counting: Q = table.votes.iter().sum();
        let threshold = (counting / whole(election.seats as u64 + 1)).floor() + whole(1);
        for candidate in table.continuing() {
            if table.votes[candidate] >= threshold && table.vacancies() > 0 {
                table.elect(candidate);
                surpluses.push(candidate);
            }
        }
        surpluses.retain(|candidate| table.votes[*candidate] > threshold);
        table.elect_the_rest();
        table.close_stage();
        if table.is_finished() {
            return table.close();
        }
        if !surpluses.is_empty() {
            let tied = table.most(&surpluses);
            let elected = if tied.len() == 1 { tied[0] } else { lot(&tied) };
            surpluses.retain(|candidate| *candidate != elected);
            let surplus = &table.votes[elected] - &threshold;
            let fraction = cut(&(&surplus / &table.votes[elected]), DECIMALS);
            let mut moved: Q = whole(0);
            for paper in papers.iter_mut().filter(|paper| paper.holder == Some(elected)) {
                paper.value = cut(&(&fraction * &paper.value), DECIMALS);
                moved += paper.votes();
                hand_on(&mut table, paper);
            }
            table.votes[elected] = threshold.clone();
            table.lost += surplus - moved;
        } else {
            let tied = table.fewest(&table.continuing());
            let lowest = if tied.len() == 1 { tied[0] } else { lot(&tied) };
            table.exclude(lowest);
            for paper in papers.iter_mut().filter(|paper| paper.holder == Some(lowest)) {
                hand_on(&mut table, paper);
            }
            table.votes[lowest] = whole(0);
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
