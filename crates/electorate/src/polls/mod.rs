//! Polls as electorates: what they say together, and how sure that is.
//!
//! [`Polls`] are read from CSV, [pooled](Polls::pool) on a day of reference as [`Pooling`] says, and become an
//! [`Electorate`](super::Electorate) like any other: a country in one piece ([`Pooled::electorate`]) or the districts of an
//! earlier election, moved to what the polls say ([`Pooled::upon`]). No clock is asked: without a day it is that of the
//! latest poll.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::electorate::polls::{PollError, Polls, Pooling};
//!
//! let file = "date,house,sample,Red,Blue,@others,undecided\n\
//!             2026-05-01,North,1000,48,40,12,15\n\
//!             2026-05-04,South,1200,46,43,11,10\n";
//! let pooled = Polls::from_csv(file.as_bytes())?.pool(&Pooling::default())?;
//! assert_eq!(pooled.day, date(2026, 5, 4));
//! assert!((pooled.share("Red").unwrap() - 0.4688).abs() < 0.0001);
//!
//! // Polls err by more than their samples say: here as much as German polls a week before the election.
//! let electorate = pooled.electorate(PollError::days_before(7), 1_000_000)?;
//! assert_eq!(electorate.parties.len(), 2);
//! println!("{}", electorate.assumptions.join("\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The model
//!
//! | step | how | source |
//! |---|---|---|
//! | a poll | decided respondents n; shares Dirichlet(n p + 1/2) | Jeffreys' prior; Bauer, Bender, Klima and Küchenhoff 2019 |
//! | weight | n ÷ design effect × 2^(−age ÷ half-life) | |
//! | pooled share | mean by weight, less house effects with zero sum over houses | |
//! | effective sample | p (1 − p) ÷ variance of the pooled share of the strongest, where polls of different houses are correlated by ρ | the R package `coalitions`, ρ = 1/2 |
//! | sampling error alone | [Dirichlet](super::Dirichlet) | |
//! | with the error of past polls | [logistic-normal](super::LogisticNormal): centred logarithms with mean ψ(a) and variance ψ′(a) + e²/2, so that each log ratio has e more | Aitchison and Shen 1980; e of German polls 1998-2021, own fit |
//!
//! What it cannot say stands in `docs/polls.md`: above all, who did not answer, and what polls of one country say of another's.

mod electorate;
mod error;
mod history;
mod house_effects;
mod pool;
mod pooled;
mod read;
mod upon;

pub use error::PollsError;
pub use history::PollError;
pub use pool::{Pooling, Undecided};
pub use pooled::{Pooled, UsedPoll};

use jiff::civil::Date;

/// The column of those who are not named one by one: they are in every base of a threshold and never seated.
pub const OTHERS: &str = "@others";
/// The column of votes against all.
pub const AGAINST_ALL: &str = "@against-all";

/// Polls of one electorate, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Polls {
    /// What respondents could answer: parties, and [`OTHERS`] and [`AGAINST_ALL`] where the file has them.
    pub answers: Vec<String>,
    /// The polls.
    pub polls: Vec<Poll>,
}

/// One poll.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Poll {
    /// Its day: the last one of its field work, or of publication where that is not known.
    pub date: Date,
    /// Who made it.
    pub house: String,
    /// How many were asked, the undecided among them; none where that was not published.
    pub sample: Option<u64>,
    /// How many times the variance of a simple random sample its shares have; none where the file does not say.
    pub design_effect: Option<f64>,
    /// Those who named nobody, as a share of all who were asked: undecided, and refusals where they are counted with them.
    pub undecided: f64,
    /// The share of each answer among the decided, in the order of [`Polls::answers`], with a sum of 1; none where an answer
    /// was not offered.
    pub shares: Vec<Option<f64>>,
    /// Its line in the file.
    pub line: u64,
}
