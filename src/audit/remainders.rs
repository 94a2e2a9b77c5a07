//! Largest remainders: for every two lists, one's votes less its seats by the quota are not a whole quota behind the other's.
//!
//! With q = V / (S + z), z = 0 (Hare) or 1 (Hagenbach-Bischoff), k = s_i − s_j − 1: V_i − V_j > k q for every ordered pair. Then
//! the differences V_i / q − s_i lie within less than 1 of each other and their sum is z, so each list has its whole quotas or one
//! seat more, and those with one more have the larger remainders (pairs: Blom and others 2021, for z = 0).
//!
//! Droop's quota, ⌊V / (S + 1)⌋ + 1, is between V / (S + 1) and one vote more: the pair is stated for the end that is harder.

use super::claimants::Claimant;
use super::form::Form;
use super::uncovered::Why;
use crate::apportion::{Method, Quota};
use crate::system::VoteBase;

/// The pair as a sum of papers, or nothing where it is true by itself. `taking_part` are all who compete.
pub(crate) fn pair(
    quota: Quota,
    seats: u32,
    taking_part: &[Claimant],
    (first, second): (usize, usize),
) -> Result<Option<Form>, Why> {
    let (parts, rounded) = match quota {
        Quota::Hare => (i128::from(seats), false),
        Quota::HagenbachBischoff => (i128::from(seats) + 1, false),
        Quota::Droop => (i128::from(seats) + 1, true),
        _ => return Err(Why::QuotaNotAudited(Method::LargestRemainder(quota).name().into_owned())),
    };
    let (own, other) = (&taking_part[first], &taking_part[second]);
    let k = i128::from(own.seats) - i128::from(other.seats) - 1;
    // Already all votes would not be enough to make it false.
    if k <= -parts {
        return Ok(None);
    }
    let mut named = Vec::with_capacity(taking_part.len());
    for (number, list) in taking_part.iter().enumerate() {
        let a = match number {
            _ if number == first => parts - k,
            _ if number == second => -parts - k,
            _ => -k,
        };
        named.extend(list.columns.iter().cloned().map(|column| (column, a)));
    }
    // A quota that is rounded up to a whole vote is larger by at most one.
    let constant = if rounded && k > 0 { -k * parts } else { 0 };
    Ok(Some(Form { named, rest: None::<(VoteBase, i128)>, constant, range: None }))
}

/// Whether the pairs alone imply who has which seats, by quotas that are a whole part of the votes or Droop's.
pub(crate) fn is_exact(quota: Quota) -> bool {
    matches!(quota, Quota::Hare | Quota::HagenbachBischoff | Quota::Droop)
}

/// Whether the quota is a whole number of votes.
pub(crate) fn is_whole(quota: Quota) -> bool {
    quota == Quota::Droop
}
