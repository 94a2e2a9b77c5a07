//! Ranked ballots counted as the statute says.
//!
//! [`Ballots`] are distinct lists of preferences with their numbers, as they were marked: blank ranks, equal ranks and
//! overvotes included, for what these mean is for the statute to say. A [`RankedRule`] is that statute as data, a table for
//! each of its stages; it [counts](RankedRule::count) ballots into a [`Count`], whose [`Stage`]s have the figures that a
//! returning officer prints, to the last digit.
//!
//! Candidates are numbered from 0 here, in the order of the ballot paper, and from 1 wherever people read them.

// Integers decide every seat: no float may take part.
#![deny(clippy::float_arithmetic)]

/// The example of the README, which stays true.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod ballots;
mod common_divisor;
mod count;
mod countback;
mod election;
mod error;
mod exclusion;
mod margin;
mod meek;
mod pairs;
mod points;
mod quota;
mod reading;
mod record;
mod rule;
mod runoff;
mod surplus;
mod ties;
mod unsaid;

pub use ballots::{Ballots, BallotsBuilder, BallotsError, List, Rank};
pub use count::{Given, Workspace};
pub use countback::{Countback, PapersAt, Vacancy};
pub use election::{ElectedBy, ElectionRule, LastSeats};
pub use error::RankedError;
pub use exclusion::{ExcludedPapers, ExclusionRule, LastExcluded, Several};
pub use margin::{Change, Margin, MarginSearch};
pub use meek::{MeekElects, MeekRule, MeekTied};
pub use pairs::{Pairs, PairsSheet};
pub use quota::{QuotaKind, QuotaRule, QuotaTaken};
pub use reading::{BlankRank, Overvote, Papers, ReadingRule, Repeated};
pub use record::{Action, Amount, Count, OpenSeats, Sheet, Stage};
pub use rule::{RankedMethod, RankedRule};
pub use runoff::Majority;
pub use surplus::{
    SurplusCut, SurplusDivisor, SurplusLoss, SurplusOrder, SurplusPapers, SurplusRule, SurplusWaits,
};
pub use ties::{ChosenFor, Lots, Tie, TieBreak, TieDecidedBy};
