//! How a sole qualifier and the next list share the house.

use super::{Overshoot, SoleQualifier};
use sailau_apportion::{Quota, largest_remainder};

/// How the rule came to its seats.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SoleShare {
    /// Whole quotas of the first list.
    pub(crate) first_whole: u32,
    /// Integer part of the second list's quotas by the factor.
    pub(crate) second_reduced: u32,
    /// Seats of the first and of the second list.
    pub(crate) first: u32,
    pub(crate) second: u32,
    /// What yielded, when the guarantee overshot the house.
    pub(crate) overshoot: Option<Overshoot>,
}

/// Seats of a sole qualifier with `first` votes and of the list after it, with fewer votes.
pub(super) fn sole_share(first: u64, second: u64, seats: u32, rule: &SoleQualifier) -> SoleShare {
    let quota = Quota::Hare.of(u128::from(first) + u128::from(second), seats);
    let narrow = |n: u128| u32::try_from(n).unwrap_or(u32::MAX);
    let first_whole = narrow(largest_remainder::share(first, quota).whole);
    // v · S · factor / (V · factor's denominator): 64 + 32 + 32 bits above, 65 + 32 below.
    let above = u128::from(second) * u128::from(seats) * u128::from(rule.factor.numerator());
    let below = quota.numerator * u128::from(rule.factor.denominator());
    let second_reduced = narrow(above / below);

    let guaranteed = second_reduced.max(rule.at_least).min(seats);
    let left = seats - guaranteed;
    let (first, second, overshoot) = if first_whole <= left {
        (left, guaranteed, None)
    } else {
        let (first, second) = match rule.overshoot {
            Overshoot::FirstListYields => (left, guaranteed),
            Overshoot::GuaranteeYields => (first_whole, seats - first_whole),
            Overshoot::HouseGrows => (first_whole, guaranteed),
        };
        (first, second, Some(rule.overshoot))
    };
    SoleShare { first_whole, second_reduced, first, second, overshoot }
}
