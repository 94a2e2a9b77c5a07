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
//!   tallies of the same field into a [`Workspace`], without a record. Tiers of candidates, and list tiers by a
//!   method and a threshold, allocate nothing on this way; alliances, bounds, quotas of the law's own and linkage do.
//!
//! A tier whose seats or votes others look at ([`Linkage`], [`Alternative::Seats`], [`ShareCap`]) is counted before
//! them. What rules need to know of lists and districts besides votes (kinds, alliances, candidates, seats, regions,
//! populations) comes with the [votes](crate::votes).
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

mod count;
mod error;
mod outcome;
mod plan;
pub mod protocol;
mod rules;

pub use crate::law::{Share, ShareError};
pub use count::Workspace;
pub use error::{CountError, RulesError, RulesPlace};
pub use outcome::{Elected, OpenTie, Outcome, Reason, SeatRow, TieWithinList, Unfilled};
pub use plan::Plan;
pub use protocol::Protocol;
pub use rules::{
    AgainstAll, Alliances, Alternative, AppointedRule, Base, Biproportional, Bonus, Cap, Claims,
    Compensation, DistrictSeats, Districts, ElectoralSystem, Entrance, Exhausted, Factor, FactorError, First,
    FirstSeat, Given, Lead, Levelling, Linkage, LinkedSeats, ListRule, Minimum, NoListPasses, OpenList,
    Overhang, Overshoot, PersonalTies, Placement, Preference, PreferenceBase, QuotaLeft, QuotaRule,
    QuotientOf, RegionSeats, Rounding, RunOff, Seats, SeatsBar, SeatsBy, SeatsCap, SecondPlaceTie, ShareCap,
    SingleRule, SoleQualifier, StrongestList, Subtracted, Subtraction, Threshold, TieRule, Tier, TierRule,
    Transfer, Transferred, Upper, VotesASeatBar, VotesBar, Weight, Within,
};
