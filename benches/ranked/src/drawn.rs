//! Ballots drawn by Plackett and Luce: a ward, drawn and counted with warm memory.

use std::hint::black_box;
use std::time::Instant;

use sailau_ranked::{Papers, Workspace};

use crate::pairs::{median, shown};
use crate::rules::rule;

/// Draws candidates one after the other, each with a chance in proportion to its weight among those that are left.
pub(crate) struct Voters {
    state: u64,
    /// Sums of the weights, so that a number below the last falls on a candidate.
    sums: Vec<u64>,
    /// From each of equal slices of that range: the candidate whose share it begins in.
    from: Vec<usize>,
    marked: Vec<u64>,
    ballot: u64,
    pub(crate) list: Vec<usize>,
}

impl Voters {
    pub(crate) fn new(candidates: usize, seed: u64) -> Self {
        let mut sum = 0;
        let weights = (0..candidates).map(|one| (1u64 << 40) / (one as u64 + 4));
        let sums: Vec<u64> = weights
            .map(|weight| {
                sum += weight;
                sum
            })
            .collect();
        let slice = sum / 256 + 1;
        let from = (0..256).map(|part| sums.partition_point(|end| *end <= part * slice)).collect();
        Self { state: seed, sums, from, marked: vec![0; candidates], ballot: 0, list: Vec::new() }
    }

    /// The next ballot: from 1 to 11 preferences, six on the average, as far as there are candidates.
    pub(crate) fn draw(&mut self) -> &[usize] {
        self.ballot += 1;
        self.list.clear();
        let length = (1 + self.below(11) as usize).min(self.sums.len());
        let sum = self.sums[self.sums.len() - 1];
        let slice = sum / 256 + 1;
        while self.list.len() < length {
            let at = self.below(sum);
            let mut candidate = self.from[(at / slice) as usize];
            while self.sums[candidate] <= at {
                candidate += 1;
            }
            if std::mem::replace(&mut self.marked[candidate], self.ballot) != self.ballot {
                self.list.push(candidate);
            }
        }
        &self.list
    }

    /// A number below this one, by SplitMix64.
    fn below(&mut self, bound: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        ((u128::from(mixed) * u128::from(bound)) >> 64) as u64
    }
}

const BALLOTS: usize = 5_000;

pub(crate) fn run() {
    println!("| a ward of {BALLOTS} ballots, 4 seats | drawn | counted | both |\n|---|---|---|---|");
    for (statute, candidates) in
        [("scotland", 8), ("scotland", 14), ("new_zealand", 8), ("ireland", 14), ("australia_senate", 14)]
    {
        let rule = rule(statute);
        let mut voters = Voters::new(candidates, 2026);
        let mut papers = Papers::new(candidates).expect("few candidates");
        let mut workspace = Workspace::default();
        let (mut drawn, mut counted) = (Vec::new(), Vec::new());
        for _ in 0..500 {
            let start = Instant::now();
            papers.clear();
            for _ in 0..BALLOTS {
                papers.add(1, voters.draw().iter().copied()).expect("candidates of the paper");
            }
            drawn.push(start.elapsed().as_secs_f64());
            let start = Instant::now();
            let winners = rule.winners(&papers, 4, &mut workspace, &mut |tied: &[usize]| tied[0]);
            black_box(winners.expect("a count"));
            counted.push(start.elapsed().as_secs_f64());
        }
        let (drawn, counted) = (median(&mut drawn), median(&mut counted));
        let both = shown(drawn + counted);
        println!("| {statute}, {candidates} candidates | {} | {} | {both} |", shown(drawn), shown(counted));
    }
}
