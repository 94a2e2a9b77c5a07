//! Holds a result to its certificate, without the code that found it.

use std::fmt;

use thiserror::Error;

use super::claims::{ByDivisor, ByQuota, verify_border};
use super::quotas::Ranking;
use super::{BlockCertificate, Certificate};
use crate::apportion::bounds::{Bounds, Limits};
use crate::apportion::{ApportionError, Apportionment, Method, Quota, Ratio};

/// An end of the interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The weakest claim that is met.
    Met,
    /// The strongest claim that is not met.
    Unmet,
}

/// `weakest claim met`.
impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Met => "weakest claim met",
            Self::Unmet => "strongest claim not met",
        })
    }
}

/// What is wrong with a result or its certificate. Parties are positions from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// There can be no result at all.
    #[error(transparent)]
    Input(#[from] ApportionError),
    /// The certificate of another method.
    #[error("the certificate belongs to another method; ask `certify` for one of this")]
    OtherMethod,
    /// Not one number for each party.
    #[error("{given} numbers are given for {votes} parties")]
    Length {
        /// Positions of the votes.
        votes: usize,
        /// Numbers given.
        given: usize,
    },
    /// Sure and tied seats are not the house.
    #[error("{filled} seats are given away in a house of {seats}")]
    House {
        /// Sure and tied seats.
        filled: u128,
        /// The house size.
        seats: u32,
    },
    /// Outside a party's bounds, or more than the minimum without a vote.
    #[error("party {party} has {seats} seats and may have {least} to {most}")]
    Bounds {
        /// The party.
        party: usize,
        /// Its seats.
        seats: u32,
        /// Its minimum.
        least: u32,
        /// Its maximum; the minimum, when it has no votes.
        most: u32,
    },
    /// A seat by a claim that is too weak.
    #[error(
        "party {party} has {seats} seats, and its claim to the last of them is too weak for the certificate"
    )]
    TooManySeats {
        /// The party.
        party: usize,
        /// Its seats.
        seats: u32,
    },
    /// No seat by a claim that is strong enough.
    #[error(
        "party {party} has {seats} seats, and its claim to another one is stronger than the certificate says"
    )]
    TooFewSeats {
        /// The party.
        party: usize,
        /// Its seats.
        seats: u32,
    },
    /// A tied party without the claim that is tied.
    #[error("party {party} is not tied: its next claim is not equal to the others'")]
    NotInTie {
        /// The party.
        party: usize,
    },
    /// A party with the tied claim that is not in the tie.
    #[error("party {party} is missing from the tie: its next claim is equal to the others'")]
    MissingFromTie {
        /// The party.
        party: usize,
    },
    /// Ties that are none, or not these.
    #[error(
        "the ties are not those of the votes: a tie is a set of parties, ascending, for fewer seats than parties"
    )]
    Ties,
    /// An end of the interval that is no such claim.
    #[error("the certificate's {end} is not a claim that party {party} has there")]
    End {
        /// Which end.
        end: End,
        /// The party.
        party: usize,
    },
    /// The ends are not in their order: the met claim is to be the stronger, or equal with a tie.
    #[error(
        "the certificate's two ends are not the ends of this result: without a tie the claim met is the stronger, with a tie both are equal and of two parties"
    )]
    Interval,
    /// Another step than the series has.
    #[error("the divisors of this series grow by {expected} a seat")]
    Step {
        /// The right one.
        expected: Ratio,
    },
    /// Another quota than the count's.
    #[error("the quota of this count is {expected}, {rule}", rule = rule.title())]
    Quota {
        /// Its name.
        rule: Quota,
        /// Votes a seat.
        expected: Ratio,
    },
    /// Whole quotas and remainder that are not the votes.
    #[error("whole quotas and remainder of party {party} are not its votes by the quota")]
    Share {
        /// The party.
        party: usize,
    },
    /// A seat of the quota method out of turn.
    #[error("the seat that a house of {house} adds is not party {party}'s")]
    Order {
        /// The house size.
        house: u32,
        /// Whom the certificate names.
        party: usize,
    },
    /// Not the most votes.
    #[error("the most votes are {expected}")]
    MostVotes {
        /// The most votes of a party.
        expected: u64,
    },
}

/// Whether the seats follow from the votes, as the certificate shows: house filled, every party's seats right,
/// exactly the tied ones tied.
///
/// It uses nothing of what [`apportion`](super::super::apportion) computes with: each claim is compared by the
/// definition of the method, in whole numbers of any length. The cost is one or two comparisons a party; for the
/// quota method of Balinski and Young house size by parties.
///
/// # Errors
///
/// [`VerifyError`] with the first thing that is wrong, and whose.
///
/// # Examples
///
/// ```
/// use sailau::apportion::{Method, VerifyError, apportion, certify, verify};
///
/// let votes = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];
/// let certificate = certify(&votes, 69, Method::HARE)?;
/// let mut result = apportion(&votes, 69, Method::HARE)?;
/// verify(&votes, 69, Method::HARE, &result, &certificate)?;
///
/// // One seat in other hands.
/// result.seats[0] -= 1;
/// result.seats[5] += 1;
/// let error = verify(&votes, 69, Method::HARE, &result, &certificate);
/// assert_eq!(error, Err(VerifyError::TooFewSeats { party: 0, seats: 39 }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify(
    votes: &[u64],
    seats: u32,
    method: impl std::borrow::Borrow<Method>,
    result: &Apportionment,
    certificate: &Certificate,
) -> Result<(), VerifyError> {
    verify_within(votes, seats, method, &Bounds::none(), result, certificate)
}

/// [`verify`] of a result within bounds, see [`apportion_within`](super::super::apportion_within).
///
/// # Errors
///
/// As [`verify`].
pub fn verify_within(
    votes: &[u64],
    seats: u32,
    method: impl std::borrow::Borrow<Method>,
    bounds: &Bounds,
    result: &Apportionment,
    certificate: &Certificate,
) -> Result<(), VerifyError> {
    let method = method.borrow();
    let limits = super::limits(votes, seats, method, bounds)?;
    if result.seats.len() != votes.len() {
        return Err(VerifyError::Length { votes: votes.len(), given: result.seats.len() });
    }
    verify_house(result, seats)?;
    let tied = tied(votes, result)?;
    for (party, &seats) in result.seats.iter().enumerate() {
        let least = limits.least(party);
        let most = if votes[party] > 0 { limits.most(party) } else { least };
        if seats < least || seats > most {
            return Err(VerifyError::Bounds { party, seats, least, most });
        }
    }
    let by_quota = |own: Quota, rest: Ranking| {
        let Certificate::Quota(count) = certificate else { return Err(VerifyError::OtherMethod) };
        count.verify_count(votes, seats, own, rest)?;
        let border = count.border(votes)?;
        verify_border(votes, result, &tied, &limits, &ByQuota { votes, count }, border)
    };
    match (method, certificate) {
        (Method::HighestAverages(divisor), Certificate::Divisors(interval)) => {
            let border = interval.border(votes, divisor)?;
            verify_border(votes, result, &tied, &limits, &ByDivisor { votes, divisor }, border)
        }
        (Method::LargestRemainder(own), _) => by_quota(*own, Ranking::Remainders),
        (Method::RelativeRemainder(own), _) => by_quota(*own, Ranking::RelativeRemainders),
        (Method::QuotaThenAverages(own), _) => by_quota(*own, Ranking::Averages),
        (Method::BalinskiYoung, Certificate::OneByOne(order)) => order.verify(votes, seats, result),
        (Method::Block, Certificate::Block(block)) => verify_block(votes, seats, result, *block),
        _ => Err(VerifyError::OtherMethod),
    }
}

/// Sure seats and tied seats fill the house.
fn verify_house(result: &Apportionment, seats: u32) -> Result<(), VerifyError> {
    let sure: u128 = result.seats.iter().map(|&n| u128::from(n)).sum();
    let filled = sure + result.ties.iter().map(|tie| u128::from(tie.seats)).sum::<u128>();
    if filled == u128::from(seats) { Ok(()) } else { Err(VerifyError::House { filled, seats }) }
}

/// Who is in a tie, when ties are sets of parties with votes that compete for fewer seats.
fn tied(votes: &[u64], result: &Apportionment) -> Result<Vec<bool>, VerifyError> {
    let mut tied = vec![false; votes.len()];
    for tie in &result.ties {
        let ascends = tie.parties.windows(2).all(|pair| pair[0] < pair[1]);
        let competes = tie.parties.len() > 1 && (tie.all_to_one || (tie.seats as usize) < tie.parties.len());
        if !ascends || !competes || tie.seats == 0 {
            return Err(VerifyError::Ties);
        }
        for &party in &tie.parties {
            if votes.get(party).is_none_or(|&v| v == 0) {
                return Err(VerifyError::Ties);
            }
            tied[party] = true;
        }
    }
    Ok(tied)
}

/// The most votes have all seats, or share the chance of all.
fn verify_block(
    votes: &[u64],
    seats: u32,
    result: &Apportionment,
    block: BlockCertificate,
) -> Result<(), VerifyError> {
    let most = votes.iter().copied().max().unwrap_or(0);
    if block.most_votes != most {
        return Err(VerifyError::MostVotes { expected: most });
    }
    let first: Vec<usize> = (0..votes.len()).filter(|&party| votes[party] == most).collect();
    let tie = first.len() > 1 && seats > 0;
    for (party, &own) in result.seats.iter().enumerate() {
        let right = if !tie && votes[party] == most { seats } else { 0 };
        if own > right {
            return Err(VerifyError::TooManySeats { party, seats: own });
        }
        if own < right {
            return Err(VerifyError::TooFewSeats { party, seats: own });
        }
    }
    let right = match &result.ties[..] {
        [] => !tie,
        [only] => tie && only.all_to_one && only.seats == seats && only.parties == first,
        _ => false,
    };
    if right { Ok(()) } else { Err(VerifyError::Ties) }
}
