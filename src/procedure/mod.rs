//! What the law decides without sharing seats out: a referendum, the registration of a party, a recall.
//!
//! Every procedure has one shape. A [`Law`] is dated, cited data; the facts are plain values; the answer is a
//! [`Decision`] that lists every [`Requirement`] with what was needed, what was given, the margin and the article.
//! Limits are compared as whole numbers and exact fractions, with the law's own word for whether the limit itself
//! is enough ([`Limit`]). Facts that are missing or cannot be so are a [`FactError`]; facts that nobody knows leave
//! a requirement [open](Verdict::Open).
//!
//! | room | what it decides |
//! |---|---|
//! | [`akim`] | consent to a region's akim, and the election of a village's |
//! | [`dependence`] | what part of a parliament's seats and power each chooser gives |
//! | [`funds`] | whether an election fund kept to its caps and sources |
//! | [`mandates`] | whether a party's list may stand, who of it sits, who follows, and what becomes of the deposit |
//! | [`maslihat`] | which of a mäslihat's seats are for lists and which for districts, and whether it may sit |
//! | [`president`] | a candidate's support, and the election of a President |
//! | [`recall`] | what voters may do to end a mandate, day by day, and when a deputy of a list loses it |
//! | [`referendum`] | whether a question was carried |
//! | [`registration`] | whether a party is registered, and its state on any day |
//! | [`roll`] | whether voters are on one roll each, and what a joint register prevents |
//! | [`senate`] | who sits in the Senate, and who is elected to it |
//!
//! [`office`] has what an election of one person is everywhere: majority, second vote, equal votes.
//!
//! # How to add a procedure
//!
//! 1. `procedure/NAME.rs` (or `procedure/NAME/`): `pub struct Rules` with one field a rule of the law, serde with
//!    `deny_unknown_fields`. A limit is `Limit<u64>` or `Limit<Share>`, a choice that the law leaves open an enum
//!    with named variants, a rule that a law may not have an `Option` (without `skip_serializing_if`: a rule that
//!    is not there can then be cited as well).
//! 2. `pub struct Facts`: plain values, `Option` where a fact may not be published. `Facts::check` refuses what
//!    cannot be so, with [`FactError`]; add a variant only if none fits.
//! 3. `impl Law<Rules> { pub fn decide(&self, &Facts) -> Result<Decision, FactError> }`: check, then one
//!    [`Law::requirement`]`("field", "In words", Measure::…)` for each rule in the order of the law, then
//!    [`Law::decision`]. What is counted over regions goes into [`Requirement::counting`]; an option that was used
//!    into [`Requirement::noting`].
//! 4. The country's laws: `kazakhstan/law/NAME/YYYY-MM-DD.toml` (`name`, `since`, `source`, `[rules]`, `[cite]` with
//!    the article, the address and the certainty of each rule), read by `kazakhstan/NAME.rs` into a
//!    [`Timeline`](crate::law::Timeline) with [`Law::timeline`]; official results in `kazakhstan/NAMEs/`.
//! 5. `procedure/words/NAME.rs`: the rules as sentences, [`InWords`], for `sailau law print`.
//! 6. `kazakhstan/cases/NAME.rs`: the facts as a file of a case has them, with a word in `kazakhstan/cases/mod.rs`, cases in
//!    `tests/law/NAME`, and their keys in `tests/law/README.md`.
//! 7. `tests/kazakhstan/NAME.rs`: official cases; each limit exactly, one unit below and above; a property that more of a good
//!    thing never makes the verdict worse; each impossible fact. A row in the table above.

pub mod akim;
mod amount;
mod decision;
mod decision_text;
pub mod dependence;
mod error;
pub mod funds;
mod law;
pub mod mandates;
pub mod maslihat;
mod names;
pub mod office;
pub mod president;
pub mod recall;
pub mod referendum;
pub mod registration;
pub mod roll;
pub mod senate;
mod text;
mod words;

pub use amount::{Limit, Measure};
pub use decision::{Decision, Doubt, Requirement, Verdict};
pub use error::{FactError, LawError};
pub use law::Law;
pub use words::{InWords, Said};

pub use crate::text::Misread;
