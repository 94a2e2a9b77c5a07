use thiserror::Error;

use crate::apportion::ApportionError;

/// The most parties (for Balinski and Young's method: seats by parties) that are looked at before [`margin`](super::margin()) gives
/// up, a minute or two of work: transfers among some 1,200 parties by a divisor method, among a dozen by Balinski and
/// Young's with a hundred seats.
pub const MOST_WORK: u64 = 4_000_000_000;

/// Why there is no margin.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MarginError {
    /// There is no result in the first place.
    #[error(transparent)]
    Apportion(#[from] ApportionError),
    /// Too many parties, or too many seats of the quota method, for an exact answer in reasonable time.
    #[error(
        "the exact margin of {parties} parties and {seats} seats by {method} takes too much work; ask for fewer"
    )]
    TooMuchWork {
        /// The method's name.
        method: String,
        /// Positions of the votes.
        parties: usize,
        /// The house size.
        seats: u32,
    },
}
