use thiserror::Error;

/// Why votes could not be turned into seats.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ApportionError {
    /// There are seats to give but nobody has a vote.
    #[error("{seats} seats to give, but there is not a single vote to give them by")]
    NoVotes {
        /// The house size that was asked for.
        seats: u32,
    },
    /// The slice for the seats has another length than the slice of votes.
    #[error("{votes} positions of votes but {seats} of seats: both slices need the same length")]
    LengthMismatch {
        /// Length of the slice of votes.
        votes: usize,
        /// Length of the slice of seats.
        seats: usize,
    },
    /// More positions than a `u32` can number.
    #[error("{0} positions are more than the {max} that can be numbered", max = u32::MAX)]
    TooManyParties(
        /// How many were given.
        usize,
    ),
}
