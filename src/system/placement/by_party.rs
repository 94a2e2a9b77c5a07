//! Each party's seats among its lists in the districts.

use super::record::placed;
use super::way::{WayBuffers, Won};
use crate::apportion::Method;
use crate::system::compensation::Overhang;
use crate::system::compensation::coverage::{Winner, seat_linked, seat_winners};
use crate::system::compensation::held::note_compensated;
use crate::system::count::book::Book;
use crate::system::count::failure::CountFailure;

pub(super) fn within_parties(
    won: Won<'_>,
    method: &Method,
    way: &mut WayBuffers,
    winners: &mut Vec<Winner>,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let Won { count, here, share, grid, rule, .. } = won;
    let plan = count.plan;
    let WayBuffers { won: sums, given, places, .. } = &mut *way;
    given.clear();
    given.resize(grid.votes.len(), 0);
    sums.clear();
    sums.resize(share.len(), 0);
    for (list, &seats) in share.iter().enumerate() {
        let (votes, held) = (&grid.votes[grid.row(list)], &grid.held[grid.row(list)]);
        if seats == 0 && held.iter().all(|&n| n == 0) || votes.iter().all(|&n| n == 0) {
            continue;
        }
        places.floors.clear();
        match rule.overhang {
            Overhang::Levelled => {
                places.floors.extend_from_slice(won.floors.get(grid.row(list)).unwrap_or_default());
            }
            // What is held stays, and the others come to it.
            Overhang::PaidByOthers | Overhang::Returned => places.floors.extend_from_slice(held),
            Overhang::Kept | Overhang::Refused => {}
        }
        count.among_places(here.at, list, (votes, &plan.ballot_ranks), seats, method, places, book)?;
        for (d, (&placed, &held)) in places.placed.iter().zip(held).enumerate() {
            let list_seats = placed.saturating_sub(held);
            given[list * grid.districts + d] = list_seats;
            sums[list] += list_seats;
        }
        book.note(here.at, "placement", |names| placed(names, plan, list, &places.placed, held));
        if rule.overhang == Overhang::Refused {
            seat_winners(count, here.area, list, &places.placed, winners, book);
        }
    }
    note_compensated(count, here, won.house, share, won.held, sums, book);
    if rule.overhang == Overhang::Refused {
        // Winners of parties that take no part in the lists sit in any case.
        seat_linked(count, book, |held| !plan.list_of(held.party).is_some_and(|list| here.takes_part(list)));
    }
    way.give(won, book);
    Ok(())
}
