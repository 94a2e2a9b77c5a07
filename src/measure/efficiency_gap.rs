//! Which of two parties wastes more votes in single-member districts.

use super::totals::sum;

/// The efficiency gap: the votes that the second party wastes more than the first, of all votes of both.
///
/// Between −½ and ½, as half of the votes are wasted in every district, above 0 where districts favour the first
/// party; the usual 7 per cent are 0.07. Wasted are all votes of who loses a district, and of who wins it what is
/// above half of the two parties' votes there. At a tie both waste half. None without votes, and for slices of
/// different lengths. Nicholas Stephanopoulos and Eric McGhee, *Partisan gerrymandering and the efficiency gap*,
/// University of Chicago Law Review 82 (2015). With as many votes in each district it is (S − ½) − 2 (V − ½).
///
/// ```
/// use sailau::measure::efficiency_gap;
///
/// // Three districts by 60 to 40, two lost by 20 to 80: 70 of the first party's votes are wasted and 180 of the second's.
/// let gap = efficiency_gap(&[60, 60, 60, 20, 20], &[40, 40, 40, 80, 80]);
/// assert_eq!(gap, Some(0.22));
/// ```
#[must_use]
pub fn efficiency_gap(first: &[u64], second: &[u64]) -> Option<f64> {
    let all = sum(first, 0) + sum(second, 0);
    if first.len() != second.len() || all == 0 {
        return None;
    }
    let (mut first_wastes, mut second_wastes) = (0u128, 0u128);
    for (&a, &b) in first.iter().zip(second) {
        // Twice the wasted votes: whole numbers.
        let (winner, loser) = (u128::from(a.abs_diff(b)), 2 * u128::from(a.min(b)));
        match a.cmp(&b) {
            std::cmp::Ordering::Greater => {
                (first_wastes, second_wastes) = (first_wastes + winner, second_wastes + loser)
            }
            std::cmp::Ordering::Less => {
                (first_wastes, second_wastes) = (first_wastes + loser, second_wastes + winner)
            }
            // As much on both sides.
            std::cmp::Ordering::Equal => {}
        }
    }
    let gap = first_wastes.abs_diff(second_wastes) as f64 / (2.0 * all as f64);
    Some(if first_wastes > second_wastes { -gap } else { gap })
}
