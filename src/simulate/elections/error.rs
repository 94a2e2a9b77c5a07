use thiserror::Error;

use crate::system::{CountError, UnknownName};
use crate::text::{grouped, one_line};

/// Why a simulation cannot be made.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ElectionsError {
    /// Rules that do not fit those who stand in the model.
    #[error("the rules of `{}` do not fit the model: {}", one_line(system), one_line(&source.to_string()))]
    Rules {
        /// The system's name in the simulation.
        system: String,
        /// What does not fit.
        source: CountError,
    },
    /// A house of more seats than can be kept apart: each number of seats that a party may have has a count of its own.
    #[error("`{system}` has a house of {} seats; houses of up to {} can be simulated", grouped(*.seats), grouped(*.most))]
    House {
        /// The system's name in the simulation.
        system: String,
        /// Its seats.
        seats: u32,
        /// The most.
        most: u32,
    },
    /// Two systems of one name.
    #[error("`{}` is the name of two systems; give each its own", one_line(.0))]
    Repeated(
        /// The name.
        String,
    ),
    /// A party that no model and no system knows.
    #[error("the event `{}`: {source}", one_line(event))]
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
