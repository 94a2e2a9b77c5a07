//! Seats go back to the districts whose quotas left them, by a party's remainder in a district: what its votes there are above
//! the seats that whole quotas gave it (Slovenia's National Assembly elections act, article 93; Czechia and Cyprus with pooled
//! remainders).

use std::cmp::Reverse;

use super::quotients::{Claim, Claims, MOST, Order, Placed, QuotientBuffers, give};
use super::record::remainders;
use super::way::{WayBuffers, Won};
use super::{RemainderOf, RemainderOrder};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::rules::TieRule;
use sailau_apportion::Ratio;

#[derive(Debug, Clone, Default)]
pub(crate) struct RemainderBuffers {
    /// The quota of each district; none where none was worked out.
    quotas: Vec<Option<Ratio>>,
    /// Seats by whole quotas, by list and then by district.
    held: Vec<u32>,
    /// Where a list had a seat in this round, by list and then by district.
    used: Vec<bool>,
    /// Lists in their order, those of them whose turn it is, and their greatest remainders.
    order: Vec<u32>,
    turn: Vec<u32>,
    best: Vec<Claim>,
    /// One seat for each list of a turn.
    ones: Vec<u32>,
}

/// Remainders of lists in districts, by list and then by district.
struct Remainders<'a> {
    votes: &'a [u64],
    held: &'a [u32],
    quotas: &'a [Option<Ratio>],
    of: RemainderOf,
}

impl Claims for Remainders<'_> {
    /// A remainder is worth one seat.
    fn claim(&self, list: usize, place: usize, won: u32) -> Result<Option<Claim>, CountFailure> {
        let cell = list * self.quotas.len() + place;
        let (votes, held) = (self.votes[cell], self.held[cell]);
        let Some(quota) = self.quotas[place].filter(|_| votes > 0 && won == 0) else { return Ok(None) };
        let above = u128::from(votes).checked_mul(quota.denominator);
        let taken = u128::from(held).checked_mul(quota.numerator);
        let (above, taken) = above.zip(taken).ok_or(CountFailure::VotesTooLarge)?;
        // Where a remainder near the quota was worth a seat, nothing is left of it.
        let above = above.saturating_sub(taken);
        let below = match self.of {
            RemainderOf::Quota => quota.numerator,
            RemainderOf::Nothing => quota.denominator,
        };
        Ok(Some(Claim::new(list, place, (above, below), votes)))
    }
}

pub(super) fn by_remainders(
    won: Won<'_>,
    (of, order): (RemainderOf, RemainderOrder),
    way: &mut WayBuffers,
    buffers: &mut RemainderBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let Won { count, here, grid, .. } = won;
    let plan = count.plan;
    let mut quotas = std::mem::take(&mut buffers.quotas);
    let mut held = std::mem::take(&mut buffers.held);
    quotas.clear();
    quotas.resize(grid.districts, None);
    held.clear();
    held.resize(grid.votes.len(), 0);
    way.room.clear();
    way.room.resize(grid.districts, 0);
    let beneath = plan.places.left_by;
    for unit in book.units().iter().filter(|unit| Some(unit.tier) == beneath) {
        if let Some(d) = plan.linked.place_of(unit.district) {
            (quotas[d], way.room[d]) = (Some(unit.quota), unit.left);
        }
    }
    for own in book.held().iter().filter(|own| Some(own.tier) == beneath) {
        let cell = plan.list_of(own.party).zip(plan.linked.place_of(own.district));
        if let Some((list, d)) = cell {
            let sum = &mut held[list * grid.districts + d];
            *sum = sum.saturating_add(own.seats);
        }
    }
    let claims = Remainders { votes: &grid.votes, held: &held, quotas: &quotas, of };
    book.note(here.at, "placement", |names| {
        remainders(names, plan, of, (&grid.votes, &held), &quotas, (&way.won, &way.room))
    });
    match order {
        RemainderOrder::GreatestFirst => way.place_greatest(won, &claims, None, book)?,
        RemainderOrder::ListsInTurn => {
            lists_in_turn(won, &claims, way, buffers)?;
            way.give_placed(won, None, book);
        }
    }
    // Those who come later find so much room.
    for unit in book.units_mut().iter_mut().filter(|unit| Some(unit.tier) == beneath) {
        if let Some(d) = plan.linked.place_of(unit.district) {
            unit.left = way.room[d];
        }
    }
    (buffers.quotas, buffers.held) = (quotas, held);
    Ok(())
}

/// A seat of each list, in the order of what the tier's seats go by, to the district where its remainder is greatest; and
/// again from the first list. A list comes back to a district when it had a seat in all others that have one left.
fn lists_in_turn(
    won: Won<'_>,
    claims: &Remainders<'_>,
    way: &mut WayBuffers,
    buffers: &mut RemainderBuffers,
) -> Result<(), CountFailure> {
    let Won { count, here, grid, .. } = won;
    let RemainderBuffers { used, order, turn, best, ones, .. } = buffers;
    let WayBuffers { won: seats, left, room, quotients, placed, .. } = &mut *way;
    left.clone_from(seats);
    placed.clear();
    let sum = |seats: &[u32]| seats.iter().map(|&n| u64::from(n)).sum::<u64>();
    if sum(left).min(sum(room)) > MOST {
        return Err(CountFailure::TooManyToPlace);
    }
    used.clear();
    used.resize(grid.votes.len(), false);
    let key = |list: u32| Reverse(here.weights[list as usize]);
    order.clear();
    order.extend((0u32..).zip(&*left).filter(|(_, left)| **left > 0).map(|(list, _)| list));
    order.sort_unstable_by_key(|&list| (key(list), count.plan.ranks[list as usize]));
    let ties = Order::of(count, &count.plan.places.ranks);
    let by_votes = count.plan.rule.ties.has(TieRule::MoreVotes);
    loop {
        let before = placed.seats.len();
        for equal in order.chunk_by(|&a, &b| key(a) == key(b)) {
            turn.clear();
            turn.extend(equal.iter().filter(|&&list| left[list as usize] > 0));
            while !turn.is_empty() {
                best.clear();
                for &list in &*turn {
                    greatest_of(list as usize, claims, room, by_votes, used, best)?;
                }
                let start = placed.seats.len();
                one_each(turn, best, (left, room), &ties, ones, placed, quotients);
                for &(list, place) in &placed.seats[start..] {
                    turn.retain(|&other| other != list);
                    used[list as usize * grid.districts + place] = true;
                }
                if !placed.open.is_empty() {
                    return Ok(());
                }
                if placed.seats.len() == start {
                    break;
                }
            }
        }
        if placed.seats.len() == before {
            return Ok(());
        }
    }
}

/// Adds a list's greatest remainder in a district with a seat left, or several equal ones.
fn greatest_of(
    list: usize,
    claims: &Remainders<'_>,
    room: &[u32],
    by_votes: bool,
    used: &mut [bool],
    best: &mut Vec<Claim>,
) -> Result<(), CountFailure> {
    let first = list * room.len();
    let used = &mut used[first..first + room.len()];
    let there = |d: usize| room[d] > 0 && claims.votes[first + d] > 0;
    if (0..room.len()).all(|d| !there(d) || used[d]) {
        used.fill(false);
    }
    let start = best.len();
    for d in (0..room.len()).filter(|&d| there(d) && !used[d]) {
        let Some(claim) = claims.claim(list, d, 0)? else { continue };
        let votes = |claim: &Claim| if by_votes { claim.votes } else { 0 };
        let greater = best.get(start).map(|first| claim.cmp(first).then(votes(&claim).cmp(&votes(first))));
        if greater.is_some_and(std::cmp::Ordering::is_lt) {
            continue;
        }
        if greater.is_some_and(std::cmp::Ordering::is_gt) {
            best.truncate(start);
        }
        best.push(claim);
    }
    Ok(())
}

/// Gives each of these lists one seat at most.
fn one_each(
    lists: &[u32],
    claims: &[Claim],
    (left, room): (&mut [u32], &mut [u32]),
    ties: &Order<'_>,
    ones: &mut Vec<u32>,
    placed: &mut Placed,
    quotients: &mut QuotientBuffers,
) {
    ones.clear();
    ones.resize(left.len(), 0);
    for &list in lists {
        // Those of a turn have some left.
        left[list as usize] -= 1;
        ones[list as usize] = 1;
    }
    give(claims, (ones, room), ties, placed, quotients);
    lists.iter().for_each(|&list| left[list as usize] += ones[list as usize]);
}
