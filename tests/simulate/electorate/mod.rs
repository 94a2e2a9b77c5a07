//! Synthetic votes have the moments that their model states, at fixed seeds and within stated errors.

mod anomalies;
mod any;
mod contests;
pub(crate) mod drawing;
mod entry;
mod file;
mod from_votes;
mod polls;
mod ranked;
mod swing;
mod turnout;
mod two_rounds;
