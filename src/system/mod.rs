//! An election's rules as data, and the count that follows them.
//!
//! An [`ElectoralSystem`] is a list of [tiers](Tier): groups of seats that are filled by one rule each. It is a
//! plain value: read from TOML or JSON, written back, compared. The [rules reference](crate::rules_reference)
//! explains every word of a rules file.
//!
//! Counting has two doors and one kernel:
//!
//! * [`ElectoralSystem::count`] gives an [`Outcome`]: seats by party, tier and district, winners, ties that
//!   nothing resolves, seats that stay empty, and the [`Protocol`] that explains every one of them;
//! * [`ElectoralSystem::compile`] looks everything up once, and [`Plan::count_into`] then counts any number of
//!   tallies of the same field into a [`Workspace`], without allocating and without a record.
//!
//! ```
//! use sailau::system::ElectoralSystem;
//! use sailau::votes::Votes;
//!
//! let rules = ElectoralSystem::from_toml(r#"
//!     name = "Seven for the town"
//!
//!     [[tier]]
//!     name = "list"
//!     seats = 7
//!     method = "hare"
//!     threshold = { at_least = "5%", of = "valid and against all" }
//!     ties = "earlier registration"
//! "#)?;
//! let votes = Votes::list([("Hill", 5_000), ("Dale", 3_000), ("Moor", 390)])?;
//! let outcome = rules.count(&votes)?;
//! assert_eq!(outcome.totals(), [(Some("Hill"), 4), (Some("Dale"), 3)]);
//! print!("{}", outcome.protocol);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// Integers decide every seat: no float may take part in this room.
#![deny(clippy::float_arithmetic)]

mod check;
mod count_list;
mod count_single;
mod error;
mod figures;
mod outcome;
mod plan;
pub mod protocol;
mod protocol_text;
mod record;
mod rules;
mod rules_file;
mod rules_place;
mod tables;
mod text;
mod threshold;
mod tie_break;
mod witness;
mod workspace;

pub use crate::law::{Share, ShareError};
pub use error::{CountError, RulesError, RulesPlace};
pub use outcome::{Elected, OpenTie, Outcome, Reason, SeatRow, Unfilled};
pub use plan::Plan;
pub use protocol::Protocol;
pub use rules::{
    AgainstAll, AppointedRule, Districts, ElectoralSystem, Linkage, ListRule, NoListPasses, Overshoot,
    RunOff, Seats, SecondPlaceTie, SingleRule, SoleQualifier, TieRule, Tier, TierRule,
};
pub use threshold::{Base, Threshold, Within};
pub use workspace::Workspace;
