//! Baseline against reforms: changes to the rules as data, and what each of them does.
//!
//! * A [`Reform`] is a list of [`Change`]s to a baseline, in the words of a [rules file](crate::rules_reference), so
//!   that a reader sees exactly what differs. [`Reform::apply`] makes the reformed rules and checks them;
//!   [`Reform::between`] is the way back, from two laws to what one changed of the other.
//! * [`Subsets`] takes a reform apart, [`Effects`] says what each change did, alone, after the others, and as its
//!   Shapley value; [`one_by_one`] does so for the seats of one real count.
//! * A [`Sweep`] varies one or two rules over all their values, exactly, on real votes or, as a [`DrawnSweep`], on
//!   the same drawn elections. A [`sweep_file`] says it all in one text: votes or an electorate, a baseline, reforms and
//!   what varies.
//! * [`tipping_threshold`] and [`tipping_values`] say where something ceases to hold, such as a majority.
//! * The [`atlas`] has reforms that were made elsewhere, with the elections on both sides counted under both laws.
//! * [`seat_margin`] finds the fewest votes that move a seat of one real count, and from whom to whom.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::reform::{Reform, one_by_one};
//!
//! let reform = Reform::from_toml(r#"
//!     name = "49 + 49, and 3 %"
//!
//!     [[change]]
//!     together = "49 + 49"        # one change in two places
//!     changes = [
//!         { set = "list.seats", from = 69, to = 49 },
//!         { set = "single.districts", from = 29, to = 49 },
//!     ]
//!
//!     [[change]]
//!     set = "list.threshold.at_least"
//!     to = "3%"
//! "#)?;
//! let election = kazakhstan::election(date(2023, 3, 19)).unwrap();
//! let report = one_by_one(election.law()?, &reform, &election.votes())?;
//! let amanat = report.holders.iter().position(|name| name == "Amanat").unwrap();
//! // 40 of 69 list seats become 28 of 49; the lower threshold lets nobody else in.
//! assert_eq!(report.effects.difference()[amanat], -12);
//! let parts: Vec<String> = report.effects.effects.iter().map(|effect| effect.shapley[amanat].to_string()).collect();
//! assert_eq!(parts, ["-12", "0"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What rules do not say is no change of rules: on which map votes were cast, who stood, how they voted. "17 → 20
//! regions" is a change where a law counts regions, as the number of a tier's districts or as the fields of its
//! table of seats; where districts are those of the votes file, it is another file.

mod act;
mod also;
pub mod atlas;
mod bar;
mod between;
mod change;
mod draft;
#[cfg(feature = "simulate")]
mod drawn_sweep;
mod effects;
mod error;
mod fraction;
mod holders;
mod kinds;
pub mod margin;
mod parameter;
mod path;
mod seat_effects;
mod subsets;
mod sweep;
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
pub mod sweep_file;
mod tip;
mod tipping;
mod value;

pub use act::Reform;
pub use also::{Also, Distance};
pub use change::Change;
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
pub use drawn_sweep::{DrawnSweep, DrawnSweepError};
pub use effects::{Effect, Effects, EffectsError};
pub use error::{ReformError, ReformProblem};
pub use fraction::Fraction;
pub use holders::Holders;
pub use margin::{Fewest, RankedMargin, SeatChange, SeatMargin, SeatMarginError, seat_margin};
pub use parameter::{Parameter, ParameterError, Rest, Values};
pub use path::{RulePath, RulePathError};
pub use seat_effects::{SeatEffects, one_by_one};
pub use subsets::{Group, MOST_CHANGES, Subsets, SubsetsError};
pub use sweep::{Point, Sweep, SweepError, SweepRow, SweepTable};
pub use tip::Tip;
pub use tipping::{Edge, Spell, Stretch, TippingError, has_majority, tipping_threshold, tipping_values};
pub use value::{NotWhole, Value};

pub use crate::text::Misread;
