//! Synthetic electorates, what is drawn from them, and how sure that is.

mod digest;
mod electorate;
mod fitting;
mod fitting_world;
mod observers;
mod recall_odds;
mod registration_survey;
mod rounding;
mod simulate;
mod sweeps;
mod voting_ways;
