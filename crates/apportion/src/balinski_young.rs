//! Balinski and Young's quota method.
//!
//! For each house size t = 1, 2, … the next seat goes to the largest v/(a + 1) among the parties whose a seats
//! are below their quota of that house, a < t·v/V (Balinski and Young, *American Mathematical Monthly* 82, 1975).
//! No party ever gets less than its quota rounded down or more than its quota rounded up, and none loses a seat
//! when the house grows; population monotonicity is the price.
//!
//! # Ties in mid-course
//!
//! Equal claims that the same house size raises are one group, and get their seats one after the other. A group
//! can be interrupted by stronger claims that become eligible later, and others can join it. So several groups
//! may be open at the end, and each is a tie of its own: 720, 720, 120, 120 votes and 8 seats leave one seat
//! between the first two and one between the last two. Where parties joined a group that had begun, there is one
//! tie for what the group had to share before and one for what it had to share after; they are to be decided in
//! this order, and who wins in one stands in no later one that lists it too.
//!
//! The cost is O(S log n) for S seats, since each seat is given by itself; houses beyond [`LARGEST_HOUSE`] are
//! refused.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::{Tie, Workspace};

/// The largest house that the method is worked out for.
pub const LARGEST_HOUSE: u32 = 20_000_000;

/// v/(a + 1).
#[derive(Debug, Clone, Copy)]
struct Claim {
    votes: u64,
    next: u64,
    party: u32,
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = u128::from(self.votes) * u128::from(other.next);
        left.cmp(&(u128::from(other.votes) * u128::from(self.next)))
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

/// Parties with equal claims that have not all got their seat yet.
struct Group {
    claim: Claim,
    /// What was shared, among whom: a further entry each time that somebody joins.
    layers: Vec<Tie>,
    members: Vec<u32>,
    met: usize,
}

/// Writes the sure seats, and the ties to the workspace; returns how many seats are tied.
pub(super) fn fill(
    votes: &[u64],
    total: u128,
    seats: u32,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    one_by_one(votes, total, seats, workspace, given, |_| {})
}

/// Who gets the seat of each house size from 1; of equal claims that one house size raises, the earlier positions first.
pub(super) fn order(votes: &[u64], seats: u32) -> Vec<usize> {
    let total = votes.iter().map(|&v| u128::from(v)).sum();
    let mut order = Vec::new();
    let next = |party: u32| order.push(party as usize);
    one_by_one(votes, total, seats, &mut Workspace::default(), &mut vec![0; votes.len()], next);
    order
}

fn one_by_one(
    votes: &[u64],
    total: u128,
    seats: u32,
    workspace: &mut Workspace,
    given: &mut [u32],
    mut next: impl FnMut(u32),
) -> u32 {
    // Parties that wait until a house size makes their next seat eligible.
    let mut waiting = BinaryHeap::with_capacity(votes.len());
    let mut eligible: BinaryHeap<Claim> = BinaryHeap::with_capacity(votes.len());
    let mut groups: Vec<Group> = Vec::new();
    for (party, &v) in (0u32..).zip(votes).filter(|&(_, &v)| v > 0) {
        waiting.push(Reverse((1u32, party)));
        workspace.visits += 1;
        debug_assert!(v > 0);
    }
    for house in 1..=seats {
        while let Some(&Reverse((when, party))) = waiting.peek()
            && when <= house
        {
            waiting.pop();
            let next = u64::from(given[party as usize]) + 1;
            eligible.push(Claim { votes: votes[party as usize], next, party });
        }
        workspace.visits += 1;
        // The open group whose claim is the strongest is the last one: only a stronger claim begins another.
        let top = eligible.peek().copied();
        let joins = match (groups.last(), top) {
            (Some(group), Some(top)) => top.cmp(&group.claim),
            (None, Some(_)) => Ordering::Greater,
            (_, None) => Ordering::Less,
        };
        if joins.is_gt()
            && let Some(claim) = top
        {
            groups.push(Group { claim, layers: Vec::new(), members: Vec::new(), met: 0 });
        }
        let Some(group) = groups.last_mut() else {
            // Somebody is always below the quota of the next house.
            break;
        };
        let before = group.members.len();
        while let Some(claim) = eligible.peek().copied().filter(|&claim| claim == group.claim) {
            eligible.pop();
            group.members.push(claim.party);
        }
        if group.members.len() > before {
            // Of equal claims a heap gives any first.
            group.members[before..].sort_unstable();
            let mut parties: Vec<usize> = group.members.iter().map(|&i| i as usize).collect();
            parties.sort_unstable();
            group.layers.push(Tie { parties, seats: 0, all_to_one: false });
        }
        if let Some(&party) = group.members.get(group.met) {
            next(party);
        }
        group.met += 1;
        if let Some(layer) = group.layers.last_mut() {
            layer.seats += 1;
        }
        if group.met == group.members.len() {
            for &party in &group.members {
                let v = votes[party as usize];
                let held = &mut given[party as usize];
                *held += 1;
                // Eligible for house t when held·V < t·v.
                let when = u128::from(*held) * total / u128::from(v) + 1;
                waiting.push(Reverse((u32::try_from(when).unwrap_or(u32::MAX), party)));
            }
            groups.pop();
        }
    }
    let mut tied = 0;
    for layer in groups.into_iter().flat_map(|group| group.layers).filter(|layer| layer.seats > 0) {
        tied += layer.seats;
        workspace.add_tie(&layer);
    }
    tied
}
