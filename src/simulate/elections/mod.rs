//! Elections: several systems counted on the same drawn votes.
//!
//! A [`Simulation`] is a [vote model](crate::electorate::VoteModel) and the systems that count its votes; a
//! [`Run`](super::Run) of it, with a number of draws and a seed, is an [`Ensemble`]. Everything that an ensemble holds is a
//! whole number, so that it is the same with any number of threads, merges exactly, and goes to disk as JSON.
//!
//! | of each | is kept |
//! |---|---|
//! | model | each party's share of the votes, the effective number of parties |
//! | system | each party's seats in all and by tier, who has a majority or two thirds, ties, empty seats, the sole-qualifier rule, events that were asked for, [`Indices`] |
//! | pair of systems | each party's difference in seats and in having a majority, the difference of Gallagher's index |
//!
//! From a distribution of seats follow its mean with a standard error ([`Histogram::moments`](super::Histogram::moments)),
//! quantiles, and the probability of any number of seats with its interval
//! ([`Histogram::at_least`](super::Histogram::at_least)).
//!
//! A [`Digest`] says all this in rows of plain numbers.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::report::Table;
//! use sailau::simulate::elections::{Digest, Event, Simulation};
//! use sailau::simulate::{Confidence, Run};
//!
//! // Elections around that of 2023, each counted by the law of that day and by that of 2026.
//! let voters = kazakhstan::electorate(date(2023, 3, 19)).unwrap().electorate.compile()?;
//! let majority = Event::majority("Amanat");
//! let simulation = Simulation::new(&voters)
//!     .system("2023", kazakhstan::law_on(date(2023, 3, 19))?.value)?
//!     .system("2026", kazakhstan::law_on(date(2026, 7, 1))?.value)?
//!     .event(majority.clone())?;
//! let elections = Run::from_seed(2023).draws(500).run(&simulation)?;
//!
//! // The two laws are compared draw by draw, on the same votes.
//! let both = elections.summary.event_difference("2023", "2026", &majority)?;
//! assert_eq!(both.draws(), 500);
//! let digest = Digest::of(&elections, Confidence::P95);
//! println!("{}\n{}", Table::of_seats(&digest), Table::of_event_pairs(&digest));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Intervals say how exact the simulation is. How right it is depends on the model, whose
//! [assumptions](EnsembleSummary::assumptions) belong beside every result.

mod alike;
mod digest;
mod drawing;
mod drawn_votes;
mod empty;
mod error;
mod event;
mod foremost;
mod houses;
mod index_distribution;
mod joined;
mod lanes;
mod paired;
mod recording;
mod runs;
mod simulation;
mod summary;

pub use digest::{Chance, Digest, EventPairRow, EventRow, IndexRow, PairRow, SeatsRow};
pub use drawing::DrawBuffers;
pub use error::ElectionsError;
pub use event::Event;
pub use index_distribution::IndexDistribution;
pub(crate) use joined::Joined;
pub use paired::{PairedHistogram, PairedTable};
pub use simulation::Simulation;
pub use summary::{DrawnVotes, EnsembleSummary, EventCount, Indices, Pair, PartySeats, SystemSummary};

use super::Sample;

/// Simulated elections: what a [`Run`](super::Run) of a [`Simulation`] gives.
pub type Ensemble = Sample<EnsembleSummary>;
