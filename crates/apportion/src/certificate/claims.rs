//! Seats as the strongest of all claims.
//!
//! Divisor methods and quota methods have one thing in common: each party has a claim to its first, second, third …
//! seat, each weaker than the one before, and the house goes to the strongest claims of all. So seats are right when
//! no claim that is met is weaker than one that is not, which two claims attest: the weakest that is met and the
//! strongest that is not.

use std::cmp::Ordering;

use super::error::{End, VerifyError};
use crate::Apportionment;
use crate::bounds::Limits;

/// A party's claim to its seat number `held` + 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) party: usize,
    pub(super) held: u32,
}

/// The two claims next to the cut. With a tie, two of the tied ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Border {
    pub(super) met: Option<Claim>,
    pub(super) unmet: Option<Claim>,
}

/// Which of two claims is the stronger under a method.
pub(super) trait Order {
    fn compare(&self, a: Claim, b: Claim) -> Ordering;
}

/// What a party's claims next to the cut are: to its last seat, where that is not its minimum, and to its next one,
/// where its maximum allows one.
struct Edge {
    last: Option<Claim>,
    next: Option<Claim>,
}

fn edge(votes: &[u64], limits: &impl Limits, party: usize, seats: u32) -> Edge {
    let claim = |held| Claim { party, held };
    let last = seats.checked_sub(1).filter(|_| votes[party] > 0 && seats > limits.least(party));
    let next = Some(seats).filter(|_| votes[party] > 0 && seats < limits.most(party));
    Edge { last: last.map(claim), next: next.map(claim) }
}

/// The border of a result that is right.
pub(super) fn border(
    votes: &[u64],
    result: &Apportionment,
    limits: &impl Limits,
    order: &impl Order,
) -> Border {
    if let Some(tie) = result.ties.first() {
        let claim =
            |number: usize| tie.parties.get(number).map(|&party| Claim { party, held: result.seats[party] });
        return Border { met: claim(0), unmet: claim(1) };
    }
    let mut border = Border { met: None, unmet: None };
    for (party, &seats) in result.seats.iter().enumerate() {
        let Edge { last, next } = edge(votes, limits, party, seats);
        if let Some(last) = last
            && border.met.is_none_or(|met| order.compare(last, met).is_lt())
        {
            border.met = Some(last);
        }
        if let Some(next) = next
            && border.unmet.is_none_or(|unmet| order.compare(next, unmet).is_gt())
        {
            border.unmet = Some(next);
        }
    }
    border
}

/// Holds a result to its border; `tied` says who is in the tie.
///
/// Without a tie: every last seat's claim is at least the weakest met one, every next seat's at most the strongest
/// unmet one, and the first of these two is the stronger. With a tie: every last seat's claim is more than the tied
/// one, every next seat's equal to it for the tied parties and less for all others.
pub(super) fn verify_border(
    votes: &[u64],
    result: &Apportionment,
    tied: &[bool],
    limits: &impl Limits,
    order: &impl Order,
    border: Border,
) -> Result<(), VerifyError> {
    let tie = !result.ties.is_empty();
    for (party, &seats) in result.seats.iter().enumerate() {
        let Edge { last, next } = edge(votes, limits, party, seats);
        if let Some(last) = last {
            let right = border.met.is_some_and(|met| match order.compare(last, met) {
                Ordering::Greater => true,
                Ordering::Equal => !tie,
                Ordering::Less => false,
            });
            if !right {
                return Err(VerifyError::TooManySeats { party, seats });
            }
        }
        match next {
            Some(next) => {
                let side = border.unmet.map(|unmet| order.compare(next, unmet));
                match (side, tied[party]) {
                    (Some(Ordering::Equal), true) | (Some(Ordering::Less), false) => {}
                    (Some(Ordering::Equal), false) if !tie => {}
                    (Some(Ordering::Equal), false) => return Err(VerifyError::MissingFromTie { party }),
                    (Some(Ordering::Less), true) => return Err(VerifyError::NotInTie { party }),
                    (Some(Ordering::Greater) | None, _) => {
                        return Err(VerifyError::TooFewSeats { party, seats });
                    }
                }
            }
            None if tied[party] => return Err(VerifyError::NotInTie { party }),
            None => {}
        }
    }
    let expected = if tie { Ordering::Equal } else { Ordering::Greater };
    match border.met.zip(border.unmet) {
        Some((met, unmet)) if order.compare(met, unmet) != expected => Err(VerifyError::Interval),
        _ => verify_ends(votes, result, tied, limits, border),
    }
}

/// The ends are claims of this very result: to somebody's last seat and to somebody's next one, with a tie two next
/// seats of tied parties.
fn verify_ends(
    votes: &[u64],
    result: &Apportionment,
    tied: &[bool],
    limits: &impl Limits,
    border: Border,
) -> Result<(), VerifyError> {
    let tie = !result.ties.is_empty();
    let edge = |claim: Claim| Some(edge(votes, limits, claim.party, *result.seats.get(claim.party)?));
    let is_tied =
        |claim: Claim| edge(claim).is_some_and(|edge| edge.next == Some(claim)) && tied[claim.party];
    if let Some(met) = border.met {
        let is_last = edge(met).is_some_and(|edge| edge.last == Some(met));
        if !(if tie { is_tied(met) } else { is_last }) {
            return Err(VerifyError::End { end: End::Met, party: met.party });
        }
    }
    if let Some(unmet) = border.unmet {
        let is_next = edge(unmet).is_some_and(|edge| edge.next == Some(unmet));
        if !(if tie { is_tied(unmet) } else { is_next }) {
            return Err(VerifyError::End { end: End::Unmet, party: unmet.party });
        }
    }
    // A tie is attested by two parties.
    if tie && border.met.zip(border.unmet).is_none_or(|(met, unmet)| met.party == unmet.party) {
        return Err(VerifyError::Interval);
    }
    Ok(())
}
