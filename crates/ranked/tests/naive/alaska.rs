//! Alaska Statutes 15.15.350 to 15.15.370.

use crate::papers::{Election, ended_by_overvote};
use crate::runoff::{majority, tally};
use crate::table::{Lot, Record, Table};

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let mut table = Table::new(election.candidates, 1, 0);
    let papers = election.papers(|ranks| ended_by_overvote(ranks, 2));
    loop {
        tally(&mut table, &papers);
        let continuing = table.continuing();
        // (d): a majority elects in the first round only; afterwards the count goes on to two.
        if table.stages() == 0
            && let Some(winner) = majority(&table)
        {
            table.elect(winner);
        } else if continuing.len() <= 2 {
            table.elect_with_most(lot);
        }
        table.close_stage();
        if table.is_finished() {
            return table.close();
        }
        let tied = table.fewest(&table.continuing());
        let lowest = if tied.len() == 1 { tied[0] } else { lot(&tied) };
        table.exclude(lowest);
    }
}
