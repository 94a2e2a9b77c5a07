use thiserror::Error;

use crate::system::CountError;

/// Why rounding cannot be looked at.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum RoundingError {
    /// The rules have no tier whose method divides votes.
    #[error(
        "no tier shares seats among lists by a divisor method with exact quotients or by largest remainders{0}: nothing is rounded"
    )]
    NothingToRound(
        /// What there is, in words, such as ` (single: plurality)`.
        String,
    ),
    /// The number of seats of districts comes from a count, and the votes cannot be counted.
    #[error("the seats of districts come from a count of these votes: {0}")]
    Count(#[from] Box<CountError>),
    /// The votes of a tier are not there.
    #[error("the tier `{tier}` reads the contest `{contest}`, of which there are no votes")]
    NoVotes {
        /// The tier.
        tier: String,
        /// The contest.
        contest: String,
    },
    /// More votes than are calculated with.
    #[error("{votes} votes of `{party}` are more than 2^40, the most that decimals are calculated for")]
    TooManyVotes {
        /// The party.
        party: String,
        /// Its votes.
        votes: u64,
    },
    /// More decimals than are calculated.
    #[error("{0} decimals are too many; up to 3 are calculated")]
    TooManyDecimals(
        /// As given.
        u32,
    ),
    /// A spread of votes that is none.
    #[error(
        "{0} is no spread of votes; write a number between 0 and 1, such as 0.2 for some twenty per cent"
    )]
    Spread(
        /// As given.
        String,
    ),
}
