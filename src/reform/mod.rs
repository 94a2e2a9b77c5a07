//! Baseline against reforms: changes to the rules as data, and what each of them does.
//!
//! * A [`Reform`] is a list of [`Change`]s to a baseline, in the words of a [rules file](crate::rules_reference), so
//!   that a reader sees exactly what differs. [`Reform::apply`] makes the reformed rules and checks them;
//!   [`Reform::between`] is the way back, from two laws to what one changed of the other.
//! * [`Subsets`] takes a reform apart, [`Effects`] says what each change did, alone, after the others, and as its
//!   Shapley value; [`one_by_one`] does so for the seats of one real count.

mod act;
mod between;
mod change;
mod draft;
mod effects;
mod error;
mod fraction;
mod holders;
mod path;
mod seat_effects;
mod subsets;
mod value;

pub use act::Reform;
pub use change::Change;
pub use effects::{Effect, Effects, EffectsError};
pub use error::{ReformError, ReformProblem};
pub use fraction::Fraction;
pub use holders::Holders;
pub use path::{RulePath, RulePathError};
pub use seat_effects::{SeatEffects, one_by_one};
pub use subsets::{Group, MOST_CHANGES, Subsets, SubsetsError};
pub use value::Value;
