//! Why these seats: a certificate that anyone can check without trusting the code.
//!
//! | method | certificate | what it shows |
//! |---|---|---|
//! | divisor methods | [`DivisorCertificate`] | the interval of divisors, from the strongest claim not met to the weakest claim met |
//! | quota methods | [`QuotaCertificate`] | the quota, everybody's whole quotas and remainder, and the cut |
//! | Balinski and Young | [`OrderCertificate`] | who gets the seat that each house size adds |
//! | block vote | [`BlockCertificate`] | the most votes |
//!
//! With a tie the interval is a point: both ends are claims of tied parties, and equal.
//!
//! # A worked example
//!
//! Kazakhstan's list vote of 2023, 69 seats by D'Hondt instead of Hare's quota:
//!
//! ```
//! use sailau_apportion::{Certificate, Method, apportion, certify, verify};
//!
//! let votes = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];
//! let result = apportion(&votes, 69, Method::DHONDT)?;
//! assert_eq!(result.seats, [41, 8, 6, 6, 5, 3]);
//!
//! let certificate = certify(&votes, 69, Method::DHONDT)?;
//! verify(&votes, 69, Method::DHONDT, &result, &certificate)?;
//! assert_eq!(certificate.to_string(), "\
//! The weakest claim met: seat 41 of party 0, 3431510/41 = 83,695.365.
//! The strongest claim not met: seat 4 of party 5, 331058/4 = 82,764.500.
//! Every divisor between gives these seats; a short one is 83,000 votes a seat.
//! ");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Divide: 3,431,510 / 83,000 = 41.3, 693,938 / 83,000 = 8.4, and so on; cut off, they are the seats, and they fill
//! the house. That is all there is to check.

mod claims;
mod compare;
mod divisors;
mod error;
mod nice;
mod one_by_one;
mod quotas;
mod record;
mod verify;
mod whole;

use std::borrow::Borrow;

pub use divisors::{DivisorCertificate, DivisorClaim};
pub use error::{End, VerifyError};
pub use one_by_one::OrderCertificate;
pub use quotas::{QuotaCertificate, QuotaShare, Ranking, RestClaim, Strength};
pub use verify::{verify, verify_within};

use super::bounds::Table;
use super::{ApportionError, Apportionment, Bounds, Method, apportion, apportion_within, balinski_young};
use claims::border;
use divisors::ByDivisor;
pub(super) use one_by_one::replay;
use quotas::ByQuota;

/// Why a result is right; [`verify`] checks it, `Display` prints it, serde writes and reads it.
///
/// What is read need not be true: anybody may have written it, and [`verify`] is there to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Certificate {
    /// The interval of divisors.
    Divisors(DivisorCertificate),
    /// The quota count.
    Quota(QuotaCertificate),
    /// The order of seats, for Balinski and Young's quota method.
    OneByOne(OrderCertificate),
    /// The most votes.
    Block(BlockCertificate),
}

/// The certificate of the block vote: whoever has so many votes has all seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BlockCertificate {
    /// The most votes of a party.
    pub most_votes: u64,
}

/// The certificate of [`apportion`]'s answer.
///
/// # Errors
///
/// As [`apportion`].
///
/// # Examples
///
/// ```
/// use sailau_apportion::{Certificate, Method, Strength, certify};
///
/// // 100 votes, 5 seats: a quota of 20, remainders 8, 12 and 0.
/// let Certificate::Quota(count) = certify(&[48, 32, 20], 5, Method::HARE)? else { unreachable!() };
/// assert_eq!(count.quota.to_string(), "100/5");
/// // In units of a fifth of a vote: 60 of party 1 gets the last seat, 40 of party 0 does not.
/// let last = count.met.unwrap();
/// assert_eq!((last.party, last.strength), (1, Strength::Remainder { beyond: 0, remainder: 60 }));
/// assert_eq!(count.unmet.unwrap().party, 0);
/// # Ok::<(), sailau_apportion::ApportionError>(())
/// ```
pub fn certify(
    votes: &[u64],
    seats: u32,
    method: impl Borrow<Method>,
) -> Result<Certificate, ApportionError> {
    let method = method.borrow();
    let result = apportion(votes, seats, method)?;
    of_result(votes, seats, method, &Bounds::none(), &result)
}

/// The certificate of [`apportion_within`]'s answer.
///
/// # Errors
///
/// As [`apportion_within`]; [`ApportionError::NoBounds`] also where a house or votes of zero leave nothing to decide.
///
/// # Examples
///
/// ```
/// use sailau_apportion::{Bounds, Method, apportion_within, certify_within, verify_within};
///
/// let (votes, one_each) = ([9_100, 900, 100], Bounds::at_least(1));
/// let result = apportion_within(&votes, 10, Method::DHONDT, &one_each)?;
/// let certificate = certify_within(&votes, 10, Method::DHONDT, &one_each)?;
/// verify_within(&votes, 10, Method::DHONDT, &one_each, &result, &certificate)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn certify_within(
    votes: &[u64],
    seats: u32,
    method: impl Borrow<Method>,
    bounds: &Bounds,
) -> Result<Certificate, ApportionError> {
    let method = method.borrow();
    let result = apportion_within(votes, seats, method, bounds)?;
    of_result(votes, seats, method, bounds, &result)
}

fn of_result(
    votes: &[u64],
    seats: u32,
    method: &Method,
    bounds: &Bounds,
    result: &Apportionment,
) -> Result<Certificate, ApportionError> {
    let limits = limits(votes, seats, method, bounds)?;
    let by_quota = |own, rest| {
        let count = QuotaCertificate::count(votes, seats, own, rest);
        let border = border(votes, result, &limits, &ByQuota { votes, count: &count });
        Certificate::Quota(count.with_border(votes, border))
    };
    Ok(match method {
        Method::HighestAverages(divisor) => {
            let border = border(votes, result, &limits, &ByDivisor { votes, divisor });
            Certificate::Divisors(DivisorCertificate::at(border, votes, divisor))
        }
        Method::LargestRemainder(own) => by_quota(*own, Ranking::Remainders),
        Method::RelativeRemainder(own) => by_quota(*own, Ranking::RelativeRemainders),
        Method::QuotaThenAverages(own) => by_quota(*own, Ranking::Averages),
        Method::BalinskiYoung => {
            Certificate::OneByOne(OrderCertificate { order: balinski_young::order(votes, seats) })
        }
        Method::Block => {
            Certificate::Block(BlockCertificate { most_votes: votes.iter().copied().max().unwrap_or(0) })
        }
    })
}

/// The bounds of each party, where the method has a rule for them and the house fits.
fn limits(votes: &[u64], seats: u32, method: &Method, bounds: &Bounds) -> Result<Table, ApportionError> {
    let bounded = matches!(method, Method::HighestAverages(_) | Method::LargestRemainder(_));
    if !bounded && *bounds != Bounds::none() {
        return Err(ApportionError::NoBounds { method: method.to_string() });
    }
    if seats > 0 && *bounds == Bounds::none() && votes.iter().all(|&v| v == 0) {
        return Err(ApportionError::NoVotes { seats });
    }
    bounds.table(votes, seats)
}
