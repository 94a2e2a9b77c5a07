//! A sweep: a baseline, reforms, and parameters with ranges, as a file; what comes out is a table of scenarios.
//!
//! ```toml
//! name = "How low may the threshold be?"
//! seed = 2022
//! draws = 100_000
//! electorate = "kazakhstan:2023-03-19"    # an election's, a file beside this one, or a table
//!
//! [baseline]
//! name = "now"
//! rules = "kazakhstan:2023-03-19"         # the law of a day, a rules file, or a table
//!
//! [[reform]]
//! name = "lower"
//! changes = [{ set = "list.threshold.at_least", to = "$threshold" }]
//!
//! [[parameter]]
//! name = "threshold"
//! from = 0
//! to = 6
//! write = "{}%"
//! ```
//!
//! An electorate that is a table may begin from another (`like = "kazakhstan:2023-03-19"`, and then only what differs), or
//! from votes of polling stations (`stations = "stations.parquet"`, with the columns `station`, `district`, `party` and
//! `votes`, which are summed to districts).
//!
//! A text that is `$` and the name of a parameter stands for its value, in this file and in those that it names: a range
//! may run over a rule, over a field of the electorate, or over both at once. A text that begins with `$$` begins with `$`.
//! Every combination of the parameters' values is a scenario.

mod file;
mod parameter;
mod stations;

pub(crate) use file::read_rules;
pub use file::{Sweep, SweepError, System};
pub use parameter::Parameter;
