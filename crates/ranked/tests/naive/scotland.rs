//! Scottish Local Government Elections Order, schedule 1, rules 45 to 52.

use crate::amount::{Q, cut, whole};
use crate::papers::{Election, consecutive, number};
use crate::table::{Lot, Record, Table, fewest, most, single_out};

const DECIMALS: u32 = 5;

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let mut table = Table::new(election.candidates, election.seats, DECIMALS);
    // 45: first stage.
    let mut papers = election.papers(consecutive);
    for paper in &mut papers {
        paper.holder = Some(paper.order[0]);
        table.votes[paper.order[0]] += paper.votes();
    }
    // 46: the quota.
    let quota = whole(number(&papers) / (election.seats as u64 + 1) + 1);
    let mut surpluses: Vec<usize> = Vec::new();
    loop {
        // 47 (1): elected with the quota; 52 (1): as many continuing candidates as vacancies.
        for candidate in table.continuing() {
            if table.votes[candidate] >= quota {
                table.elect(candidate);
                if table.votes[candidate] > quota {
                    surpluses.push(candidate);
                }
            }
        }
        table.elect_the_rest();
        table.close_stage();
        if table.is_finished() {
            return table.close();
        }
        let earlier = table.earlier.iter().rev();
        if surpluses.is_empty() {
            // 50, 51: the lowest is excluded, and all papers move at their present value.
            let tied = table.fewest(&table.continuing());
            let lowest = single_out(tied, earlier, fewest, lot);
            table.exclude(lowest);
            for paper in papers.iter_mut().filter(|paper| paper.holder == Some(lowest)) {
                paper.holder = paper.next(&table.standing);
                match paper.holder {
                    Some(next) => table.votes[next] += paper.votes(),
                    None => table.nontransferable += paper.votes(),
                }
            }
            table.votes[lowest] = whole(0);
        } else {
            // 48, 49: the largest surplus.
            let tied = table.most(&surpluses);
            let largest = single_out(tied, earlier, most, lot);
            surpluses.retain(|candidate| *candidate != largest);
            let total = table.votes[largest].clone();
            let surplus = &total - &quota;
            let mut moved: Q = whole(0);
            for paper in papers.iter_mut().filter(|paper| paper.holder == Some(largest)) {
                paper.holder = paper.next(&table.standing);
                if let Some(next) = paper.holder {
                    paper.value = cut(&(&surplus * &paper.value / &total), DECIMALS);
                    table.votes[next] += paper.votes();
                    moved += paper.votes();
                }
            }
            table.votes[largest] = quota.clone();
            table.nontransferable += surplus - moved;
        }
    }
}
