//! Which way seats take back to the districts.

use super::by_party::within_parties;
use super::by_quotient::by_quotients;
use super::by_region::{RegionBuffers, by_regions};
use super::by_remainder::{RemainderBuffers, by_remainders};
use super::grid::DistrictGrid;
use super::national_order::{TurnBuffers, take_turns};
use super::way::{WayBuffers, Won};
use super::{Placement, QuotientOf};
use crate::compensation::coverage::Winner;
use crate::compensation::held::HeldSeats;
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::sharing::Admitted;
use sailau_apportion::Method;

#[derive(Debug, Clone, Default)]
pub(crate) struct PlacementBuffers {
    way: WayBuffers,
    winners: Vec<Winner>,
    regions: RegionBuffers,
    remainders: RemainderBuffers,
    turns: TurnBuffers,
}

/// Places the seats that the lists won in the whole country in the districts.
pub(crate) fn place(
    won: Won<'_>,
    PlacementBuffers { way, winners, regions: sums, remainders, .. }: &mut PlacementBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    match &won.count.plan.rule.placement {
        Some(Placement::Party { method, regions: None, .. }) => {
            within_parties(won, method, way, winners, book)
        }
        Some(Placement::Party { method, regions: Some(regions), .. }) => {
            won.note(&mut way.won, book);
            by_regions(won, method, regions, way, sums, book)
        }
        Some(Placement::Quotient { method, of, .. }) => {
            won.note(&mut way.won, book);
            by_quotients(won, method, *of, way, book)
        }
        Some(Placement::Remainder { of, order }) => {
            won.note(&mut way.won, book);
            by_remainders(won, (*of, *order), way, remainders, book)
        }
        // Whose places were found with the seats, or none.
        Some(Placement::Turn { .. }) | None => Ok(()),
    }
}

/// What seats that nothing is set against find their way with.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnlinkedBuffers {
    nothing: HeldSeats,
    grid: DistrictGrid,
    placement: PlacementBuffers,
}

/// Places seats that lists won in the whole country, and that nothing is set against, in the districts.
pub(crate) fn place_unlinked(
    count: ListCount<'_>,
    here: Admitted<'_>,
    share: &[u32],
    UnlinkedBuffers { nothing, grid, placement }: &mut UnlinkedBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    nothing.lists.clear();
    nothing.lists.resize(share.len(), 0);
    grid.fill(count, here, book);
    // Seats of tiers that the linkage only reads for their votes or claims are no part of these.
    grid.held.fill(0);
    let (house, held) = (share.iter().sum(), &*nothing);
    place(Won { count, here, house, share, held, grid, floors: &[], overhang: None }, placement, book)
}

/// Shares the seats that nobody holds in the linked tiers, one by one, and places each at once.
pub(crate) fn in_national_order(
    won: Won<'_>,
    (method, of, at_most): (&Method, QuotientOf, Option<u32>),
    PlacementBuffers { way, turns, .. }: &mut PlacementBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    DistrictGrid::scales(won.count, won.here, of, book, &mut way.scales);
    take_turns(won, method, at_most.unwrap_or(u32::MAX), way, turns, book)
}
