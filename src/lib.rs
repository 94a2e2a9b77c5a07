//! What would these votes have produced under other rules, and how sure are we?
//!
//! `sailau` (Kazakh for *election*) counts elections under any rules that a file can state, explains every seat, and
//! compares reforms on real votes. Its home case is Kazakhstan's "New Kazakhstan" reform of 2022, from one
//! nationwide list of 98 to a mixed house of 69 and 29; its engine knows no country.
//!
//! # A first result
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//!
//! // The official votes of 2021, under the law of their day and under the law of 2022.
//! let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
//! let old = kazakhstan::law_on(date(2021, 1, 10))?.value.count(&election.votes())?;
//! let new = kazakhstan::law_on(date(2023, 3, 19))?.value.count(&election.votes().allow_uncounted())?;
//!
//! // Auyl missed 7 % and would have passed 5 %.
//! assert_eq!(old.seats_in("list", "Auyl")?, 0);
//! assert_eq!(new.seats_in("list", "Auyl")?, 4);
//! // The record explains each seat, as an election commission would.
//! println!("{}", new.protocol);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The way through the house
//!
//! ```text
//! apportion ─┐
//! ranked, ───┤
//! votes ─────┼─► system ────┬─► reform ──────────────┐
//! law, lots ─┤              ├─► measure ──┐          │
//!            │              └─► audit     │          │
//!            ├─► procedure ───────────────┼─► simulate ─► report
//! random ────┴─► electorate ──────────────┘
//! ```
//!
//! Votes are counted under a system, which gives an outcome and its protocol; facts are judged by a procedure, which gives
//! a decision; electorates are drawn from. What comes out is measured, simulated, compared and shown. Countries are data,
//! beside all this: [`kazakhstan`] and [`abroad`] hand their laws and figures over, and no other room imports them.
//!
//! | room | what it is for | what it imports |
//! |---|---|---|
//! | [`apportion`](mod@apportion) | votes and a house size in, seats out: quota and divisor methods, exact, ties reported; also by itself, as the crate `sailau-apportion` | |
//! | [`ranked`](mod@ranked) | ranked ballots as distinct lists, and their count by statute: instant run-off, the single transferable vote; also by itself, as the crate `sailau-ranked` | |
//! | [`votes`] | who stood and how many votes they got; reads a tidy CSV file and refuses what could be miscounted | `ranked` |
//! | [`law`] | which text was in force on a day, and how sure we are of it | |
//! | [`lots`] | who is drawn of equal claims, where a law lets lots decide: handed to a count by whoever asks for it | |
//! | [`system`] | an election's rules as data, the count, and the protocol that explains it | `apportion`, `ranked`, `votes`, `law`, `lots` |
//! | [`procedure`] | what a law decides without sharing seats out: a referendum, a party's registration, a recall; each requirement with margin and article | `law` |
//! | [`measure`] | indices over votes and seats: disproportionality, parties, waste, majorities, power | `system`, `votes`, `law` |
//! | [`audit`] | how many ballot papers must be looked at to trust a house: assertions that imply it, their exact margins, samples; the statistics also by themselves, as the crate `sailau-audit` | `system`, `apportion`, `votes` |
//! | [`random`] | numbers by chance, the same from one seed on every machine: words, and normal, gamma and binomial numbers | `apportion` |
//! | [`electorate`] | synthetic votes: parties, rolls and ballots as data, and models of how votes vary, fitted to real ones | `apportion`, `random`, `votes`, `law` |
//! | [`forensics`] | checks of polling stations' counts: last digits, the fingerprint of turnout and share, observers placed at random | `random`, `votes` |
//! | [`kazakhstan`] | the laws, elections, electorates, referendums, regions and parties, and the register of the reform of 2022, with their sources and doubts | `system`, `procedure`, `electorate`, `votes`, `law` |
//! | [`simulate`] | many draws from a seed, the same with any number of threads or shards; elections under several systems, what voters and lists do about a threshold, registration, recall, observers and ways of voting as models; false alarms of forensics | `system`, `procedure`, `measure`, `electorate`, `forensics`, `random`, `votes`, `law` |
//! | [`abroad`] | other countries' laws, and what was seen and measured there, to compare with | `simulate`, `procedure`, `electorate`, `law` |
//! | [`reform`] | baseline against reforms: changes as data, what each of them did, sweeps on real votes and on drawn ones, tipping points, the fewest votes that move a seat | `simulate`, `electorate`, `system`, `apportion`, `votes`, `law` |
//! | [`report`] | tables for the terminal, Markdown, CSV and JSON; with the feature `plot`, pictures as SVG | `reform`, `simulate`, `measure`, `system`, `apportion`, `law` |
//! | [`rules_reference`] | every word of a rules file, for those who write one | |
//! | [`from_rust`] | eight whole programs that call the library | |
//!
//! A module imports only from those above it. [`votes`], [`law`] and [`lots`] are the crate `sailau-facts`, [`system`], [`random`] and
//! [`electorate`] crates of the same names, so that they are compiled side by side; their paths are those here.
//!
//! # Features
//!
//! | feature | what it adds | crates that it brings |
//! |---|---|---|
//! | `kazakhstan`, unless switched off | the room [`kazakhstan`] | |
//! | `simulate`, unless switched off | whatever is drawn: the rooms [`simulate`], [`electorate`], [`forensics`] and [`random`], sweeps of drawn elections and [sweep files](reform::sweep_file), their tables; sweeps of real votes on all cores | `sailau-random`, `sailau-electorate`, `rayon`, `statrs` |
//! | `plot` | pictures as SVG and pages of HTML: `report::picture`, `report::page`; those of drawn elections, and of comparisons, with `simulate` | `plotters`, `plotters-backend` |
//!
//! With `default-features = false` there are votes, rules, counts and their protocols, procedures, indices and power, reforms
//! with their effects, tipping points and sweeps, and tables: what a program needs that counts elections under rules of its
//! own. Examples in this documentation are written for the default features.
//!
//! # Names that stand for several things
//!
//! Where two of them meet in one program, write the module with them.
//!
//! | name | in | what it is there |
//! |---|---|---|
//! | `Change` | `reform` | one change of rules |
//! | | `apportion` | the fewest votes that change a seat |
//! | `Event` | `simulate::elections` | something that a house has or has not, such as a majority |
//! | | `procedure::recall`, `procedure::registration::calendar` | what happens on a day |
//! | `Facts` | each module of `procedure` | what that procedure judges |
//! | `Fingerprint` | `simulate` | what tells an experiment from others; the election fingerprint is [`forensics::ElectionFingerprint`] |
//! | `Parameter` | `reform` | a rule that a sweep varies |
//! | | `electorate::fit` | what a fit estimates |
//! | `Rules` | each module of `procedure` | what that law says; the rules of an election are `ElectoralSystem` |
//! | `Workspace` | `system`, also at the top | the buffers of a count of a whole system |
//! | | `apportion` | the buffers of one sharing of seats |
//!
//! # What can be relied on
//!
//! * **Integers have the last word.** Votes are `u64`, seats `u32`; claims that are near each other are compared by
//!   cross-multiplication, in `u128` or wider. A float may guess, and may tell apart what differs by more than all
//!   rounding could; it never makes or breaks a tie.
//! * **A tie is a fact.** It is found exactly and reported; only a rule that the law names resolves it. The order
//!   of the input never does.
//! * **Every seat is accounted for.** Sure seats, tied seats and unfilled seats add up to the house, and the
//!   [`Protocol`] says how each came about.
//! * **No input panics.** Malformed files and contradictory rules give a typed error that names the place.
//! * **Doubts travel with the data.** A legal fact that was not read in the law itself says so in its
//!   [citation](law::Citation).
//!
//! # Three ways to use it
//!
//! From Rust, as above; by running the examples (`cargo run --example reform_2022` compares the laws of
//! Kazakhstan on official votes, `count` counts any election from files, `world` the official elections of 42
//! countries, `apportion` shares seats out by any method); and by benchmarking methods (`cargo bench --package sailau-benches`).

#![cfg_attr(docsrs, feature(doc_cfg))]
// The documentation is that of the whole library: with fewer rooms some links lead nowhere.
#![cfg_attr(not(all(feature = "kazakhstan", feature = "simulate")), allow(rustdoc::broken_intra_doc_links))]
// No input may panic. What cannot happen says why it cannot.
#![warn(clippy::unwrap_used, clippy::panic)]

pub mod abroad;
pub mod audit;
#[cfg(any(feature = "plot", feature = "simulate"))]
mod fnv;
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
pub mod forensics;
mod from_table;
#[cfg(any(feature = "plot", feature = "simulate"))]
mod interval;
#[cfg(all(feature = "kazakhstan", feature = "simulate"))]
mod journeys;
#[cfg(feature = "kazakhstan")]
#[cfg_attr(docsrs, doc(cfg(feature = "kazakhstan")))]
pub mod kazakhstan;
pub mod measure;
pub mod procedure;
pub mod reform;
pub mod report;
mod rules_book;
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
pub mod simulate;

/// The README's code runs as a test.
#[cfg(all(doctest, feature = "kazakhstan"))]
#[doc = include_str!("../README.md")]
struct Readme;

pub use apportion::{Method, apportion};
#[doc(inline)]
pub use sailau_apportion as apportion;
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
#[doc(inline)]
pub use sailau_electorate as electorate;
#[doc(inline)]
pub use sailau_facts::{law, lots, votes};
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
#[doc(inline)]
pub use sailau_random as random;
#[doc(inline)]
pub use sailau_ranked as ranked;
#[doc(inline)]
pub use sailau_system as system;
// What lower rooms have and others need too.
use apportion::exact;
#[cfg(feature = "simulate")]
use electorate::{range, sha256};
#[cfg(all(feature = "kazakhstan", feature = "simulate"))]
pub use journeys::from_rust;
pub use law::Timeline;
/// The traits of random numbers: `rand` 0.10, whose methods a model of your own calls on its [`Generator`](random::Generator).
pub use rand;
pub use rules_book::rules_reference;
use sailau_facts::{text, unique_keys};
pub use system::{CountError, ElectoralSystem, Outcome, Plan, Protocol, RulesError, Workspace};
pub use votes::{Votes, VotesBuilder, VotesError};
