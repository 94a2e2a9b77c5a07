//! How many voters a seat: whether votes weigh alike.

use serde::Serialize;

use super::disproportionality::loosemore_hanby;
use super::lorenz::gini;
use super::totals::Totals;

/// How equal votes are between districts.
///
/// Ratios are of voters for each seat; a district with voters and no seat has infinitely many of them, one with
/// seats and no voters none. Infinity is null in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Equality {
    /// Districts with voters or seats.
    pub districts: u32,
    /// Voters for each seat in the whole.
    pub voters_per_seat: f64,
    /// The fewest voters for each seat in a district.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// The most by the fewest: how many times a vote weighs in the smallest district what it weighs in the largest.
    pub ratio: f64,
    /// The largest deviation from `voters_per_seat`, as a part of it. The Venice Commission's Code of Good Practice
    /// (2002, I.2.2) admits 10 per cent, and 15 in special circumstances.
    pub largest_deviation: f64,
    /// Malapportionment: the share of seats that are in the wrong district. David Samuels and Richard Snyder, *The
    /// value of a vote*, British Journal of Political Science 31 (2001).
    pub malapportionment: f64,
    /// Gini's coefficient of seats among voters.
    pub gini: f64,
    /// The share of voters who can elect more than half of the members: the districts with the fewest for each seat,
    /// whole ones. Manning Dauer and Robert Kelsay, *Unrepresentative states*, National Municipal Review 44 (1955).
    pub majority_elected_by: f64,
}

impl Equality {
    /// Of districts with so many voters (or inhabitants) and seats each.
    ///
    /// None without voters or seats, and for slices of different lengths.
    ///
    /// ```
    /// use sailau::measure::Equality;
    ///
    /// // Five single-member districts.
    /// let equality = Equality::of(&[80_000, 90_000, 100_000, 110_000, 120_000], &[1; 5]).unwrap();
    /// assert_eq!((equality.ratio, equality.largest_deviation), (1.5, 0.2));
    /// assert_eq!(equality.majority_elected_by, 0.54);
    /// assert!((equality.malapportionment - 0.06).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn of(voters: &[u64], seats: &[u32]) -> Option<Self> {
        let totals = Totals::of(voters, seats, 0)?;
        let mut districts: Vec<_> = voters.iter().copied().zip(seats.iter().copied()).collect();
        districts.retain(|&(voters, seats)| voters > 0 || seats > 0);
        // By voters for each seat, exactly; those without seats last.
        districts.sort_by(|a, b| {
            let cross = |voters: u64, seats: u32| u128::from(voters) * u128::from(seats);
            cross(a.0, b.1).cmp(&cross(b.0, a.1))
        });
        let per_seat = |&(voters, seats): &(u64, u32)| voters as f64 / f64::from(seats);
        let (least, most) = (per_seat(districts.first()?), per_seat(districts.last()?));
        let mean = totals.votes as f64 / totals.seats as f64;
        let (mut elected, mut by) = (0u128, 0u128);
        for &(voters, seats) in &districts {
            if 2 * elected > totals.seats {
                break;
            }
            elected += u128::from(seats);
            by += u128::from(voters);
        }
        Some(Self {
            districts: u32::try_from(districts.len()).ok()?,
            voters_per_seat: mean,
            least,
            most,
            ratio: most / least,
            largest_deviation: f64::max(most - mean, mean - least) / mean,
            malapportionment: loosemore_hanby(voters, seats, 0)?,
            gini: gini(voters, seats, 0)?,
            majority_elected_by: by as f64 / totals.votes as f64,
        })
    }
}
