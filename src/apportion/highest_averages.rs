//! Divisor methods: each seat to the highest quotient of votes by the next divisor.
//!
//! A divisor method can be read in two ways that give the same seats: hand out seats one by one to the highest
//! quotient, or find a divisor (votes a seat) such that rounding every party's votes/divisor fills the house.
//! This implementation starts with the second and ends with the first. A divisor that is safely too large
//! gives everybody seats that the method gives them in any case, at most one a party short of the house; the
//! few that are left are handed out from a heap.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::{Divisor, Workspace};

/// A party's claim to its next seat, ordered by votes/divisor. Compared exactly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotient {
    votes: u64,
    divisor: u64,
    party: u32,
}

impl Quotient {
    fn compare(&self, other: &Self) -> Ordering {
        let left = u128::from(self.votes) * u128::from(other.divisor);
        let right = u128::from(other.votes) * u128::from(self.divisor);
        left.cmp(&right)
    }
}

impl PartialEq for Quotient {
    fn eq(&self, other: &Self) -> bool {
        self.compare(other).is_eq()
    }
}
impl Eq for Quotient {}
impl PartialOrd for Quotient {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Quotient {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare(other)
    }
}

/// Writes the sure seats and returns how many are tied among `workspace.tied`.
pub(super) fn fill(
    votes: &[u64],
    total: u128,
    seats: u32,
    divisor: Divisor,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    let open = sure_start(votes, total, seats, divisor, given);
    let quotient = |party: u32, held: u32| Quotient {
        votes: votes[party as usize],
        divisor: divisor.after(held),
        party,
    };
    let standing = || (0u32..).zip(votes).filter(|&(_, &v)| v > 0);

    let mut queue = std::mem::take(&mut workspace.quotients);
    queue.clear();
    queue.extend(standing().map(|(i, _)| quotient(i, given[i as usize])));
    let mut queue = BinaryHeap::from(queue);
    for _ in 0..open {
        if let Some(mut top) = queue.peek_mut() {
            let seats = &mut given[top.party as usize];
            *seats += 1;
            *top = quotient(top.party, *seats);
        }
    }
    let next = queue.peek().copied();
    workspace.quotients = queue.into_vec();

    // A tie is there when the best quotient that got nothing equals the worst that got a seat.
    let last = standing()
        .filter(|&(i, _)| given[i as usize] > 0)
        .map(|(i, _)| quotient(i, given[i as usize] - 1))
        .min();
    match (last, next) {
        (Some(last), Some(next)) if last == next => {
            let mut tied_seats = 0;
            for (i, _) in standing() {
                let seats = &mut given[i as usize];
                if *seats > 0 && quotient(i, *seats - 1) == last {
                    *seats -= 1;
                    tied_seats += 1;
                    workspace.tied.push(i);
                } else if quotient(i, *seats) == last {
                    workspace.tied.push(i);
                }
            }
            tied_seats
        }
        _ => 0,
    }
}

/// Gives everybody the seats of a divisor that is too large for the house, and returns how many seats are open.
///
/// Let n parties have votes and let the divisor series be a·s + b. At a divisor D a party gets
/// ⌊v/D − b/a⌋ + 1 ≤ v/D + 1 − b/a seats. Summed up that is at most V/D + n(1 − b/a), which is the house size
/// for D = a·V / (a·S − n(a − b)). Rounding down loses less than one seat a party, so at most n stay open.
fn sure_start(votes: &[u64], total: u128, seats: u32, divisor: Divisor, given: &mut [u32]) -> u32 {
    let (slope, first) = divisor.line();
    let (slope, first) = (u128::from(slope), u128::from(first));
    let standing = votes.iter().filter(|&&v| v > 0).count() as u128;
    let Some(scale) =
        (slope * u128::from(seats)).checked_sub(standing * (slope - first)).filter(|&scale| scale > 0)
    else {
        // Fewer seats than about half the parties: no divisor is safe, start from nothing.
        return seats;
    };
    // In units of 1/scale vote, D = slope·total; v − D·first/slope must reach D·k for k more seats.
    let offset = total * first;
    let step = total * slope;
    let mut open = seats;
    for (&v, seats) in votes.iter().zip(given) {
        // 64 + 34 bits.
        if let Some(above) = (u128::from(v) * scale).checked_sub(offset)
            && v > 0
        {
            let sure = u32::try_from(above / step + 1).unwrap_or(u32::MAX);
            *seats = sure;
            open -= sure;
        }
    }
    open
}
