//! What is wrong with ballots.

use thiserror::Error;

/// Why ballots cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BallotsError {
    /// A number that no candidate has.
    #[error("there is no candidate {number}: the paper has {candidates}, numbered from 1")]
    NoSuchCandidate {
        /// The number on the ballot, from 1.
        number: u64,
        /// How many candidates there are.
        candidates: usize,
    },
    /// More candidates than ballots can name.
    #[error("{given} candidates are more than {most}, the most that ballots can name")]
    TooManyCandidates {
        /// How many were asked for.
        given: usize,
        /// How many there may be.
        most: usize,
    },
    /// More ballots than 64 bits count.
    #[error("there are more ballots than 18,446,744,073,709,551,615")]
    TooManyBallots,
    /// More lists that differ than are numbered.
    #[error("more than 4,294,967,296 ballots differ from each other")]
    TooManyLists,
    /// A rank of several candidates that names fewer than two.
    #[error("equal ranks are for two candidates or more")]
    NotSeveral,
    /// A place of a list that is neither a number, nor blank, nor `*`.
    #[error(
        "`{text}` is no candidate's number; a blank rank is left empty, an overvote whose candidates are not known is `*`"
    )]
    NotANumber {
        /// What stands there.
        text: String,
    },
    /// A number of ballots that is none.
    #[error("`{text}` is no number of ballots: whole numbers, without separators")]
    NotACount {
        /// What stands there.
        text: String,
    },
    /// A file of ballots without the two columns.
    #[error("the first line is `{found}`; a file of ballots begins with `count,preferences`")]
    Columns {
        /// The first line.
        found: String,
    },
    /// The file is no CSV, or cannot be read.
    #[error("{0}")]
    Csv(String),
    /// Changes of ballots that are not there.
    #[error("there are not as many ballots of list {number} as change; the changes belong to other ballots")]
    NoSuchList {
        /// The place of the list, from 0.
        number: usize,
    },
    /// Another error, and the line it stands in.
    #[error("line {line}: {problem}")]
    Line {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        problem: Box<BallotsError>,
    },
}
