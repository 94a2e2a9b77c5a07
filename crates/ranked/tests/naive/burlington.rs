//! Burlington city charter, section 5, as in force from 2005 to 2010.

use crate::papers::Election;
use crate::runoff::{majority, tally_with_overvotes};
use crate::table::{Lot, Record, Table};

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let mut table = Table::new(election.candidates, 1, 0);
    let mut ended = vec![false; election.marked.len()];
    let mut never = ended.clone();
    loop {
        tally_with_overvotes(&mut table, election, &mut ended, &mut never);
        match majority(&table) {
            Some(winner) => table.elect(winner),
            None if table.continuing().len() <= 2 => table.elect_with_most(lot),
            None => {}
        }
        table.close_stage();
        if table.is_finished() {
            return table.close();
        }
        let together = cannot_overtake(&table);
        if together.is_empty() {
            let tied = table.fewest(&table.continuing());
            let lowest = if tied.len() == 1 { tied[0] } else { lot(&tied) };
            table.exclude(lowest);
        } else {
            together.into_iter().for_each(|candidate| table.exclude(candidate));
        }
    }
}

/// The most of the lowest who have fewer votes together than the next has.
fn cannot_overtake(table: &Table) -> Vec<usize> {
    let mut from_below = table.continuing();
    from_below.sort_by(|a, b| table.votes[*a].cmp(&table.votes[*b]));
    let together = (1..from_below.len())
        .rev()
        .find(|size| table.sum(&from_below[..*size]) < table.votes[from_below[*size]]);
    from_below[..together.unwrap_or(0)].to_vec()
}
