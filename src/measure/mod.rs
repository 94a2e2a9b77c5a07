//! Indices over votes and seats: how proportional, how fragmented, how wasteful, who holds power.
//!
//! Functions take slices: `votes` and `seats` of the same parties in the same order, and `others`, the votes of lists
//! that are not named one by one, which are in the total of votes and have no seat. They return None where the index
//! is not defined, allocate nothing, and do not depend on the order of parties. Sums and differences are whole
//! numbers; one division makes the float.
//!
//! Shares and indices are fractions: 0.0783 is what the literature prints as 7.83 (per cent, points).

mod disproportionality;
mod effective_threshold;
mod efficiency_gap;
mod equality;
mod fragmentation;
mod lorenz;
mod majority;
mod mean_median;
mod nationalisation;
pub mod power;
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
pub use lorenz::{LorenzPoint, gini, lorenz_curve};
pub use majority::{Majority, is_reversed, majority, seat_bonus};
pub use mean_median::mean_median;
pub use nationalisation::{nationalisation, system_nationalisation, weighted_nationalisation};
pub use seat_product::SeatProduct;
pub use seats_votes::{SeatsVotes, SeatsVotesPoint};
pub use volatility::{Volatility, volatility};
pub use waste::{unrepresented_share, wasted_share, wasted_votes};
