//! What can be wrong with a result or its certificate.

use std::fmt;

use crate::{ApportionError, Quota, Ratio};

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
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// There can be no result at all.
    Input(ApportionError),
    /// The certificate of another method.
    OtherMethod,
    /// Not one number for each party.
    Length {
        /// Positions of the votes.
        votes: usize,
        /// Numbers given.
        given: usize,
    },
    /// Sure and tied seats are not the house.
    House {
        /// Sure and tied seats.
        filled: u128,
        /// The house size.
        seats: u32,
    },
    /// Outside a party's bounds, or more than the minimum without a vote.
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
    TooManySeats {
        /// The party.
        party: usize,
        /// Its seats.
        seats: u32,
    },
    /// No seat by a claim that is strong enough.
    TooFewSeats {
        /// The party.
        party: usize,
        /// Its seats.
        seats: u32,
    },
    /// A tied party without the claim that is tied.
    NotInTie {
        /// The party.
        party: usize,
    },
    /// A party with the tied claim that is not in the tie.
    MissingFromTie {
        /// The party.
        party: usize,
    },
    /// Ties that are none, or not these.
    Ties,
    /// An end of the interval that is no such claim.
    End {
        /// Which end.
        end: End,
        /// The party.
        party: usize,
    },
    /// The ends are not in their order: the met claim is to be the stronger, or equal with a tie.
    Interval,
    /// Another step than the series has.
    Step {
        /// The right one.
        expected: Ratio,
    },
    /// Another quota than the count's.
    Quota {
        /// Its name.
        rule: Quota,
        /// Votes a seat.
        expected: Ratio,
    },
    /// Whole quotas and remainder that are not the votes.
    Share {
        /// The party.
        party: usize,
    },
    /// A seat of the quota method out of turn.
    Order {
        /// The house size.
        house: u32,
        /// Whom the certificate names.
        party: usize,
    },
    /// Not the most votes.
    MostVotes {
        /// The most votes of a party.
        expected: u64,
    },
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(f),
            Self::OtherMethod => {
                f.write_str("the certificate belongs to another method; ask `certify` for one of this")
            }
            Self::Length { votes, given } => write!(f, "{given} numbers are given for {votes} parties"),
            Self::House { filled, seats } => write!(f, "{filled} seats are given away in a house of {seats}"),
            Self::Bounds { party, seats, least, most } => {
                write!(f, "party {party} has {seats} seats and may have {least} to {most}")
            }
            Self::TooManySeats { party, seats } => write!(
                f,
                "party {party} has {seats} seats, and its claim to the last of them is too weak for \
                 the certificate"
            ),
            Self::TooFewSeats { party, seats } => write!(
                f,
                "party {party} has {seats} seats, and its claim to another one is stronger than the \
                 certificate says"
            ),
            Self::NotInTie { party } => {
                write!(f, "party {party} is not tied: its next claim is not equal to the others'")
            }
            Self::MissingFromTie { party } => {
                write!(f, "party {party} is missing from the tie: its next claim is equal to the others'")
            }
            Self::Ties => f.write_str(
                "the ties are not those of the votes: a tie is a set of parties, ascending, for fewer \
                 seats than parties",
            ),
            Self::End { end, party } => {
                write!(f, "the certificate's {end} is not a claim that party {party} has there")
            }
            Self::Interval => f.write_str(
                "the certificate's two ends are not the ends of this result: without a tie the claim \
                 met is the stronger, with a tie both are equal and of two parties",
            ),
            Self::Step { expected } => write!(f, "the divisors of this series grow by {expected} a seat"),
            Self::Quota { rule, expected } => {
                write!(f, "the quota of this count is {expected}, {}", rule.title())
            }
            Self::Share { party } => {
                write!(f, "whole quotas and remainder of party {party} are not its votes by the quota")
            }
            Self::Order { house, party } => {
                write!(f, "the seat that a house of {house} adds is not party {party}'s")
            }
            Self::MostVotes { expected } => write!(f, "the most votes are {expected}"),
        }
    }
}

impl std::error::Error for VerifyError {}

impl From<ApportionError> for VerifyError {
    fn from(error: ApportionError) -> Self {
        Self::Input(error)
    }
}
