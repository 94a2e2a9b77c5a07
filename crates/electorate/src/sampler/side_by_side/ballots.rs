//! Ballot boxes of elections side by side, rounded without bias.

use super::honest_ballots::{Parts, parts};
use crate::lanes::{LANES, Lanes, each};
use crate::rounding::Cascades;
use crate::sampler::ballots::Expected;
use crate::sampler::empty_box;
use crate::sampler::lists::BEFORE;
use crate::votes::{BallotTotals, Tally};

/// What is expected in a ballot box of each election: see [`Expected`].
pub(super) struct Boxes {
    /// Whole numbers.
    pub(super) cast: Lanes,
    pub(super) invalid: Lanes,
    pub(super) against_all: Lanes,
    pub(super) others: Lanes,
    pub(super) scale: Lanes,
}

impl Boxes {
    /// So many ballots, as voters cast them, by rates (spoilt, against all, for others) and the sum of the weights.
    #[inline(always)]
    pub(super) fn new(came: &Lanes, rates: [&Lanes; BEFORE], sum: &Lanes) -> Self {
        let mut boxes = Self {
            cast: Lanes::default(),
            invalid: Lanes::default(),
            against_all: Lanes::default(),
            others: Lanes::default(),
            scale: Lanes::default(),
        };
        for lane in 0..LANES {
            let of = parts(came[lane], rates.map(|rate| rate[lane]), sum[lane]);
            let Parts { cast, invalid, against_all, others, scale } = of;
            boxes.cast[lane] = cast;
            boxes.invalid[lane] = invalid;
            boxes.against_all[lane] = against_all;
            boxes.others[lane] = others;
            boxes.scale[lane] = scale;
        }
        boxes
    }
}

/// What the boxes hold.
#[derive(Debug, Clone)]
pub(super) struct Ballots {
    /// Spoilt ballots, votes against all and votes for others; then those of each entry.
    numbers: Vec<[u64; LANES]>,
    /// Where an election goes a way of its own: its weights and its votes.
    weights: Vec<f64>,
    votes: Vec<u64>,
}

impl Ballots {
    pub(super) fn new(entries: usize) -> Self {
        Self {
            numbers: vec![[0; LANES]; BEFORE + entries],
            weights: vec![0.0; entries],
            votes: vec![0; entries],
        }
    }

    /// Writes the boxes into the tallies: so many entries, the place of the first one's votes and that of the totals, and the voters on the roll.
    #[inline(always)]
    pub(super) fn write(
        &self,
        tallies: &mut [Tally],
        entries: usize,
        (votes, totals): (usize, usize),
        registered: u64,
    ) {
        let [invalid, against_all, others, numbers @ ..] = &self.numbers[..] else { return };
        for (lane, tally) in tallies.iter_mut().enumerate() {
            tally.totals[totals] = BallotTotals {
                invalid: Some(invalid[lane]),
                against_all: against_all[lane],
                others: others[lane],
                ..empty_box(registered)
            };
            for (votes, numbers) in tally.votes[votes..][..entries].iter_mut().zip(numbers) {
                *votes = numbers[lane];
            }
        }
    }
}

/// Rounds what is expected in each election, as [`Expected::round`] does.
#[inline(always)]
pub(super) fn share_out(boxes: &Boxes, weights: &[Lanes], uniform: &Lanes, ballots: &mut Ballots) {
    let some = |lanes: &Lanes| lanes.iter().any(|&number| number > 0.0);
    let last = weights.iter().rposition(some);
    let all = |lanes: &Lanes| lanes.iter().all(|&number| number > 0.0);
    match last {
        Some(last) if all(&weights[last]) && all(&boxes.scale) => {
            let numbers = &mut ballots.numbers[..BEFORE + weights.len()];
            let mut cascades = Cascades { sum: *uniform, given: Lanes::default(), total: boxes.cast };
            numbers[0] = cascades.next(&boxes.invalid);
            numbers[1] = cascades.next(&boxes.against_all);
            numbers[2] = cascades.next(&boxes.others);
            for (weight, number) in weights[..last].iter().zip(&mut numbers[BEFORE..]) {
                *number = cascades.next(&each(|lane| weight[lane] * boxes.scale[lane]));
            }
            numbers[BEFORE + last] = cascades.rest();
            numbers[BEFORE + last + 1..].fill([0; LANES]);
        }
        _ => (0..LANES).for_each(|lane| by_itself(boxes, weights, uniform, ballots, lane)),
    }
}

/// An election in which the last one of those who have votes is another one than in others, or nobody has any.
#[cold]
#[inline(never)]
fn by_itself(boxes: &Boxes, all: &[Lanes], uniform: &Lanes, ballots: &mut Ballots, lane: usize) {
    let Ballots { numbers, weights, votes } = ballots;
    let (weights, votes) = (&mut weights[..all.len()], &mut votes[..all.len()]);
    weights.iter_mut().zip(all).for_each(|(weight, lanes)| *weight = lanes[lane]);
    let expected = Expected {
        cast: boxes.cast[lane] as u64,
        invalid: boxes.invalid[lane],
        against_all: boxes.against_all[lane],
        others: boxes.others[lane],
        weights,
        scale: boxes.scale[lane],
    };
    let mut totals = BallotTotals::default();
    expected.round(uniform[lane], votes, &mut totals);
    let before = [totals.invalid.unwrap_or(0), totals.against_all, totals.others];
    for (number, votes) in numbers.iter_mut().zip(before.into_iter().chain(votes.iter().copied())) {
        number[lane] = votes;
    }
}
