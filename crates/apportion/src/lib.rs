//! Votes and a house size in, seats out: exactly, with every tie known.
//!
//! It is a crate by itself, `sailau_apportion`, and the room `sailau::apportion` of the crate that counts whole elections.
//! With the feature `serde`, which that crate asks for, results and certificates are written and read.
//!
//! This room knows nothing of parties, law or thresholds. It takes a slice of votes and answers which
//! position gets how many seats under a [`Method`]:
//!
//! * [largest remainders](largest_remainder): a [`Quota`] is the price of a seat; whole quotas first, then
//!   the seats left over go to the largest remainders, or by one of two other rules for them;
//! * [highest averages](highest_averages): a [`Divisor`] series; each seat goes to the highest quotient of
//!   votes by the next divisor;
//! * [Balinski and Young's quota method](balinski_young), and the block vote, so that a table of methods is
//!   complete;
//! * [`biproportional`]: seats for parties in districts, with the seats of both given.
//!
//! Floats may guess where to look, and tell claims apart that differ by more than all rounding could; integers decide
//! the rest, so the answer is exact for every `u64` vote and every `u32` house. The cost
//! is linear in the number of parties; the house size does not matter (save for the quota method).
//!
//! ```
//! use sailau_apportion::{Method, Quota, apportion};
//!
//! // The six lists that passed the threshold in Kazakhstan in 2023 share 69 seats.
//! let votes = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];
//! let result = apportion(&votes, 69, Method::LargestRemainder(Quota::Hare))?;
//! assert_eq!(result.seats, [40, 8, 6, 6, 5, 4]);
//! assert!(result.ties.is_empty());
//! # Ok::<(), sailau_apportion::ApportionError>(())
//! ```
//!
//! # One example, many methods
//!
//! Six states share 36 seats (Balinski and Young, *Fair Representation*, 1982). Their exact shares are 9.988,
//! 9.064, 7.182, 5.260, 3.321 and 1.185 seats; the five divisor methods that the US House has used or debated
//! give five answers. Beside the seats stands what [`theory`] knows beforehand: how many seats beyond its share
//! the largest of six can expect, the share with which a party can win a seat, and the one with which it can
//! still miss it.
//!
//! ```
//! use sailau_apportion::{Method, apportion, theory};
//!
//! let states = [27_744, 25_178, 19_951, 14_610, 9_225, 3_292];
//! let mut table = String::from("method           | seats             | bias | can win | can miss\n");
//! for name in [
//!     "adams", "danish", "dean", "huntington-hill", "sainte-lague", "dhondt", "imperiali",
//!     "hare", "lowndes", "droop", "balinski-young",
//! ] {
//!     let method: Method = name.parse()?;
//!     let seats = apportion(&states, 36, &method)?.seats;
//!     let seats: String = seats.iter().map(|seats| format!("{seats:>3}")).collect();
//!     let bias = theory::seat_bias(&method, 1, 6, 0.0).map(|bias| format!("{bias:+.1}"));
//!     let win = theory::inclusion(&method, 36, 6).map(|share| share.to_string());
//!     let miss = theory::exclusion(&method, 36, 6).map(|share| share.to_string());
//!     let [bias, win, miss] = [bias, win, miss].map(|known| known.unwrap_or("?".to_owned()));
//!     table += &format!("{name:<16} |{seats} |{bias:>5} |{win:>8} |{miss:>9}\n");
//! }
//! assert_eq!(table, "\
//! method           | seats             | bias | can win | can miss
//! adams            | 10  9  7  5  3  2 | -0.7 |       0 |        0
//! danish           | 10  9  7  5  4  1 | -0.2 |   1/111 |     1/99
//! dean             | 10  9  7  5  4  1 | +0.0 |       0 |        0
//! huntington-hill  | 10  9  7  6  3  1 | +0.0 |       0 |        0
//! sainte-lague     | 10  9  8  5  3  1 | +0.0 |    1/76 |     1/68
//! dhondt           | 11  9  7  5  3  1 | +0.7 |    1/41 |     1/37
//! imperiali        | 11 10  7  5  3  0 | +2.2 |    2/47 |     2/39
//! hare             | 10  9  7  5  4  1 | +0.0 |   1/216 |    5/216
//! lowndes          | 10  9  7  5  3  2 |    ? |       0 |     1/45
//! droop            | 10  9  7  5  4  1 | +0.2 |   1/111 |     1/37
//! balinski-young   | 10 10  7  5  3  1 |    ? |       ? |        ?
//! ");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Read downwards, the divisor methods move seats from the small to the large. [`theory::Properties`] says what
//! can be relied on whatever the votes.
//!
//! # Ties
//!
//! When equal claims compete for fewer seats, nobody gets them: [`Apportionment::seats`] holds the seats that
//! are sure, and [`Apportionment::ties`] names the positions that compete and for how many. Sure seats and
//! tied seats always add up to the house size. Order of input never decides.
//!
//! ```
//! use sailau_apportion::{Method, Divisor, Tie, apportion};
//!
//! let result = apportion(&[4, 4, 4], 2, Method::HighestAverages(Divisor::SainteLague))?;
//! assert_eq!(result.seats, [0, 0, 0]);
//! assert_eq!(result.ties, [Tie { parties: vec![0, 1, 2], seats: 2, all_to_one: false }]);
//! # Ok::<(), sailau_apportion::ApportionError>(())
//! ```
//!
//! A position without votes never gets a seat and is never part of a tie. A method that can tie in mid-course
//! may leave several sets: see [`balinski_young`]. Under the block vote one position gets all of a tie's seats:
//! [`Tie::all_to_one`].
//!
//! # Which kernel serves which call
//!
//! All give the same answers; a faster one that is not sure leaves the election to the next below it. For whoever reads the
//! source:
//!
//! | kernel | serves | in |
//! |---|---|---|
//! | many elections at once | [`apportion_batch`] by every method but series given as data, up to 32 parties, blocks of 32 elections: a guess without branches that knows when it is sure, in floats of 32 bits where the house allows | `batch` cuts the rows into blocks, `batch/lanes` lays an election into each lane, the files beside it have the methods, `cpu_dispatch` compiles that for the vectors of the machine |
//! | small elections | [`apportion_into`] and all that call it, by D'Hondt, Sainte-Laguë, Huntington-Hill and largest remainders, up to 16 parties, numbers that leave room in 64 bits, no ties, no bounds | `small`, after the one pass over the votes of `sums` |
//! | any election | every divisor series and largest remainders, with bounds or without, ties and all | `divisor_search`, by the prices of `series` and `remainders`; from 32 parties on with `cpu_dispatch` |
//! | by itself | relative remainders; series whose first divisor is 0, in a house too small for all; Balinski and Young's method; the block vote | `largest_remainder`, `highest_averages`, `balinski_young`, `mod` |
//!
//! [`margin()`] counts by these too; certificates are checked by none of them.

// Integers have the last word on every seat: a file in which floats guess says what they may and may not decide.
#![deny(clippy::float_arithmetic)]
// No input may panic. What cannot happen says why it cannot.
#![warn(clippy::unwrap_used, clippy::panic)]

pub mod balinski_young;
pub mod biproportional;
pub mod highest_averages;
pub mod largest_remainder;
pub mod margin;
pub mod theory;

mod batch;
mod bounds;
mod certificate;
mod divisor;
mod divisor_search;
mod error;
mod method;
mod named;
mod names;
mod quota;
mod ratio;
mod remainders;
mod sequence;
mod series;
mod small;
mod sums;
mod workspace;

// What the crate `sailau` counts, compares and reads with as well. It may change with any version.
#[doc(hidden)]
pub mod cpu_dispatch;
#[doc(hidden)]
pub mod exact;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod from_text;
#[doc(hidden)]
pub mod text;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod wide_numbers;

#[cfg(feature = "serde")]
mod in_files;
mod read_checked;

use std::borrow::Borrow;
use std::fmt;

pub use batch::{Batch, apportion_batch};
pub use bounds::Bounds;
pub use certificate::{
    BlockCertificate, Certificate, DivisorCertificate, DivisorClaim, End, OrderCertificate, QuotaCertificate,
    QuotaShare, Ranking, RestClaim, Strength, VerifyError, certify, certify_within, verify, verify_within,
};
pub use divisor::{Divisor, DivisorValue, FirstDivisor};
pub use error::ApportionError;
pub use margin::{Change, MarginError, Margins, margin};
pub use method::{Method, UnknownMethod};
pub use named::Named;
#[doc(hidden)]
pub use names::{nearest_method, no_method};
pub use quota::{Quota, UnknownQuota};
pub use ratio::Ratio;
pub use sequence::{Sequence, SequenceError};
pub use workspace::{TieView, Workspace};

use bounds::{Free, Limits};
use sums::Sums;

/// Seats that compete: `seats` of them among `parties`, at most one each unless `all_to_one` says otherwise.
///
/// As JSON `{"parties":[0,1,2],"seats":2}`, with `"all_to_one":true` where it is so. What is read has its positions
/// ascending and at least one seat, and not more than one each.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Tie {
    /// Positions in the slice of votes, ascending.
    pub parties: Vec<usize>,
    /// How many seats are open among them, at least 1.
    pub seats: u32,
    /// Whether one of them will get all these seats, as under the block vote.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "std::ops::Not::not"))]
    pub all_to_one: bool,
}

read_checked!(Tie {
    parties: Vec<usize>,
    seats: u32,
    #[serde(default)]
    all_to_one: bool,
});

impl Tie {
    #[cfg(feature = "serde")]
    fn check(&self) -> Result<(), &'static str> {
        if !self.parties.is_sorted_by(|before, after| before < after) {
            return Err("the positions of a tie ascend");
        }
        let room = u32::try_from(self.parties.len()).unwrap_or(u32::MAX);
        if self.seats == 0 || room == 0 || !self.all_to_one && self.seats > room {
            return Err(
                "a tie is for at least one seat, and for at most one a position unless `all_to_one` is true",
            );
        }
        Ok(())
    }
}

/// A claim to a seat under a divisor method: votes by a divisor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Quotient {
    /// The votes.
    pub votes: u64,
    /// What they are divided by.
    pub divisor: DivisorValue,
}

impl Quotient {
    /// The nearest floating-point number, for showing; infinite where the divisor is 0.
    #[must_use]
    #[allow(clippy::float_arithmetic)]
    pub fn to_f64(&self) -> f64 {
        self.votes as f64 / self.divisor.to_f64()
    }
}

/// `3431510/(7/5)`, `3431510/√6`.
impl fmt::Display for Quotient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.divisor {
            DivisorValue::Fraction(ratio) if ratio.denominator != 1 => write!(f, "{}/({ratio})", self.votes),
            divisor => write!(f, "{}/{divisor}", self.votes),
        }
    }
}

/// The answer of [`apportion`].
///
/// As JSON `{"seats":[1,1,0],"ties":[{"parties":[0,1],"seats":1}]}`. What is read has no tie of positions beyond the seats; whether it is right,
/// [`verify`] says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Apportionment {
    /// Seats that are sure, one number for each position of the votes.
    pub seats: Vec<u32>,
    /// Seats that equal claims leave open; empty when everything is decided.
    ///
    /// Quota and divisor methods leave at most one such set, the quota method of Balinski and Young several.
    pub ties: Vec<Tie>,
}

read_checked!(Apportionment { seats: Vec<u32>, ties: Vec<Tie> });

impl Apportionment {
    #[cfg(feature = "serde")]
    fn check(&self) -> Result<(), String> {
        let parties = self.seats.len();
        match self.ties.iter().flat_map(|tie| &tie.parties).find(|&&party| party >= parties) {
            Some(party) => Err(format!("a tie names position {party}; there are {parties}, counted from 0")),
            None => Ok(()),
        }
    }
}

/// Shares `seats` among `votes` by `method`.
///
/// # Errors
///
/// [`ApportionError::NoVotes`] when there are seats but no vote at all, [`ApportionError::TooManyParties`] past
/// `u32::MAX` positions, [`ApportionError::HouseTooLarge`] for the quota method beyond
/// [`balinski_young::LARGEST_HOUSE`]. A house of zero seats is fine and gives everybody zero.
///
/// # Examples
///
/// ```
/// use sailau_apportion::{Method, apportion};
///
/// let votes = [5_621_436, 518_405, 498_788]; // Kazakhstan 2012, 98 seats
/// assert_eq!(apportion(&votes, 98, Method::HARE)?.seats, [83, 8, 7]);
/// assert_eq!(apportion(&votes, 98, Method::DHONDT)?.seats, [84, 7, 7]);
/// # Ok::<(), sailau_apportion::ApportionError>(())
/// ```
pub fn apportion(
    votes: &[u64],
    seats: u32,
    method: impl Borrow<Method>,
) -> Result<Apportionment, ApportionError> {
    let mut workspace = Workspace::default();
    let mut given = vec![0; votes.len()];
    apportion_into(votes, seats, method.borrow(), &mut workspace, &mut given)?;
    Ok(workspace.answer(given))
}

/// [`apportion`] with a minimum or a maximum of seats for each position.
///
/// Divisor methods give everybody the minimum and nobody more than the maximum, and otherwise the same claims
/// compete. Largest remainders: see [their page](largest_remainder).
///
/// # Errors
///
/// As [`apportion`]; [`ApportionError::NoBounds`] for methods that have no rule for them; and the `Bounds…` and
/// `HouseOutOfBounds` errors when the bounds contradict themselves, the votes or the house.
///
/// # Examples
///
/// See [`Bounds`].
pub fn apportion_within(
    votes: &[u64],
    seats: u32,
    method: impl Borrow<Method>,
    bounds: &Bounds,
) -> Result<Apportionment, ApportionError> {
    let method = method.borrow();
    let mut workspace = Workspace::default();
    let mut given = vec![0; votes.len()];
    check_bounded(votes, method, &given)?;
    fill_within(votes, seats, method, &bounds.table(votes, seats)?, &mut workspace, &mut given);
    Ok(workspace.answer(given))
}

/// [`apportion_within`] without allocation: the fewest and the most seats of each position as slices, where an empty
/// one bounds nothing. Writes the sure seats to `given` and returns how many seats are tied, as [`apportion_into`] does.
///
/// # Errors
///
/// As [`apportion_within`], and [`ApportionError::LengthMismatch`] when `given` is not as long as `votes`.
///
/// # Examples
///
/// ```
/// use sailau_apportion::{Method, Workspace, apportion_between};
///
/// let mut workspace = Workspace::default();
/// let mut seats = [0; 3];
/// apportion_between(&[9_100, 900, 100], 10, Method::DHONDT, &[1, 1, 1], &[6, 6, 6], &mut workspace, &mut seats)?;
/// assert_eq!(seats, [6, 3, 1]);
/// # Ok::<(), sailau_apportion::ApportionError>(())
/// ```
pub fn apportion_between(
    votes: &[u64],
    seats: u32,
    method: impl Borrow<Method>,
    least: &[u32],
    most: &[u32],
    workspace: &mut Workspace,
    given: &mut [u32],
) -> Result<u32, ApportionError> {
    let method = method.borrow();
    check_bounded(votes, method, given)?;
    workspace.start();
    let between = bounds::Between::new(votes, seats, least, most)?;
    Ok(fill_within(votes, seats, method, &between, workspace, given))
}

fn check_bounded(votes: &[u64], method: &Method, given: &[u32]) -> Result<(), ApportionError> {
    if !matches!(method, Method::HighestAverages(_) | Method::LargestRemainder(_)) {
        return Err(ApportionError::NoBounds { method: method.to_string() });
    }
    check(votes, given)
}

/// Seats between bounds that were checked.
fn fill_within(
    votes: &[u64],
    seats: u32,
    method: &Method,
    limits: &impl Limits,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    let sums = Sums::of(votes);
    let tied = match method {
        // Without a vote the house can only consist of minimums.
        _ if sums.total == 0 || seats == 0 => {
            for (i, seats) in given.iter_mut().enumerate() {
                *seats = limits.least(i);
            }
            0
        }
        Method::HighestAverages(divisor) => {
            highest_averages::fill(votes, sums, seats, divisor, limits, workspace, given)
        }
        Method::LargestRemainder(quota) => {
            largest_remainder::fill(votes, sums, seats, *quota, limits, workspace, given)
        }
        Method::RelativeRemainder(_)
        | Method::QuotaThenAverages(_)
        | Method::BalinskiYoung
        | Method::Block => 0,
    };
    if tied > 0 {
        workspace.close_set(tied, false);
    }
    tied
}

/// [`apportion`] without allocation: writes the sure seats to `given` and returns how many seats are tied.
///
/// When the answer is not 0, [`Workspace::ties`] lists the positions that compete for them. A workspace that
/// has served a number of parties serves that number again without allocating (save for the quota method of
/// Balinski and Young).
///
/// # Errors
///
/// As [`apportion`], and [`ApportionError::LengthMismatch`] when `given` is not as long as `votes`. After an
/// error the content of `given` is unspecified.
///
/// # Examples
///
/// ```
/// use sailau_apportion::{Method, Workspace, apportion_into};
///
/// let mut workspace = Workspace::default();
/// let mut seats = [0; 3];
/// for votes in [[60, 30, 10], [50, 25, 25]] {
///     let tied = apportion_into(&votes, 3, Method::HARE, &mut workspace, &mut seats)?;
///     if tied > 0 {
///         assert_eq!(workspace.tied(), [1, 2]);
///     }
/// }
/// # Ok::<(), sailau_apportion::ApportionError>(())
/// ```
pub fn apportion_into(
    votes: &[u64],
    seats: u32,
    method: impl Borrow<Method>,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> Result<u32, ApportionError> {
    let method = method.borrow();
    check(votes, given)?;
    workspace.start();
    if seats == 0 {
        given.fill(0);
        return Ok(0);
    }
    let sums = Sums::of(votes);
    let total = sums.total;
    if total == 0 {
        return Err(ApportionError::NoVotes { seats });
    }
    let tied = match method {
        Method::HighestAverages(divisor) => {
            highest_averages::fill(votes, sums, seats, divisor, &Free, workspace, given)
        }
        Method::LargestRemainder(quota) => {
            largest_remainder::fill(votes, sums, seats, *quota, &Free, workspace, given)
        }
        Method::RelativeRemainder(quota) => {
            largest_remainder::fill_by_relative(votes, sums, seats, *quota, workspace, given)
        }
        // Whole quotas never exceed what D'Hondt gives, so what is left completes just that.
        Method::QuotaThenAverages(_) => {
            highest_averages::fill(votes, sums, seats, &Divisor::DHondt, &Free, workspace, given)
        }
        Method::BalinskiYoung => {
            if seats > balinski_young::LARGEST_HOUSE {
                let (method, largest) = (method.to_string(), balinski_young::LARGEST_HOUSE);
                return Err(ApportionError::HouseTooLarge { method, seats, largest });
            }
            given.fill(0);
            return Ok(balinski_young::fill(votes, total, seats, workspace, given));
        }
        Method::Block => return Ok(block(votes, seats, workspace, given)),
    };
    if tied > 0 {
        workspace.close_set(tied, false);
    }
    Ok(tied)
}

fn check(votes: &[u64], given: &[u32]) -> Result<(), ApportionError> {
    if votes.len() != given.len() {
        return Err(ApportionError::LengthMismatch { votes: votes.len(), seats: given.len() });
    }
    if u32::try_from(votes.len()).is_err() {
        return Err(ApportionError::TooManyParties(votes.len()));
    }
    Ok(())
}

/// All seats to the most votes.
fn block(votes: &[u64], seats: u32, workspace: &mut Workspace, given: &mut [u32]) -> u32 {
    given.fill(0);
    let most = votes.iter().copied().max().unwrap_or(0);
    workspace.tied.extend((0u32..).zip(votes).filter(|&(_, &v)| v == most).map(|(i, _)| i));
    if let [only] = workspace.tied[..] {
        given[only as usize] = seats;
        workspace.tied.clear();
        return 0;
    }
    workspace.close_set(seats, true);
    seats
}

#[cfg(test)]
mod tests;
