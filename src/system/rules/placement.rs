use serde::{Deserialize, Serialize};

use crate::apportion::Method;

/// How seats that were won with the votes of the whole country find their way to the districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "super::kinds::PlacementFile", into = "super::kinds::PlacementFile")]
#[non_exhaustive]
pub enum Placement {
    /// Each party's seats are shared among its own lists in the districts, by their votes there. Seats that it holds
    /// there in a linked tier are part of them.
    Party {
        /// By which method.
        method: Method,
    },
    /// One by one, the greatest quotient first, to party and district: the party's votes there by the next divisor
    /// after its seats there, in proportion to the district's votes for each of its seats in the linked tier. A
    /// district takes so many of them, and a party so many as it has won.
    Quotient {
        /// The divisors.
        method: Method,
        /// How many such seats each district has.
        each: u32,
    },
}
