//! Seats of the whole country on their way to the districts.

use std::collections::HashMap;

use super::Placement;
use super::grid::DistrictGrid;
use super::quotients::{Claims, Order, Placed, QuotientBuffers, Quotients, greatest_first};
use super::record::{placed_one, placement_open};
use crate::compensation::Overhang;
use crate::compensation::held::{HeldSeats, beyond_held, note_compensated};
use crate::count::book::Book;
use crate::count::districts_open::DistrictsOpen;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::sharing::Admitted;
use crate::count::ties::{TieBreak, Tied};
use crate::exhausted::count::vacate;
use crate::lots::DrawnFor;
use crate::protocol::{Claimants, SupposedStep};
use sailau_apportion::{Method, Quotient, apportion_between};

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
    apportion: sailau_apportion::Workspace,
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
    pub(super) fn note_placed(self, placed: &Placed, quotients: Option<&Quotients<'_>>, book: &mut Book<'_>) {
        let turns = matches!(self.count.plan.rule.placement, Some(Placement::Turn { .. }));
        let turns = turns.then_some((self.here.weights, &self.held.lists[..]));
        self.count.note_one_by_one(&placed.seats, quotients, turns, |d| self.district(d), book);
        self.count.note_supposed(&placed.asked, |d| self.district(d), book);
        self.count.note_open(&placed.open, |d| self.district(d), book);
    }

    /// Tells of seats of which only the districts are open: those that are `left` where equal claims stopped the others.
    pub(super) fn note_districts_open(
        self,
        left: &[u32],
        room: &[u32],
        placed: &Placed,
        book: &mut Book<'_>,
    ) {
        if placed.open.is_empty() || book.recorder.is_none() {
            return;
        }
        let mut among: Vec<u32> = placed.open.iter().map(|&(list, _)| list).collect();
        among.sort_unstable();
        among.dedup();
        let at = Location::tier(self.count.tier);
        let what = DrawnFor::Turn(u32::try_from(placed.seats.len()).unwrap_or(u32::MAX));
        for (list, &seats) in left.iter().enumerate().filter(|(_, seats)| **seats > 0) {
            let open = DistrictsOpen { list, seats, what, among: &among };
            let votes = &self.grid.votes[self.grid.row(list)];
            let may_be = (0..room.len()).filter(|&d| room[d] > 0 && votes[d] > 0);
            book.districts_open(at, self.count.plan, open, may_be.map(|d| self.district(d)));
        }
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
    /// Places the seats that lists won one by one where their claims are greatest, as far as districts have room, and gives
    /// them there; each is told of with its quotient, where claims are some.
    pub(super) fn place_greatest(
        &mut self,
        won: Won<'_>,
        claims: &impl Claims,
        quotients: Option<&Quotients<'_>>,
        book: &mut Book<'_>,
    ) -> Result<(), CountFailure> {
        let count = won.count;
        let Self { won: seats, left, room, quotients: buffers, placed, .. } = &mut *self;
        left.clone_from(seats);
        placed.clear();
        greatest_first(claims, left, room, &Order::of(count, &count.plan.places.ranks), placed, buffers)?;
        self.give_placed(won, quotients, book);
        Ok(())
    }

    /// Gives seats where they found their places, and those that found none to the parties.
    pub(super) fn give_placed(
        &mut self,
        won: Won<'_>,
        quotients: Option<&Quotients<'_>>,
        book: &mut Book<'_>,
    ) {
        let grid = won.grid;
        let Self { left, room, given, placed, .. } = &mut *self;
        given.clear();
        given.resize(grid.votes.len(), 0);
        for &(list, d) in &placed.seats {
            given[list as usize * grid.districts + d] += 1;
        }
        won.note_placed(placed, quotients, book);
        won.note_districts_open(left, room, placed, book);
        self.give(won, book);
        won.give_without_district(&self.left, book);
    }

    /// Gives the seats in the districts that were found.
    pub(super) fn give(&mut self, won: Won<'_>, book: &mut Book<'_>) {
        won.give_by_district(&self.given, (&mut self.column, &mut self.candidates), book);
    }
}

impl ListCount<'_> {
    /// Tells of each seat to which place it came; with votes and seats in the country, where they say whose turn it is.
    pub(super) fn note_one_by_one(
        self,
        seats: &[(u32, usize)],
        quotients: Option<&Quotients<'_>>,
        turns: Option<(&[u64], &[u32])>,
        district: impl Fn(usize) -> Option<usize>,
        book: &mut Book<'_>,
    ) {
        if book.recorder.is_none() {
            return;
        }
        let mut won: HashMap<(u32, usize), u32> = HashMap::new();
        for (number, &(list, place)) in (1u32..).zip(seats) {
            let before = won.entry((list, place)).or_default();
            let made_of = quotients.and_then(|own| own.made_of(list as usize, place, *before));
            *before += 1;
            // Votes in the country, and the seats that a list had there before this one.
            let turn = turns.zip(self.plan.rule.method.divisor()).map(|((votes, held), divisor)| {
                let earlier = seats.iter().take(number as usize - 1).filter(|(other, _)| *other == list);
                // Seats are counted in u32.
                let had = held[list as usize].saturating_add(earlier.count() as u32);
                Quotient { votes: votes[list as usize], divisor: divisor.after(had) }
            });
            book.note(Location::tier(self.tier), "placement", |names| {
                placed_one(names, self.plan, list, district(place), number, made_of, turn)
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
        // Every list has lots of its own.
        let own = at.deciding(DrawnFor::Places(self.plan.ranks[list]));
        let mut number = 0;
        while let Some(tie) = apportion.tie(number) {
            number += 1;
            tied.among(tie.parties.iter().copied());
            let order = |_| None;
            let votes = |d: u32| votes[d as usize];
            let rank = |d: u32| ranks.get(d as usize).copied().unwrap_or(d);
            let open =
                TieBreak { rules, chance: self.chance, at: own, order, votes, rank }.settle(tie.seats, tied);
            // The seats are the party's; only their districts are open. Lists are numbered in u32.
            let who = Claimants::Lists(self.plan);
            book.supposed(own, rules, who, &[list as u32], tied.supposed as u32);
            tied.winners.iter().for_each(|&d| placed[d as usize] += 1);
            if open > 0 {
                book.tied(at, who, &[list as u32], open, rules, false);
                book.allotted += u64::from(open);
            }
        }
        Ok(())
    }
}
