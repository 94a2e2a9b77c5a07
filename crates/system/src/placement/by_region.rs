//! Seats of the whole country come to the regions first, and then to the districts there.

use super::RegionSeats;
use super::quotients::{Order, Placed, QuotientBuffers, Quotients, greatest_first};
use super::record::{InPlaces, placed, placed_in_regions};
use super::way::{PlaceBuffers, WayBuffers, Won};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use sailau_apportion::Method;

/// Votes and seats of the lists in the regions, by list and then by region.
#[derive(Debug, Clone, Default)]
pub(crate) struct RegionBuffers {
    votes: Vec<u64>,
    held: Vec<u32>,
    /// With those that are held.
    seats: Vec<u32>,
    ranks: Vec<u32>,
    scales: Vec<(u128, u128)>,
    /// Parties that come before the others, and the seats of those whose turn it is.
    ahead: Vec<bool>,
    part: Vec<u32>,
    /// The districts of one region, with a party's votes there.
    inside: Vec<usize>,
    own: Vec<u64>,
    own_ranks: Vec<u32>,
    /// A party's seats in all districts.
    districts: Vec<u32>,
}

/// Places the seats that the lists won in the whole country in regions and districts.
pub(super) fn by_regions(
    won: Won<'_>,
    method: &Method,
    rule: &RegionSeats,
    way: &mut WayBuffers,
    sums: &mut RegionBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let Won { count, here, share, grid, .. } = won;
    let plan = count.plan;
    let regions = plan.places.regions.len();
    let WayBuffers { won: seats, left, room, given, places, quotients, placed: in_regions, .. } = &mut *way;
    left.clone_from(seats);
    sums.add_up(won);
    if rule.each.is_some() {
        fill_regions(count, sums, (seats, left, room), &rule.method, in_regions, quotients, book)?;
    } else {
        for list in (0..share.len()).filter(|&list| seats[list] > 0) {
            let row = list * regions..(list + 1) * regions;
            let votes = &sums.votes[row.clone()];
            if votes.iter().all(|&n| n == 0) {
                continue;
            }
            places.floors.clear();
            places.floors.extend_from_slice(&sums.held[row.clone()]);
            let votes = (votes, &sums.ranks[..]);
            count.among_places(here.at, list, votes, share[list], &rule.method, places, book)?;
            sums.seats[row].copy_from_slice(&places.placed);
            // What equal claims leave open was reported with them.
            left[list] = 0;
        }
    }
    given.clear();
    given.resize(grid.votes.len(), 0);
    for list in 0..share.len() {
        let row = list * regions..(list + 1) * regions;
        let (seats, held) = (&sums.seats[row.clone()], &sums.held[row.clone()]);
        if seats.iter().all(|&n| n == 0) {
            continue;
        }
        book.note(here.at, "placement", |names| {
            // Where regions take seats one by one, each was told of with its quotient.
            let method = Some(&rule.method).filter(|_| rule.each.is_none());
            let seats = InPlaces { votes: &sums.votes[row.clone()], given: seats, held, method };
            placed_in_regions(names, plan, list, seats)
        });
        let held = &grid.held[grid.row(list)];
        within_regions(won, list, row, sums, method, places, book)?;
        for (given, (&placed, &held)) in given[grid.row(list)].iter_mut().zip(sums.districts.iter().zip(held))
        {
            *given = placed.saturating_sub(held);
        }
    }
    way.give(won, book);
    won.give_without_district(&way.left, book);
    Ok(())
}

impl RegionBuffers {
    /// Votes and held seats of each list in each region.
    fn add_up(&mut self, won: Won<'_>) {
        let Won { count, share, grid, .. } = won;
        let places = &count.plan.places;
        let regions = places.regions.len();
        self.votes.clear();
        self.votes.resize(share.len() * regions, 0);
        self.held.clear();
        self.held.resize(share.len() * regions, 0);
        for list in 0..share.len() {
            for (d, &region) in places.region_of.iter().enumerate() {
                let (cell, sum) = (list * grid.districts + d, list * regions + region);
                // Sums of these fitted when the lists' totals were made.
                self.votes[sum] += grid.votes[cell];
                self.held[sum] = self.held[sum].saturating_add(grid.held[cell]);
            }
        }
        self.seats.clone_from(&self.held);
        self.ranks.clear();
        self.ranks.extend(places.regions.iter().map(|region| region.rank));
    }
}

/// One by one to the greatest quotient of a party in a region, while parties have seats left and regions room.
fn fill_regions(
    count: ListCount<'_>,
    sums: &mut RegionBuffers,
    (won, left, room): (&[u32], &mut [u32], &mut Vec<u32>),
    method: &Method,
    placed: &mut Placed,
    buffers: &mut QuotientBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let regions = &count.plan.places.regions;
    let RegionBuffers { votes, held, seats, ranks, scales, ahead, part, .. } = sums;
    scales.clear();
    scales.resize(regions.len(), (1, 1));
    let quotients = Quotients { votes, held, method, scales };
    let order = Order::of(count, ranks);
    // A party that stands in some regions only, and would find no room in them, comes before the others.
    ahead.clear();
    ahead.resize(left.len(), false);
    loop {
        room.clear();
        room.extend(regions.iter().map(|region| region.room.unwrap_or(u32::MAX)));
        placed.clear();
        for first in [true, false] {
            part.clear();
            part.extend(won.iter().zip(&*ahead).map(|(&n, &ahead)| if ahead == first { n } else { 0 }));
            if placed.open.is_empty() {
                greatest_first(&quotients, part, room, &order, placed, buffers)?;
            }
            for (list, left) in left.iter_mut().enumerate().filter(|(list, _)| ahead[*list] == first) {
                *left = part[list];
            }
        }
        let elsewhere = |list: usize| {
            let mut row = votes[list * regions.len()..(list + 1) * regions.len()].iter();
            row.clone().any(|&n| n > 0) && row.any(|&n| n == 0)
        };
        let mut more = false;
        for list in 0..left.len() {
            if placed.open.is_empty() && left[list] > 0 && !ahead[list] && elsewhere(list) {
                ahead[list] = true;
                more = true;
            }
        }
        if !more {
            break;
        }
    }
    for &(list, region) in &placed.seats {
        seats[list as usize * regions.len() + region] += 1;
    }
    let district = |region: usize| Some(regions[region].district);
    let before = Quotients { votes, held, method, scales };
    count.note_one_by_one(&placed.seats, Some(&before), None, district, book);
    count.note_supposed(&placed.asked, district, book);
    count.note_open(&placed.open, district, book);
    Ok(())
}

/// Writes a party's seats of each region among its lists in the districts there, with those that it holds.
fn within_regions(
    won: Won<'_>,
    list: usize,
    row: std::ops::Range<usize>,
    sums: &mut RegionBuffers,
    method: &Method,
    places: &mut PlaceBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let Won { count, grid, .. } = won;
    let plan = count.plan;
    let (votes, held) = (&grid.votes[grid.row(list)], &grid.held[grid.row(list)]);
    let RegionBuffers { seats, inside, own, own_ranks, districts, .. } = sums;
    districts.clear();
    districts.extend_from_slice(held);
    for (number, (region, &seats)) in plan.places.regions.iter().zip(&seats[row]).enumerate() {
        inside.clear();
        inside.extend((0..votes.len()).filter(|&d| plan.places.region_of[d] == number));
        own.clear();
        own.extend(inside.iter().map(|&d| votes[d]));
        if own.iter().all(|&n| n == 0) {
            continue;
        }
        places.floors.clear();
        places.floors.extend(inside.iter().map(|&d| held[d]));
        own_ranks.clear();
        own_ranks.extend(inside.iter().map(|&d| plan.places.ranks[d]));
        let at = Location::district(count.tier, Some(region.district), Some(region.rank));
        count.among_places(at, list, (own, own_ranks), seats, method, places, book)?;
        if seats > 0 {
            book.note(Location::tier(count.tier), "placement", |names| {
                let (given, held) = (&places.placed[..], &places.floors[..]);
                let seats = InPlaces { votes: own, given, held, method: Some(method) };
                placed(names, plan, list, Some(region.district), inside.iter().copied(), seats)
            });
        }
        for (&d, &seats) in inside.iter().zip(&places.placed) {
            districts[d] = seats;
        }
    }
    Ok(())
}
