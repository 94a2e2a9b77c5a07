//! Synthetic votes: who votes, who stands, and how votes vary from one election to the next.

mod anomalies;
mod check;
mod contests;
mod entry;
mod error;
mod exp;
mod file;
pub mod fit;
mod gamma;
mod model;
mod population;
mod rates;
mod rounding;
mod sampler;
mod swing;
mod turnout;

pub use anomalies::{Anomalies, Stuffing};
pub use contests::{By, Candidate, Counting, Independents, ListContest, PERSONAL, SingleContest, Stand};
pub use entry::{Bar, Prospect};
pub use error::ElectorateError;
pub use model::VoteModel;
pub use population::{DistrictRoll, Electorate, PartySupport};
pub use sampler::{Sampler, SamplerWorkspace};
pub use swing::{Dirichlet, LogisticNormal, Spatial, Swing, Swings};
pub use turnout::{Rate, Turnout, TurnoutSpread, WithSupport};
