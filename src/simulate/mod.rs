//! Many draws from one seed: the same bytes with any number of threads, in one run or in shards.
//!
//! An [`Experiment`] says what happens in one draw and what is kept of it in a [`Summary`]. A [`Run`] draws it.
//! Draws come in blocks of [`BLOCK`]; block number `b` of seed `s` has a generator of its own, [`stream`]`(s, b)`,
//! whichever thread or machine draws it. Summaries hold whole numbers only, so that they merge exactly, in any
//! order. From these two it follows that a [`Sample`] does not depend on threads, shards or the order of merging.
//!
//! ```
//! use rand::RngExt;
//! use sailau::simulate::{Confidence, Proportion, Run, each_draw};
//!
//! // The share of random points in the unit square that are within the quarter of a circle is π/4.
//! let quarter = each_draw(Proportion::default(), |rng, inside| {
//!     let (x, y): (f64, f64) = (rng.random(), rng.random());
//!     inside.push(x * x + y * y <= 1.0);
//! });
//! let sample = Run::from_seed(7).draws(100_000).run(&quarter)?;
//! let interval = sample.summary.wilson(Confidence::P95);
//! assert!(interval.contains(std::f64::consts::FRAC_PI_4));
//! assert!(interval.half_width() < 0.003);
//!
//! // The same in two shards.
//! let first = Run::from_seed(7).draws(100_000).shard(1, 2).run(&quarter)?;
//! let second = Run::from_seed(7).draws(100_000).shard(2, 2).threads(3).run(&quarter)?;
//! assert_eq!(second.merge(&first)?, sample);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Comparisons
//!
//! One draw feeds everything that is compared: an experiment draws once and judges the result under each rule. The
//! difference of two rules on the same draws ([`Paired`]) has a far smaller error than that of two runs; how much
//! smaller, [`Paired::gain`] says.
//!
//! # Intervals
//!
//! | of | interval | source |
//! |---|---|---|
//! | a probability | [`Proportion::wilson`] | Wilson 1927 |
//! | a probability, never narrower than its level | [`Proportion::clopper_pearson`] | Clopper and Pearson 1934 |
//! | a mean, a mean difference | [`Moments::interval`], [`RealMoments::interval`]: mean ± z standard errors | central limit |
//!
//! Draws are independent, so the standard error of a mean is that of independent observations; blocks need no
//! batch means. Intervals say how exact the *simulation* is, not how right its model.

pub mod behaviour;
mod beta;
mod blocks;
pub mod elections;
mod error;
mod experiment;
pub mod false_alarms;
mod fingerprint;
mod histogram;
mod interval;
mod moments;
pub mod observers;
mod proportion;
mod real_moments;
pub mod recall;
pub mod registration;
pub mod rounding;
mod run;
mod sample;
pub mod scale;
mod summary;
mod u256;
pub mod voting_ways;

pub use blocks::{BLOCK, Blocks, stream};
pub use error::{MergeError, SimulateError};
pub use experiment::{EachDraw, Experiment, each_draw};
pub use fingerprint::Fingerprint;
pub use histogram::Histogram;
pub use interval::Confidence;
pub use moments::{Moments, Paired};
pub use proportion::Proportion;
pub use real_moments::RealMoments;
pub use run::{Ended, Progress, Run, Seeded};
pub use sample::Sample;
pub use summary::Summary;

pub use crate::interval::Interval;
pub use crate::random::Generator;
