//! Votes and a house size in, seats out: exactly, with every tie known.
//!
//! This room knows nothing of parties, law or thresholds. It takes a slice of votes and answers which
//! position gets how many seats under a [`Method`]:
//!
//! * [largest remainders](largest_remainder): a [`Quota`] is the price of a seat; whole quotas first, then
//!   the seats left over go to the largest remainders;
//! * [highest averages](highest_averages): a [`Divisor`] series; each seat goes to the highest quotient of
//!   votes by the next divisor.
//!
//! No float takes part. Comparisons are cross-multiplied in `u128`, so every `u64` vote and every `u32` house
//! size is decided exactly. The cost is O(n) for quotas and O(n log n) for divisors in the number n of
//! parties; the house size does not matter.
//!
//! ```
//! use sailau::apportion::{Method, Quota, apportion};
//!
//! // The six lists that passed the threshold in Kazakhstan in 2023 share 69 seats.
//! let votes = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];
//! let result = apportion(&votes, 69, Method::LargestRemainder(Quota::Hare))?;
//! assert_eq!(result.seats, [40, 8, 6, 6, 5, 4]);
//! assert!(result.ties.is_empty());
//! # Ok::<(), sailau::apportion::ApportionError>(())
//! ```
//!
//! # Ties
//!
//! When equal claims compete for fewer seats, nobody gets them: [`Apportionment::seats`] holds the seats that
//! are sure, and [`Apportionment::ties`] names the positions that compete and for how many. Sure seats and
//! tied seats always add up to the house size. Order of input never decides.
//!
//! ```
//! use sailau::apportion::{Method, Divisor, Tie, apportion};
//!
//! let result = apportion(&[4, 4, 4], 2, Method::HighestAverages(Divisor::SainteLague))?;
//! assert_eq!(result.seats, [0, 0, 0]);
//! assert_eq!(result.ties, [Tie { parties: vec![0, 1, 2], seats: 2 }]);
//! # Ok::<(), sailau::apportion::ApportionError>(())
//! ```
//!
//! A position without votes never gets a seat and is never part of a tie.

// Integers decide every seat: no float may take part in this room.
#![deny(clippy::float_arithmetic)]

pub mod highest_averages;
pub mod largest_remainder;

mod error;
mod method;
mod ratio;
mod workspace;

pub use error::ApportionError;
pub use method::{Divisor, Method, Quota, UnknownMethod};
pub use ratio::Ratio;
pub use workspace::Workspace;

/// Seats that compete: `seats` of them among `parties`, at most one each.
///
/// There are always more parties than seats here, otherwise it would not be a tie.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tie {
    /// Positions in the slice of votes, ascending.
    pub parties: Vec<usize>,
    /// How many seats are open among them, at least 1.
    pub seats: u32,
}

/// The answer of [`apportion`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Apportionment {
    /// Seats that are sure, one number for each position of the votes.
    pub seats: Vec<u32>,
    /// Seats that equal claims leave open; empty when everything is decided.
    ///
    /// The methods of this version leave at most one such set.
    pub ties: Vec<Tie>,
}

/// Shares `seats` among `votes` by `method`.
///
/// # Errors
///
/// [`ApportionError::NoVotes`] when there are seats but no vote at all, [`ApportionError::TooManyParties`] past
/// `u32::MAX` positions. A house of zero seats is fine and gives everybody zero.
///
/// # Examples
///
/// ```
/// use sailau::apportion::{Method, Quota, Divisor, apportion};
///
/// let votes = [5_621_436, 518_405, 498_788]; // Kazakhstan 2012, 98 seats
/// assert_eq!(apportion(&votes, 98, Method::LargestRemainder(Quota::Hare))?.seats, [83, 8, 7]);
/// assert_eq!(apportion(&votes, 98, Method::HighestAverages(Divisor::DHondt))?.seats, [84, 7, 7]);
/// # Ok::<(), sailau::apportion::ApportionError>(())
/// ```
pub fn apportion(votes: &[u64], seats: u32, method: Method) -> Result<Apportionment, ApportionError> {
    let mut workspace = Workspace::default();
    let mut given = vec![0; votes.len()];
    let tied_seats = apportion_into(votes, seats, method, &mut workspace, &mut given)?;
    let ties = if tied_seats == 0 {
        Vec::new()
    } else {
        vec![Tie { parties: workspace.tied().iter().map(|&i| i as usize).collect(), seats: tied_seats }]
    };
    Ok(Apportionment { seats: given, ties })
}

/// [`apportion`] without allocation: writes the sure seats to `given` and returns how many seats are tied.
///
/// When the answer is not 0, [`Workspace::tied`] lists the positions that compete for them. A workspace that
/// has served a number of parties serves that number again without allocating.
///
/// # Errors
///
/// As [`apportion`], and [`ApportionError::LengthMismatch`] when `given` is not as long as `votes`. After an
/// error the content of `given` is unspecified.
///
/// # Examples
///
/// ```
/// use sailau::apportion::{Method, Quota, Workspace, apportion_into};
///
/// let mut workspace = Workspace::default();
/// let mut seats = [0; 3];
/// for votes in [[60, 30, 10], [50, 25, 25]] {
///     let tied = apportion_into(&votes, 3, Method::LargestRemainder(Quota::Hare), &mut workspace, &mut seats)?;
///     if tied > 0 {
///         assert_eq!(workspace.tied(), [1, 2]);
///     }
/// }
/// # Ok::<(), sailau::apportion::ApportionError>(())
/// ```
pub fn apportion_into(
    votes: &[u64],
    seats: u32,
    method: Method,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> Result<u32, ApportionError> {
    if votes.len() != given.len() {
        return Err(ApportionError::LengthMismatch { votes: votes.len(), seats: given.len() });
    }
    if u32::try_from(votes.len()).is_err() {
        return Err(ApportionError::TooManyParties(votes.len()));
    }
    workspace.tied.clear();
    given.fill(0);
    if seats == 0 {
        return Ok(0);
    }
    // At most 2^32 positions of 64 bits each: the sum stays below 2^96.
    let total: u128 = votes.iter().map(|&v| u128::from(v)).sum();
    if total == 0 {
        return Err(ApportionError::NoVotes { seats });
    }
    Ok(match method {
        Method::LargestRemainder(quota) => {
            largest_remainder::fill(votes, total, seats, quota, workspace, given)
        }
        Method::HighestAverages(divisor) => {
            highest_averages::fill(votes, total, seats, divisor, workspace, given)
        }
    })
}

#[cfg(test)]
mod tests;
