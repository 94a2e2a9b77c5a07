//! From the support of lists to the votes of a system's districts.

use std::collections::HashMap;
use std::ops::Range;

use super::Uncountable;
use super::ground::{Cut, Cuts};
use crate::random::{Generator, exp};
use crate::votes::{Field, Tally, VotesBuilder, VotesError};

/// The ballots of a system for one number of lists, and how votes come onto them.
#[derive(Debug, Clone)]
pub(super) struct Papers {
    pub(super) field: Field,
    lists: usize,
    /// Ballots whose votes are drawn; all lists have the votes of these.
    drawn: Vec<BallotBox>,
    /// Ballots that are drawn for themselves, of contests whose districts lie nobody knows how.
    apart: Vec<BallotBox>,
    /// Ballots that have the sums of drawn ones.
    sums: Vec<(BallotBox, Vec<usize>)>,
}

/// A ballot box: where its numbers stand in the tally.
#[derive(Debug, Clone)]
struct BallotBox {
    votes: Range<usize>,
    totals: usize,
    size: u64,
}

/// Room for the numbers of a district.
#[derive(Debug, Clone, Default)]
pub(super) struct Room {
    normals: Vec<f64>,
    weights: Vec<f64>,
}

/// Votes in all, at least: whole votes are then as good as shares.
const ENOUGH: u64 = 1_000_000_000;

impl Papers {
    /// Ballots with these lists on each.
    pub(super) fn new(cuts: &Cuts, lists: &[String]) -> Result<Self, Uncountable> {
        let mut builder = VotesBuilder::default();
        for cut in &cuts.cuts {
            for place in &cut.places {
                let mut ballot = builder.ballot(&cut.contest, place.district.as_deref());
                for (order, list) in (1..).zip(lists) {
                    ballot = ballot.list(list, 0).registration_order(order);
                }
            }
        }
        let votes = builder.build().map_err(VotesError::from)?.with_districts(cuts.facts.iter().cloned())?;
        let field = votes.field().clone();
        let base = cuts.cuts.iter().rev().max_by_key(|cut| cut.places.len()).ok_or(Uncountable::NoVotes)?;
        let boxes = |cut: &Cut| -> Vec<BallotBox> {
            let ballots = field.contest(&cut.contest).map(|contest| contest.ballots.as_slice());
            let sizes = cut.places.iter().map(|place| place.size.max(1));
            let all = sizes.clone().fold(0, u64::saturating_add);
            let times = ENOUGH.div_ceil(all.max(1)).max(1);
            let boxes = ballots.unwrap_or_default().iter().zip(sizes);
            boxes
                .map(|(ballot, size)| BallotBox {
                    votes: ballot.votes(),
                    totals: ballot.totals(),
                    size: size.saturating_mul(times),
                })
                .collect()
        };
        let (mut apart, mut sums) = (Vec::new(), Vec::new());
        for cut in cuts.cuts.iter().filter(|cut| cut.contest != base.contest) {
            match parts(cut, base, &field) {
                Some(parts) => sums.extend(boxes(cut).into_iter().zip(parts)),
                None => apart.extend(boxes(cut)),
            }
        }
        Ok(Self { drawn: boxes(base), lists: lists.len(), field, apart, sums })
    }

    pub(super) fn room(&self) -> Room {
        Room { normals: vec![0.0; self.lists], weights: vec![0.0; self.lists] }
    }

    /// Whether support differs between districts, so that random numbers are needed.
    pub(super) fn varies(&self, spread: f64) -> bool {
        spread > 0.0 && self.drawn.len() + self.apart.len() > 1
    }

    /// Ballots whose votes are drawn.
    pub(super) fn districts(&self) -> usize {
        self.drawn.len()
    }

    /// Writes the votes of every ballot, and those of the whole country by list.
    pub(super) fn cast(
        &self,
        support: &[f64],
        spread: f64,
        mut random: Option<&mut Generator>,
        room: &mut Room,
        tally: &mut Tally,
        country: &mut [u64],
    ) {
        country.fill(0);
        for (number, own) in self.drawn.iter().chain(&self.apart).enumerate() {
            // A country in one piece has the support of the country.
            let alone = if number < self.drawn.len() { self.drawn.len() } else { self.apart.len() } == 1;
            room.weights.copy_from_slice(support);
            if let (Some(random), false) = (&mut random, alone) {
                random.fill_normals(&mut room.normals);
                for (weight, normal) in room.weights.iter_mut().zip(&room.normals) {
                    *weight *= exp(spread * normal);
                }
            }
            let votes = &mut tally.votes[own.votes.clone()];
            share_out(own.size, &room.weights, votes);
            own.close(tally, own.size);
            if number < self.drawn.len() {
                for (sum, votes) in country.iter_mut().zip(&tally.votes[own.votes.clone()]) {
                    *sum += votes;
                }
            }
        }
        for (own, parts) in &self.sums {
            let mut size = 0;
            tally.votes[own.votes.clone()].fill(0);
            for part in parts.iter().map(|&part| &self.drawn[part]) {
                size += part.size;
                for list in 0..self.lists {
                    tally.votes[own.votes.start + list] += tally.votes[part.votes.start + list];
                }
            }
            own.close(tally, size);
        }
    }
}

impl BallotBox {
    /// Everybody on the roll voted, and every ballot is good.
    fn close(&self, tally: &mut Tally, size: u64) {
        let totals = &mut tally.totals[self.totals];
        (totals.registered, totals.invalid) = (Some(size), Some(0));
    }
}

/// Whole votes in proportion to weights: where their running sum, rounded, ends.
fn share_out(size: u64, weights: &[f64], votes: &mut [u64]) {
    let all: f64 = weights.iter().sum();
    let scale = size as f64 / all;
    let (mut sum, mut given) = (0.0, 0u64);
    let last = votes.len().saturating_sub(1);
    for (number, (votes, weight)) in votes.iter_mut().zip(weights).enumerate() {
        sum += weight * scale;
        let end = if number == last { size } else { ((sum + 0.5) as u64).min(size).max(given) };
        *votes = end - given;
        given = end;
    }
}

/// Of which districts of the base each district of a cut is made up; none where that is not known of one.
fn parts(cut: &Cut, base: &Cut, field: &Field) -> Option<Vec<Vec<usize>>> {
    if let [only] = cut.places.as_slice()
        && only.district.is_none()
    {
        return Some(vec![(0..base.places.len()).collect()]);
    }
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, place) in base.places.iter().enumerate() {
        let name = place.district.as_deref()?;
        by_name.entry(name).or_default().push(number);
        if let Some(region) = field.region_of(name).filter(|region| *region != name) {
            by_name.entry(region).or_default().push(number);
        }
    }
    let parts = cut.places.iter().map(|place| by_name.get(place.district.as_deref()?).cloned());
    let parts: Vec<Vec<usize>> = parts.collect::<Option<_>>()?;
    // No vote is cast twice.
    (parts.iter().map(Vec::len).sum::<usize>() <= base.places.len()).then_some(parts)
}
