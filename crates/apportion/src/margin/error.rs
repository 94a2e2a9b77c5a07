use std::fmt;

use crate::ApportionError;

/// The most parties (for Balinski and Young's method: seats by parties) that are looked at before [`margin`](super::margin()) gives
/// up, a minute or two of work. It bounds what is searched way by way alone: transfers among a dozen parties by Balinski and Young's
/// method with a hundred seats, among some 1,200 by Imperiali's quotas where whole quotas nearly fill the house.
pub const MOST_WORK: u64 = 4_000_000_000;

/// Why there is no margin.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MarginError {
    /// There is no result in the first place.
    Apportion(ApportionError),
    /// Too many parties, or too many seats of the quota method, for an exact answer in reasonable time.
    TooMuchWork {
        /// The method's name.
        method: String,
        /// Positions of the votes.
        parties: usize,
        /// The house size.
        seats: u32,
    },
}

impl fmt::Display for MarginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Apportion(error) => error.fmt(f),
            Self::TooMuchWork { method, parties, seats } => write!(
                f,
                "the exact margin of {parties} parties and {seats} seats by {method} takes too much \
                 work; ask for fewer"
            ),
        }
    }
}

impl std::error::Error for MarginError {}

impl From<ApportionError> for MarginError {
    fn from(error: ApportionError) -> Self {
        Self::Apportion(error)
    }
}
