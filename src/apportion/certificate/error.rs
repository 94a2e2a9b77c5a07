//! What can be wrong with a result or its certificate.

use std::fmt;

use thiserror::Error;

use crate::apportion::{ApportionError, Quota, Ratio};

/// An end of the interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The weakest claim that is met.
    Met,
    /// The strongest claim that is not met.
    Unmet,
}

/// `weakest claim met`.
impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Met => "weakest claim met",
            Self::Unmet => "strongest claim not met",
        })
    }
}

/// What is wrong with a result or its certificate. Parties are positions from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// There can be no result at all.
    #[error(transparent)]
    Input(#[from] ApportionError),
    /// The certificate of another method.
    #[error("the certificate belongs to another method; ask `certify` for one of this")]
    OtherMethod,
    /// Not one number for each party.
    #[error("{given} numbers are given for {votes} parties")]
    Length {
        /// Positions of the votes.
        votes: usize,
        /// Numbers given.
        given: usize,
    },
    /// Sure and tied seats are not the house.
    #[error("{filled} seats are given away in a house of {seats}")]
    House {
        /// Sure and tied seats.
        filled: u128,
        /// The house size.
        seats: u32,
    },
    /// Outside a party's bounds, or more than the minimum without a vote.
    #[error("party {party} has {seats} seats and may have {least} to {most}")]
    Bounds {
        /// The party.
        party: usize,
        /// Its seats.
        seats: u32,
        /// Its minimum.
        least: u32,
        /// Its maximum; the minimum, when it has no votes.
        most: u32,
    },
    /// A seat by a claim that is too weak.
    #[error(
        "party {party} has {seats} seats, and its claim to the last of them is too weak for the certificate"
    )]
    TooManySeats {
        /// The party.
        party: usize,
        /// Its seats.
        seats: u32,
    },
    /// No seat by a claim that is strong enough.
    #[error(
        "party {party} has {seats} seats, and its claim to another one is stronger than the certificate says"
    )]
    TooFewSeats {
        /// The party.
        party: usize,
        /// Its seats.
        seats: u32,
    },
    /// A tied party without the claim that is tied.
    #[error("party {party} is not tied: its next claim is not equal to the others'")]
    NotInTie {
        /// The party.
        party: usize,
    },
    /// A party with the tied claim that is not in the tie.
    #[error("party {party} is missing from the tie: its next claim is equal to the others'")]
    MissingFromTie {
        /// The party.
        party: usize,
    },
    /// Ties that are none, or not these.
    #[error(
        "the ties are not those of the votes: a tie is a set of parties, ascending, for fewer seats than parties"
    )]
    Ties,
    /// An end of the interval that is no such claim.
    #[error("the certificate's {end} is not a claim that party {party} has there")]
    End {
        /// Which end.
        end: End,
        /// The party.
        party: usize,
    },
    /// The ends are not in their order: the met claim is to be the stronger, or equal with a tie.
    #[error(
        "the certificate's two ends are not the ends of this result: without a tie the claim met is the stronger, with a tie both are equal and of two parties"
    )]
    Interval,
    /// Another step than the series has.
    #[error("the divisors of this series grow by {expected} a seat")]
    Step {
        /// The right one.
        expected: Ratio,
    },
    /// Another quota than the count's.
    #[error("the quota of this count is {expected}, {rule}", rule = rule.title())]
    Quota {
        /// Its name.
        rule: Quota,
        /// Votes a seat.
        expected: Ratio,
    },
    /// Whole quotas and remainder that are not the votes.
    #[error("whole quotas and remainder of party {party} are not its votes by the quota")]
    Share {
        /// The party.
        party: usize,
    },
    /// A seat of the quota method out of turn.
    #[error("the seat that a house of {house} adds is not party {party}'s")]
    Order {
        /// The house size.
        house: u32,
        /// Whom the certificate names.
        party: usize,
    },
    /// Not the most votes.
    #[error("the most votes are {expected}")]
    MostVotes {
        /// The most votes of a party.
        expected: u64,
    },
}
