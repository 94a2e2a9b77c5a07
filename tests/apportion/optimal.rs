//! What each method makes as small as it can be, against all houses there are: the best ones must be exactly those
//! that the answer and its ties leave.
//!
//! Huntington, *Transactions of the American Mathematical Society* 30 (1928), for the tests by pairs; Balinski and
//! Young (1982), appendix A, for the rest.

use std::collections::BTreeSet;

use num_rational::BigRational;
use proptest::prelude::*;
use sailau::apportion::{Divisor, Method, apportion};

use super::naive::whole;
use super::outcomes::{all_houses, completions};

fn over(above: impl Into<num_bigint::BigInt>, below: impl Into<num_bigint::BigInt>) -> BigRational {
    whole(above) / whole(below)
}

/// The houses with the least cost.
fn best<C: Ord>(votes: &[u64], seats: u32, cost: impl Fn(&[u32]) -> C) -> BTreeSet<Vec<u32>> {
    let costs: Vec<_> =
        all_houses(votes.len(), seats).into_iter().map(|house| (cost(&house), house)).collect();
    let least = costs.iter().map(|(cost, _)| cost).min().unwrap();
    costs.iter().filter(|(cost, _)| cost == least).map(|(_, house)| house.clone()).collect()
}

fn answers(votes: &[u64], seats: u32, method: &Method) -> BTreeSet<Vec<u32>> {
    completions(&apportion(votes, seats, method).unwrap())
}

/// The largest value, and how many parties have it: where equal claims tie for the largest value, the houses with the
/// fewest such parties are the best; the largest value alone would leave the rest of the house free.
fn largest<C: Ord>(values: impl Iterator<Item = C>) -> (C, usize) {
    let values: Vec<C> = values.collect();
    let count = values.iter().filter(|&value| Some(value) == values.iter().max()).count();
    (values.into_iter().max().expect("there is a party"), count)
}

/// The houses in which no transfer of one seat lessens the inequality of the two parties.
fn stable(
    votes: &[u64],
    seats: u32,
    inequality: impl Fn((u64, u32), (u64, u32)) -> BigRational,
) -> BTreeSet<Vec<u32>> {
    let lessens = |house: &[u32], from: usize, to: usize| {
        // A party without a seat is infinitely worse off.
        house[from] > 1
            && inequality((votes[from], house[from] - 1), (votes[to], house[to] + 1))
                < inequality((votes[from], house[from]), (votes[to], house[to]))
    };
    let parties = votes.len();
    let everybody_in = all_houses(parties, seats).into_iter().filter(|house| house.iter().all(|&n| n > 0));
    everybody_in
        .filter(|house| {
            (0..parties).all(|from| (0..parties).all(|to| from == to || !lessens(house, from, to)))
        })
        .collect()
}

fn distance(a: BigRational, b: BigRational) -> BigRational {
    if a < b { b - a } else { a - b }
}

/// Up to four parties with votes; ties are common.
fn votes() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(prop_oneof![4 => 1..13u64, 2 => 1..10_000u64, 1 => 1..u64::MAX], 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(400)))]

    /// Seats a vote, the advantage of a party: D'Hondt makes the largest as small as it can be.
    #[test]
    fn dhondt_minimises_the_largest_advantage(votes in votes(), seats in 1..9u32) {
        let advantage = |house: &[u32]| largest(votes.iter().zip(house).map(|(&v, &n)| over(n, v)));
        prop_assert_eq!(answers(&votes, seats, &Method::DHONDT), best(&votes, seats, advantage));
    }

    /// Votes a seat: Adams makes the most as few as they can be. Without a seat they are infinite, the more votes the
    /// worse.
    #[test]
    fn adams_minimises_the_most_votes_a_seat(votes in votes(), seats in 1..9u32) {
        let burden = |house: &[u32]| largest(votes.iter().zip(house).map(|(&v, &n)| {
            if n == 0 { (1, whole(v)) } else { (0, over(v, n)) }
        }));
        let adams = Method::HighestAverages(Divisor::Adams);
        prop_assert_eq!(answers(&votes, seats, &adams), best(&votes, seats, burden));
    }

    /// Chi-square: Σ (s − q)²/v.
    #[test]
    fn sainte_lague_minimises_chi_square(votes in votes(), seats in 1..9u32) {
        let chi_square = |house: &[u32]| votes.iter().zip(house).map(|(&v, &n)| {
            (whole(n) - quota(&votes, seats, v)).pow(2) / whole(v)
        }).sum::<BigRational>();
        prop_assert_eq!(answers(&votes, seats, &Method::SAINTE_LAGUE), best(&votes, seats, chi_square));
    }

    /// Σ |s − q|, and by the same token Σ (s − q)².
    #[test]
    fn hamilton_minimises_the_distance_to_the_quotas(votes in votes(), seats in 1..9u32) {
        let hamilton = answers(&votes, seats, &Method::HARE);
        let apart = |(&v, &n): (&u64, &u32)| distance(whole(n), quota(&votes, seats, v));
        let sum = |house: &[u32]| votes.iter().zip(house).map(apart).sum::<BigRational>();
        prop_assert_eq!(&hamilton, &best(&votes, seats, sum));
        let squares = |house: &[u32]| votes.iter().zip(house).map(|both| apart(both).pow(2)).sum::<BigRational>();
        prop_assert_eq!(&hamilton, &best(&votes, seats, squares));
    }

    /// By pairs: the relative difference of votes a seat.
    #[test]
    fn no_transfer_betters_huntington_hill(votes in votes(), more in 0..6u32) {
        let seats = votes.len() as u32 + more;
        let relative = |(v, n): (u64, u32), (w, k): (u64, u32)| {
            let (a, b) = (over(v, n), over(w, k));
            distance(a.clone(), b.clone()) / a.min(b)
        };
        let hill = Method::HUNTINGTON_HILL;
        prop_assert_eq!(answers(&votes, seats, &hill), stable(&votes, seats, relative));
    }

    /// By pairs: the difference of votes a seat.
    #[test]
    fn no_transfer_betters_dean(votes in votes(), more in 0..6u32) {
        let seats = votes.len() as u32 + more;
        let absolute = |(v, n): (u64, u32), (w, k): (u64, u32)| distance(over(v, n), over(w, k));
        let dean = Method::HighestAverages(Divisor::Dean);
        prop_assert_eq!(answers(&votes, seats, &dean), stable(&votes, seats, absolute));
    }
}

fn quota(votes: &[u64], seats: u32, v: u64) -> BigRational {
    let total: num_bigint::BigInt = votes.iter().map(|&v| num_bigint::BigInt::from(v)).sum();
    whole(v) * whole(seats) / whole(total)
}
