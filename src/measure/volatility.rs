//! How many votes changed hands between two elections.

use serde::Serialize;

use super::totals::sum;

/// Net change between two elections, and where it came from; each a share of the votes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Volatility {
    /// Pedersen's index: ½ Σ |p − p′|, from 0 to 1. The sum of the other two.
    pub total: f64,
    /// Half of the votes of parties that were not there before or are not there any more.
    pub entry_and_exit: f64,
    /// Half of the changes of parties that were there both times.
    pub between_parties: f64,
}

/// Pedersen's volatility between two elections, with the votes of the same parties in the same order.
///
/// A party without votes in one of them was not there. Votes of lists that are not named can be an entry of both: it
/// counts as one party, which is the least that they changed by. None when one election has no votes, and for slices
/// of different lengths. Mogens Pedersen, *The dynamics of European party systems*, European Journal of Political
/// Research 7 (1979); the two parts are those of Eleanor Powell and Joshua Tucker, *Revisiting electoral volatility
/// in post-communist countries*, British Journal of Political Science 44 (2014), without their bar of 2 per cent;
/// printed in per cent.
///
/// ```
/// use sailau::measure::volatility;
///
/// // Ten points went from one party to another.
/// let change = volatility(&[65, 25, 10], &[65, 15, 20]).unwrap();
/// assert!((change.total - 0.1).abs() < 1e-15);
/// // Three parties vanish, two appear: everything changed.
/// assert_eq!(volatility(&[65, 25, 10, 0, 0], &[0, 0, 0, 75, 25]).unwrap().entry_and_exit, 1.0);
/// ```
#[must_use]
pub fn volatility(before: &[u64], after: &[u64]) -> Option<Volatility> {
    let (all_before, all_after) = (sum(before, 0), sum(after, 0));
    if before.len() != after.len() || all_before == 0 || all_after == 0 {
        return None;
    }
    let whole = all_before as f64 * all_after as f64;
    let (mut entry_and_exit, mut between_parties) = (0.0, 0.0);
    for (&before, &after) in before.iter().zip(after) {
        // Below 2^128 for fewer than a billion parties. Exact: no change is 0.
        let change = u128::from(before)
            .saturating_mul(all_after)
            .abs_diff(u128::from(after).saturating_mul(all_before)) as f64;
        let part = if before == 0 || after == 0 { &mut entry_and_exit } else { &mut between_parties };
        *part += change / whole / 2.0;
    }
    Some(Volatility { total: entry_and_exit + between_parties, entry_and_exit, between_parties })
}
