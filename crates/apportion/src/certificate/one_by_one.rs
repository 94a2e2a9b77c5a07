//! The certificate of Balinski and Young's quota method: the seats in the order in which they were given.
//!
//! The method is defined by that order and by nothing shorter: the seat that a house size adds depends on all that
//! were given before. So each seat is checked by itself, against the definition.

use super::error::VerifyError;
use crate::{Apportionment, Tie};

/// Who gets the seat that each house size adds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrderCertificate {
    /// A position for each house size from 1. Of equal claims of one house size it names the earliest positions
    /// first; the ties say which of these seats are open.
    pub order: Vec<usize>,
}

/// The course of the quota method, replayed by its definition.
pub(crate) struct Replay {
    pub(crate) order: Vec<usize>,
    pub(crate) result: Apportionment,
    /// All that decided: for each house who became eligible and whose claims stood equal. Two counts with the same
    /// course decided alike at every step.
    pub(crate) course: Vec<u64>,
}

/// Parties with equal claims that have not all got their seat.
struct Open {
    /// A party of the group and the number of its next seat: votes[party]/next is the claim.
    party: usize,
    next: u64,
    members: Vec<usize>,
    met: usize,
    layers: Vec<Tie>,
}

/// The first seat of a party for which a house of this size makes it eligible: a seats with a·V < t·v.
fn is_eligible(votes: u64, total: u128, held: u32, house: u32) -> bool {
    // A house of 32 bits by 96 bits of votes.
    u128::from(held) * total < u128::from(house) * u128::from(votes)
}

/// Which of v/a and w/b is the larger.
fn compare(v: u64, a: u64, w: u64, b: u64) -> std::cmp::Ordering {
    (u128::from(v) * u128::from(b)).cmp(&(u128::from(w) * u128::from(a)))
}

/// Every house size from 1, looking at every party each time.
pub(crate) fn replay(votes: &[u64], seats: u32) -> Replay {
    let total: u128 = votes.iter().map(|&v| u128::from(v)).sum();
    let mut held = vec![0u32; votes.len()];
    let mut waits = vec![false; votes.len()];
    let mut eligible = vec![false; votes.len()];
    let mut groups: Vec<Open> = Vec::new();
    let (mut order, mut course) = (Vec::new(), Vec::new());
    for house in 1..=seats {
        course.push(u64::MAX);
        let next = |party: usize, held: &[u32]| u64::from(held[party]) + 1;
        let mut best: Option<usize> = None;
        for (party, &v) in votes.iter().enumerate() {
            if waits[party] || v == 0 || !is_eligible(v, total, held[party], house) {
                continue;
            }
            if !eligible[party] {
                eligible[party] = true;
                course.push(1 << 32 | party as u64);
            }
            let beats = |other| compare(v, next(party, &held), votes[other], next(other, &held)).is_gt();
            if best.is_none_or(beats) {
                best = Some(party);
            }
        }
        if let Some(party) = best {
            let claim = next(party, &held);
            let stronger =
                |group: &Open| compare(votes[party], claim, votes[group.party], group.next).is_gt();
            if groups.last().is_none_or(stronger) {
                groups.push(Open { party, next: claim, members: Vec::new(), met: 0, layers: Vec::new() });
            }
        }
        // Somebody is always below the quota of the next house, or waits in a group.
        let Some(group) = groups.last_mut() else { break };
        let before = group.members.len();
        for (party, &v) in votes.iter().enumerate() {
            let equal = || compare(v, next(party, &held), votes[group.party], group.next).is_eq();
            if eligible[party] && !waits[party] && equal() {
                waits[party] = true;
                group.members.push(party);
                course.push(2 << 32 | party as u64);
            }
        }
        if group.members.len() > before {
            let mut parties = group.members.clone();
            parties.sort_unstable();
            group.layers.push(Tie { parties, seats: 0, all_to_one: false });
        }
        order.push(group.members[group.met]);
        group.met += 1;
        if let Some(layer) = group.layers.last_mut() {
            layer.seats += 1;
        }
        if group.met == group.members.len() {
            for &party in &group.members {
                held[party] += 1;
                (waits[party], eligible[party]) = (false, false);
            }
            groups.pop();
        }
    }
    let layers = groups.into_iter().flat_map(|group| group.layers);
    let ties = layers.filter(|layer| layer.seats > 0).collect();
    Replay { order, result: Apportionment { seats: held, ties }, course }
}

impl OrderCertificate {
    /// Each seat goes to somebody eligible, and nobody eligible has a stronger claim; the replay tells the ties.
    pub(super) fn verify(
        &self,
        votes: &[u64],
        seats: u32,
        result: &Apportionment,
    ) -> Result<(), VerifyError> {
        let total: u128 = votes.iter().map(|&v| u128::from(v)).sum();
        if self.order.len() as u64 != u64::from(seats) {
            return Err(VerifyError::House { filled: self.order.len() as u128, seats });
        }
        let mut held = vec![0u32; votes.len()];
        for (house, &party) in (1..=seats).zip(&self.order) {
            let wrong = VerifyError::Order { house, party };
            let Some(&v) = votes.get(party) else { return Err(wrong) };
            let claim = |party: usize| u64::from(held[party]) + 1;
            let passed_over = |other: usize| {
                is_eligible(votes[other], total, held[other], house)
                    && compare(votes[other], claim(other), v, claim(party)).is_gt()
            };
            if !is_eligible(v, total, held[party], house) || (0..votes.len()).any(passed_over) {
                return Err(wrong);
            }
            held[party] += 1;
        }
        let Replay { order, result: right, .. } = replay(votes, seats);
        if let Some(number) = order.iter().zip(&self.order).position(|(right, own)| right != own) {
            // The certificate names the earliest of equal claims; this one does not.
            return Err(VerifyError::Order { house: number as u32 + 1, party: self.order[number] });
        }
        for (party, (&own, &right)) in result.seats.iter().zip(&right.seats).enumerate() {
            if own > right {
                return Err(VerifyError::TooManySeats { party, seats: own });
            }
            if own < right {
                return Err(VerifyError::TooFewSeats { party, seats: own });
            }
        }
        if result.ties == right.ties { Ok(()) } else { Err(VerifyError::Ties) }
    }
}
