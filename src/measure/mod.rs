//! Indices over votes and seats: how proportional, how fragmented, how wasteful, who holds power.
//!
//! Functions take slices: `votes` and `seats` of the same parties in the same order, and `others`, the votes of lists
//! that are not named one by one, which are in the total of votes and have no seat. They return None where the index is not defined,
//! allocate nothing, and do not depend on the order of parties. Sums and differences are whole numbers; one division makes
//! the float.
//!
//! Shares and indices are fractions: 0.0783 is what the literature prints as 7.83 (per cent, points).

mod disproportionality;
mod fragmentation;
mod majority;
mod totals;
mod waste;

pub use disproportionality::{
    cox_shugart, dhondt_index, gallagher, largest_deviation, loosemore_hanby, rae, relative_entropy,
    sainte_lague,
};
pub use fragmentation::{effective_parties, entropy, fractionalisation, golosov, molinar};
pub use majority::{Majority, is_reversed, majority, seat_bonus};
pub use waste::{unrepresented_share, wasted_share, wasted_votes};
