//! Rounding in programs that count: how often numbers rounded on the way give a seat to somebody else.
//!
//! Laws divide votes; programs and tables print quotients and percentages with so many decimals, and some go on with what
//! they printed. Three roundings are looked at, each half up, of exact integers:
//!
//! * **Quotients** of a divisor method to n decimals, equal ones decided by a fair lot, as in the program of Denmark's
//!   elections (Schürmann, *Rounding Considered Harmful*, E-Vote-ID 2018, LNCS 11143: affected one election in 66, wrong one
//!   in 132, by a model of votes that is not known here). Rounding keeps the weak order of quotients, so that it makes
//!   *false ties* and nothing else: an election is **affected** where a false tie stands at the last seat, and **wrong** in
//!   half of these, where the lot falls the other way.
//! * **Percentages** to n decimals, apportioned in place of the votes. The threshold is held against the rounded ones.
//! * **The quota** of a method of largest remainders, rounded to whole votes.
//!
//! # The model
//!
//! Each list's votes in each area that shares seats are those of a real election times exp(σz), z standard normal and
//! independent, in whole votes; σ is 0.2 unless said otherwise. Votes for nobody that belong to the base stay as they are.
//! An election counts as affected where it is so in at least one area. Of a law's rules the method and the threshold are
//! followed; what else is in a tier is named in [`RoundedTier::left_aside`]. Where lists are equal by the exact votes, the
//! tie is the law's own, and the area is not looked at in that draw.
//!
//! # How often, without drawing
//!
//! Near the last quotient a, quotients of a list lie at a rate of V/a² (D'Hondt) or V/(2a²) (Sainte-Laguë) in a vote. So the
//! chance of a false tie is half of 10⁻ⁿ times the sum over areas of V/a² · (1 − Σw²), V being the votes of the lists with a
//! seat and w their shares of it; half of that for Sainte-Laguë. [`Rounded::expected`] is its mean over the draws. Where
//! areas have few seats it is too high from the first decimal on, since quotients of small divisors do not come that near
//! each other: two of them differ by at least 1/(d·e), and with [`safe_digits`] no false tie is left.
//!
//! ```
//! use sailau::simulate::Run;
//! use sailau::simulate::rounding::{Rounding, safe_digits};
//! use sailau::system::{ElectoralSystem, Tier};
//! use sailau::{Method, Votes};
//!
//! let law = ElectoralSystem::new("A council", [Tier::list("list", 60, Method::DHONDT)]);
//! let votes = Votes::list([("A", 5_210), ("B", 3_120), ("C", 1_640), ("D", 830)])?;
//! let rounding = Rounding::of(&law, &votes)?;
//! let sample = Run::from_seed(1).draws(4_096).run(&rounding)?.summary;
//! let list = &sample.tiers[0];
//! // Sixty seats for so few votes: quotients in whole numbers are no way to count here.
//! let (share, expected) = (list.quotients[0].affected.share().unwrap(), list.expected(0).unwrap());
//! assert!((0.04..0.30).contains(&share) && (share / expected - 1.0).abs() < 0.2);
//! // Four decimals tell all quotients of up to a hundred seats apart.
//! assert_eq!(safe_digits(&sailau::apportion::Divisor::DHondt, 60), Some(4));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod experiment;
mod false_tie;
mod lot;
mod percentage;
mod quotient;
mod rate;
mod shared;
mod summary;
mod tier;
mod whole_quota;

pub use error::RoundingError;
pub use experiment::Rounding;
pub use quotient::{rounded_quotient, safe_digits};
pub use summary::{FalseTies, Percentages, Rounded, RoundedTiers};
pub use tier::{Area, RoundedTier};
