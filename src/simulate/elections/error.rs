use thiserror::Error;

use crate::system::{CountError, UnknownName};

/// Why a simulation cannot be made.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ElectionsError {
    /// Rules that do not fit those who stand in the model.
    #[error("the rules of `{system}` do not fit the model: {source}")]
    Rules {
        /// The system's name in the simulation.
        system: String,
        /// What does not fit.
        source: CountError,
    },
    /// Two systems of one name.
    #[error("`{0}` is the name of two systems; give each its own")]
    Repeated(
        /// The name.
        String,
    ),
    /// A party that no model and no system knows.
    #[error("the event `{event}`: {source}")]
    UnknownParty {
        /// The event.
        event: String,
        /// The party.
        source: UnknownName,
    },
    /// A system that was not added.
    #[error("systems to compare: {0}")]
    UnknownSystem(#[source] UnknownName),
    /// A contest that the model does not have.
    #[error("votes to compare seats with: {0}")]
    UnknownContest(#[source] UnknownName),
}
