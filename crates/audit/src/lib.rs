//! Risk-limiting audits: how many ballot papers must people look at before a reported outcome is confirmed, which ones, and what
//! follows from what they read.
//!
//! An outcome is certified by [`Assertion`]s that together imply it; each says that a sum over all papers is above 0. Its
//! [`Margin`] is the number of papers that must be misread to make it false, an exact fraction, and from that alone follows
//! the [sample](Margin::sample). As papers are read a [`Martingale`] says how sure each assertion is: it is confirmed when the
//! p-value falls to the [`RiskLimit`], the greatest chance that a wrong outcome is confirmed.
//!
//! Several assertions are tested on the same papers, each at the whole risk limit: a wrong outcome makes one of them false,
//! and that one is confirmed with no greater chance. The same holds for districts, each with papers of its own.
//!
//! | whoever wants to | takes |
//! |---|---|
//! | know how many papers an outcome needs | [`Assertion`], [`Margin`] |
//! | know what misread papers cost, or papers without a report | [`Margin::expected`], [`Assertion::polling`] |
//! | audit papers one by one, from public dice to the last reading | [`Contest`], [`Audit`] |
//! | count polling stations again | [`StationAudit`] |
//! | confirm a statement over districts that draw for themselves | [`StratifiedTest`] |
//! | draw by a seed as other audits do | [`Sampler`] |
//! | know how often a wrong outcome is confirmed | [`Simulation`], [`BatchSimulation`] for stations |
//!
//! ```
//! use sailau_audit::{Asserted, Assertion, Bet, Contest, MisreadPapers, Papers, Read, Simulation};
//!
//! let papers = Papers::new(vec![52_000, 46_500], 100_000)?;
//! let wins = Assertion::new(vec![1, -1])?;
//! let margin = wins.margin(&papers)?;
//! assert_eq!(margin.sample_by(Bet::PLANNED, "5%".parse()?).to_string(), "120");
//!
//! // One paper in a thousand of the winner's was for the other: nine audits of ten are done after so many draws.
//! let asserted = Asserted { label: "Asel before Bota".to_owned(), assertion: wins };
//! let contest = Contest::new(vec!["Asel".to_owned(), "Bota".to_owned()], papers, vec![asserted])?;
//! let misread = [MisreadPapers { reported: Some(0), read: Read::Kind(1), papers: 52 }];
//! let audits = Simulation::new(&contest, Bet::PLANNED, "5%".parse()?, &misread, 100_000)?.run(2_000, 1);
//! assert_eq!((audits.confirmed, audits.quantile(0.9)), (2_000, Some(120)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

/// The example of the README, which stays true.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// And that of the page for election offices.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/audits.md")]
struct Page;

mod assertion;
mod assorter;
mod audit;
mod batches;
mod bet;
mod contest;
mod factor;
mod fraction;
mod margin;
mod martingale;
mod natural;
mod risk;
mod sample;
mod sampler;
mod simulation;
mod stations;
mod strata;

pub use assertion::{Assertion, AssertionError, Papers};
pub use assorter::Assorter;
pub use audit::{AssertionStatus, Audit, AuditError, FileError, Method, Next, Plan, Reading, Status};
pub use batches::{BatchAudit, BatchError, BatchTest};
pub use bet::{Bet, BetError};
pub use contest::{Asserted, Contest, ContestError};
pub use fraction::{Fraction, FractionError};
pub use margin::{Margin, MarginError};
pub use martingale::{Drawn, Martingale, MartingaleError, Read};
pub use risk::{RiskLimit, RiskLimitError};
pub use sample::{Misread, MisreadError, Polling, SampleSize, WhyAll};
pub use sampler::{Draw, Sampler, Seed, SeedError, WeightedSampler, WeightsError};
pub use simulation::{BatchSimulation, MisreadPapers, Simulated, Simulation, SimulationError};
pub use stations::{
    CountsError, Station, StationAudit, StationError, StationNext, StationPlan, StationStatus,
};
pub use strata::{StrataError, StratifiedTest};
