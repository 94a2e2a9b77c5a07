//! Seats one by one to the greatest quotient of a party in a district.

use super::QuotientOf;
use super::grid::DistrictGrid;
use super::quotients::{Order, Quotients, greatest_first};
use super::way::{WayBuffers, Won};
use crate::apportion::Method;
use crate::system::count::book::Book;
use crate::system::count::failure::CountFailure;

pub(super) fn by_quotients(
    won: Won<'_>,
    method: &Method,
    of: QuotientOf,
    way: &mut WayBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let Won { count, here, grid, .. } = won;
    let plan = count.plan;
    let WayBuffers { won: seats, left, room, given, scales, quotients, placed, .. } = &mut *way;
    DistrictGrid::scales(count, here, of, book, scales);
    let claims = Quotients { votes: &grid.votes, held: &grid.held, method, scales };
    left.clone_from(seats);
    room.clone_from(&plan.places.room);
    placed.clear();
    greatest_first(&claims, left, room, &Order::of(count, &plan.places.ranks), placed, quotients)?;
    given.clear();
    given.resize(grid.votes.len(), 0);
    for &(list, d) in &placed.seats {
        given[list as usize * grid.districts + d] += 1;
    }
    let claims = Quotients { votes: &grid.votes, held: &grid.held, method, scales };
    won.note_placed(placed, Some(&claims), book);
    won.note_districts_open(left, room, placed, book);
    way.give(won, book);
    won.give_without_district(&way.left, book);
    Ok(())
}
