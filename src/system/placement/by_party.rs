//! The way of seats back to the districts.

use super::Stop;
use super::compensate::HeldSeats;
use super::list::Count;
use super::quotients::{Grid, Order, greatest_first};
use super::tie_break::{Claims, Lots, Place, settle};
use super::witness::{At, Fact, Witness};
use crate::apportion::{Bounds, Method, apportion_within};
use crate::system::plan::{Area, NO_LIST, NOWHERE};
use crate::system::rules::{Compensation, Overhang, Placement, QuotientOf, TieRule};

impl<W: Witness> Count<'_, W> {
    /// Places the seats that the lists won in the whole country, `share`, in the districts.
    pub(super) fn place(
        &mut self,
        area: &Area,
        place: Place,
        house: u32,
        share: &[u32],
        held: &HeldSeats,
        rule: &Compensation,
    ) -> Result<(), Stop> {
        match &self.plan.rule.placement {
            Some(Placement::Party { method, regions: None }) => {
                self.within_parties(area, place, house, share, held, rule, method)
            }
            Some(Placement::Party { method, regions: Some(regions) }) => {
                self.by_regions(area, place, house, share, held, method, regions)
            }
            Some(Placement::Quotient { method, of, .. }) => {
                let won = self.note_won(place, house, share, held);
                self.by_quotients(area, &won, method, *of)
            }
            // Whose places were found with the seats, or none.
            Some(Placement::Turn { .. }) | None => Ok(()),
        }
    }

    /// The seats of each list besides those that it holds, which are noted.
    pub(super) fn note_won(&mut self, place: Place, house: u32, share: &[u32], held: &HeldSeats) -> Vec<u32> {
        let won: Vec<u32> = share.iter().zip(&held.lists).map(|(n, held)| n.saturating_sub(*held)).collect();
        self.note_compensated(place.at, house, share, held, &won);
        won
    }

    /// Votes of each list that takes part in each district: by list, then by district.
    pub(super) fn district_votes(&self, area: &Area) -> Vec<u64> {
        let districts = area.papers.len();
        let mut votes = vec![0u64; self.plan.parties.len() * districts];
        for (d, paper) in area.papers.iter().enumerate() {
            for (&n, &list) in self.tally.votes[paper.votes.clone()].iter().zip(&paper.lists) {
                if list != NO_LIST && self.scratch.admitted[list as usize] > 0 {
                    // Sums of these fitted when the lists' totals were made.
                    votes[list as usize * districts + d] += n;
                }
            }
        }
        votes
    }

    /// Seats in linked tiers of each list that takes part in each district, in the same order.
    pub(super) fn held_by_district(&self, area: &Area) -> Vec<u32> {
        if !self.scratch.held_after.is_empty() {
            return self.scratch.held_after.clone();
        }
        let districts = area.papers.len();
        let mut seats = vec![0u32; self.plan.parties.len() * districts];
        for held in self.ledger.iter().filter(|held| self.plan.linked.contains(&held.tier)) {
            let list = self.plan.list_of(held.party).filter(|&list| self.scratch.admitted[list] > 0);
            if let (Some(list), Some(d)) = (list, self.paper_of(held.district)) {
                let sum = &mut seats[list * districts + d];
                *sum = sum.saturating_add(held.seats);
            }
        }
        seats
    }

    pub(super) fn paper_of(&self, district: Option<usize>) -> Option<usize> {
        let paper = *self.plan.paper_of.get(district?)?;
        if paper == NOWHERE { None } else { Some(paper as usize) }
    }

    /// Each party's seats among its lists in the districts.
    #[expect(clippy::too_many_arguments, reason = "what the count knows by then")]
    fn within_parties(
        &mut self,
        area: &Area,
        place: Place,
        house: u32,
        share: &[u32],
        held: &HeldSeats,
        rule: &Compensation,
        method: &Method,
    ) -> Result<(), Stop> {
        let districts = area.papers.len();
        let votes = self.district_votes(area);
        let in_districts = self.held_by_district(area);
        let mut given = vec![0u32; share.len() * districts];
        let mut sums = vec![0u32; share.len()];
        for (list, &seats) in share.iter().enumerate() {
            let row = list * districts..(list + 1) * districts;
            let (votes, held) = (&votes[row.clone()], &in_districts[row.clone()]);
            if seats == 0 && held.iter().all(|&n| n == 0) || votes.iter().all(|&n| n == 0) {
                continue;
            }
            let floors = match rule.overhang {
                Overhang::Levelled => self.scratch.floors.get(row.clone()).unwrap_or_default().to_vec(),
                // What is held stays, and the others come to it.
                Overhang::PaidByOthers | Overhang::Returned => held.to_vec(),
                Overhang::Kept | Overhang::Refused => vec![0; districts],
            };
            let ranks = &self.plan.paper_ranks;
            let placed = self.among_places(place, list, (votes, ranks), seats, floors, method)?;
            for (d, &placed) in placed.iter().enumerate() {
                let list_seats = placed.saturating_sub(held[d]);
                given[list * districts + d] = list_seats;
                sums[list] += list_seats;
            }
            // Lists are numbered in u32.
            let fact = Fact::Placed { plan: self.plan, list: list as u32, given: &placed, held };
            self.witness.note(place.at, fact);
            if rule.overhang == Overhang::Refused {
                self.seat_winners(area, list, &placed);
            }
        }
        self.note_compensated(place.at, house, share, held, &sums);
        if rule.overhang == Overhang::Refused {
            self.seat_others();
        }
        self.give_by_district(area, &given);
        Ok(())
    }

    /// Gives list seats in the districts, by list and then by district.
    pub(super) fn give_by_district(&mut self, area: &Area, given: &[u32]) {
        let districts = area.papers.len();
        let mut column = vec![0; self.plan.parties.len()];
        for (d, paper) in area.papers.iter().enumerate() {
            for (list, seats) in column.iter_mut().enumerate() {
                *seats = given[list * districts + d];
            }
            if column.iter().any(|&n| n > 0) {
                self.give(At { tier: self.tier, district: paper.district }, &column);
            }
        }
    }

    /// One party's seats by its votes in districts or regions, which come with their places in the alphabet.
    pub(super) fn among_places(
        &mut self,
        place: Place,
        list: usize,
        (votes, ranks): (&[u64], &[u32]),
        seats: u32,
        floors: Vec<u32>,
        method: &Method,
    ) -> Result<Vec<u32>, Stop> {
        // Where equal claims left a party short of what it holds.
        let held = floors.iter().fold(0u32, |sum, &n| sum.saturating_add(n));
        let seats = seats.max(held);
        let bounds = Bounds::at_least_each(floors);
        let shared = apportion_within(votes, seats, method, &bounds).map_err(|_| Stop::VotesTooLarge)?;
        let mut placed = shared.seats;
        for tie in shared.ties {
            let mut tied: Vec<u32> = tie.parties.iter().map(|&i| i as u32).collect();
            let mut winners = Vec::new();
            let claims = Claims {
                order: |_| None,
                votes: |d| votes[d as usize],
                rank: |d| ranks.get(d as usize).copied().unwrap_or(d),
            };
            let lots = self.lots.map(|seed| Lots { seed, tier: self.tier, district: place.rank });
            let rule = self.plan.rule.ties;
            let open = settle(rule, tie.seats, &mut tied, &mut winners, &claims, lots);
            winners.iter().for_each(|&d| placed[d as usize] += 1);
            if open > 0 {
                // The seats are the party's; only their districts are open.
                self.scratch.tied.clear();
                self.scratch.tied.push(list as u32);
                self.report_tie(place.at, open, false);
            }
        }
        Ok(placed)
    }

    /// Seats one by one to the greatest quotient of a party in a district.
    fn by_quotients(
        &mut self,
        area: &Area,
        won: &[u32],
        method: &Method,
        of: QuotientOf,
    ) -> Result<(), Stop> {
        let (votes, held) = (self.district_votes(area), self.held_by_district(area));
        let scales = self.scales(area, of);
        let grid = Grid { votes: &votes, held: &held, method, scales: &scales };
        let mut left = won.to_vec();
        let mut room = self.plan.places.room.clone();
        let placed = greatest_first(&grid, &mut left, &mut room, &self.order(&self.plan.paper_ranks))?;
        let at = At { tier: self.tier, district: None };
        let mut given = vec![0u32; votes.len()];
        for (number, &(list, d)) in (1u32..).zip(&placed.seats) {
            given[list as usize * area.papers.len() + d] += 1;
            let to = area.papers[d].district;
            self.witness.note(at, Fact::PlacedOne { plan: self.plan, list, to, number });
        }
        self.note_open(placed.open.iter().map(|&(list, d)| (list, area.papers[d].district)).collect());
        self.give_by_district(area, &given);
        // Seats for which no district was left stay with the party, without a district.
        self.give_without_district(&left);
        Ok(())
    }

    /// What the quotients in each district are multiplied by and divided by.
    pub(super) fn scales(&self, area: &Area, of: QuotientOf) -> Vec<(u128, u128)> {
        let scale = |(d, paper): (usize, &crate::system::plan::ListPaper)| {
            if of == QuotientOf::Nothing {
                return (1, 1);
            }
            let papers = &self.tally.votes[paper.votes.clone()];
            let all: u128 = papers.iter().map(|&n| u128::from(n)).sum();
            let all = all + u128::from(self.tally.totals[paper.totals].others);
            if of == QuotientOf::ValidVotes {
                return (1, all);
            }
            let rows = self.ledger.iter().filter(|held| self.plan.linked.contains(&held.tier));
            let in_district = rows.filter(|held| self.paper_of(held.district) == Some(d));
            let seats = in_district.fold(0u32, |sum, held| sum.saturating_add(held.seats));
            (seats.into(), all)
        };
        area.papers.iter().enumerate().map(scale).collect()
    }

    /// What decides between equal quotients in places with these places in the alphabet.
    pub(super) fn order<'a>(&'a self, place_ranks: &'a [u32]) -> Order<'a> {
        let lots = self.lots.filter(|_| self.plan.rule.ties == TieRule::Lots);
        Order {
            rule: self.plan.rule.ties,
            lots: lots.map(|seed| Lots { seed, tier: self.tier, district: None }),
            list_ranks: &self.plan.ranks,
            place_ranks,
        }
    }

    /// Tells that which of these claims comes first is open, where there are some.
    pub(super) fn note_open(&mut self, claims: Vec<(u32, Option<usize>)>) {
        if !claims.is_empty() {
            let at = At { tier: self.tier, district: None };
            self.witness.note(at, Fact::PlacementOpen { plan: self.plan, claims: &claims });
        }
    }

    /// Seats that stay with the parties, without a district.
    pub(super) fn give_without_district(&mut self, left: &[u32]) {
        if left.iter().any(|&n| n > 0) {
            self.give(At { tier: self.tier, district: None }, left);
        }
    }
}
