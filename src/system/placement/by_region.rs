//! Seats of the whole country come to the regions first, and then to the districts there.

use super::Stop;
use super::compensate::HeldSeats;
use super::list::Count;
use super::quotients::{Grid, Placed, greatest_first};
use super::tie_break::Place;
use super::witness::{At, Fact, Witness};
use crate::apportion::Method;
use crate::system::plan::Area;
use crate::system::rules::RegionSeats;

/// Votes and seats of the lists in the regions, by list and then by region.
struct InRegions {
    votes: Vec<u64>,
    held: Vec<u32>,
    /// With those that are held.
    seats: Vec<u32>,
}

impl<W: Witness> Count<'_, W> {
    /// Places the seats that the lists won in the whole country, `share`, in regions and districts.
    #[expect(clippy::too_many_arguments, reason = "what the count knows by then")]
    pub(super) fn by_regions(
        &mut self,
        area: &Area,
        place: Place,
        house: u32,
        share: &[u32],
        held: &HeldSeats,
        method: &Method,
        rule: &RegionSeats,
    ) -> Result<(), Stop> {
        let plan = self.plan;
        let regions = plan.places.regions.len();
        let districts = area.papers.len();
        let mut left = self.note_won(place, house, share, held);
        let (votes, in_districts) = (self.district_votes(area), self.held_by_district(area));
        let mut sums = InRegions {
            votes: vec![0; share.len() * regions],
            held: vec![0; share.len() * regions],
            seats: Vec::new(),
        };
        for list in 0..share.len() {
            for (d, &region) in plan.places.region_of.iter().enumerate() {
                // Sums of these fitted when the lists' totals were made.
                sums.votes[list * regions + region] += votes[list * districts + d];
                let held = &mut sums.held[list * regions + region];
                *held = held.saturating_add(in_districts[list * districts + d]);
            }
        }
        sums.seats.clone_from(&sums.held);
        if rule.each.is_some() {
            self.fill_regions(&mut sums, &mut left, &rule.method)?;
        } else {
            let ranks: Vec<u32> = plan.places.regions.iter().map(|region| region.rank).collect();
            for list in 0..share.len() {
                let row = list * regions..(list + 1) * regions;
                let votes = &sums.votes[row.clone()];
                if left[list] == 0 || votes.iter().all(|&n| n == 0) {
                    continue;
                }
                let floors = sums.held[row.clone()].to_vec();
                let seats = share[list];
                let shared = self.among_places(place, list, (votes, &ranks), seats, floors, &rule.method)?;
                sums.seats[row].copy_from_slice(&shared);
                // What equal claims leave open was reported with them.
                left[list] = 0;
            }
        }
        let mut given = vec![0u32; votes.len()];
        for list in 0..share.len() {
            let row = list * regions..(list + 1) * regions;
            let (seats, held) = (&sums.seats[row.clone()], &sums.held[row]);
            if seats.iter().all(|&n| n == 0) {
                continue;
            }
            // Lists are numbered in u32.
            let fact = Fact::PlacedInRegions { plan, list: list as u32, given: seats, held };
            self.witness.note(place.at, fact);
            let row = list * districts..(list + 1) * districts;
            let held = &in_districts[row.clone()];
            let placed = self.within_regions(list, &votes[row.clone()], held, seats, method)?;
            let fact = Fact::Placed { plan, list: list as u32, given: &placed, held };
            self.witness.note(place.at, fact);
            for (given, (&placed, &held)) in given[row].iter_mut().zip(placed.iter().zip(held)) {
                *given = placed.saturating_sub(held);
            }
        }
        self.give_by_district(area, &given);
        self.give_without_district(&left);
        Ok(())
    }

    /// One by one to the greatest quotient of a party in a region, while parties have seats left and regions room.
    fn fill_regions(&mut self, sums: &mut InRegions, left: &mut [u32], method: &Method) -> Result<(), Stop> {
        let plan = self.plan;
        let regions = &plan.places.regions;
        let ranks: Vec<u32> = regions.iter().map(|region| region.rank).collect();
        let scales = vec![(1, 1); regions.len()];
        let grid = Grid { votes: &sums.votes, held: &sums.held, method, scales: &scales };
        let won = left.to_vec();
        // A party that stands in some regions only, and would find no room in them, comes before the others.
        let mut ahead = vec![false; left.len()];
        let placed = loop {
            let mut room: Vec<u32> = regions.iter().map(|region| region.room.unwrap_or(u32::MAX)).collect();
            let mut placed = Placed::default();
            for first in [true, false] {
                let mut part: Vec<u32> =
                    won.iter().zip(&ahead).map(|(&n, &ahead)| if ahead == first { n } else { 0 }).collect();
                if placed.open.is_empty() {
                    let Placed { seats, open } =
                        greatest_first(&grid, &mut part, &mut room, &self.order(&ranks))?;
                    placed.seats.extend(seats);
                    placed.open = open;
                }
                for (list, left) in left.iter_mut().enumerate().filter(|(list, _)| ahead[*list] == first) {
                    *left = part[list];
                }
            }
            let elsewhere = |list: usize| {
                let mut row = sums.votes[list * regions.len()..(list + 1) * regions.len()].iter();
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
                break placed;
            }
        };
        let at = At { tier: self.tier, district: None };
        for (number, &(list, region)) in (1u32..).zip(&placed.seats) {
            sums.seats[list as usize * regions.len() + region] += 1;
            let to = Some(regions[region].district);
            self.witness.note(at, Fact::PlacedOne { plan, list, to, number });
        }
        self.note_open(placed.open.iter().map(|&(list, i)| (list, Some(regions[i].district))).collect());
        Ok(())
    }

    /// A party's seats of each region among its lists in the districts there, with those that it holds.
    fn within_regions(
        &mut self,
        list: usize,
        votes: &[u64],
        held: &[u32],
        seats: &[u32],
        method: &Method,
    ) -> Result<Vec<u32>, Stop> {
        let places = &self.plan.places;
        let mut placed = held.to_vec();
        for (number, region) in places.regions.iter().enumerate() {
            let inside: Vec<usize> = (0..votes.len()).filter(|&d| places.region_of[d] == number).collect();
            let own: Vec<u64> = inside.iter().map(|&d| votes[d]).collect();
            if own.iter().all(|&n| n == 0) {
                continue;
            }
            let floors = inside.iter().map(|&d| held[d]).collect();
            let ranks: Vec<u32> = inside.iter().map(|&d| self.plan.paper_ranks[d]).collect();
            let at = At { tier: self.tier, district: Some(region.district) };
            let place = Place::of(at, Some(region.rank));
            let shared = self.among_places(place, list, (&own, &ranks), seats[number], floors, method)?;
            for (&d, seats) in inside.iter().zip(shared) {
                placed[d] = seats;
            }
        }
        Ok(placed)
    }
}
