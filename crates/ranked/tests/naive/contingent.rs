//! The contingent vote, and the supplementary vote of the Local Government Act 2000, schedule 2.

use crate::papers::{Election, passing_over};
use crate::runoff::{majority, tally};
use crate::table::{Lot, Record, Table};

/// All but two are excluded at once; who of those with equal votes goes is drawn by lot.
pub(crate) fn contingent(election: &Election, lot: Lot<'_>) -> Record {
    count(election, usize::MAX, lot, |table, lot| {
        while table.continuing().len() > 2 {
            let tied = table.fewest(&table.continuing());
            let out = if tied.len() + 2 <= table.continuing().len() { tied[0] } else { lot(&tied) };
            table.exclude(out);
        }
    })
}

/// Paragraph 3 (2), (3): the two with the most first preferences remain, and everybody who has as many as the second of them.
pub(crate) fn supplementary(election: &Election, lot: Lot<'_>) -> Record {
    count(election, 2, lot, |table, _| {
        let mut from_above = table.continuing();
        from_above.sort_by(|a, b| table.votes[*b].cmp(&table.votes[*a]));
        let second = table.votes[from_above[1]].clone();
        for candidate in from_above {
            if table.votes[candidate] < second {
                table.exclude(candidate);
            }
        }
    })
}

fn count(
    election: &Election,
    preferences: usize,
    lot: Lot<'_>,
    eliminate: impl Fn(&mut Table, Lot<'_>),
) -> Record {
    let mut table = Table::new(election.candidates, 1, 0);
    let papers = election.papers(|ranks| passing_over(ranks, preferences));
    tally(&mut table, &papers);
    if let Some(winner) = majority(&table) {
        table.elect(winner);
    } else if table.continuing().len() <= 2 {
        table.elect_with_most(lot);
    }
    table.close_stage();
    if table.is_finished() {
        return table.close();
    }
    eliminate(&mut table, lot);
    tally(&mut table, &papers);
    table.elect_with_most(lot);
    table.close_stage();
    table.close()
}
