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
    /// A house that is too large for a method that gives its seats one at a time.
    #[error("{method} gives seats one at a time and is worked out up to {largest} of them, not {seats}")]
    HouseTooLarge {
        /// The method's name.
        method: String,
        /// The house size that was asked for.
        seats: u32,
        /// The largest that is taken.
        largest: u32,
    },
    /// Bounds for a method that has no rule for them.
    #[error(
        "{method} has no rule for a minimum or a maximum of seats; divisor methods and largest remainders have"
    )]
    NoBounds {
        /// The method's name.
        method: String,
    },
    /// Bounds given for each position, but not for these.
    #[error("bounds are given for another number of positions than the {votes} of the votes")]
    BoundsLength {
        /// Positions of the votes.
        votes: usize,
    },
    /// A minimum above the maximum.
    #[error("position {position} has a minimum of {least} seats and a maximum of {most}")]
    BoundsCross {
        /// The position, from 0.
        position: usize,
        /// Its minimum.
        least: u32,
        /// Its maximum.
        most: u32,
    },
    /// A house smaller than all minimums together or larger than all maximums.
    #[error(
        "{seats} seats do not lie between the minimums' sum {least} and the maximums' sum {most}; a position without votes gets its minimum only"
    )]
    HouseOutOfBounds {
        /// The house size that was asked for.
        seats: u32,
        /// The sum of all minimums.
        least: u64,
        /// The sum of all maximums.
        most: u64,
    },
    /// Neither one house size nor one for each row.
    #[error("{houses} house sizes for {rows} rows: give one for all or one for each")]
    UnevenHouses {
        /// Rows of votes.
        rows: usize,
        /// House sizes given.
        houses: usize,
    },
    /// Rows of votes that do not make a table.
    #[error("{votes} votes and {seats} seats do not make rows of {row}")]
    UnevenRows {
        /// Length of the slice of votes.
        votes: usize,
        /// Length of the slice of seats.
        seats: usize,
        /// The length of a row.
        row: usize,
    },
}
