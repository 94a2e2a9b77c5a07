//! Why ballots cannot be counted.

use thiserror::Error;

/// Why ballots cannot be counted under a rule.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RankedError {
    /// Fields that do not go together.
    #[error("{field}: {problem}")]
    Rule {
        /// The field, as the rules file names it.
        field: &'static str,
        /// What is wrong with it, and what to do.
        problem: String,
    },
    /// Nothing is to be filled.
    #[error("there is no seat to fill; the number of seats is 1 or more")]
    NoSeats,
    /// More than one seat for a method that fills one.
    #[error("`{method}` fills one seat, not {seats}; for several there is `stv`")]
    OneSeat {
        /// The method, as the rules file names it.
        method: &'static str,
        /// How many were asked for.
        seats: u32,
    },
    /// More candidates than a count takes.
    #[error("{given} candidates are more than {most}, the most that a count takes")]
    TooManyCandidates {
        /// How many stand on the paper.
        given: usize,
        /// How many there may be.
        most: usize,
    },
    /// More different lists or marks than a count takes.
    #[error("the ballots differ in more than 4,294,967,295 marks; count them in smaller areas")]
    TooManyLists,
    /// A preference for a candidate who is not on the paper.
    #[error("there is no candidate {number}: the paper has {candidates}, numbered from 1")]
    NoSuchCandidate {
        /// The number, from 1.
        number: usize,
        /// How many candidates there are.
        candidates: usize,
    },
    /// A withdrawn candidate who is not on the paper.
    #[error("candidate {number} has withdrawn, but the paper has {candidates}, numbered from 1")]
    Withdrawn {
        /// The number, from 1.
        number: usize,
        /// How many candidates there are.
        candidates: usize,
    },
    /// A member who leaves, and was not elected.
    #[error("candidate {number} was not elected by these ballots, so there is no seat of theirs to fill")]
    NotElected {
        /// The number, from 1.
        number: usize,
    },
    /// Somebody who consents to fill a vacancy and cannot.
    #[error("candidate {number} cannot stand for the seat: {number} {because}")]
    CannotFill {
        /// The number, from 1.
        number: usize,
        /// Why not.
        because: &'static str,
    },
    /// A lot that fell on nobody who was tied.
    #[error("the lot fell on candidate {number}, who was not among those with equal votes")]
    Lot {
        /// The number, from 1.
        number: usize,
    },
    /// Figures beyond 128 bits.
    #[error("figures of stage {stage} have more digits than the count holds; ask for fewer decimals")]
    TooLarge {
        /// The stage, from 1.
        stage: u32,
    },
    /// Points of more ranks than can be added up.
    #[error("points of {ranks} ranks have more digits than 128 bits hold; read fewer with `reading.at_most`")]
    TooManyRanks {
        /// The most ranks of a paper.
        ranks: usize,
    },
    /// Exact fractions beyond 128 bits.
    #[error(
        "the exact fractions of stage {stage} have more digits than 128 bits hold; with surplus.cut = \"votes\" and \
         decimals = 9 papers keep exact values, and votes alone are cut"
    )]
    TooExact {
        /// The stage, from 1.
        stage: u32,
    },
}
