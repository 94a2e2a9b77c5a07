use thiserror::Error;

use crate::system::CountError;

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
    /// A party that no system knows.
    #[error("`{party}` of the event `{event}` does not stand anywhere; the parties are {known}")]
    UnknownParty {
        /// The event.
        event: String,
        /// The party.
        party: String,
        /// Who stands.
        known: String,
    },
    /// A contest that the model does not have.
    #[error("the model has no contest `{contest}` to compare seats with; it has {known}")]
    UnknownContest {
        /// The contest.
        contest: String,
        /// Those there are.
        known: String,
    },
}
