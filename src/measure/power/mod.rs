//! Voting power: what seats are worth when parties vote as one.
//!
//! A [`Game`] is a quota and weights: those who together reach the quota decide. Everything is counted exactly, in
//! whole numbers, by dynamic programming over the weights; only the last division makes a float. Who votes as one is
//! an assumption of whoever writes the weights down.
//!
//! | | range | source |
//! |---|---|---|
//! | [`Game::banzhaf`]: swings, their part of all, their part of all coalitions | 0 to 1 | Penrose 1946, Banzhaf 1965 |
//! | [`Game::shapley_shubik`]: orders in which a player is pivotal | 0 to 1, in sum 1 | Shapley and Shubik 1954 |
//! | [`Game::winning_coalitions`], [`Game::act`]: how easily anything is decided | 0 to 1 | Coleman 1971 |
//! | [`Game::minimal_winning`]: coalitions that need every member | a number | Riker 1962 |
//! | [`pivotality`]: all of it at half, two thirds and three quarters of a house | | |
//!
//! ```
//! use sailau::measure::power::Game;
//!
//! // 49, 49 and 2 of a hundred: seats differ, power does not.
//! let power = Game::new(&[49, 49, 2], 51)?.banzhaf();
//! assert_eq!(power.swings, [2, 2, 2]);
//! assert_eq!(power.indices(), [1.0 / 3.0; 3]);
//! # Ok::<(), sailau::measure::power::PowerError>(())
//! ```

mod banzhaf;
mod coalitions;
mod game;
mod pivotality;
mod shapley_shubik;

pub use banzhaf::Banzhaf;
pub use game::{Game, MOST_PLAYERS, MOST_WEIGHT, PowerError};
pub use pivotality::{AtQuota, MemberPower, Quota, Role, pivotality};
pub use shapley_shubik::ShapleyShubik;
