//! The certificate of a divisor method: the interval of divisors that gives these seats.

use std::cmp::Ordering;

use super::claims::{Border, Claim, Order};
use super::error::{End, VerifyError};
use crate::{Divisor, DivisorValue, Quotient, Ratio};

/// The interval of quotients that separates the claims that are met from those that are not.
///
/// Every met claim has the quotient of [`met`](Self::met) or more, every other one that of [`unmet`](Self::unmet)
/// or less. With a tie both ends are the same number, the quotient of all tied claims, and sure seats have more.
///
/// Claims within a minimum or beyond a maximum do not compete and are no ends.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DivisorCertificate {
    /// The upper end: the weakest claim that is met. None when no claim had to be met.
    pub met: Option<DivisorClaim>,
    /// The lower end: the strongest claim that is not met. None when nobody may have another seat.
    pub unmet: Option<DivisorClaim>,
    /// What the divisors of the series grow by in the long run: a quotient times it is a number of votes a seat.
    pub step: Ratio,
}

/// A claim of a party to a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DivisorClaim {
    /// Position of the party, from 0.
    pub party: usize,
    /// Which of its seats, from 1.
    pub seat: u64,
    /// Its votes by the divisor of that seat.
    pub quotient: Quotient,
}

/// By quotients of a divisor series.
pub(super) struct ByDivisor<'a> {
    pub(super) votes: &'a [u64],
    pub(super) divisor: &'a Divisor,
}

impl Order for ByDivisor<'_> {
    fn compare(&self, a: Claim, b: Claim) -> Ordering {
        let quotient = |claim: Claim| Quotient {
            votes: self.votes[claim.party],
            divisor: self.divisor.after(claim.held),
        };
        quotient(a).compare(&quotient(b))
    }
}

/// What the divisors of a series grow by in the long run.
///
/// 1 for the series of means and of powers, so that a quotient is as it is.
fn step(divisor: &Divisor) -> Ratio {
    let ratio = |numerator, denominator| Ratio { numerator, denominator };
    match divisor {
        Divisor::SainteLague | Divisor::ModifiedSainteLague(_) => ratio(2, 1),
        Divisor::Danish => ratio(3, 1),
        Divisor::Imperiali => ratio(1, 2),
        Divisor::Sequence(sequence) => sequence.step_ratio(),
        Divisor::DHondt
        | Divisor::Adams
        | Divisor::Dean
        | Divisor::HuntingtonHill
        | Divisor::Macanese
        | Divisor::Estonian => ratio(1, 1),
    }
}

impl DivisorCertificate {
    pub(super) fn at(border: Border, votes: &[u64], divisor: &Divisor) -> Self {
        let show = |claim: Claim| DivisorClaim {
            party: claim.party,
            seat: u64::from(claim.held) + 1,
            quotient: Quotient { votes: votes[claim.party], divisor: divisor.after(claim.held) },
        };
        Self { met: border.met.map(show), unmet: border.unmet.map(show), step: step(divisor) }
    }

    /// The two claims, when they are what they say they are.
    pub(super) fn border(&self, votes: &[u64], divisor: &Divisor) -> Result<Border, VerifyError> {
        if self.step != step(divisor) {
            return Err(VerifyError::Step { expected: step(divisor) });
        }
        let read = |claim: &Option<DivisorClaim>, end| {
            let Some(claim) = claim else { return Ok(None) };
            let held = claim.seat.checked_sub(1).and_then(|held| u32::try_from(held).ok());
            let (Some(held), Some(&v)) = (held, votes.get(claim.party)) else {
                return Err(VerifyError::End { end, party: claim.party });
            };
            let by: DivisorValue = divisor.after(held);
            if claim.quotient != (Quotient { votes: v, divisor: by }) {
                return Err(VerifyError::End { end, party: claim.party });
            }
            Ok(Some(Claim { party: claim.party, held }))
        };
        Ok(Border { met: read(&self.met, End::Met)?, unmet: read(&self.unmet, End::Unmet)? })
    }
}
