//! What counts of one seat have in common: every ballot counts one for the candidate whom it stands for.

use sailau_ranked::Rank;

use crate::amount::{Q, whole};
use crate::papers::Election;
use crate::table::Table;

/// A ballot at a place with several candidates: what it is then.
pub(crate) enum Place {
    For(usize),
    Ended,
    PassedOver,
}

/// Counts the ballots of a round anew.
pub(crate) fn tally(table: &mut Table, papers: &[crate::papers::Paper]) {
    table.votes.fill(whole(0));
    table.nontransferable = whole(0);
    for paper in papers {
        match paper.next(&table.standing) {
            Some(candidate) => table.votes[candidate] += whole(paper.number),
            None => table.nontransferable += whole(paper.number),
        }
    }
}

/// The same where a ballot ends at a place at which several are marked who still stand: what it meets round by round decides.
/// `ended` keeps which ballots have ended for good, `never` which were no votes in the first round.
pub(crate) fn tally_with_overvotes(
    table: &mut Table,
    election: &Election,
    ended: &mut [bool],
    never: &mut [bool],
) {
    table.votes.fill(whole(0));
    table.nontransferable = whole(0);
    for ((marked, ended), never) in election.marked.iter().zip(ended).zip(never) {
        let number = whole(marked.number);
        let mut counts_for = None;
        for rank in &marked.ranks {
            if *ended {
                break;
            }
            match at(rank, &table.standing) {
                Place::For(candidate) => {
                    counts_for = Some(candidate);
                    break;
                }
                Place::Ended => *ended = true,
                Place::PassedOver => {}
            }
        }
        match counts_for {
            Some(candidate) => table.votes[candidate] += number,
            // What counts for nobody from the first round on is no vote.
            None if table.stages() == 0 => *never = true,
            None if *never => {}
            None => table.nontransferable += number,
        }
    }
}

fn at(rank: &Rank, standing: &[bool]) -> Place {
    match rank {
        Rank::Blank => Place::PassedOver,
        Rank::Overvote => Place::Ended,
        Rank::One(candidate) if standing[*candidate] => Place::For(*candidate),
        Rank::One(_) => Place::PassedOver,
        Rank::Several(candidates) => {
            let mut still: Vec<usize> =
                candidates.iter().copied().filter(|candidate| standing[*candidate]).collect();
            still.sort_unstable();
            still.dedup();
            match still.as_slice() {
                [] => Place::PassedOver,
                [one] => Place::For(*one),
                _ => Place::Ended,
            }
        }
    }
}

/// Votes that count for somebody.
pub(crate) fn counting(table: &Table) -> Q {
    table.votes.iter().sum()
}

/// Who has more than half of the votes that count.
pub(crate) fn majority(table: &Table) -> Option<usize> {
    let all = counting(table);
    table.continuing().into_iter().find(|candidate| &table.votes[*candidate] * whole(2) > all)
}
