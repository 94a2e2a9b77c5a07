use thiserror::Error;

use crate::electorate::ElectorateError;
use crate::simulate::elections::ElectionsError;
use crate::system::CountError;
use crate::text::{Misread, UnknownName, one_line};

/// Why a scenario of behaviour cannot be read, or not be applied.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum BehaviourError {
    /// What a file has.
    #[error("{file}: {problem}")]
    InFile {
        /// The file.
        file: String,
        /// What is wrong.
        problem: Box<BehaviourError>,
    },
    /// The file cannot be opened, or is no text.
    #[error("{0}")]
    NoText(
        /// What the system says.
        String,
    ),
    /// The text is none of this form.
    #[error(transparent)]
    Unreadable(Box<Misread>),
    /// A field that says nothing, or too much.
    #[error("{field}: {problem}")]
    Field {
        /// Where.
        field: String,
        /// What is wrong, and what to do.
        problem: &'static str,
    },
    /// A list that does not stand.
    #[error("{field}: {source}")]
    UnknownList {
        /// Where it is named.
        field: String,
        /// The name, and the nearest one.
        source: Box<UnknownName>,
    },
    /// A threshold that no share of votes tells of.
    #[error(
        "`{system}`: its threshold is {why}, and what is expected of a list is a share of votes; leave `desertion` out, or compare laws \
         whose threshold is a share of votes"
    )]
    Threshold {
        /// The rules.
        system: String,
        /// What it is.
        why: &'static str,
    },
    /// Rules and votes without a ballot between lists.
    #[error("`{0}` has no ballot between lists: there is no list to desert and none to join")]
    NoLists(
        /// The rules.
        String,
    ),
    /// A ballot that lists cannot lose votes on one by one.
    #[error(
        "contest `{contest}`: {why}; the scenario moves votes between lists that stand once on each paper"
    )]
    Ballot {
        /// The contest.
        contest: String,
        /// What it has.
        why: &'static str,
    },
    /// A registration law that is not there or asks for what no electorate can tell.
    #[error("`{}`: {}", one_line(name), one_line(why))]
    Registration {
        /// The law.
        name: String,
        /// Why not, and what to do.
        why: String,
    },
    /// The electorate with the scenario's parties.
    #[error(transparent)]
    Electorate(Box<ElectorateError>),
    /// The rules.
    #[error("the rules of `{}` do not fit the electorate: {}", one_line(system), one_line(&source.to_string()))]
    Rules {
        /// The rules' name.
        system: String,
        /// What does not fit.
        source: Box<CountError>,
    },
    /// The simulation.
    #[error(transparent)]
    Elections(Box<ElectionsError>),
}

impl From<Misread> for BehaviourError {
    fn from(misread: Misread) -> Self {
        Self::Unreadable(misread.into())
    }
}

impl From<ElectorateError> for BehaviourError {
    fn from(error: ElectorateError) -> Self {
        Self::Electorate(error.into())
    }
}

impl From<ElectionsError> for BehaviourError {
    fn from(error: ElectionsError) -> Self {
        Self::Elections(error.into())
    }
}
