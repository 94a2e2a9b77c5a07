//! Minneapolis Code of Ordinances, 167.70: several seats.

use crate::amount::{Q, cut, whole};
use crate::minneapolis::{RANKINGS, cannot_win};
use crate::papers::{Election, Paper, number, passing_over};
use crate::table::{Lot, Record, Table};

const DECIMALS: u32 = 4;

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let mut table = Table::new(election.candidates, election.seats, DECIMALS);
    let mut papers = election.papers(|ranks| passing_over(ranks, RANKINGS));
    for paper in &mut papers {
        paper.holder = Some(paper.order[0]);
        table.votes[paper.order[0]] += paper.votes();
    }
    // 167.20: fixed on the votes of the first round.
    let threshold = whole(number(&papers) / (election.seats as u64 + 1) + 1);
    loop {
        // (a): as many have the threshold as there are seats. (f): or no more remain than there are offices left.
        let reached: Vec<usize> =
            table.continuing().into_iter().filter(|candidate| table.votes[*candidate] >= threshold).collect();
        if table.elected.len() + reached.len() == election.seats {
            reached.into_iter().for_each(|candidate| table.elect(candidate));
        }
        table.elect_the_rest();
        table.close_stage();
        if table.is_finished() {
            return table.close();
        }
        // (b): surplus votes, of candidates from whom none has been transferred.
        let over: Vec<usize> =
            table.continuing().into_iter().filter(|candidate| table.votes[*candidate] > threshold).collect();
        let surplus: Q = over.iter().map(|candidate| &table.votes[*candidate] - &threshold).sum();
        let impossible = cannot_win(&table, &surplus, table.vacancies());
        if !impossible.is_empty() {
            // (c): all who cannot be elected, at once.
            defeat(&mut table, &mut papers, &impossible);
        } else if !over.is_empty() {
            // (d): the largest surplus; only now its candidate is elected.
            let tied = table.most(&over);
            let largest = if tied.len() == 1 { tied[0] } else { lot(&tied) };
            table.elect(largest);
            let fraction = cut(&((&table.votes[largest] - &threshold) / &table.votes[largest]), DECIMALS);
            let mut left = whole(0);
            for paper in papers.iter_mut().filter(|paper| paper.holder == Some(largest)) {
                let before = paper.votes();
                paper.value = cut(&(&fraction * &paper.value), DECIMALS);
                left += before - paper.votes();
                hand_on(&mut table, paper);
            }
            // What is lost stays with the candidate.
            table.votes[largest] = left;
        } else {
            // (e): the one with the fewest votes.
            let tied = table.fewest(&table.continuing());
            let lowest = if tied.len() == 1 { tied[0] } else { lot(&tied) };
            defeat(&mut table, &mut papers, &[lowest]);
        }
    }
}

/// Papers of the defeated move on, unless no more remain than there are offices left.
fn defeat(table: &mut Table, papers: &mut [Paper], defeated: &[usize]) {
    defeated.iter().for_each(|candidate| table.exclude(*candidate));
    if table.continuing().len() <= table.vacancies() {
        return;
    }
    for paper in
        papers.iter_mut().filter(|paper| paper.holder.is_some_and(|holder| defeated.contains(&holder)))
    {
        hand_on(table, paper);
    }
    defeated.iter().for_each(|candidate| table.votes[*candidate] = whole(0));
}

fn hand_on(table: &mut Table, paper: &mut Paper) {
    paper.holder = paper.next(&table.standing);
    match paper.holder {
        Some(next) => table.votes[next] += paper.votes(),
        None => table.nontransferable += paper.votes(),
    }
}
