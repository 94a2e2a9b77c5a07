//! What voters and parties may do about a threshold, as stated scenarios: they desert lists that are expected below it, small
//! lists run together, and parties stand or not by a registration law.
//!
//! A rule changes seats, and then it changes what people do. How much, no law says. A [`Scenario`] says it in numbers, one dial
//! each, and nothing of it is ever on by itself: [`Scenario::simulation`] counts each law on votes without and with it, from the
//! same random numbers, so that its effect has its interval. What was seen after reforms that were made is in
//! [`reform::atlas`](crate::reform::atlas::Response).
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::simulate::Run;
//! use sailau::simulate::behaviour::Scenario;
//!
//! let scenario = Scenario::from_toml(r#"
//!     name = "half desert"
//!
//!     [desertion]
//!     share = "50%"      # of the voters of a list that is expected below the threshold
//!     error = 0.18       # of what is expected, as a standard deviation of logarithms
//! "#)?;
//! let day = date(2023, 3, 19);
//! let law = kazakhstan::law_on(day)?.value;
//! let electorate = &kazakhstan::electorate(day).unwrap().electorate;
//!
//! let simulation = scenario.simulation(electorate, &[("2023", law)], false, |name| Err(name.to_owned()))?;
//! let elections = Run::from_seed(1).draws(256).run(&simulation)?;
//! let names: Vec<_> = elections.summary.systems.iter().map(|system| system.name.as_str()).collect();
//! assert_eq!(names, ["2023", "2023, half desert"]);
//! // The two are compared draw by draw.
//! assert_eq!((elections.summary.pairs[0].first, elections.summary.pairs[0].second), (0, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A scenario as a file
//!
//! | field | what it is |
//! |---|---|
//! | `name` | what it is called beside a law's name |
//! | `sources` | where its numbers come from, a sentence each |
//! | `[desertion]` | [`Desertion`]: `share`, `error`; `expected` and `to` where they are known |
//! | `[[together]]` | [`Together`]: `list`, `of`, `followers`, `others`; `kind` |
//! | `[entry]` | [`Entry`]: `with`, `without`, `stay_at_home`, `[[entry.party]]` |
//!
//! # The order
//!
//! Votes are drawn, of those who stand; lists that run together are joined; then voters desert. Who deserts a list is decided by
//! what was expected before the election and never by its result. Only the ballot of the lists changes: candidates in
//! districts keep their votes.

mod desertion;
mod entry;
mod error;
mod expected;
mod list_bar;
mod model;
mod paired;
mod scenario;
mod together;

pub use entry::{Entry, Hurdle, WouldBe};
pub use error::BehaviourError;
pub use model::{Behaving, BehavingSpace};
pub use scenario::{Desertion, Others, Scenario, Together};
