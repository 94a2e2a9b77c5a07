//! Seats find their districts in the order in which they are won in the country.

use std::cmp::Ordering;

use super::quotients::{Claim, Claims, MOST, Placed, QuotientBuffers, Quotients, divisor, shuffle};
use super::way::{WayBuffers, Won};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::count::ties::Tied;
use crate::exact::compare_fractions;
use crate::lots::DrawnFor;
use crate::reason::Reason;
use crate::rules::TieRule;
use sailau_apportion::Method;

#[derive(Debug, Clone, Default)]
pub(crate) struct TurnBuffers {
    /// Seats of each list in the country, those that it holds among them.
    seats: Vec<u32>,
    /// Lists that no district can take a seat of.
    out: Vec<bool>,
    /// The lists whose quotient in the country is greatest, and their claims to districts.
    next: Vec<u32>,
    claims: Vec<Claim>,
    best: Vec<Claim>,
    tied: Tied,
}

/// How far the seats have come.
struct Turn<'a, 'b> {
    count: ListCount<'a>,
    quotients: Quotients<'a>,
    /// The most of them for a party in a district.
    at_most: u32,
    /// How many seats each district still takes.
    room: &'b mut [u32],
    /// Their numbers, by list and then by district.
    given: &'b mut [u32],
    /// List and district of the seats that have one.
    placed: &'b mut Vec<(u32, usize)>,
    /// Claims of which it is open who comes first: from then on no seat finds a district.
    open: &'b mut Vec<(u32, usize)>,
    /// Claims that were answered for one way only.
    asked: &'b mut Vec<(u32, usize)>,
    own: &'b mut TurnBuffers,
    lots: &'b mut QuotientBuffers,
}

/// Shares the seats of the house that nobody holds in the linked tiers, one by one, and places each at once.
pub(super) fn take_turns(
    won: Won<'_>,
    method: &Method,
    at_most: u32,
    way: &mut WayBuffers,
    turns: &mut TurnBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let Won { count, held, grid, .. } = won;
    let sum = held.sum();
    let house = won.house.max(sum);
    if u64::from(house - sum) > MOST {
        return Err(CountFailure::TooManyToPlace);
    }
    let WayBuffers { room, given, scales, quotients: lots, placed, .. } = &mut *way;
    room.clone_from(&count.plan.places.room);
    given.clear();
    given.resize(grid.votes.len(), 0);
    placed.clear();
    turns.seats.clone_from(&held.lists);
    turns.out.clear();
    turns.out.resize(held.lists.len(), false);
    let quotients = Quotients { votes: &grid.votes, held: &grid.held, method, scales };
    let Placed { open, asked, seats: placed } = placed;
    Turn { count, quotients, at_most, room, given, placed, open, asked, own: &mut *turns, lots }.all(
        won,
        house - sum,
        book,
    )?;
    let WayBuffers { won: seats, left, room, given, scales, placed, .. } = &mut *way;
    Won { house, share: &turns.seats, ..won }.note(seats, book);
    let quotients = Quotients { votes: &grid.votes, held: &grid.held, method, scales };
    won.note_placed(placed, Some(&quotients), book);
    left.clear();
    left.extend((0..seats.len()).map(|list| {
        let placed = given[grid.row(list)].iter().sum::<u32>();
        seats[list].saturating_sub(placed)
    }));
    won.note_districts_open(left, room, placed, book);
    way.give(won, book);
    won.give_without_district(&way.left, book);
    Ok(())
}

impl Turn<'_, '_> {
    fn all(mut self, won: Won<'_>, seats: u32, book: &mut Book<'_>) -> Result<(), CountFailure> {
        let at = won.here.at;
        let cast = &won.here.votes.cast;
        let mut left = seats;
        while left > 0 {
            self.next_in_country(won.here.weights)?;
            if self.own.next.is_empty() {
                book.unfilled(at, left, Reason::NoCandidates);
                book.allotted += u64::from(left);
                break;
            }
            self.own.claims.clear();
            if self.open.is_empty() {
                for i in 0..self.own.next.len() {
                    let list = self.own.next[i];
                    self.best_districts(list)?;
                    self.own.out[list as usize] |= self.own.best.is_empty();
                    self.own.claims.extend_from_slice(&self.own.best);
                }
                let TurnBuffers { next, claims, out, .. } = &*self.own;
                if claims.len() < next.len() || next.iter().any(|&list| out[list as usize]) {
                    // The next in the country is another.
                    continue;
                }
            }
            let TurnBuffers { next, claims, tied, .. } = &mut *self.own;
            // No two ways, and room for all.
            let clear = claims.len() <= next.len()
                && claims.iter().all(|claim| {
                    let rivals = claims.iter().filter(|other| other.place == claim.place).count();
                    rivals as u64 <= u64::from(self.room[claim.place])
                });
            if next.len() as u64 <= u64::from(left) && (clear || next.len() == 1) {
                // No more than the seats.
                left -= next.len() as u32;
                self.take();
                continue;
            }
            tied.among(next.iter().copied());
            // Every turn draws lots of its own.
            let turns = at.deciding(DrawnFor::Turn(u32::try_from(self.placed.len()).unwrap_or(u32::MAX)));
            if self.count.settle(turns, self.count.plan.rule.ties, cast, 1, tied, book) == 0 {
                next.clone_from(&tied.winners);
                claims.retain(|claim| next.contains(&claim.list));
                left -= 1;
                self.take();
            } else if next.len() as u64 > u64::from(left) {
                self.count.report_tie(at, tied, left, false, book);
                break;
            } else {
                self.open.extend(claims.iter().map(|claim| (claim.list, claim.place)));
            }
        }
        Ok(())
    }

    /// One seat for each of the lists whose turn it is, in the district of its claim where that is known.
    fn take(&mut self) {
        let TurnBuffers { next, claims, seats, .. } = &mut *self.own;
        if self.open.is_empty() && claims.len() == next.len() {
            for claim in claims {
                seats[claim.list as usize] += 1;
                self.room[claim.place] -= 1;
                self.given[claim.list as usize * self.room.len() + claim.place] += 1;
                self.placed.push((claim.list, claim.place));
            }
            return;
        }
        if self.open.is_empty() {
            self.open.extend(claims.iter().map(|claim| (claim.list, claim.place)));
        }
        next.iter().for_each(|&list| seats[list as usize] += 1);
    }

    /// Finds the lists whose quotient in the country is greatest.
    fn next_in_country(&mut self, weights: &[u64]) -> Result<(), CountFailure> {
        let plan = self.count.plan;
        let TurnBuffers { seats, out, next, .. } = &mut *self.own;
        next.clear();
        let mut best: Option<(u128, u128)> = None;
        for (list, &votes) in weights.iter().enumerate() {
            if votes == 0 || out[list] {
                continue;
            }
            let (numerator, denominator) = divisor(&plan.rule.method, seats[list])?;
            let above = u128::from(votes).checked_mul(denominator).ok_or(CountFailure::VotesTooLarge)?;
            let order = match best {
                None => Ordering::Greater,
                Some(best) => compare_fractions((above, numerator), best),
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
        next.sort_unstable_by_key(|&list| plan.ranks[list as usize]);
        Ok(())
    }

    /// Finds a list's claim to the district where its quotient is greatest; several where nothing decides between them.
    fn best_districts(&mut self, list: u32) -> Result<(), CountFailure> {
        let plan = self.count.plan;
        let districts = self.room.len();
        let best = &mut self.own.best;
        best.clear();
        for d in (0..districts).filter(|&d| self.room[d] > 0) {
            let won = self.given[list as usize * districts + d];
            let Some(claim) = self.quotients.claim(list as usize, d, won)?.filter(|_| won < self.at_most)
            else {
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
        best.sort_unstable_by_key(|claim| plan.places.ranks[claim.place]);
        // Registration and fewer votes are of lists, not of their districts.
        if plan.rule.ties.has(TieRule::MoreVotes) {
            let most = best.iter().map(|claim| claim.votes).max();
            best.retain(|claim| Some(claim.votes) == most);
        }
        if best.len() > 1
            && let Some(lots) = self.count.chance.after(plan.rule.ties)
        {
            if self.count.chance.supposes(plan.rule.ties) {
                self.asked.extend(best.iter().map(|claim| (claim.list, claim.place)));
            }
            let number = u32::try_from(self.placed.len()).unwrap_or(u32::MAX);
            let at = Location::tier(self.count.tier).deciding(DrawnFor::Turn(number));
            shuffle(lots, at, best, self.lots);
            best.truncate(1);
        }
        Ok(())
    }
}
