//! The odds of a recall: a petition, and a vote if it comes to one, drawn from stated models and judged by the law.
//!
//! A [`Scenario`] is one district and its mood; a [`Model`] says how moods become signatures and ballots, and where
//! each of its numbers comes from. [`Recalls`] draws a petition's life once and judges it under every law that is
//! compared, so that laws differ by what they say and not by luck. The judges are the laws' own limits, exact.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::simulate::recall::{Model, Recalls, Scenario};
//! use sailau::simulate::{Confidence, Run};
//!
//! let law = kazakhstan::recall_laws().on(date(2024, 1, 1))?.value;
//! let district = Scenario { voters: 9_000, turnout: 0.54, margin: 0.2, discontent: 0.3 };
//! let recalls = Recalls::new(&[law], district, Model::default())?;
//! let odds = Run::from_seed(1).draws(2_000).run(&recalls)?.summary;
//! println!("signed {:.2}, recalled {:.2}", odds[0].signed.wilson(Confidence::P95), odds[0].recalled.wilson(Confidence::P95));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The model
//!
//! 1. **Discontent.** The share of the holder's own voters who now want the holder out is logistic-normal around
//!    [`Scenario::discontent`]. Those who voted otherwise want it anyway. Who did not vote takes no part.
//! 2. **Signatures.** A part of those who want the recall would sign. Each of them signs on a day with the same chance,
//!    as far as the petitioners have hands to take signatures. They stop when they have the quota and a reserve. Some
//!    signatures are invalid.
//! 3. **The vote.** Both sides turn out by shares that are logistic-normal around their means. Where the law asks for a
//!    turnout that one side alone does not reach, most of the other side stays at home.
//! 4. **The law** decides, with its own limits. Signatures are taken to be spread over the district as the law asks.
//!
//! This is a scenario machine and no forecast: no recall is known to have been tried in Kazakhstan, so its mood cannot
//! be fitted. What can be checked elsewhere is checked: the pace of signatures on two British petitions (in
//! [`Model::daily`]) and, with [`Fit`], the share of recalls that Taiwan's votes carry and British petitions reach.

mod draws;
mod fit;
mod model;
mod petition;

pub use fit::{Fit, FitError, Forecast};
pub use model::{Model, Range, Scenario, ScenarioError};
pub use petition::{Odds, Recalls};
