//! A sweep as a file: a baseline, reforms, and parameters with ranges; what comes out is a table of scenarios.
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
//! With `votes = "votes.csv"` in the place of `electorate`, `seed` and `draws`, the same real votes are counted at every point.
//!
//! An electorate that is a table may begin from another (`like = "kazakhstan:2023-03-19"`, and then only what differs), or
//! from votes of polling stations (`stations = "stations.csv"`, with the columns `station`, `district`, `party` and
//! `votes`, which are summed to districts).
//!
//! A text that is `$` and the name of a parameter stands for its value, in this file and in those that it names: a range
//! may run over a rule, over a field of the electorate, or over both at once. A text that begins with `$$` begins with `$`.
//! Every combination of the parameters' values is a scenario.
//!
//! # Fields
//!
//! | field | what it is |
//! |---|---|
//! | `name` | what is asked |
//! | `votes` | a file of real votes, counted at every point |
//! | `electorate`, `seed`, `draws` | in its place: who votes, and how many elections are drawn from which number |
//! | `[baseline]` | `name`, and `rules`: those of a name, of a file, or a table; `changes` of them may follow |
//! | `[[reform]]` | the same; without `rules`, `changes` of the baseline. See [`Change`](crate::reform::Change) |
//! | `[[parameter]]` | `name`, and `values`, or `from`, `to`, `step` and `write`. See [`SweepParameter`] |
//! | `behaviour` | of drawn elections: what voters and parties do about the rules, as a table or the name of a file; each system is counted without and with it. See [`Scenario`](crate::simulate::behaviour::Scenario) |
//! | `[[event]]` | of drawn elections: something whose chance is asked for, besides majorities and two thirds of one party, which always are |
//!
//! An `[[event]]` is that parties together hold a part of the house:
//!
//! | field of `[[event]]` | what it is |
//! |---|---|
//! | `parties` | whose seats are added up, by their names in the electorate |
//! | `share` | the part of all seats of the house, filled or not, that they must exceed: `"1/2"`, `"60%"` |
//! | `or_equal` | whether exactly that part is enough: `false` unless stated |
//!
//! ```toml
//! [[event]]                   # a coalition that can govern
//! parties = ["Hill", "Dale"]
//! share = "1/2"
//!
//! [[event]]                   # one that can change the constitution
//! parties = ["Hill", "Dale"]
//! share = "2/3"
//! or_equal = true
//! ```
//!
//! The results have three [columns](event_columns) for each.
//!
//! # Examples
//!
//! ```
//! use sailau::reform::sweep_file::{Scenarios, Sources, SweepFile};
//!
//! /// Names stand for nothing here: all is written in the file.
//! struct Nothing;
//! impl Sources for Nothing {}
//!
//! let file = SweepFile::from_toml(r#"
//!     name = "How many seats?"
//!     seed = 7
//!     draws = 512
//!
//!     [electorate]
//!     name = "A town"
//!     swing = { logistic-normal = { nation = 0.1, district = 0.0 } }
//!     district = [{ name = "Town", registered = 9000 }]
//!     party = [{ name = "Hill", share = 52 }, { name = "Dale", share = 48 }]
//!     list = [{}]
//!
//!     [baseline]
//!     name = "council"
//!     rules = { name = "Council", tier = [{ name = "list", seats = "$seats", method = "dhondt" }] }
//!
//!     [[parameter]]
//!     name = "seats"
//!     from = 5
//!     to = 9
//!     step = 2
//! "#, &Nothing)?;
//! let Scenarios::Drawn(scenarios) = &file.scenarios else { panic!("an electorate is drawn") };
//! let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
//! assert_eq!(names, ["seats = 5", "seats = 7", "seats = 9"]);
//! let ensemble = scenarios[1].run()?;
//! assert_eq!(ensemble.draws(), 512);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod figures;
mod file;
mod parameter;
mod scenario;
mod sources;
mod stations;
mod together;
mod written;

pub use error::{ParameterProblem, SweepFileError, SweepFileProblem};
pub use figures::{DrawnScenario, FIGURES, Figures, KEYS, event_columns, figures};
pub use file::{Scenarios, SweepFile};
pub use parameter::SweepParameter;
pub use scenario::{CountedScenario, NamedRules, Scenario, ScenarioError, ScenarioProblem};
pub use sources::{Files, Sources};
pub use stations::StationVotes;
pub use together::Together;
