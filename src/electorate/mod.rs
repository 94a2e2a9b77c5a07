//! Synthetic votes: who votes, who stands, and how votes vary from one election to the next.

mod anomalies;
mod contests;
mod entry;
pub mod fit;
mod model;
mod population;
mod swing;
mod turnout;

pub use anomalies::{Anomalies, Stuffing};
pub use contests::{By, Candidate, Counting, Independents, ListContest, PERSONAL, SingleContest, Stand};
pub use entry::{Bar, Prospect};
pub use model::VoteModel;
pub use population::{DistrictRoll, Electorate, PartySupport};
pub use swing::{Dirichlet, LogisticNormal, Spatial, Swing, Swings};
pub use turnout::{Rate, Turnout, TurnoutSpread, WithSupport};
