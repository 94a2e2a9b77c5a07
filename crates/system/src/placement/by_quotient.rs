//! Seats one by one to the greatest quotient of a party in a district.

use super::QuotientOf;
use super::grid::DistrictGrid;
use super::quotients::Quotients;
use super::way::{WayBuffers, Won};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use sailau_apportion::Method;

pub(super) fn by_quotients(
    won: Won<'_>,
    method: &Method,
    of: QuotientOf,
    way: &mut WayBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let Won { count, here, grid, .. } = won;
    let plan = count.plan;
    let mut scales = std::mem::take(&mut way.scales);
    DistrictGrid::scales(count, here, of, book, &mut scales);
    way.room.clone_from(&plan.places.room);
    let claims = Quotients { votes: &grid.votes, held: &grid.held, method, scales: &scales };
    let done = way.place_greatest(won, &claims, Some(&claims), book);
    way.scales = scales;
    done
}
