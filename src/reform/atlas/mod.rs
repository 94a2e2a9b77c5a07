//! Reforms that were made elsewhere, as data: rules before, rules after, and the elections on both sides.
//!
//! An [`Entry`] is one of them, a file of `reforms` in the repository; [`open`] reads a folder of them. What a file names (rules,
//! elections) is looked up by whoever has it on board, through [`Sources`]; the answer is a [`Study`]: the votes before and
//! the votes after, each counted under both laws. That is the *mechanical* effect twice; what voters and parties did
//! otherwise is in the difference of the two elections, which shows the swing of opinion besides: a [`Response`] sets the two
//! side by side.
//!
//! ```
//! use sailau::reform::atlas::{CountedElection, Entry, Sources, Study};
//! use sailau::{ElectoralSystem, Votes};
//!
//! let entry = Entry::from_toml(r#"
//!     id = "dale_2024"
//!     country = "Dale"
//!     title = "A bonus for the first"
//!     before = "proportional"
//!     after = "bonus"
//!     elections = { before = ["2020"] }
//!     sources = ["The town's gazette"]
//! "#)?;
//!
//! struct Town;
//! impl Sources for Town {
//!     fn rules(&self, name: &str) -> Result<ElectoralSystem, String> {
//!         let bonus = if name == "bonus" { "bonus = { seats = 3 }" } else { "" };
//!         let text = format!("name = '{name}'\n[[tier]]\nname = 'list'\nseats = 9\nmethod = 'hare'\n{bonus}");
//!         ElectoralSystem::from_toml(&text).map_err(|error| error.to_string())
//!     }
//!
//!     fn election(&self, _name: &str) -> Result<CountedElection, String> {
//!         let rules = self.rules("proportional")?;
//!         let votes = Votes::list([("Hill", 40), ("Moor", 35), ("Fen", 25)]).map_err(|error| error.to_string())?;
//!         let outcome = rules.count(&votes).map_err(|error| error.to_string())?;
//!         Ok(CountedElection { votes, rules, outcome, agree: 3, cells: 3 })
//!     }
//! }
//!
//! let study = Study::of(entry, &Town)?;
//! let effect = study.elections[0].effect.as_ref().unwrap();
//! // 40 per cent of the votes: four seats of nine, and with the bonus five.
//! assert_eq!((effect.before.largest_seats(), effect.after.largest_seats()), (4, 5));
//! assert_eq!(effect.majority.to_string(), "made: Hill");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Fields of a file
//!
//! | field | what it is |
//! |---|---|
//! | `id` | the name of the file without its ending: small letters, digits and `_` |
//! | `country`, `title` | whose it is, and what it did in a few words |
//! | `kind` | `"act"` unless stated; `"judgment"`, or `"what-if"` for one that nobody made |
//! | `since` | the day from which the rules after held; left out where it was not found |
//! | `act`, `article` | where it stands |
//! | `before`, `after` | the rules: files of the repository, or `kazakhstan:DAY` |
//! | `elections` | `{ before = […], after = […] }`: `world:NAME` or `kazakhstan:DAY`, at least one |
//! | `why` | who made it, and why |
//! | `[[stand_in]]` | rules in the place of `before` or `after` for an election whose votes these cannot count: `election`, `law`, `rules`, `why` |
//! | `[[joined]]` | lists that are one party in the numbers of an election: `election`, `party`, `lists` |
//! | `[[published]]` | an effect that somebody published: `says`, `source`; and with `election`, `law` and `party` our number stands beside it |
//! | `sources`, `doubts` | where it was read, and what is not certain |

mod effect;
mod entry;
mod error;
mod house;
mod response;
mod study;

pub use effect::{Effect, MajorityChange};
pub use entry::{Elections, Entry, EntryKind, Joined, Law, Published, StandIn, open};
pub use error::{AtlasError, AtlasProblem};
pub use house::House;
pub use response::{CannotTell, Response, Steps};
pub use study::{CountedElection, Sources, Studied, Study};
