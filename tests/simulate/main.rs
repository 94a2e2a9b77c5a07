//! Synthetic electorates, what is drawn from them, and how sure that is.

mod audits_of_stations;
mod behaviour;
mod digest;
mod electorate;
mod fitting;
mod fitting_world;
mod forensics;
mod observers;
mod recall_odds;
mod registration_survey;
mod rounding;
mod scale;
mod simulate;
mod sweeps;
mod voting_ways;
