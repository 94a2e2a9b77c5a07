//! Holds a result to its certificate, without the code that found it.

use super::claims::verify_border;
use super::divisors::ByDivisor;
use super::error::VerifyError;
use super::quotas::{ByQuota, Ranking};
use super::{BlockCertificate, Certificate};
use crate::bounds::{Bounds, Limits};
use crate::{Apportionment, Method, Quota};

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
/// use sailau_apportion::{Method, VerifyError, apportion, certify, verify};
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
