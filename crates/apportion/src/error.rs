use std::fmt;

/// Why votes could not be turned into seats.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApportionError {
    /// There are seats to give but nobody has a vote.
    NoVotes {
        /// The house size that was asked for.
        seats: u32,
    },
    /// The slice for the seats has another length than the slice of votes.
    LengthMismatch {
        /// Length of the slice of votes.
        votes: usize,
        /// Length of the slice of seats.
        seats: usize,
    },
    /// More positions than a `u32` can number.
    TooManyParties(
        /// How many were given.
        usize,
    ),
    /// A house that is too large for a method that gives its seats one at a time.
    HouseTooLarge {
        /// The method's name.
        method: String,
        /// The house size that was asked for.
        seats: u32,
        /// The largest that is taken.
        largest: u32,
    },
    /// Bounds for a method that has no rule for them.
    NoBounds {
        /// The method's name.
        method: String,
    },
    /// Bounds given for each position, but not for these.
    BoundsLength {
        /// Positions of the votes.
        votes: usize,
    },
    /// A minimum above the maximum.
    BoundsCross {
        /// The position, from 0.
        position: usize,
        /// Its minimum.
        least: u32,
        /// Its maximum.
        most: u32,
    },
    /// A house smaller than all minimums together or larger than all maximums.
    HouseOutOfBounds {
        /// The house size that was asked for.
        seats: u32,
        /// The sum of all minimums.
        least: u64,
        /// The sum of all maximums.
        most: u64,
    },
    /// Neither one house size nor one for each row.
    UnevenHouses {
        /// Rows of votes.
        rows: usize,
        /// House sizes given.
        houses: usize,
    },
    /// Rows of votes that do not make a table.
    UnevenRows {
        /// Length of the slice of votes.
        votes: usize,
        /// Length of the slice of seats.
        seats: usize,
        /// The length of a row.
        row: usize,
    },
}

impl fmt::Display for ApportionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoVotes { seats } => {
                write!(f, "{seats} seats to give, but there is not a single vote to give them by")
            }
            Self::LengthMismatch { votes, seats } => {
                write!(f, "{votes} positions of votes but {seats} of seats: both slices need the same length")
            }
            Self::TooManyParties(positions) => {
                write!(f, "{positions} positions are more than the {} that can be numbered", u32::MAX)
            }
            Self::HouseTooLarge { method, seats, largest } => write!(
                f,
                "{method} gives seats one at a time and is worked out up to {largest} of them, not \
                 {seats}"
            ),
            Self::NoBounds { method } => write!(
                f,
                "{method} has no rule for a minimum or a maximum of seats; divisor methods and \
                 largest remainders have"
            ),
            Self::BoundsLength { votes } => {
                write!(f, "bounds are given for another number of positions than the {votes} of the votes")
            }
            Self::BoundsCross { position, least, most } => {
                write!(f, "position {position} has a minimum of {least} seats and a maximum of {most}")
            }
            Self::HouseOutOfBounds { seats, least, most } => write!(
                f,
                "{seats} seats do not lie between the minimums' sum {least} and the maximums' sum \
                 {most}; a position without votes gets its minimum only"
            ),
            Self::UnevenHouses { rows, houses } => {
                write!(f, "{houses} house sizes for {rows} rows: give one for all or one for each")
            }
            Self::UnevenRows { votes, seats, row } => {
                write!(f, "{votes} votes and {seats} seats do not make rows of {row}")
            }
        }
    }
}

impl std::error::Error for ApportionError {}
