//! Ranked ballots counted as the statute says.
//!
//! [`Ballots`] are distinct lists of preferences with their numbers, as they were marked: blank ranks, equal ranks and
//! overvotes included, for what these mean is for the statute to say.
//!
//! Candidates are numbered from 0 here, in the order of the ballot paper, and from 1 wherever people read them.

// Integers decide every seat: no float may take part.
#![deny(clippy::float_arithmetic)]

mod ballots;

pub use ballots::{Ballots, BallotsBuilder, BallotsError, List, Rank};
