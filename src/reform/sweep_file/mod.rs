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
//! `votes`, which are summed to districts). An `[[event]]` is counted besides those that always are, such as
//! `{ parties = ["A", "B"], share = "1/2" }`.
//!
//! A text that is `$` and the name of a parameter stands for its value, in this file and in those that it names: a range
//! may run over a rule, over a field of the electorate, or over both at once. A text that begins with `$$` begins with `$`.
//! Every combination of the parameters' values is a scenario.
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
pub use figures::{DrawnScenario, FIGURES, Figures, KEYS, figures};
pub use file::{Scenarios, SweepFile};
pub use parameter::SweepParameter;
pub use scenario::{CountedScenario, NamedRules, Scenario, ScenarioError, ScenarioProblem};
pub use sources::{Files, Sources};
pub use stations::StationVotes;
pub use together::Together;
