//! Malta, General Elections Act, Thirteenth Schedule: whole papers, as in Ireland; surpluses in the order of their counts, and one
//! candidate excluded at a time.

use crate::ireland::{Count, first_count};
use crate::papers::Election;
use crate::table::{Lot, Record, fewest, most, single_out};

pub(crate) fn count(election: &Election, lot: Lot<'_>) -> Record {
    let mut count = first_count(election);
    // Elected candidates with a surplus, by the count that gave it.
    let mut surpluses: Vec<Vec<usize>> = Vec::new();
    loop {
        let over = elect(&mut count);
        if !over.is_empty() {
            surpluses.push(over);
        }
        count.table.close_stage();
        if count.table.is_finished() {
            return count.table.close();
        }
        if surpluses.is_empty() {
            let tied = count.table.fewest(&count.table.continuing());
            let lowest = single_out(tied, count.table.earlier.iter(), fewest, lot);
            count.table.exclude(lowest);
            count.move_papers(vec![lowest]);
        } else {
            // (2), (3), (4)
            let tied = count.table.most(&surpluses[0]);
            let largest = single_out(tied, count.table.earlier.iter(), most, lot);
            surpluses[0].retain(|candidate| *candidate != largest);
            surpluses.retain(|those| !those.is_empty());
            count.pass_on(largest, lot);
        }
    }
}

fn elect(count: &mut Count) -> Vec<usize> {
    let mut over = Vec::new();
    for candidate in count.table.continuing() {
        if count.table.votes[candidate] >= count.quota {
            count.table.elect(candidate);
            if count.table.votes[candidate] > count.quota {
                over.push(candidate);
            }
        }
    }
    count.table.elect_the_rest();
    over
}
