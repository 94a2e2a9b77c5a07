//! Each party's seats among its lists in the districts.

use super::record::{InPlaces, placed};
use super::way::{WayBuffers, Won};
use crate::compensation::Overhang;
use crate::compensation::coverage::{Winner, seat_others, seat_winners};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::exhausted::Exhausted;
use sailau_apportion::Method;

pub(super) fn within_parties(
    won: Won<'_>,
    method: &Method,
    way: &mut WayBuffers,
    winners: &mut Vec<Winner>,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let Won { count, here, share, grid, overhang, .. } = won;
    let plan = count.plan;
    let WayBuffers { won: sums, left, given, places, .. } = &mut *way;
    given.clear();
    given.resize(grid.votes.len(), 0);
    sums.clear();
    sums.resize(share.len(), 0);
    left.clear();
    left.resize(share.len(), 0);
    let refused = overhang == Some(Overhang::Refused);
    let runs_out = plan.rule.exhausted == Exhausted::NextList;
    for (list, &seats) in share.iter().enumerate() {
        let (votes, held) = (&grid.votes[grid.row(list)], &grid.held[grid.row(list)]);
        if seats == 0 && held.iter().all(|&n| n == 0) {
            if refused && here.takes_part(list) {
                // Winners where it has no list.
                seat_winners(count, list, &[], winners, book);
            }
            continue;
        }
        if votes.iter().all(|&n| n == 0) {
            // Seats that do not follow from votes, such as first seats that cost a list all of them.
            left[list] = seats.saturating_sub(won.held.lists[list]);
            continue;
        }
        places.floors.clear();
        match overhang {
            Some(Overhang::Levelled) => {
                places.floors.extend_from_slice(won.floors.get(grid.row(list)).unwrap_or_default());
            }
            // What is held stays, and the others come to it.
            Some(Overhang::PaidByOthers | Overhang::PaidByShort | Overhang::Returned) => {
                places.floors.extend_from_slice(held)
            }
            Some(Overhang::Kept | Overhang::Refused) | None => {}
        }
        places.most.clear();
        let mut placeable = seats;
        if runs_out {
            let candidates = &plan.places.candidates[grid.row(list)];
            places.most.extend(candidates.iter().zip(held).map(|(&n, &held)| n.saturating_add(held)));
            let open = places.most.iter().zip(votes).filter(|(_, n)| **n > 0);
            let room = open.fold(0u32, |sum, (&most, _)| sum.saturating_add(most));
            placeable = seats.min(room);
            left[list] = seats - placeable;
        }
        count.among_places(here.at, list, (votes, &plan.places.ranks), placeable, method, places, book)?;
        for (d, (&placed, &held)) in places.placed.iter().zip(held).enumerate() {
            let list_seats = placed.saturating_sub(held);
            given[list * grid.districts + d] = list_seats;
            sums[list] += list_seats;
        }
        book.note(here.at, "placement", |names| {
            let seats = InPlaces { votes, given: &places.placed, held, method: Some(method) };
            placed(names, plan, list, None, 0..votes.len(), seats)
        });
        if refused {
            seat_winners(count, list, &places.placed, winners, book);
        }
    }
    won.note_won(sums, book);
    if refused {
        seat_others(count, book, |held| plan.list_of(held.party).is_some_and(|list| here.takes_part(list)));
    }
    way.give(won, book);
    won.give_without_district(&way.left, book);
    Ok(())
}
