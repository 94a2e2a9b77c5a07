//! Indices over votes and seats: how proportional, how fragmented, how wasteful, who holds power.
//!
//! Functions take slices: `votes` and `seats` of the same parties in the same order, and `others`, the votes of lists
//! that are not named one by one, which are in the total of votes and have no seat. They return None where an index
//! is not defined: without votes, without seats, for slices of different lengths. The order of parties does not
//! matter, nor do parties without votes and seats. Sums and differences are whole numbers, and floats begin with the
//! division.
//!
//! Shares and indices are fractions: 0.0783 is what the literature prints as 7.83.
//!
//! ```
//! use sailau::measure::{effective_parties, gallagher, wasted_share};
//!
//! // Kazakhstan, 19 March 2023: the seven lists and their 69 seats.
//! let votes = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058, 146_431];
//! let seats = [40, 8, 6, 6, 5, 4, 0];
//! assert_eq!(format!("{:.4}", gallagher(&votes, &seats, 0).unwrap()), "0.0219");
//! assert_eq!(format!("{:.2}", effective_parties(&votes, 0).unwrap()), "2.84");
//! assert_eq!(format!("{:.2}", effective_parties(&seats, 0).unwrap()), "2.68");
//! assert_eq!(format!("{:.3}", wasted_share(&votes, &seats, 0).unwrap()), "0.024");
//! ```
//!
//! # The indices
//!
//! | index | of | from | to | `others` |
//! |---|---|---|---|---|
//! | [`gallagher`], least squares | √(½ Σ (v − s)²) | 0 | 1 | in no square |
//! | [`loosemore_hanby`] | ½ Σ \|v − s\| | 0 | 1 | whole |
//! | [`rae`] | Σ \|v − s\| / p, parties of 0.5 % | 0 | 1 | in no term |
//! | [`largest_deviation`], Lijphart | max \|v − s\| | 0 | 1 | in no term |
//! | [`sainte_lague`], chi-square | Σ (s − v)² / v | 0 | ∞ | whole |
//! | [`dhondt_index`], advantage ratio | max s / v | 1 | ∞ | in no term |
//! | [`cox_shugart`] | slope of s over v | −∞ | ∞, fair 1 | no point |
//! | [`gini`], [`lorenz_curve`] | seats among voters | 0 | 1 | whole |
//! | [`relative_entropy`] | Σ s ln(s / v) | 0 | ∞ | in no term |
//! | [`effective_parties`], Laakso-Taagepera | 1 / Σ x² | 1 | parties | in no square |
//! | [`golosov`] | Σ x / (x + x₁² − x²) | 1 | parties | in no term |
//! | [`molinar`] | 1 + N (Σ x² − x₁²) / Σ x² | 1 | parties | in no square |
//! | [`fractionalisation`], Rae | 1 − Σ x² | 0 | 1 | in no square |
//! | [`entropy`], Shannon | −Σ x ln x | 0 | ln parties | in no term |
//! | [`wasted_votes`], [`wasted_share`] | votes without a seat | 0 | 1 | whole |
//! | [`unrepresented_share`] | voters without a seat | 0 | 1 | whole |
//! | [`seat_bonus`] | s − v of the largest | −1 | 1 | in the total |
//! | [`majority`], [`is_reversed`] | halves of votes and seats | | | in the total |
//! | [`effective_threshold`], [`lijphart_threshold`], [`nationwide_threshold`] | magnitude, districts | 0 | ½ | |
//! | [`SeatProduct`] | magnitude times seats | | | |
//! | [`volatility`], Pedersen | ½ Σ \|p − p′\| | 0 | 1 | one party |
//! | [`nationalisation`], [`weighted_nationalisation`], [`system_nationalisation`] | 1 − Gini over regions | 0 | 1 | |
//! | [`efficiency_gap`](efficiency_gap()) | wasted votes of two parties | −½ | ½ | |
//! | [`mean_median`](mean_median()) | shares in districts | −½ | ½ | |
//! | [`SeatsVotes`]: curve, bias, responsiveness | shares in districts | | | |
//! | [`Equality`] | voters for each seat | | | |
//! | [`power`]: Banzhaf, Shapley-Shubik, coalitions, pivotality | seats and a quota | 0 | 1 | |
//!
//! v and s are shares of votes and seats, x either of them, x₁ the largest. Each function says more, with its source.
//! [`Profile`] computes all of them for an outcome.
//!
//! # In a simulation
//!
//! The functions of votes and seats in the upper part, to `volatility`, and the efficiency gap allocate nothing; the
//! Lorenz curve, the mean-median difference, `SeatsVotes`, `Equality`, power and profiles do. Indices of pairs
//! (`gini`, nationalisation) take time with the square of the number of parties or regions, the others with the
//! number.

mod disproportionality;
mod effective_threshold;
mod efficiency_gap;
mod equality;
mod fragmentation;
#[cfg(feature = "simulate")]
mod house;
#[cfg(feature = "simulate")]
mod lanes;
mod lorenz;
mod majority;
mod mean_median;
mod nationalisation;
pub mod power;
mod profile;
mod seat_product;
mod seats_votes;
mod totals;
mod volatility;
mod waste;

pub use disproportionality::{
    cox_shugart, dhondt_index, gallagher, largest_deviation, loosemore_hanby, rae, relative_entropy,
    sainte_lague,
};
pub use effective_threshold::{
    effective_magnitude, effective_threshold, lijphart_threshold, nationwide_threshold,
};
pub use efficiency_gap::efficiency_gap;
pub use equality::Equality;
pub use fragmentation::{effective_parties, entropy, fractionalisation, golosov, molinar};
#[cfg(feature = "simulate")]
pub(crate) use house::HouseIndices;
#[cfg(feature = "simulate")]
pub(crate) use lanes::{FEW, HouseLanes, LANES, Lanes, VoteLanes};
pub use lorenz::{LorenzPoint, gini, lorenz_curve};
pub use majority::{Majority, is_reversed, majority, seat_bonus};
pub use mean_median::mean_median;
pub use nationalisation::{nationalisation, system_nationalisation, weighted_nationalisation};
pub use profile::{
    Disproportionality, Fragmentation, Leading, PartyRow, Profile, ProfileError, Thresholds, TwoParties,
    Waste,
};
pub use seat_product::SeatProduct;
pub use seats_votes::{SeatsVotes, SeatsVotesPoint};
pub use volatility::{Volatility, volatility};
pub use waste::{unrepresented_share, wasted_share, wasted_votes};
