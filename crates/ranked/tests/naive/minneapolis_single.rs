//! Minneapolis Code of Ordinances, 167.60: one seat.

use crate::amount::whole;
use crate::minneapolis::{RANKINGS, cannot_win};
use crate::papers::{Election, number, passing_over};
use crate::runoff::tally;
use crate::table::{Lot, Record, Table};

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let mut table = Table::new(election.candidates, 1, 0);
    let papers = election.papers(|ranks| passing_over(ranks, RANKINGS));
    // Fixed on the votes of the first round.
    let threshold = whole(number(&papers) / 2 + 1);
    loop {
        tally(&mut table, &papers);
        let continuing = table.continuing();
        let reached = continuing.iter().copied().find(|candidate| table.votes[*candidate] >= threshold);
        if let Some(winner) = reached {
            table.elect(winner);
        } else if continuing.len() <= 2 {
            // The last round elects below the threshold.
            table.elect_with_most(lot);
        }
        table.close_stage();
        if table.is_finished() {
            return table.close();
        }
        // The city printed a last round of two.
        let impossible = cannot_win(&table, &whole(0), 2);
        if impossible.is_empty() {
            let tied = table.fewest(&table.continuing());
            let lowest = if tied.len() == 1 { tied[0] } else { lot(&tied) };
            table.exclude(lowest);
        } else {
            impossible.into_iter().for_each(|candidate| table.exclude(candidate));
        }
    }
}
