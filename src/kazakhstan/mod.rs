//! Kazakhstan as data: the laws on electing its lower house, official results, parties and regions, through time.
//!
//! The Mäjilis, from 1 July 2026 the Kurultai, was elected under eight texts since 1995. [`laws`] holds them as
//! [rules](crate::system::ElectoralSystem) with the article of each number; where a fact was not read in the law
//! itself, its [citation](crate::system::ElectoralSystem::citation) says so.
//!
//! | in force since | house | list threshold | what changed |
//! |---|---|---|---|
//! | 1995-09-28 | 67 single-member | | two rounds, half of the voters must take part |
//! | 1999-05-06 | 10 list + 67 single-member | 7 % | the list |
//! | 2004-04-14 | 10 list + 67 single-member | 7 % | no line against all |
//! | 2007-05-21 | 98 list + 9 of the Assembly | 7 % | one nationwide list |
//! | 2009-02-09 | 98 list + 9 of the Assembly | 7 % | a sole qualifier shares with the next list |
//! | 2021-05-24 | 98 list + 9 of the Assembly | 5 % | the line against all is back |
//! | 2022-11-05 | 69 list + 29 single-member | 5 % | the mixed system; the Assembly's nine go |
//! | 2026-07-01 | 145 list | 5 % | the Kurultai |
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//!
//! // What would the votes of 2023 have given under the law of 2009?
//! let election = kazakhstan::election(date(2023, 3, 19)).unwrap();
//! let old = kazakhstan::law_on(date(2009, 2, 9))?.value;
//! let house = old.count(&election.votes())?;
//! assert_eq!(house.seats_in("list", "Amanat")?, 60);
//! assert_eq!(house.seats_in("list", "OSDP")?, 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the law leaves open
//!
//! Article 97-1 is silent on three points. Each is a named option of the rules, so that another choice is one
//! word away, and the protocol says when it was used:
//!
//! * **no list reaches the threshold**: the seats stay empty (`no_list_passes = "unfilled"`);
//! * **the guarantee of two seats overshoots the house**: the first list yields
//!   (`overshoot = "first list yields"`);
//! * **several lists come second with equal votes**: nothing decides, their seats are reported as tied
//!   (`second_place_tie = "unresolved"`).
//!
//! A fourth point arises only when votes are counted under another law than that of their day: votes
//! **against all** under a law whose ballot has no such line (2004-2021). They count as invalid
//! (`against_all = "not on the ballot"`), so they leave the base of the threshold.

mod akims;
mod by_elections;
pub mod cases;
mod elections;
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
pub mod electorates;
mod funds;
mod laws;
mod mandates;
mod maslihats;
mod named;
mod parliaments;
mod parties;
mod presidentials;
mod recalls;
mod referendums;
mod reform;
mod regions;
mod registration;
mod roll;
mod senates;
mod tiles;
mod turnouts;

pub use akims::{AkimConsent, akim_consent_laws, akim_consents, akim_election_laws};
pub use by_elections::{MaslihatByElection, SeatsByMaslihat, maslihat_by_elections};
pub use elections::{Election, OfficialSeats, election, elections};
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
pub use electorates::{DatedElectorate, electorate, electorate_named, electorates, registration_bar};
pub use funds::{MinimumWage, fund_laws, minimum_wages};
pub use laws::{law_on, laws};
pub use mandates::{mandate_laws, maslihat_mandate_laws};
pub use maslihats::{
    MaslihatElection, MaslihatError, maslihat_election, maslihat_elections, maslihat_laws, maslihat_rules,
    maslihat_system,
};
pub use named::{NameError, election_named, is_named, law_named};
pub use parliaments::{Parliament, ParliamentChamber, parliaments};
pub use parties::{Party, PartyStatus, parties};
pub use presidentials::{
    PresidentialElection, PresidentialError, PresidentialNomination, president_laws, presidential_election,
    presidential_elections, presidential_nominations,
};
pub use recalls::{list_mandate_laws, recall_laws};
pub use referendums::{Referendum, ReferendumError, referendum, referendum_laws, referendums};
pub use reform::{ReformMeasure, ReformStatus, reform_2022};
pub use regions::{Region, RegionKind, map_on, regions_on};
pub use registration::{PartyLife, party_lives, party_on, region_then, registration_law, registration_laws};
pub use roll::roll_laws;
pub use senates::senate_laws;
pub use tiles::{Tile, tiles_on};
pub use turnouts::{RegionTurnout, turnouts_2023};
