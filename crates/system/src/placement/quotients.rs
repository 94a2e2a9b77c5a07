//! Seats of parties one by one to the places where their quotients are greatest.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::record::{PlaceQuotient, Scale};
use crate::count::failure::CountFailure;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::exact::compare_fractions;
use crate::lots::{DrawnFor, Lots};
use crate::rules::{TieRule, TieRules};
use sailau_apportion::{DivisorValue, Method, Ratio};

/// The most seats that find their place one by one.
pub(crate) const MOST: u64 = 1 << 20;

/// Quotients of parties in places (districts or regions), by list and then by place.
#[derive(Clone, Copy)]
pub(crate) struct Quotients<'a> {
    pub(crate) votes: &'a [u64],
    /// Seats that the lists have in the places before.
    pub(crate) held: &'a [u32],
    pub(crate) method: &'a Method,
    /// What the quotients of each place are multiplied by, and then divided by.
    pub(crate) scales: &'a [(u128, u128)],
}

/// What decides between equal quotients.
pub(crate) struct Order<'a> {
    rules: TieRules,
    /// Who draws lots, where the rule says so, or answers what is open.
    lots: Option<&'a dyn Lots>,
    supposes: bool,
    at: Location,
    list_ranks: &'a [u32],
    place_ranks: &'a [u32],
}

impl<'a> Order<'a> {
    /// In places with these places in the alphabet.
    pub(crate) fn of(count: ListCount<'a>, place_ranks: &'a [u32]) -> Self {
        let rules = count.plan.rule.ties;
        let lots = count.chance.after(rules);
        let supposes = count.chance.supposes(rules);
        Self {
            rules,
            lots,
            supposes,
            at: Location::tier(count.tier),
            list_ranks: &count.plan.ranks,
            place_ranks,
        }
    }
}

/// Seats with their places.
#[derive(Debug, Clone, Default)]
pub(crate) struct Placed {
    /// List and place of each, the greatest quotient first.
    pub(crate) seats: Vec<(u32, usize)>,
    /// Equal claims to a place, or of a party to its last seat, after which nothing is known.
    pub(crate) open: Vec<(u32, usize)>,
    /// Equal claims that were answered for one way only.
    pub(crate) asked: Vec<(u32, usize)>,
}

impl Placed {
    pub(crate) fn clear(&mut self) {
        self.seats.clear();
        self.open.clear();
        self.asked.clear();
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct QuotientBuffers {
    claims: BinaryHeap<Claim>,
    /// Claims that are equal, those of them that can still be met, and whether it matters which come first.
    equal: Vec<Claim>,
    group: Vec<Claim>,
    contested: Vec<bool>,
    won: Vec<u32>,
    /// The order in which lots draw claims, and the claims in the order before.
    drawn: Vec<u32>,
    before: Vec<Claim>,
}

/// A party's claim to a seat in a place. Claims are ordered by their quotients alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    pub(crate) list: u32,
    pub(crate) place: usize,
    above: u128,
    below: u128,
    pub(crate) votes: u64,
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_fractions((self.above, self.below), (other.above, other.below))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Claim {}

impl Quotients<'_> {
    /// What the quotient of a list in a place is made of, after so many seats that it has won there besides those that it
    /// held; none without votes.
    pub(crate) fn made_of(&self, list: usize, place: usize, won: u32) -> Option<PlaceQuotient> {
        let cell = list * self.scales.len() + place;
        let (numerator, denominator) = divisor(self.method, self.held[cell].checked_add(won)?).ok()?;
        let (times, by) = self.scales[place];
        let (votes, divisor) = (self.votes[cell], Ratio { numerator, denominator });
        let scale = Some(Scale { times, by }).filter(|_| (times, by) != (1, 1));
        (votes > 0).then_some(PlaceQuotient { votes, divisor, scale })
    }
}

/// Figures by which seats find their places one by one.
pub(crate) trait Claims {
    /// The claim of a list that has won so many seats in a place, besides those that it held; none without votes, or where
    /// it can have no more.
    fn claim(&self, list: usize, place: usize, won: u32) -> Result<Option<Claim>, CountFailure>;
}

impl Claim {
    /// A fraction as a claim, of a list with so many votes in the place.
    pub(super) fn new(list: usize, place: usize, (above, below): (u128, u128), votes: u64) -> Self {
        // Lists are numbered in u32.
        Self { list: list as u32, place, above, below, votes }
    }
}

impl Claims for Quotients<'_> {
    fn claim(&self, list: usize, place: usize, won: u32) -> Result<Option<Claim>, CountFailure> {
        let cell = list * self.scales.len() + place;
        let votes = self.votes[cell];
        if votes == 0 {
            return Ok(None);
        }
        let held = self.held[cell].checked_add(won).ok_or(CountFailure::VotesTooLarge)?;
        let (times, by) = self.scales[place];
        let (numerator, denominator) = divisor(self.method, held)?;
        let above = u128::from(votes).checked_mul(denominator).and_then(|n| n.checked_mul(times));
        let below = numerator.checked_mul(by);
        let (above, below) = above.zip(below).ok_or(CountFailure::VotesTooLarge)?;
        Ok(Some(Claim::new(list, place, (above, below), votes)))
    }
}

/// Gives each list as many seats as it has `left`, one by one to the greatest quotient, while places have `room`.
pub(crate) fn greatest_first(
    quotients: &impl Claims,
    left: &mut [u32],
    room: &mut [u32],
    order: &Order<'_>,
    placed: &mut Placed,
    buffers: &mut QuotientBuffers,
) -> Result<(), CountFailure> {
    let sum = |seats: &[u32]| seats.iter().map(|&n| u64::from(n)).sum::<u64>();
    if sum(left).min(sum(room)) > MOST {
        return Err(CountFailure::TooManyToPlace);
    }
    buffers.claims.clear();
    for list in (0..left.len()).filter(|&list| left[list] > 0) {
        for place in (0..room.len()).filter(|&place| room[place] > 0) {
            buffers.claims.extend(quotients.claim(list, place, 0)?);
        }
    }
    buffers.won.clear();
    buffers.won.resize(left.len() * room.len(), 0);
    while let Some(first) = buffers.claims.pop() {
        let mut equal = std::mem::take(&mut buffers.equal);
        equal.clear();
        equal.push(first);
        while buffers.claims.peek() == Some(&first) {
            equal.extend(buffers.claims.pop());
        }
        // For a record that is the same in whatever order lists and places are given.
        let votes = |claim: &Claim| if order.rules.has(TieRule::MoreVotes) { claim.votes } else { 0 };
        let alphabet =
            |claim: &Claim| (order.place_ranks[claim.place], order.list_ranks[claim.list as usize]);
        equal.sort_unstable_by_key(|claim| (Reverse(votes(claim)), alphabet(claim)));
        let mut rest = &equal[..];
        while let Some(claim) = rest.first() {
            let (group, later) = rest.split_at(rest.partition_point(|other| votes(other) == votes(claim)));
            rest = later;
            let before = placed.seats.len();
            give(group, (left, room), order, placed, buffers);
            for &(list, place) in &placed.seats[before..] {
                let cell = list as usize * room.len() + place;
                buffers.won[cell] += 1;
                if left[list as usize] > 0 && room[place] > 0 {
                    buffers.claims.extend(quotients.claim(list as usize, place, buffers.won[cell])?);
                }
            }
            if !placed.open.is_empty() {
                return Ok(());
            }
        }
        buffers.equal = equal;
    }
    Ok(())
}

/// Gives equal claims their seats, as far as it does not matter, or lots say, which of them comes first.
pub(super) fn give(
    claims: &[Claim],
    (left, room): (&mut [u32], &mut [u32]),
    order: &Order<'_>,
    placed: &mut Placed,
    buffers: &mut QuotientBuffers,
) {
    let mut group = std::mem::take(&mut buffers.group);
    group.clear();
    group.extend(claims.iter().filter(|claim| left[claim.list as usize] > 0 && room[claim.place] > 0));
    let contested = |claim: &Claim| {
        let of_list = group.iter().filter(|other| other.list == claim.list).count();
        let of_place = group.iter().filter(|other| other.place == claim.place).count();
        of_list > left[claim.list as usize] as usize || of_place > room[claim.place] as usize
    };
    buffers.contested.clear();
    buffers.contested.extend(group.iter().map(contested));
    if let Some(lots) = order.lots.filter(|_| buffers.contested.contains(&true)) {
        if order.supposes {
            let contested = group.iter().zip(&buffers.contested).filter(|(_, contested)| **contested);
            placed.asked.extend(contested.map(|(claim, _)| (claim.list, claim.place)));
        }
        // Every tie has lots of its own.
        let number = u32::try_from(placed.seats.len()).unwrap_or(u32::MAX);
        shuffle(lots, order.at.deciding(DrawnFor::Turn(number)), &mut group, buffers);
    } else {
        let mut contested = buffers.contested.iter();
        group.retain(|claim| {
            let open = contested.next().copied().unwrap_or_default();
            if open {
                placed.open.push((claim.list, claim.place));
            }
            !open
        });
    }
    for claim in &group {
        let (left, room) = (&mut left[claim.list as usize], &mut room[claim.place]);
        if *left > 0 && *room > 0 {
            *left -= 1;
            *room -= 1;
            placed.seats.push((claim.list, claim.place));
        }
    }
    buffers.group = group;
}

/// Puts claims in the order in which lots draw them.
pub(crate) fn shuffle(lots: &dyn Lots, at: Location, claims: &mut [Claim], buffers: &mut QuotientBuffers) {
    let QuotientBuffers { drawn, before, .. } = buffers;
    drawn.clear();
    drawn.extend((0u32..).zip(&*claims).map(|(i, _)| i));
    lots.order(at.lots(), drawn);
    before.clear();
    before.extend_from_slice(claims);
    claims.iter_mut().zip(&*drawn).for_each(|(claim, &i)| *claim = before[i as usize]);
}

/// The divisor after so many seats, as a fraction.
pub(crate) fn divisor(method: &Method, held: u32) -> Result<(u128, u128), CountFailure> {
    match method.divisor().map(|divisor| divisor.after(held)) {
        Some(DivisorValue::Fraction(ratio)) => Ok((ratio.numerator, ratio.denominator)),
        // The rules were checked: their divisors are fractions, as long as these can be written.
        Some(_) | None => Err(CountFailure::VotesTooLarge),
    }
}
