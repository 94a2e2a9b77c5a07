//! Votes that elected nobody.

use super::totals::Totals;

/// Votes for parties that won no seat, `others` among them.
///
/// A number of votes, from 0 to all. None for slices of different lengths, and without votes or seats: where nobody
/// sits, that is no waste of some. Whether a vote beyond what a seat needed is wasted too is another question, that
/// of the efficiency gap. Carsten Anckar, *Determinants of disproportionality and wasted votes*, Electoral Studies 16
/// (1997).
///
/// ```
/// use sailau::measure::{wasted_share, wasted_votes};
///
/// // Kazakhstan, 10 January 2021: Auyl and Adal missed the threshold of 7 per cent.
/// let votes = [5_148_074, 792_828, 659_019, 383_023, 258_618];
/// let seats = [76, 12, 10, 0, 0];
/// assert_eq!(wasted_votes(&votes, &seats, 0), Some(641_641));
/// assert_eq!(format!("{:.2} %", 100.0 * wasted_share(&votes, &seats, 0).unwrap()), "8.86 %");
/// ```
#[must_use]
pub fn wasted_votes(votes: &[u64], seats: &[u32], others: u64) -> Option<u128> {
    Totals::of(votes, seats, others)?;
    let lost = votes.iter().zip(seats).filter(|&(_, &seats)| seats == 0);
    Some(lost.map(|(&votes, _)| u128::from(votes)).sum::<u128>() + u128::from(others))
}

/// [`wasted_votes`] as a share of all valid votes: between 0 and 1.
#[must_use]
pub fn wasted_share(votes: &[u64], seats: &[u32], others: u64) -> Option<f64> {
    unrepresented_share(votes, seats, others, 0)
}

/// The share of voters whom nobody in the house was elected by: [`wasted_votes`] and those who chose nobody, of all.
///
/// Between 0 and 1. `for_nobody` are the ballots that are for no list: against all, blank, spoilt; with those who
/// stayed away, the share is one of the whole roll. None without votes or seats, and for slices of different lengths.
///
/// ```
/// use sailau::measure::unrepresented_share;
///
/// // Kazakhstan, 19 March 2023: Baytaq missed the threshold, 248,291 voted against all.
/// let votes = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058, 146_431];
/// let seats = [40, 8, 6, 6, 5, 4, 0];
/// let share = unrepresented_share(&votes, &seats, 0, 248_291).unwrap();
/// assert_eq!(format!("{:.2} %", 100.0 * share), "6.20 %");
/// ```
#[must_use]
pub fn unrepresented_share(votes: &[u64], seats: &[u32], others: u64, for_nobody: u64) -> Option<f64> {
    let wasted = wasted_votes(votes, seats, others)?;
    let all = Totals::of(votes, seats, others)?.votes;
    let nobody = u128::from(for_nobody);
    Some((wasted + nobody) as f64 / (all + nobody) as f64)
}
