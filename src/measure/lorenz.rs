//! How unequally voters are represented.

use serde::Serialize;

use super::totals::Totals;

/// A point of the Lorenz curve of representation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LorenzPoint {
    /// The share of voters, those represented worst first.
    pub votes: f64,
    /// The share of seats that they have.
    pub seats: f64,
}

/// The Lorenz curve of representation: parties by seats for each vote, the worst represented first, and what part of
/// the votes and of the seats they and those before them have.
///
/// From (0, 0) to (1, 1), convex, the straight line in proportion. `others`, without a seat, come first. Parties
/// without votes or seats add no point. None without votes or seats, and for slices of different lengths. Max Lorenz,
/// *Methods of measuring the concentration of wealth* (1905); of representation, Rein Taagepera and Matthew Shugart,
/// *Seats and Votes* (1989).
///
/// ```
/// use sailau::measure::lorenz_curve;
///
/// let curve = lorenz_curve(&[60, 30], &[9, 3], 30).unwrap();
/// let points: Vec<_> = curve.iter().map(|point| (point.votes, point.seats)).collect();
/// // A quarter of the voters have nothing, half of them a quarter of the seats.
/// assert_eq!(points, [(0.0, 0.0), (0.25, 0.0), (0.5, 0.25), (1.0, 1.0)]);
/// ```
#[must_use]
pub fn lorenz_curve(votes: &[u64], seats: &[u32], others: u64) -> Option<Vec<LorenzPoint>> {
    let totals = Totals::of(votes, seats, others)?;
    let mut parties: Vec<_> = votes.iter().copied().zip(seats.iter().copied()).collect();
    parties.push((others, 0));
    parties.retain(|&(votes, seats)| votes > 0 || seats > 0);
    // By seats for each vote, exactly; those without votes, who have infinitely many, last.
    parties.sort_by(|a, b| {
        let cross = |seats: u32, votes: u64| u128::from(seats) * u128::from(votes);
        cross(a.1, b.0).cmp(&cross(b.1, a.0))
    });
    let (mut so_far, mut held) = (0u128, 0u128);
    let mut curve = vec![LorenzPoint { votes: 0.0, seats: 0.0 }];
    for (votes, seats) in parties {
        so_far += u128::from(votes);
        held += u128::from(seats);
        curve.push(LorenzPoint {
            votes: so_far as f64 / totals.votes as f64,
            seats: held as f64 / totals.seats as f64,
        });
    }
    Some(curve)
}

/// Gini's coefficient of representation: twice the area between the [Lorenz curve](lorenz_curve) and the line of
/// proportion, ½ ΣΣ |sᵢvⱼ − sⱼvᵢ| over all pairs of parties.
///
/// From 0, in proportion, towards 1, when hardly anybody has all seats. `others` hold no seat, so they count whole. A
/// party without votes or seats counts with what it has. None without votes or seats, and for slices of different
/// lengths. Corrado Gini, *Variabilità e mutabilità* (1912); printed in per cent.
///
/// ```
/// use sailau::measure::gini;
///
/// assert_eq!(gini(&[60, 30], &[9, 3], 30), Some(0.3125));
/// assert_eq!(gini(&[300, 200], &[3, 2], 0), Some(0.0));
/// ```
#[must_use]
pub fn gini(votes: &[u64], seats: &[u32], others: u64) -> Option<f64> {
    let totals = Totals::of(votes, seats, others)?;
    Some(pair_differences(votes, seats) / totals.product() + totals.vote_share(others))
}

/// Σ |sᵢvⱼ − sⱼvᵢ| over all pairs of what is held, s, and of who holds it, v.
pub(super) fn pair_differences<C: Copy + Into<u64>>(holders: &[u64], held: &[C]) -> f64 {
    let parts = || holders.iter().zip(held).map(|(&v, &s)| (u128::from(v), u128::from(s.into())));
    let before = |i, v: u128, s: u128| parts().take(i).map(move |(w, t)| (s * w).abs_diff(t * v) as f64);
    parts().enumerate().map(|(i, (v, s))| before(i, v, s).sum::<f64>()).sum()
}
