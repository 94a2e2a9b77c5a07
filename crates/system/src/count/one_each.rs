//! A seat each to the strongest claims.

use std::cmp::Ordering;

use super::ties::Tied;

/// Puts the strongest claimants first. Returns how many of them have one of the seats for sure, and how many seats equal
/// claims leave open among those who are tied; these are the last of the seats then.
pub(crate) fn one_each(
    claimants: &mut [u32],
    seats: u32,
    compare: impl Fn(usize, usize) -> Ordering,
    tied: &mut Tied,
) -> (u32, u32) {
    let compare = |a: u32, b: u32| compare(a as usize, b as usize);
    claimants.sort_unstable_by(|&a, &b| compare(b, a));
    let all = claimants.len();
    let places = usize::try_from(seats).unwrap_or(all).min(all);
    tied.among([]);
    let Some(&last) = places.checked_sub(1).and_then(|last| claimants.get(last)) else {
        return (0, 0);
    };
    let sure = match claimants.get(places) {
        Some(&next) if compare(next, last).is_eq() => {
            tied.among(claimants.iter().copied().filter(|&i| compare(i, last).is_eq()));
            claimants.partition_point(|&i| compare(i, last).is_gt())
        }
        _ => places,
    };
    // No more than the seats.
    (sure as u32, (places - sure) as u32)
}
