//! Seats of the whole country on their way to the districts.

use super::grid::DistrictGrid;
use super::quotients::{Placed, QuotientBuffers};
use super::record::{placed_one, placement_open};
use crate::apportion::{self, Method, apportion_between};
use crate::system::compensation::Overhang;
use crate::system::compensation::held::{HeldSeats, beyond_held, note_compensated};
use crate::system::count::book::Book;
use crate::system::count::failure::CountFailure;
use crate::system::count::list_count::ListCount;
use crate::system::count::location::Location;
use crate::system::count::sharing::Admitted;
use crate::system::count::ties::{TieBreak, Tied};
use crate::system::exhausted::count::vacate;
use crate::system::protocol::{Claimants, SupposedStep};

/// Seats that lists won in the whole country, on their way to the districts.
#[derive(Clone, Copy)]
pub(crate) struct Won<'a> {
    pub(crate) count: ListCount<'a>,
    pub(crate) here: Admitted<'a>,
    pub(crate) house: u32,
    /// Seats of each list in all.
    pub(crate) share: &'a [u32],
    pub(crate) held: &'a HeldSeats,
    pub(crate) grid: &'a DistrictGrid,
    /// What lists are sure of in the districts where the house was levelled, as in the grid.
    pub(crate) floors: &'a [u32],
    /// What becomes of seats that are held beyond the share; none where no seats are set against it.
    pub(crate) overhang: Option<Overhang>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct WayBuffers {
    /// Seats besides those that are held, by list; what is left of them; and the room in the districts.
    pub(super) won: Vec<u32>,
    pub(super) left: Vec<u32>,
    pub(super) room: Vec<u32>,
    /// Seats by list and district.
    pub(super) given: Vec<u32>,
    pub(super) places: PlaceBuffers,
    pub(super) scales: Vec<(u128, u128)>,
    pub(super) quotients: QuotientBuffers,
    pub(super) placed: Placed,
    column: Vec<u32>,
    candidates: Vec<u32>,
}

/// One party's seats in places.
#[derive(Debug, Clone, Default)]
pub(crate) struct PlaceBuffers {
    /// With what is held there.
    pub(super) placed: Vec<u32>,
    pub(super) floors: Vec<u32>,
    /// The most in each place; empty when nothing bounds it.
    pub(super) most: Vec<u32>,
    apportion: apportion::Workspace,
    tied: Tied,
}

impl Won<'_> {
    /// Writes the seats of each list besides those that it holds, and notes them.
    pub(super) fn note(self, won: &mut Vec<u32>, book: &mut Book<'_>) {
        beyond_held(self.share, self.held, won);
        self.note_won(won, book);
    }

    /// Notes the seats of each list besides those that it holds, where seats are set against them.
    pub(super) fn note_won(self, won: &[u32], book: &mut Book<'_>) {
        if self.overhang.is_some() {
            note_compensated(self.count, self.here, self.house, self.share, self.held, won, book);
        }
    }

    /// The district of a place.
    pub(super) fn district(self, d: usize) -> Option<usize> {
        self.count.plan.places.districts[d]
    }

    /// Tells which seat found which district, and which claims leave it open.
    pub(super) fn note_placed(self, placed: &Placed, book: &mut Book<'_>) {
        self.count.note_one_by_one(&placed.seats, |d| self.district(d), book);
        self.count.note_supposed(&placed.asked, |d| self.district(d), book);
        self.count.note_open(&placed.open, |d| self.district(d), book);
    }

    /// Gives list seats in the districts, by list and then by district.
    fn give_by_district(
        self,
        given: &[u32],
        (column, candidates): (&mut Vec<u32>, &mut Vec<u32>),
        book: &mut Book<'_>,
    ) {
        let (plan, districts) = (self.count.plan, self.grid.districts);
        for (d, &district) in plan.places.districts.iter().enumerate() {
            column.clear();
            column.extend((0..plan.parties.len()).map(|list| given[list * districts + d]));
            if column.iter().any(|&n| n > 0) {
                let at = Location::district(self.count.tier, district, None);
                candidates.clear();
                candidates.extend(plan.places.candidates.iter().skip(d).step_by(districts));
                vacate(self.count, at, self.here.weights, candidates, column, book);
                book.allot(at, plan, column);
            }
        }
    }

    /// Seats for which no district is known stay with the parties, without a district.
    pub(super) fn give_without_district(self, left: &[u32], book: &mut Book<'_>) {
        if left.iter().any(|&n| n > 0) {
            book.allot(Location::tier(self.count.tier), self.count.plan, left);
        }
    }
}

impl WayBuffers {
    /// Gives the seats in the districts that were found.
    pub(super) fn give(&mut self, won: Won<'_>, book: &mut Book<'_>) {
        won.give_by_district(&self.given, (&mut self.column, &mut self.candidates), book);
    }
}

impl ListCount<'_> {
    /// Tells of each seat to which place it came.
    pub(super) fn note_one_by_one(
        self,
        seats: &[(u32, usize)],
        district: impl Fn(usize) -> Option<usize>,
        book: &mut Book<'_>,
    ) {
        for (number, &(list, place)) in (1u32..).zip(seats) {
            let to = district(place);
            book.note(Location::tier(self.tier), "placement", |names| {
                placed_one(names, self.plan, list, to, number)
            });
        }
    }

    /// Tells which equal claims came in an order that is one of several, where there are some.
    pub(super) fn note_supposed(
        self,
        asked: &[(u32, usize)],
        district: impl Fn(usize) -> Option<usize>,
        book: &mut Book<'_>,
    ) {
        if !asked.is_empty() {
            book.note(Location::tier(self.tier), "placement", |names| {
                let claims = asked.iter().map(|&(list, place)| (list, district(place)));
                SupposedStep { claims: names.with_places(self.plan, claims) }
            });
        }
    }

    /// Tells that which of these claims comes first is open, where there are some.
    pub(super) fn note_open(
        self,
        open: &[(u32, usize)],
        district: impl Fn(usize) -> Option<usize>,
        book: &mut Book<'_>,
    ) {
        if !open.is_empty() {
            book.note(Location::tier(self.tier), "placement", |names| {
                let claims = open.iter().map(|&(list, place)| (list, district(place)));
                placement_open(names, self.plan, claims)
            });
        }
    }

    /// One party's seats by its votes in districts or regions, which come with their places in the alphabet, and of
    /// which it has no fewer than the floors, and no more than the most.
    #[expect(
        clippy::too_many_arguments,
        reason = "what goes in, what comes out, and what is written on the way"
    )]
    pub(super) fn among_places(
        self,
        at: Location,
        list: usize,
        (votes, ranks): (&[u64], &[u32]),
        seats: u32,
        method: &Method,
        PlaceBuffers { placed, floors, most, apportion, tied }: &mut PlaceBuffers,
        book: &mut Book<'_>,
    ) -> Result<(), CountFailure> {
        // Where equal claims left a party short of what it holds.
        let held = floors.iter().fold(0u32, |sum, &n| sum.saturating_add(n));
        placed.clear();
        placed.resize(votes.len(), 0);
        apportion_between(votes, seats.max(held), method, floors, most, apportion, placed)
            .map_err(|_| CountFailure::VotesTooLarge)?;
        let rules = self.plan.rule.ties;
        let mut number = 0;
        while let Some(tie) = apportion.tie(number) {
            number += 1;
            tied.among(tie.parties.iter().copied());
            let order = |_| None;
            let votes = |d: u32| votes[d as usize];
            let rank = |d: u32| ranks.get(d as usize).copied().unwrap_or(d);
            let open =
                TieBreak { rules, chance: self.chance, at, order, votes, rank }.settle(tie.seats, tied);
            // The seats are the party's; only their districts are open. Lists are numbered in u32.
            let who = Claimants::Lists(self.plan);
            book.supposed(at, rules, who, &[list as u32], tied.supposed as u32);
            tied.winners.iter().for_each(|&d| placed[d as usize] += 1);
            if open > 0 {
                book.tied(at, who, &[list as u32], open, rules, false);
                book.allotted += u64::from(open);
            }
        }
        Ok(())
    }
}
