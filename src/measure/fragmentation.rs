//! Into how many parties votes or seats are split.

use super::totals::{sum, to_f64};

/// The effective number of parties of Laakso and Taagepera, 1 / Σ x², over shares x of votes or of seats.
///
/// From 1, one party with everything, to the number of parties, all equal. `others` are votes of parties that are not
/// named one by one: in the total and in no square, as if each were tiny, so that the number can exceed that of the
/// named; 0 for seats. Parties with nothing do not matter. None when no named party has anything. Markku Laakso and
/// Rein Taagepera, *"Effective" number of parties*, Comparative Political Studies 12 (1979).
///
/// ```
/// use sailau::measure::effective_parties;
///
/// // Kazakhstan, 10 January 2021: votes of the five lists, and the seats they won.
/// let votes: [u64; 5] = [5_148_074, 792_828, 659_019, 383_023, 258_618];
/// assert_eq!(format!("{:.2}", effective_parties(&votes, 0).unwrap()), "1.89");
/// assert_eq!(format!("{:.2}", effective_parties(&[76u32, 12, 10], 0).unwrap()), "1.60");
/// assert_eq!(effective_parties(&[7u32, 7, 7], 0), Some(3.0));
/// assert_eq!(effective_parties(&[0u32, 0], 0), None);
/// ```
#[must_use]
pub fn effective_parties<C: Copy + Into<u64>>(counts: &[C], others: u64) -> Option<f64> {
    let total = to_f64(sum(counts, others));
    let squares = squares(counts);
    (squares > 0.0).then(|| total * (total / squares))
}

/// Golosov's effective number of parties, Σ x / (x + x₁² − x²), where x₁ is the largest share.
///
/// From 1 to the number of parties, all equal; it gives the large party more weight than [`effective_parties`], and
/// never sees many small parties as a multi-party system beside it. `others`, parties with nothing and None as there.
/// Grigorii Golosov, *The effective number of parties: a new approach*, Party Politics 16 (2010).
///
/// ```
/// use sailau::measure::{effective_parties, golosov};
///
/// // Constellation A of the paper's table 1.
/// assert_eq!(format!("{:.2}", effective_parties(&[75u32, 25], 0).unwrap()), "1.60");
/// assert_eq!(format!("{:.2}", golosov(&[75u32, 25], 0).unwrap()), "1.33");
/// ```
#[must_use]
pub fn golosov<C: Copy + Into<u64>>(counts: &[C], others: u64) -> Option<f64> {
    let total = to_f64(sum(counts, others));
    let share = |count: u64| count as f64 / total;
    let first = largest(counts).filter(|&first| first > 0)?;
    let one = |count: u64| {
        // x₁² − x² as a product: 0 for the largest itself.
        let ahead = share(first - count) * (share(first) + share(count));
        share(count) / (share(count) + ahead)
    };
    Some(counts.iter().map(|&count| count.into()).filter(|&count| count > 0).map(one).sum())
}

/// Molinar's number of parties, 1 + N (Σ x² − x₁²) / Σ x², where N is [`effective_parties`].
///
/// From 1 to the number of parties, all equal: the largest counts as one, the others by their part of the
/// concentration. `others`, parties with nothing and None as there. Juan Molinar, *Counting the number of parties: an
/// alternative index*, American Political Science Review 85 (1991).
///
/// ```
/// use sailau::measure::molinar;
///
/// assert_eq!(format!("{:.2}", molinar(&[75u32, 25], 0).unwrap()), "1.16");
/// ```
#[must_use]
pub fn molinar<C: Copy + Into<u64>>(counts: &[C], others: u64) -> Option<f64> {
    let number = effective_parties(counts, others)?;
    let first = largest(counts)?;
    let mut first_left_out = false;
    let rest: f64 = counts
        .iter()
        .map(|&count| count.into())
        .filter(|&count| {
            let leave_out = count == first && !first_left_out;
            first_left_out |= leave_out;
            !leave_out
        })
        .map(square)
        .sum();
    Some(1.0 + number * rest / squares(counts))
}

/// Rae's fractionalisation, 1 − Σ x²: the chance that two random voters, or members, are of different parties.
///
/// From 0, one party, towards 1. `others` are in the total and in no square. None when there is nothing at all. Rae
/// (1967); the Simpson index of ecology, 1 less the Herfindahl index of economics.
///
/// ```
/// use sailau::measure::fractionalisation;
///
/// assert_eq!(fractionalisation(&[50u32, 50], 0), Some(0.5));
/// ```
#[must_use]
pub fn fractionalisation<C: Copy + Into<u64>>(counts: &[C], others: u64) -> Option<f64> {
    let total = to_f64(sum(counts, others));
    (total > 0.0).then(|| (1.0 - squares(counts) / total / total).max(0.0))
}

/// Shannon's entropy of the shares, −Σ x ln x, in nats.
///
/// From 0, one party, to the logarithm of the number of parties, all equal; e to its power is one more effective
/// number of parties, that of order one where Laakso's and Taagepera's is of order two. `others` are in the total and
/// add nothing of their own, which makes it a lower bound then. None when there is nothing at all. Claude Shannon, *A
/// mathematical theory of communication* (1948).
///
/// ```
/// use sailau::measure::entropy;
///
/// assert!((entropy(&[1u32, 1, 1, 1], 0).unwrap() - 4f64.ln()).abs() < 1e-15);
/// ```
#[must_use]
pub fn entropy<C: Copy + Into<u64>>(counts: &[C], others: u64) -> Option<f64> {
    let total = to_f64(sum(counts, others));
    let shares = counts.iter().map(|&count| count.into()).filter(|&count| count > 0);
    let parts = shares.map(|count| count as f64 / total).map(|share| share * -share.ln());
    (total > 0.0).then(|| parts.fold(0.0, |sum, part| sum + part))
}

fn square(count: u64) -> f64 {
    to_f64(u128::from(count) * u128::from(count))
}

fn squares<C: Copy + Into<u64>>(counts: &[C]) -> f64 {
    counts.iter().map(|&count| square(count.into())).sum()
}

fn largest<C: Copy + Into<u64>>(counts: &[C]) -> Option<u64> {
    counts.iter().map(|&count| count.into()).max()
}
