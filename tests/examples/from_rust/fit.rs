//! The electorate and both laws once more, in numbers of this file alone.

use std::collections::BTreeMap;

use rand::rngs::ChaCha12Rng;
use rand::{RngExt, SeedableRng};
use rand_distr::StandardNormal;

const PAGE: &str = include_str!("../../../docs/from_rust/fit.md");
/// Votes of the lists and against all, and the roll, of 19 March 2023, as the Central Election Commission has them.
const LISTS: [f64; 7] = [3_431_510.0, 693_938.0, 547_154.0, 535_139.0, 432_920.0, 331_058.0, 146_431.0];
const AGAINST_ALL: f64 = 248_291.0;
const DRAWS: u32 = 20_000;

#[test]
fn it_takes_a_fifth_of_the_lines() {
    crate::from_rust::is_at_most(36, PAGE);
}

/// The standard deviation of a party's log share between elections: what is left of the changes of those that stood
/// in both, less their mean.
fn national_swing() -> f64 {
    let renamed =
        |party: &str| if party == "Otan" || party == "Nur Otan" { "Amanat" } else { party }.to_owned();
    let elections: Vec<BTreeMap<String, f64>> = FILES
        .iter()
        .map(|file| {
            let rows: Vec<(String, f64)> = file
                .lines()
                .filter(|line| line.starts_with("list,") && !line.contains('@'))
                .map(|line| {
                    let cells: Vec<&str> = line.split(',').collect();
                    (renamed(cells[1]), cells[2].parse().unwrap())
                })
                .collect();
            let all: f64 = rows.iter().map(|(_, votes)| votes).sum();
            rows.into_iter().filter(|(_, votes)| *votes >= 0.01 * all).collect()
        })
        .collect();
    let (mut squares, mut degrees) = (0.0, 0.0);
    for pair in elections.windows(2) {
        let changes: Vec<f64> =
            pair[0].iter().filter_map(|(party, votes)| Some((pair[1].get(party)? / votes).ln())).collect();
        if changes.len() < 2 {
            continue;
        }
        let mean = changes.iter().sum::<f64>() / changes.len() as f64;
        squares += changes.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
        degrees += changes.len() as f64 - 1.0;
    }
    (squares / degrees).sqrt()
}

const FILES: [&str; 7] = [
    include_str!("../../../src/kazakhstan/elections/1999-10-10.csv"),
    include_str!("../../../src/kazakhstan/elections/2004-09-19.csv"),
    include_str!("../../../src/kazakhstan/elections/2007-08-18.csv"),
    include_str!("../../../src/kazakhstan/elections/2012-01-15.csv"),
    include_str!("../../../src/kazakhstan/elections/2016-03-20.csv"),
    include_str!("../../../src/kazakhstan/elections/2021-01-10.csv"),
    include_str!("../../../src/kazakhstan/elections/2023-03-19.csv"),
];

/// Hare quotas and largest remainders among the lists with 5 % of the votes and those against all; where there is one such
/// list, the next has two seats.
fn list_seats(votes: &[f64; 7], against_all: f64, seats: u32) -> [u32; 7] {
    let all = votes.iter().sum::<f64>() + against_all;
    let mut passed: Vec<usize> = (0..7).filter(|&party| votes[party] >= 0.05 * all).collect();
    let mut given = [0; 7];
    if passed.len() == 1 {
        let second =
            (0..7).filter(|party| *party != passed[0]).max_by(|&a, &b| votes[a].total_cmp(&votes[b]));
        (given[passed[0]], given[second.unwrap()]) = (seats - 2, 2);
        return given;
    }
    let quota = passed.iter().map(|&party| votes[party]).sum::<f64>() / f64::from(seats);
    for &party in &passed {
        given[party] = (votes[party] / quota) as u32;
    }
    let left = seats - given.iter().sum::<u32>();
    passed.sort_by(|&a, &b| (votes[b] / quota).fract().total_cmp(&(votes[a] / quota).fract()));
    passed.iter().take(left as usize).for_each(|&party| given[party] += 1);
    given
}

#[test]
fn the_chances_are_those_of_a_simulation_by_hand() {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let swing = national_swing();
    let (mut two_thirds, mut more, mut squares) = ([0.0, 0.0], 0.0, 0.0);
    for _ in 0..DRAWS {
        let mut normal = |sd: f64| sd * rng.sample::<f64, _>(StandardNormal);
        let nation: [f64; 7] = std::array::from_fn(|_| normal(swing));
        let (mut votes, mut won) = ([0.0; 7], 0);
        for _ in 0..29 {
            // Turnout weighs all districts alike, near enough.
            let support: [f64; 7] =
                std::array::from_fn(|party| LISTS[party] * (nation[party] + normal(0.165)).exp());
            let sum: f64 = support.iter().sum();
            let candidates: [f64; 7] = std::array::from_fn(|party| support[party] * normal(0.16).exp());
            won += u32::from((1..7).all(|party| candidates[party] < candidates[0]));
            (0..7).for_each(|party| votes[party] += support[party] / sum / 29.0);
        }
        let against_all = AGAINST_ALL / LISTS.iter().sum::<f64>();
        // One list of 98 with the Assembly's nine, and 69 with 29.
        let before = list_seats(&votes, against_all, 98)[0];
        let after = list_seats(&votes, against_all, 69)[0] + won;
        two_thirds[0] += f64::from(u8::from(3 * before >= 2 * 107)) / f64::from(DRAWS);
        two_thirds[1] += f64::from(u8::from(3 * after >= 2 * 98)) / f64::from(DRAWS);
        let difference = f64::from(after) - f64::from(before);
        more += difference / f64::from(DRAWS);
        squares += difference * difference / f64::from(DRAWS);
    }
    // What the page asserts: each number before its interval.
    let asserted = PAGE.split("assert_eq!(").nth(1).unwrap().split('"').skip(1).step_by(2);
    let asserted: Vec<f64> =
        asserted.take(3).map(|words| words.split(' ').next().unwrap().parse().unwrap()).collect();
    // Four standard errors of 2,000 draws.
    for (of_page, found) in asserted.iter().zip(two_thirds) {
        let error = 4.0 * (found * (1.0 - found) / 2_000.0).sqrt() + 0.006;
        assert!((of_page - found).abs() < error, "{of_page} for {found}");
    }
    let error = 4.0 * ((squares - more * more) / 2_000.0).sqrt() + 0.06;
    assert!((asserted[2] - more).abs() < error, "{} for {more}", asserted[2]);
}
