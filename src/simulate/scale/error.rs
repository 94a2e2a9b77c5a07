use thiserror::Error;

use crate::system::CountError;
use crate::votes::VotesError;

/// Why a scale cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ScaleError {
    /// No electorate, or one that is too small or too large.
    #[error("{given} is no number of lists for the scale; give numbers from 2 to {most}, each once")]
    Lists {
        /// As given.
        given: String,
        /// The largest number.
        most: u32,
    },
    /// A spread that is none.
    #[error(
        "{0} is no spread of support between districts: it is a standard deviation of logarithms, from 0 to 5"
    )]
    Spread(
        /// As given.
        String,
    ),
    /// An electorate whose votes nobody has a name in.
    #[error("the electorate has fewer than two parties with votes of their own in `{contest}`")]
    NoLists {
        /// The contest.
        contest: String,
    },
    /// No electorate, or two of one name.
    #[error("{}", electorates(.0.as_deref()))]
    Electorates(
        /// The name that stands twice.
        Option<String>,
    ),
    /// Two systems of one name.
    #[error("there are two systems of the name `{0}`; give each its own")]
    Repeated(
        /// The name.
        String,
    ),
    /// Nothing to compare with.
    #[error("`{0}` is not on the scale, so that nothing can be compared with it; add it first")]
    NoReference(
        /// The name.
        String,
    ),
    /// A system that support of lists does not decide.
    #[error("`{system}` cannot be set on the scale: {why}")]
    Uncountable {
        /// The system.
        system: String,
        /// Why.
        why: Uncountable,
    },
}

fn electorates(twice: Option<&str>) -> String {
    match twice {
        Some(name) => format!("there are two electorates of the name `{name}`; give each its own"),
        None => "there is no electorate to draw support from; give one at least".to_owned(),
    }
}

/// Why support of lists does not decide the seats of a system.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Uncountable {
    /// Voters rank candidates.
    #[error("tier `{0}` asks voters to rank, and support of lists says nothing of later preferences")]
    Ranked(
        /// The tier.
        String,
    ),
    /// A tier in districts that nobody gives.
    #[error("the districts of tier `{0}` are not known: give votes of an election held in them")]
    NoDistricts(
        /// The tier.
        String,
    ),
    /// No tier is filled by votes.
    #[error("no tier of it is filled by votes")]
    NoVotes,
    /// The rules do not fit the synthetic field.
    #[error("{0}")]
    Rules(Box<CountError>),
    /// The synthetic field itself is refused.
    #[error("{0}")]
    Field(Box<VotesError>),
}

impl From<CountError> for Uncountable {
    fn from(error: CountError) -> Self {
        Self::Rules(Box::new(error))
    }
}

impl From<VotesError> for Uncountable {
    fn from(error: VotesError) -> Self {
        Self::Field(Box::new(error))
    }
}
