//! The registration of a party: founders, members in all, members in each region, and the clocks.
//!
//! [`Law::decide`](super::Law::decide) judges the facts; [`Law::smallest`](super::Law::smallest) and
//! [`Law::shortfall`](super::Law::shortfall) say how few members would do and how many are lacking;
//! [`calendar`] follows a party from the founders' notification to its end, day by day.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan::{map_on, party_on, registration_laws};
//! use sailau::procedure::registration::Reason;
//!
//! let (before, after) = (date(2022, 6, 1), date(2022, 11, 5));
//! // 17 regions × 600 = 10,200 are fewer than 20,000, and 20 × 200 = 4,000 are fewer than 5,000: the total decides.
//! let old = registration_laws().on(before)?.value.smallest(&map_on(before)?)?;
//! let new = registration_laws().on(after)?.value.smallest(&map_on(after)?)?;
//! assert_eq!((old.in_regions, old.members, old.reason), (10_200, 20_000, Reason::InAll));
//! assert_eq!((new.in_regions, new.members, new.reason), (4_000, 5_000, Reason::InAll));
//!
//! // 5,000 members are enough only if 200 of them live in every region.
//! let map = map_on(after)?;
//! let mut facts = party_on("An example", after)?.with_branches(map.iter().map(|&region| (region, 250)));
//! let law = registration_laws().on(after)?.value;
//! assert!(law.decide(&facts)?.requirement("members").unwrap().met());
//! facts.branches.as_mut().unwrap()[0].members = 199;
//! facts.branches.as_mut().unwrap()[1].members = 301;
//! let decision = law.decide(&facts)?;
//! assert!(!decision.requirement("regions").unwrap().met());
//! assert_eq!(law.shortfall(&facts)?.unwrap().members, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod analysis;
pub mod calendar;
mod decide;
mod facts;
mod rules;

pub use analysis::{Reason, Redrawing, Shortfall, Smallest};
pub use facts::{Branch, Facts};
pub use rules::{Rules, Span};
