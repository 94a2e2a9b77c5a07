//! Majorities, and what the first party gains.

use std::fmt;

use serde::Serialize;

use super::totals::Totals;

/// The largest party's share of seats less its share of votes.
///
/// Between −1 and 1. The largest is the party with the most votes, and of equal ones that with more seats. `others`
/// are in the total. None without votes or seats, and for slices of different lengths. Rein Taagepera and Matthew
/// Shugart, *Seats and Votes* (1989); printed in points.
///
/// ```
/// use sailau::measure::seat_bonus;
///
/// // Kazakhstan, 10 January 2021: 71.1 per cent of the votes, 76 of 98 seats.
/// let votes = [5_148_074, 792_828, 659_019, 383_023, 258_618];
/// let bonus = seat_bonus(&votes, &[76, 12, 10, 0, 0], 0).unwrap();
/// assert_eq!(format!("{:.2}", 100.0 * bonus), "6.46");
/// ```
#[must_use]
pub fn seat_bonus(votes: &[u64], seats: &[u32], others: u64) -> Option<f64> {
    let totals = Totals::of(votes, seats, others)?;
    let (&votes, &seats) = votes.iter().zip(seats).max()?;
    Some(totals.gain(votes, seats))
}

/// Whether one party has more than half of the seats, and whether the voters gave it more than half of the votes.
///
/// In JSON and as text: `earned majority`, `manufactured majority`, `natural minority`, `artificial minority`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Majority {
    /// More than half of the seats, by more than half of the votes.
    #[serde(rename = "earned majority")]
    Earned,
    /// More than half of the seats, by half of the votes or less: the rules made it.
    #[serde(rename = "manufactured majority")]
    Manufactured,
    /// No party has more than half of the seats, nor of the votes.
    #[serde(rename = "natural minority")]
    NaturalMinority,
    /// A party with more than half of the votes has half of the seats or less: the rules unmade its majority. Nobody
    /// else has one.
    #[serde(rename = "artificial minority")]
    ArtificialMinority,
}

impl fmt::Display for Majority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Earned => "earned majority",
            Self::Manufactured => "manufactured majority",
            Self::NaturalMinority => "natural minority",
            Self::ArtificialMinority => "artificial minority",
        })
    }
}

/// What kind of majority came about. Exact: a half is not more than half.
///
/// `others` are in the total of votes. None without votes or seats, and for slices of different lengths. The terms
/// are Rae's (1967) and Lijphart's (1994).
///
/// ```
/// use sailau::measure::{Majority, majority};
///
/// assert_eq!(majority(&[40, 35, 25], &[55, 35, 10], 0), Some(Majority::Manufactured));
/// assert_eq!(majority(&[60, 40], &[55, 45], 0), Some(Majority::Earned));
/// assert_eq!(majority(&[40, 35, 25], &[50, 40, 10], 0), Some(Majority::NaturalMinority));
/// assert_eq!(majority(&[51, 49], &[50, 50], 0), Some(Majority::ArtificialMinority));
/// ```
#[must_use]
pub fn majority(votes: &[u64], seats: &[u32], others: u64) -> Option<Majority> {
    let totals = Totals::of(votes, seats, others)?;
    let most_votes = |votes: u64| 2 * u128::from(votes) > totals.votes;
    let winner = votes.iter().zip(seats).find(|&(_, &seats)| 2 * u128::from(seats) > totals.seats);
    Some(match winner {
        Some((&votes, _)) if most_votes(votes) => Majority::Earned,
        Some(_) => Majority::Manufactured,
        None if votes.iter().any(|&votes| most_votes(votes)) => Majority::ArtificialMinority,
        None => Majority::NaturalMinority,
    })
}

/// Whether the party with the most seats had fewer votes than another: a wrong winner.
///
/// Of parties with equally many seats or votes none is the wrong one. None without votes or seats, and for slices of
/// different lengths. Alan Siaroff, *Spurious majorities, electoral systems and electoral system change*,
/// Commonwealth and Comparative Politics 41 (2003).
///
/// ```
/// use sailau::measure::is_reversed;
///
/// assert_eq!(is_reversed(&[49, 51], &[6, 5]), Some(true));
/// assert_eq!(is_reversed(&[49, 51], &[5, 5]), Some(false));
/// ```
#[must_use]
pub fn is_reversed(votes: &[u64], seats: &[u32]) -> Option<bool> {
    Totals::of(votes, seats, 0)?;
    let (_, votes_of_first) = seats.iter().zip(votes).max()?;
    // Whoever has more votes has fewer seats: with as many seats it would be the first.
    Some(votes.iter().any(|votes| votes > votes_of_first))
}
