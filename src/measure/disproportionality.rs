//! How far seats are from votes, in one number.

use super::totals::Totals;

/// Gallagher's least-squares index, √(½ Σ (v − s)²), over the vote and seat shares of the named parties.
///
/// Between 0, in proportion, and 1, when one party has all votes and another all seats.
/// Votes of `others` are in the total and in no square, which is Gallagher's practice for a sum of tiny parties and
/// decides the second decimal. A party without votes or without seats counts with what it has. None without votes or
/// seats, and for slices of different lengths. Michael Gallagher, *Proportionality, disproportionality and electoral
/// systems*, Electoral Studies 10 (1991); printed in per cent.
///
/// ```
/// use sailau::measure::gallagher;
///
/// // Kazakhstan, 10 January 2021: five lists, 98 seats.
/// let votes = [5_148_074, 792_828, 659_019, 383_023, 258_618];
/// let index = gallagher(&votes, &[76, 12, 10, 0, 0], 0).unwrap();
/// assert_eq!(format!("{:.2}", 100.0 * index), "6.53");
/// // In proportion there is nothing to measure, and without votes nothing to measure by.
/// assert_eq!(gallagher(&[300, 200, 100], &[3, 2, 1], 0), Some(0.0));
/// assert_eq!(gallagher(&[0, 0], &[3, 2], 0), None);
/// ```
#[must_use]
pub fn gallagher(votes: &[u64], seats: &[u32], others: u64) -> Option<f64> {
    let squares: f64 = gains(votes, seats, others)?.map(|gain| gain * gain).sum();
    Some((squares / 2.0).sqrt())
}

/// Loosemore's and Hanby's index, ½ Σ |v − s|: the share of seats that sit with the wrong party.
///
/// Between 0 and 1. `others` hold no seat, so they count whole, however many lists they are. A party without votes or
/// without seats counts with what it has. None without votes or seats, and for slices of different lengths. John
/// Loosemore and Victor Hanby, *The theoretical limits of maximum distortion*, British Journal of Political Science 1
/// (1971); the "deviation from proportionality"; printed in per cent.
///
/// ```
/// use sailau::measure::loosemore_hanby;
///
/// // Two voters of three for one list, one of three for lists that got no seat.
/// assert_eq!(loosemore_hanby(&[2], &[5], 1), Some(1.0 / 3.0));
/// assert_eq!(loosemore_hanby(&[2, 1], &[5, 0], 0), Some(1.0 / 3.0));
/// ```
#[must_use]
pub fn loosemore_hanby(votes: &[u64], seats: &[u32], others: u64) -> Option<f64> {
    // What some gain, the others lose: the gains are half of all differences, and `others` gain nothing.
    Some(gains(votes, seats, others)?.filter(|&gain| gain > 0.0).fold(0.0, |sum, gain| sum + gain))
}

/// Rae's index, Σ |v − s| / p, over the p parties with at least 0.5 per cent of the votes.
///
/// Between 0 and 1: the mean deviation of a party that is worth looking at. It falls with the number of small
/// parties, which is why it is measured with a bar and why the others replaced it. `others` are in the total only; a
/// party without seats counts with its votes, one without votes not at all. None without votes or seats, for slices
/// of different lengths, and when no party reaches the bar. Douglas Rae, *The Political Consequences of Electoral
/// Laws* (1967); printed in per cent.
///
/// ```
/// use sailau::measure::rae;
///
/// // The third party has 1 vote of 1,000 and is not looked at.
/// assert!((rae(&[599, 400, 1], &[7, 3, 0], 0).unwrap() - (0.101 + 0.1) / 2.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn rae(votes: &[u64], seats: &[u32], others: u64) -> Option<f64> {
    let totals = Totals::of(votes, seats, others)?;
    let (mut parties, mut sum) = (0u32, 0.0);
    for (&votes, &seats) in votes.iter().zip(seats) {
        if u128::from(votes) * 200 >= totals.votes {
            parties += 1;
            sum += totals.gain(votes, seats).abs();
        }
    }
    (parties > 0).then(|| sum / f64::from(parties))
}

/// The Sainte-Laguë index, Σ (s − v)² / v, which the Sainte-Laguë method makes least.
///
/// From 0, without an upper end: infinite when a seat sits with a party without votes. `others` hold no seat, so they
/// count whole, as every party without seats does. None without votes or seats, and for slices of different lengths.
/// André Sainte-Laguë, *La représentation proportionnelle et la méthode des moindres carrés* (1910); advised by
/// Gallagher (1991) and Goldenberg and Fisher (2019) as chi-square; printed in per cent.
///
/// ```
/// use sailau::measure::sainte_lague;
///
/// let index = sainte_lague(&[600, 400], &[8, 2], 0).unwrap();
/// assert!((index - (0.04 / 0.6 + 0.04 / 0.4)).abs() < 1e-15);
/// assert_eq!(sainte_lague(&[600, 0], &[8, 2], 0), Some(f64::INFINITY));
/// ```
#[must_use]
pub fn sainte_lague(votes: &[u64], seats: &[u32], others: u64) -> Option<f64> {
    let totals = Totals::of(votes, seats, others)?;
    let mut sum = totals.vote_share(others);
    for (&votes, &seats) in votes.iter().zip(seats) {
        if votes > 0 {
            let gain = totals.gain(votes, seats);
            sum += gain * gain / totals.vote_share(votes);
        } else if seats > 0 {
            return Some(f64::INFINITY);
        }
    }
    Some(sum)
}

/// The D'Hondt index, max s / v: the largest advantage ratio, which the D'Hondt method makes least.
///
/// At least 1; the party that it belongs to is represented that many times over. Infinite when a seat sits with a
/// party without votes. `others` are in the total only. None without votes or seats, and for slices of different
/// lengths. Gallagher (1991) after Rein Taagepera and Markku Laakso, *Proportionality profiles of West European
/// electoral systems*, European Journal of Political Research 8 (1980).
///
/// ```
/// use sailau::measure::dhondt_index;
///
/// assert_eq!(dhondt_index(&[60, 40], &[9, 3], 0), Some(1.25));
/// ```
#[must_use]
pub fn dhondt_index(votes: &[u64], seats: &[u32], others: u64) -> Option<f64> {
    let totals = Totals::of(votes, seats, others)?;
    let ratio = |(&votes, &seats): (&u64, &u32)| match (votes, seats) {
        (_, 0) => 0.0,
        (0, _) => f64::INFINITY,
        _ => {
            let has = u128::from(seats).saturating_mul(totals.votes);
            has as f64 / u128::from(votes).saturating_mul(totals.seats) as f64
        }
    };
    Some(votes.iter().zip(seats).map(ratio).fold(0.0, f64::max))
}

/// Lijphart's largest deviation, max |v − s|.
///
/// Between 0 and 1. `others` are in the total only. A party without votes or without seats counts with what it has.
/// None without votes or seats, and for slices of different lengths. Arend Lijphart, *Electoral Systems and Party
/// Systems* (1994); printed in per cent.
///
/// ```
/// use sailau::measure::largest_deviation;
///
/// assert_eq!(largest_deviation(&[60, 40], &[9, 3], 0), Some(0.15));
/// ```
#[must_use]
pub fn largest_deviation(votes: &[u64], seats: &[u32], others: u64) -> Option<f64> {
    Some(gains(votes, seats, others)?.map(f64::abs).fold(0.0, f64::max))
}

/// Cox's and Shugart's slope: the least-squares line of seat shares over vote shares of the named parties.
///
/// 1 in proportion, above it when the large gain at the cost of the small, below it the other way; any number is
/// possible. A party without votes or without seats is a point like any other, and `others` are in the total only.
/// None without votes or seats, for slices of different lengths, and when all parties have equally many votes (also a
/// single one). Gary Cox and Matthew Shugart, *Comment on Gallagher's "Proportionality, disproportionality and
/// electoral systems"*, Electoral Studies 10 (1991).
///
/// ```
/// use sailau::measure::cox_shugart;
///
/// // Each point of votes was worth a point and a half of seats.
/// assert!((cox_shugart(&[70, 30], &[8, 2], 0).unwrap() - 1.5).abs() < 1e-15);
/// assert_eq!(cox_shugart(&[50, 50], &[8, 2], 0), None);
/// ```
#[must_use]
pub fn cox_shugart(votes: &[u64], seats: &[u32], others: u64) -> Option<f64> {
    let totals = Totals::of(votes, seats, others)?;
    // Decided in integers: the floats below would find a variance of rounding errors.
    if votes.iter().all(|&other| Some(&other) == votes.first()) {
        return None;
    }
    let parties = votes.len() as f64;
    let mean_votes = votes.iter().map(|&votes| totals.vote_share(votes)).sum::<f64>() / parties;
    let (mut both, mut square) = (0.0, 0.0);
    for (&votes, &seats) in votes.iter().zip(seats) {
        let votes = totals.vote_share(votes) - mean_votes;
        both += votes * (totals.seat_share(seats) - 1.0 / parties);
        square += votes * votes;
    }
    // Differences of a vote in 2^53 or more are lost in the shares.
    (square > 0.0).then(|| both / square)
}

/// Relative entropy of seats from votes, Σ s ln(s / v), in nats: Kullback's and Leibler's divergence, Theil's index of
/// inequality between voters.
///
/// From 0, without an upper end: infinite when a seat sits with a party without votes. A party without seats adds
/// nothing by itself, and `others` are in the total only. None without votes or seats, and for slices of different
/// lengths. Henri Theil, *The desired political entropy*, American Political Science Review 63 (1969).
///
/// ```
/// use sailau::measure::relative_entropy;
///
/// // Half of the voters have all seats.
/// assert_eq!(relative_entropy(&[50, 50], &[3, 0], 0), Some(2f64.ln()));
/// ```
#[must_use]
pub fn relative_entropy(votes: &[u64], seats: &[u32], others: u64) -> Option<f64> {
    let totals = Totals::of(votes, seats, others)?;
    let mut sum = 0.0;
    for (&votes, &seats) in votes.iter().zip(seats).filter(|&(_, &seats)| seats > 0) {
        if votes == 0 {
            return Some(f64::INFINITY);
        }
        // s ln(s / v) is 0 at proportion; the gain, exact, keeps the digits near it.
        let ratio = totals.gain(votes, seats) / totals.vote_share(votes);
        sum += totals.seat_share(seats) * ratio.ln_1p();
    }
    Some(sum.max(0.0))
}

/// Each named party's share of seats less its share of votes.
fn gains<'a>(votes: &'a [u64], seats: &'a [u32], others: u64) -> Option<impl Iterator<Item = f64> + 'a> {
    let totals = Totals::of(votes, seats, others)?;
    Some(votes.iter().zip(seats).map(move |(&votes, &seats)| totals.gain(votes, seats)))
}
