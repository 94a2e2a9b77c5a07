use thiserror::Error;

use crate::text::{Misread, UnknownName};
use crate::votes::VotesProblem;

/// What is wrong with an electorate, where, and what to do.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ElectorateError {
    /// A file that cannot be read.
    #[error("{0}")]
    Unreadable(
        /// Why.
        String,
    ),
    /// What is wrong with a file.
    #[error("{file}: {problem}")]
    InFile {
        /// The file's name.
        file: String,
        /// What is wrong.
        #[source]
        problem: Box<ElectorateError>,
    },
    /// The text is no electorate.
    #[error("{0}")]
    Text(
        /// Where, and what is wrong.
        #[from]
        Misread,
    ),
    /// Something of which there must be at least one.
    #[error("there is no {0}; give at least one")]
    Missing(
        /// A party, a district, a contest.
        &'static str,
    ),
    /// A name that is none.
    #[error("`{name}` is no name for a {what}; write one that is not blank and does not start with @")]
    NotAName {
        /// A party, a district …
        what: &'static str,
        /// As given.
        name: String,
    },
    /// The same name twice.
    #[error("{what} `{name}` is given twice; remove one or rename it")]
    Repeated {
        /// A party, a district …
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A name that stands for nothing.
    #[error("{of}: {name}")]
    Unknown {
        /// Where the name stands.
        of: String,
        /// The name, of a party, a district or a region, and those that are listed.
        name: Box<UnknownName>,
    },
    /// A contest that the votes do not have.
    #[error("the votes have no contest `{}`; they have {}{}", .0.name, .0.listed(), .0.meant())]
    NoContest(
        /// The name as given, and the contests that are there.
        Box<UnknownName>,
    ),
    /// A contest in which no party has a vote.
    #[error("no party has a vote in the contest `{0}`; an electorate is made of parties' shares")]
    NoVotes(
        /// The contest.
        String,
    ),
    /// A number that cannot be.
    #[error("{of}: `{field}` is {given}; it is {allowed}")]
    OutOfRange {
        /// What it is a number of.
        of: String,
        /// Its name in the file.
        field: &'static str,
        /// As given.
        given: f64,
        /// What is possible.
        allowed: &'static str,
    },
    /// A district in which no party has support.
    #[error("no party has support in district `{0}`; give at least one a share above 0 there")]
    NoSupport(
        /// The district.
        String,
    ),
    /// A district in which nobody stands.
    #[error(
        "contest `{contest}` has no candidate in district `{district}`; add one, or let every party stand"
    )]
    NoCandidates {
        /// The contest.
        contest: String,
        /// The district.
        district: String,
    },
    /// More than a draw can hold.
    #[error("{given} {what} are more than the {most} that can be drawn")]
    TooMany {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        given: u128,
        /// The most.
        most: u64,
    },
    /// Figures that do not go together.
    #[error("{of}: {problem}")]
    Contradiction {
        /// Where.
        of: String,
        /// What does not fit, and what to do.
        problem: &'static str,
    },
    /// The votes refuse a name or a number of theirs.
    #[error("the votes of this electorate cannot be laid out: {0}")]
    Votes(#[from] VotesProblem),
}
