//! What a house sees more of a party than the others do.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Poll;
use crate::random::exp;

/// Polls so many days before the day of reference say something of houses.
const DAYS: f64 = 365.0;
/// Polls of others are compared with in proportion to 2^(−days ÷ this).
const HALF_LIFE: f64 = 14.0;
/// As many polls of no effect are added to those of a house: one with few polls is taken to be like the others.
const PRIOR: f64 = 3.0;

/// Effects by house, in the order of `answers`, with a sum of 0 over houses.
///
/// An effect is the mean of what the house's polls have more than those of other houses had around the same days, drawn to 0 as by
/// three polls without any. Polls that lack one of the answers say nothing.
pub(super) fn house_effects<'a>(
    polls: &'a [Poll],
    answers: &[usize],
    day: Date,
) -> HashMap<&'a str, Vec<f64>> {
    let age = |poll: &Poll| poll.date.until(day).ok().map(|span| f64::from(span.get_days()));
    let says = |poll: &&Poll| {
        age(poll).is_some_and(|age| (0.0..=DAYS).contains(&age))
            && answers.iter().all(|&answer| poll.shares[answer].is_some())
    };
    let known: Vec<(&Poll, f64)> =
        polls.iter().filter(says).filter_map(|poll| Some((poll, age(poll)?))).collect();
    let mut sums: HashMap<&str, (f64, Vec<f64>)> = HashMap::new();
    for (poll, day) in &known {
        let others = known.iter().filter(|(other, _)| other.house != poll.house);
        let (mut weights, mut means) = (0.0, vec![0.0; answers.len()]);
        for (other, other_day) in others {
            let weight = exp(-std::f64::consts::LN_2 * (day - other_day).abs() / HALF_LIFE);
            weights += weight;
            for (mean, &answer) in means.iter_mut().zip(answers) {
                *mean += weight * other.shares[answer].unwrap_or(0.0);
            }
        }
        // Nobody else asked around that day.
        if weights < 0.25 {
            continue;
        }
        let (number, sum) = sums.entry(&poll.house).or_insert_with(|| (PRIOR, vec![0.0; answers.len()]));
        *number += 1.0;
        for ((sum, mean), &answer) in sum.iter_mut().zip(&means).zip(answers) {
            *sum += poll.shares[answer].unwrap_or(0.0) - mean / weights;
        }
    }
    let mut effects: Vec<(&str, Vec<f64>)> = sums
        .into_iter()
        .map(|(house, (number, sum))| (house, sum.into_iter().map(|sum| sum / number).collect()))
        .collect();
    // In one order, so that sums are the same in every run.
    effects.sort_by(|a, b| a.0.cmp(b.0));
    let houses = effects.len() as f64;
    for number in 0..answers.len() {
        let mean = effects.iter().map(|(_, effect)| effect[number]).sum::<f64>() / houses;
        effects.iter_mut().for_each(|(_, effect)| effect[number] -= mean);
    }
    effects.into_iter().collect()
}
