//! Recall: voters end a mandate before its term, by a petition and, in most places, a vote.
//!
//! A [`Case`] is one mandate under one law, moved by dated [`Event`]s. It takes what the law allows, with a
//! [`Decision`](super::Decision) on each step, and refuses the rest with the article ([`Refused`]).
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::procedure::recall::{Ballots, Case, Event, Mandate, Seat, State, Term};
//!
//! let law = kazakhstan::recall_laws().on(date(2026, 9, 1))?.value;
//! let mut case = Case::new(law, Mandate {
//!     holder: "A. Deputy".into(), body: "mäslihat".into(), elected: Seat::SingleMember,
//!     term: Term { began: date(2023, 3, 29), ends: date(2028, 3, 29) },
//!     voters: 9_000, last_vote: None, votes_won: None,
//! })?;
//! case.take(date(2026, 9, 1), Event::Filed { voters: 1, ground: Some("loss of trust".into()) })?;
//! case.take(date(2026, 9, 3), Event::Registered)?;
//! // 30 days from 3 September end on 3 October.
//! let sheets = Event::Submitted { signatures: 1_100, last_signed: None };
//! let late = case.take(date(2026, 10, 4), sheets.clone()).unwrap_err();
//! assert!(late.to_string().contains("art. 113-14(1)"));
//! case.take(date(2026, 10, 3), sheets)?;
//! // More than 10 % of 9,000: 901.
//! case.take(date(2026, 10, 12), Event::Checked { valid: 901, parts: None })?;
//! case.take(date(2026, 10, 13), Event::VoteCalled)?;
//! case.take(date(2026, 10, 15), Event::HolderTold)?;
//! let ballots = Ballots { participants: 3_000, yes: 1_501, no: Some(1_480), invalid: Some(19) };
//! case.take(date(2026, 12, 6), Event::VoteHeld(ballots))?;
//! case.take(date(2026, 12, 8), Event::ResultPublished)?;
//! assert_eq!(case.state(), State::Recalled { on: date(2026, 12, 8) });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Readings
//!
//! Where a text leaves something open, the choice is named here or in the rules:
//!
//! * a bar in the first or the last year is judged on the day of **filing**; a vote may fall into the last year;
//! * the time of the collection binds the **last signature**; no last day is named for handing the sheets in, and without
//!   another day the last signature is taken to be of the day on which they are handed in;
//! * the day from which a [`Span`] runs does not count;
//! * exactly the limit of signatures is [`Rules::exactly_at_limit`];
//! * an act of officials after its limit is [`Rules::late_act`].
//!
//! Deputies elected on a party's list are in [`list_mandate`].

mod case;
mod facts;
mod history;
pub mod list_mandate;
mod refused;
mod rules;
mod span;
mod state;

pub use case::{Case, Step};
pub use facts::{Ballots, Event, Mandate, Seat, Term};
pub use history::PastRecall;
pub use refused::Refused;
pub use rules::{AtLimit, LateAct, Office, Rules, SignatureBase, Spread, Successor, Support, Vote, VoteBase};
pub use span::{Part, Pause, RestOfTerm, Span};
pub use state::{Due, State};
