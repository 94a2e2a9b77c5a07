//! Seats of parties one by one to the places where their quotients are greatest.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Stop;
use super::tie_break::Lots;
use crate::apportion::{Divisor, DivisorValue, Method};
use crate::system::rules::TieRule;

/// The most seats that find their place one by one.
pub(super) const MOST: u64 = 1 << 20;

/// Votes of parties in places (districts or regions), by list and then by place.
pub(super) struct Grid<'a> {
    pub(super) votes: &'a [u64],
    /// Seats that the lists have in the places before.
    pub(super) held: &'a [u32],
    pub(super) method: &'a Method,
    /// What the quotients of each place are multiplied by, and then divided by.
    pub(super) scales: &'a [(u128, u128)],
}

/// What decides between equal quotients.
pub(super) struct Order<'a> {
    pub(super) rule: TieRule,
    /// The lots, where the rule draws some and a seed is given.
    pub(super) lots: Option<Lots>,
    pub(super) list_ranks: &'a [u32],
    pub(super) place_ranks: &'a [u32],
}

/// Seats with their places.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// List and place of each, the greatest quotient first.
    pub(super) seats: Vec<(u32, usize)>,
    /// Equal claims to a place, or of a party to its last seat, after which nothing is known.
    pub(super) open: Vec<(u32, usize)>,
}

/// A party's claim to a seat in a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub(super) list: u32,
    pub(super) place: usize,
    above: u128,
    below: u128,
    pub(super) votes: u64,
}

impl Claim {
    fn size(&self, other: &Self) -> Ordering {
        wide(self.above, other.below).cmp(&wide(other.above, self.below))
    }
}

impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.size(other).is_eq()
    }
}

impl Eq for Claim {}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        self.size(other)
    }
}

impl Grid<'_> {
    /// The claim of a list that has won so many seats in a place, besides those that it held; none without votes.
    pub(super) fn claim(&self, list: usize, place: usize, won: u32) -> Result<Option<Claim>, Stop> {
        let cell = list * self.scales.len() + place;
        let votes = self.votes[cell];
        if votes == 0 {
            return Ok(None);
        }
        let held = self.held[cell].checked_add(won).ok_or(Stop::VotesTooLarge)?;
        let (times, by) = self.scales[place];
        let (numerator, denominator) = divisor(self.method, held)?;
        let above = u128::from(votes).checked_mul(denominator).and_then(|n| n.checked_mul(times));
        let below = numerator.checked_mul(by);
        let (above, below) = above.zip(below).ok_or(Stop::VotesTooLarge)?;
        // Lists are numbered in u32.
        Ok(Some(Claim { list: list as u32, place, above, below, votes }))
    }
}

/// Gives each list as many seats as it has `left`, one by one to the greatest quotient, while places have `room`.
pub(super) fn greatest_first(
    grid: &Grid<'_>,
    left: &mut [u32],
    room: &mut [u32],
    order: &Order<'_>,
) -> Result<Placed, Stop> {
    let sum = |seats: &[u32]| seats.iter().map(|&n| u64::from(n)).sum::<u64>();
    if sum(left).min(sum(room)) > MOST {
        return Err(Stop::TooManyToPlace);
    }
    let mut claims = BinaryHeap::new();
    for list in (0..left.len()).filter(|&list| left[list] > 0) {
        for place in (0..room.len()).filter(|&place| room[place] > 0) {
            claims.extend(grid.claim(list, place, 0)?);
        }
    }
    let mut won = vec![0u32; grid.votes.len()];
    let mut placed = Placed::default();
    while let Some(first) = claims.pop() {
        let mut equal = vec![first];
        while claims.peek() == Some(&first) {
            equal.extend(claims.pop());
        }
        // For a record that is the same in whatever order lists and places are given.
        equal.sort_by_key(|claim| (order.place_ranks[claim.place], order.list_ranks[claim.list as usize]));
        if order.rule == TieRule::MoreVotes {
            equal.sort_by_key(|claim| std::cmp::Reverse(claim.votes));
        }
        let mut rest = &equal[..];
        while let Some(claim) = rest.first() {
            let together = match order.rule {
                TieRule::MoreVotes => rest.partition_point(|other| other.votes == claim.votes),
                _ => rest.len(),
            };
            let (group, later) = rest.split_at(together);
            rest = later;
            let before = placed.seats.len();
            give(group, left, room, order, &mut placed);
            for &(list, place) in &placed.seats[before..] {
                let cell = list as usize * room.len() + place;
                won[cell] += 1;
                if left[list as usize] > 0 && room[place] > 0 {
                    claims.extend(grid.claim(list as usize, place, won[cell])?);
                }
            }
            if !placed.open.is_empty() {
                return Ok(placed);
            }
        }
    }
    Ok(placed)
}

/// Gives equal claims their seats, as far as it does not matter, or lots say, which of them comes first.
fn give(group: &[Claim], left: &mut [u32], room: &mut [u32], order: &Order<'_>, placed: &mut Placed) {
    let mut group: Vec<Claim> = group.to_vec();
    group.retain(|claim| left[claim.list as usize] > 0 && room[claim.place] > 0);
    let more =
        |same: &dyn Fn(&Claim) -> bool, than: u32| group.iter().filter(|c| same(c)).count() > than as usize;
    let contested = |claim: &Claim| {
        more(&|other| other.list == claim.list, left[claim.list as usize])
            || more(&|other| other.place == claim.place, room[claim.place])
    };
    let open: Vec<bool> = group.iter().map(contested).collect();
    if let Some(lots) = order.lots.filter(|_| open.contains(&true)) {
        // Every tie has lots of its own.
        Lots { district: u32::try_from(placed.seats.len()).ok(), ..lots }.shuffle(&mut group);
    } else {
        let mut open = open.into_iter();
        group.retain(|claim| {
            let open = open.next().unwrap_or_default();
            if open {
                placed.open.push((claim.list, claim.place));
            }
            !open
        });
    }
    for claim in group {
        let (left, room) = (&mut left[claim.list as usize], &mut room[claim.place]);
        if *left > 0 && *room > 0 {
            *left -= 1;
            *room -= 1;
            placed.seats.push((claim.list, claim.place));
        }
    }
}

/// The divisor after so many seats, as a fraction.
pub(super) fn divisor(method: &Method, held: u32) -> Result<(u128, u128), Stop> {
    let divisor = method.divisor().unwrap_or(&Divisor::SainteLague);
    match divisor.after(held) {
        DivisorValue::Fraction(ratio) => Ok((ratio.numerator, ratio.denominator)),
        _ => Err(Stop::VotesTooLarge),
    }
}

/// The product in 256 bits, upper half first.
pub(super) fn wide(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let low = a0 * b0;
    let mid = a1 * b0 + (low >> 64);
    let cross = a0 * b1 + (mid & LOW);
    let high = a1 * b1 + (mid >> 64) + (cross >> 64);
    (high, (cross << 64) | (low & LOW))
}
