//! Meek's method in the arithmetic of New Zealand's Local Electoral Regulations 2001, schedule 1A, in the rounds of the
//! reference rule. All figures are whole numbers of 0.000000001.

use crate::amount::Q;
use crate::papers::{Election, Paper, consecutive, number};
use crate::table::{Lot, Record, Table, fewest, single_out};

const DECIMALS: u32 = 9;
const ONE: u128 = 1_000_000_000;
/// A round ends when less than this is left to be spread.
const OMEGA: u128 = ONE / 1_000_000;

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    reference(election, true, lot)
}

/// An exclusion is printed with the round that shares its votes out.
///
/// `difference`: whether those who are tied go by the first stage at which they differed (part 5) before a lot.
pub(crate) fn reference(election: &Election, difference: bool, lot: Lot<'_>) -> Record {
    let mut table = Table::new(election.candidates, election.seats, DECIMALS);
    let papers = election.papers(consecutive);
    let mut keep = vec![ONE; election.candidates];
    let all = u128::from(number(&papers)) * ONE;
    loop {
        let (votes, _, elected) = round(&table, &papers, &mut keep, election.seats);
        for (candidate, votes) in votes.iter().enumerate() {
            table.votes[candidate] = figure(*votes);
        }
        table.nontransferable = figure(all) - table.votes.iter().sum::<Q>();
        let round_elects = !elected.is_empty();
        elected.into_iter().for_each(|candidate| table.elect(candidate));
        table.elect_the_rest();
        table.close_stage();
        if table.is_finished() {
            return table.close();
        }
        if !round_elects {
            let low = table.fewest(&table.continuing())[0];
            // 19: those who share the lowest number of votes.
            let tied = table.continuing().into_iter().filter(|c| votes[*c] == votes[low]).collect();
            let earlier = table.earlier.iter().filter(|_| difference);
            let lowest = single_out(tied, earlier, fewest, lot);
            table.exclude(lowest);
            keep[lowest] = 0;
            // 3: complete as soon as those who are left fill the vacancies.
            if table.continuing().len() <= table.vacancies() {
                table.elect_the_rest();
                table.close_stage();
                return table.close();
            }
        }
    }
}

/// Spreads until somebody has the quota, or nothing more is to be spread: votes, the surplus that is left, who is elected.
fn round(table: &Table, papers: &[Paper], keep: &mut [u128], seats: usize) -> (Vec<u128>, u128, Vec<usize>) {
    let mut before: Option<u128> = None;
    loop {
        let votes = spread(papers, keep);
        // The quota is cut, and 0.000000001 added.
        let quota = votes.iter().sum::<u128>() / (seats as u128 + 1) + 1;
        let elected: Vec<usize> = table.continuing().into_iter().filter(|c| votes[*c] >= quota).collect();
        let surplus = table.elected.iter().map(|c| votes[*c].saturating_sub(quota)).sum();
        if !elected.is_empty() || surplus < OMEGA || before.is_some_and(|before| surplus >= before) {
            return (votes, surplus, elected);
        }
        before = Some(surplus);
        for candidate in &table.elected {
            // Rounded up twice.
            let product = (keep[*candidate] * quota).div_ceil(ONE);
            keep[*candidate] = (product * ONE).div_ceil(votes[*candidate]);
        }
    }
}

/// Every paper gives each of its candidates the share that the candidate keeps of what is left of it, rounded up.
fn spread(papers: &[Paper], keep: &[u128]) -> Vec<u128> {
    let mut votes = vec![0; keep.len()];
    for paper in papers {
        let mut weight = ONE;
        let mut named = vec![false; keep.len()];
        for candidate in &paper.order {
            if std::mem::replace(&mut named[*candidate], true) {
                continue;
            }
            let share = (weight * keep[*candidate]).div_ceil(ONE);
            votes[*candidate] += share * u128::from(paper.number);
            weight -= share;
        }
    }
    votes
}

fn figure(units: u128) -> Q {
    Q::new(units.into(), ONE.into())
}
