//! Seats find their districts in the order in which they are won in the country.

use std::cmp::Ordering;

use super::Stop;
use super::compensate::HeldSeats;
use super::list::Count;
use super::quotients::{Claim, Grid, MOST, divisor, wide};
use super::tie_break::{Lots, Place};
use super::witness::{Fact, Witness};
use crate::system::outcome::Reason;
use crate::system::plan::Area;
use crate::system::rules::{Placement, TieRule};

/// How far the seats have come.
struct Turn<'a> {
    grid: Grid<'a>,
    /// The most of them for a party in a district.
    at_most: u32,
    /// Seats of each list in the country, those that it holds among them.
    seats: Vec<u32>,
    /// Lists that no district can take a seat of.
    out: Vec<bool>,
    /// How many seats each district still takes.
    room: Vec<u32>,
    /// List and district of the seats that have one.
    placed: Vec<(u32, usize)>,
    /// Their numbers, by list and then by district.
    given: Vec<u32>,
    /// Claims of which it is open who comes first: from then on no seat finds a district.
    open: Vec<(u32, usize)>,
}

impl Turn<'_> {
    fn place(&mut self, claim: &Claim) {
        self.seats[claim.list as usize] += 1;
        self.room[claim.place] -= 1;
        self.given[claim.list as usize * self.room.len() + claim.place] += 1;
        self.placed.push((claim.list, claim.place));
    }
}

impl<W: Witness> Count<'_, W> {
    /// Shares the seats of `house` that nobody holds in the linked tiers, one by one, and places each at once.
    pub(super) fn in_turn(
        &mut self,
        area: &Area,
        place: Place,
        house: u32,
        held: &HeldSeats,
    ) -> Result<(), Stop> {
        let Some(Placement::Turn { method, of, at_most, .. }) = &self.plan.rule.placement else {
            // Only called with this placement.
            return Ok(());
        };
        let (votes, in_districts) = (self.district_votes(area), self.held_by_district(area));
        let scales = self.scales(area, *of);
        let sum = held.lists.iter().fold(0u32, |sum, &n| sum.saturating_add(n));
        let house = house.max(sum);
        if u64::from(house - sum) > MOST {
            return Err(Stop::TooManyToPlace);
        }
        let mut turn = Turn {
            grid: Grid { votes: &votes, held: &in_districts, method, scales: &scales },
            at_most: at_most.unwrap_or(u32::MAX),
            seats: held.lists.clone(),
            out: vec![false; held.lists.len()],
            room: self.plan.places.room.clone(),
            placed: Vec::new(),
            given: vec![0; votes.len()],
            open: Vec::new(),
        };
        self.take_turns(place, house - sum, &mut turn)?;
        let won = self.note_won(place, house, &turn.seats, held);
        for (number, &(list, d)) in (1u32..).zip(&turn.placed) {
            let to = area.papers[d].district;
            self.witness.note(place.at, Fact::PlacedOne { plan: self.plan, list, to, number });
        }
        self.note_open(turn.open.iter().map(|&(list, d)| (list, area.papers[d].district)).collect());
        self.give_by_district(area, &turn.given);
        let districts = area.papers.len();
        let placed = |list: usize| turn.given[list * districts..(list + 1) * districts].iter().sum::<u32>();
        let left: Vec<u32> = (0..won.len()).map(|list| won[list].saturating_sub(placed(list))).collect();
        self.give_without_district(&left);
        Ok(())
    }

    fn take_turns(&mut self, place: Place, seats: u32, turn: &mut Turn<'_>) -> Result<(), Stop> {
        let mut left = seats;
        while left > 0 {
            let next = self.next_in_country(turn)?;
            if next.is_empty() {
                self.witness.unfilled(place.at, left, Reason::NoCandidates);
                self.scratch.allotted += u64::from(left);
                break;
            }
            let mut claims = Vec::with_capacity(next.len());
            if turn.open.is_empty() {
                for &list in &next {
                    let best = self.best_districts(turn, list)?;
                    turn.out[list as usize] |= best.is_empty();
                    claims.extend(best);
                }
                if claims.len() < next.len() || next.iter().any(|&list| turn.out[list as usize]) {
                    // The next in the country is another.
                    continue;
                }
            }
            // No two ways, and room for all.
            let clear = claims.len() <= next.len()
                && claims.iter().all(|claim| {
                    let rivals = claims.iter().filter(|other| other.place == claim.place).count();
                    rivals as u64 <= u64::from(turn.room[claim.place])
                });
            if next.len() as u64 <= u64::from(left) && (clear || next.len() == 1) {
                // No more than the seats.
                left -= next.len() as u32;
                self.take(turn, &next, &claims);
                continue;
            }
            self.scratch.tied.clear();
            self.scratch.tied.extend(&next);
            // Every turn draws lots of its own.
            let turns = Place::of(place.at, u32::try_from(turn.placed.len()).ok());
            if self.settle(turns, self.plan.rule.ties, 1) == 0 {
                let first = self.scratch.winners.clone();
                claims.retain(|claim| first.contains(&claim.list));
                left -= 1;
                self.take(turn, &first, &claims);
            } else if next.len() as u64 > u64::from(left) {
                self.report_tie(place.at, left, false);
                break;
            } else {
                turn.open.extend(claims.iter().map(|claim| (claim.list, claim.place)));
            }
        }
        Ok(())
    }

    /// One seat for each of these lists, in the district of its claim where that is known.
    fn take(&self, turn: &mut Turn<'_>, lists: &[u32], claims: &[Claim]) {
        if turn.open.is_empty() && claims.len() == lists.len() {
            claims.iter().for_each(|claim| turn.place(claim));
            return;
        }
        if turn.open.is_empty() {
            turn.open.extend(claims.iter().map(|claim| (claim.list, claim.place)));
        }
        lists.iter().for_each(|&list| turn.seats[list as usize] += 1);
    }

    /// The lists whose quotient in the country is greatest.
    fn next_in_country(&self, turn: &Turn<'_>) -> Result<Vec<u32>, Stop> {
        let mut best: Option<(u128, u128)> = None;
        let mut next = Vec::new();
        for (list, &votes) in self.scratch.admitted.iter().enumerate() {
            if votes == 0 || turn.out[list] {
                continue;
            }
            let (numerator, denominator) = divisor(&self.plan.rule.method, turn.seats[list])?;
            let above = u128::from(votes).checked_mul(denominator).ok_or(Stop::VotesTooLarge)?;
            let order = match best {
                None => Ordering::Greater,
                Some((best_above, best_below)) => wide(above, best_below).cmp(&wide(best_above, numerator)),
            };
            if order.is_gt() {
                best = Some((above, numerator));
                next.clear();
            }
            if order.is_ge() {
                // Lists are numbered in u32.
                next.push(list as u32);
            }
        }
        next.sort_by_key(|&list| self.plan.ranks[list as usize]);
        Ok(next)
    }

    /// A list's claim to the district where its quotient is greatest; several where nothing decides between them.
    fn best_districts(&self, turn: &Turn<'_>, list: u32) -> Result<Vec<Claim>, Stop> {
        let districts = turn.room.len();
        let mut best: Vec<Claim> = Vec::new();
        for d in (0..districts).filter(|&d| turn.room[d] > 0) {
            let won = turn.given[list as usize * districts + d];
            let Some(claim) = turn.grid.claim(list as usize, d, won)?.filter(|_| won < turn.at_most) else {
                continue;
            };
            let order = best.first().map_or(Ordering::Greater, |best| claim.cmp(best));
            if order.is_gt() {
                best.clear();
            }
            if order.is_ge() {
                best.push(claim);
            }
        }
        best.sort_by_key(|claim| self.plan.paper_ranks[claim.place]);
        match (self.plan.rule.ties, self.lots) {
            (TieRule::MoreVotes, _) => {
                let most = best.iter().map(|claim| claim.votes).max();
                best.retain(|claim| Some(claim.votes) == most);
            }
            (TieRule::Lots, Some(seed)) if best.len() > 1 => {
                let number = u32::try_from(turn.placed.len()).ok();
                Lots { seed, tier: self.tier, district: number }.shuffle(&mut best);
                best.truncate(1);
            }
            _ => {}
        }
        Ok(best)
    }
}
