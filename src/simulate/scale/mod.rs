//! One scale for all electoral systems: how disproportional they are on the same synthetic electorates.
//!
//! A system is set on the scale by its rules and a [`Ground`]: the districts, in their real sizes, of an election of its own.
//! In a round one support is drawn for each number of lists, uniformly on the simplex (or from a [fitted](Scale::fitted)
//! electorate); every system counts it, in the districts that it has. So systems are compared on the same draws, and their
//! differences are far surer than their levels. What is kept are Gallagher's and Loosemore and Hanby's index, effective parties,
//! the largest list's bonus, votes without a seat, and the chance of a majority and of a manufactured one, by number of lists and as
//! the plain mean over them.
//!
//! ```
//! use sailau::ElectoralSystem;
//! use sailau::simulate::scale::{Ground, Positions, Scale};
//! use sailau::simulate::{Confidence, Run};
//!
//! let hare = ElectoralSystem::from_toml(r#"
//!     name = "A hundred seats by the quota of Hare"
//!     [[tier]]
//!     name = "list"
//!     seats = 100
//!     method = "hare"
//! "#)?;
//! let barred = ElectoralSystem::from_toml(r#"
//!     name = "The same with a threshold"
//!     [[tier]]
//!     name = "list"
//!     seats = 100
//!     method = "hare"
//!     threshold = { at_least = "5%", of = "valid votes" }
//! "#)?;
//! let scale = Scale::uniform([2])?
//!     .system("hare", &hare, &Ground::nationwide())?
//!     .system("barred", &barred, &Ground::nationwide())?;
//! let sample = Run::from_seed(1).draws(2_000).run(&scale)?;
//! let positions = Positions::of(&sample, Confidence::P95);
//! assert_eq!(positions.rows[0].system, "hare");
//! // Two lists and S seats by Hare: 100 / (4 S) points on average.
//! let index = positions.rows[0].gallagher.mean.unwrap();
//! assert!((index - 0.0025).abs() < 0.0002);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The definition
//!
//! 1. p, the support of k lists, is uniform on the simplex: Dirichlet(1, …, 1). All votes are for these lists.
//! 2. In district d, list j has a share in proportion to p_j exp(σ z_dj), z standard normal and independent; see [`Scale::spread`].
//!    Where a system has but one district, or none, support is p itself.
//! 3. Districts are those of the [`Ground`], sized by their valid votes; the number of votes is a multiple of those that gives a
//!    thousand million and more in all, so that whole votes are as good as shares, and a tie is rare. Turnout is whole and no ballot is
//!    invalid.
//! 4. One vote serves every tier. The contest with most districts is drawn; one in a single piece, or in regions of these
//!    districts, has their sums. Where the data do not say how two contests' districts lie, the smaller one draws its own deviations.
//!    Seats whose votes the data do not have are filled in districts of equal size.
//! 5. A second round is won by who leads the first: the voters of those who drop out split evenly.
//! 6. Seats follow by the system's own rules. Lists are parties of the general kind, without alliances; nobody stands without a
//!    party.
//! 7. Shares of votes are those of the whole country, the seats those of all tiers that lists hold. A list without a seat counts with its
//!    votes.
//!
//! What it leaves out, and what is known of the index of Baumert that it resembles, is in `docs/scale.md`.

mod error;
mod experiment;
mod ground;
mod papers;
mod positions;
mod summary;
mod support;

pub use error::{ScaleError, Uncountable};
pub use experiment::{Scale, ScaleBuffers};
pub use ground::Ground;
pub use positions::{ByLists, Estimate, Position, Positions};
pub use summary::{Figures, Means, OnScale, ScaleSummary};
