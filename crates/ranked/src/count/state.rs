//! A fingerprint of a count under way.

use super::plan::PilePlan;
use super::workspace::Workspace;
use crate::exclusion::ExcludedPapers;
use crate::reading::Papers;
use crate::surplus::{SurplusOrder, SurplusPapers};
use crate::ties::{ChosenFor, TieBreak};

/// What of its past a statute reads later on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reads {
    /// Votes of earlier stages.
    history: bool,
    /// The stages at which papers came and surpluses arose.
    arrival: bool,
    /// The order in which papers lie.
    order: bool,
    /// Units of a vote.
    scale: u128,
}

impl Reads {
    pub(crate) fn of(plan: &PilePlan, ties: TieBreak, scale: u128) -> Self {
        let order = plan.surplus.papers == SurplusPapers::WholePapers;
        let arrival = order
            || plan.surplus.papers == SurplusPapers::LastParcel
            || plan.surplus.order == SurplusOrder::OldestFirst
            || matches!(
                plan.exclusion.papers,
                ExcludedPapers::ByArrival | ExcludedPapers::FirstPreferencesThenByValue
            );
        Self { history: ties != TieBreak::Lots, arrival, order, scale }
    }
}

impl Workspace {
    /// A number that two states share only if they go on alike, but for a chance of one in 2^100: it is mixed of everything
    /// that a later stage reads, and of nothing else.
    pub(crate) fn state(&self, papers: &Papers, chosen_for: ChosenFor, reads: Reads) -> u128 {
        let mut sum = mix(mix(chosen_for as u128 + 1) ^ reads.scale);
        let mut add = |kind: u128, parts: [u128; 4]| {
            sum = sum.wrapping_add(parts.iter().fold(mix(kind), |hash, part| mix(hash ^ part)));
        };
        let candidates = self.votes.len();
        for (candidate, votes) in self.votes.iter().enumerate() {
            let flags = [self.standing[candidate], self.due[candidate], self.elected_at[candidate] > 0];
            let flags = flags.iter().fold(0, |flags, flag| flags << 1 | u128::from(*flag));
            let arose = if reads.arrival { self.elected_at[candidate].into() } else { 0 };
            add(2, [candidate as u128, *votes, flags, arose]);
            if reads.history && (self.standing[candidate] || self.due[candidate]) {
                for (stage, then) in self.history.chunks(candidates).enumerate() {
                    add(3, [candidate as u128, stage as u128, then[candidate], 0]);
                }
            }
        }
        // Who elected a member is counted again when that member leaves.
        add(7, [self.helped.print, 0, 0, 0]);
        // Lots for the papers of one surplus follow each other while nothing moves: only who is still tied tells them apart.
        self.among.iter().for_each(|candidate| add(6, [*candidate as u128, 0, 0, 0]));
        for (holder, parcel) in &self.parts[self.gone..] {
            let holder = *holder as u128;
            add(4, [holder, parcel.value.above, parcel.value.below, parcel.ballots().into()]);
        }
        let mut place = 0;
        self.piles.each(papers, |holder, parcel, paper, count| {
            place += 1;
            let came = if reads.arrival { u128::from(parcel.arrival) << 64 } else { 0 };
            let came = came | if reads.order { place } else { 0 };
            let paper = (holder as u128) << 32 | u128::from(paper);
            if reads.order {
                add(6, [paper, count.into(), 0, 0]);
            }
            add(5, [paper, parcel.value.above, parcel.value.below, came]);
        });
        sum
    }
}

impl Workspace {
    /// The same for a count by shares.
    pub(crate) fn state_of_shares(&self, chosen_for: ChosenFor, history: bool) -> u128 {
        let mut sum = mix(chosen_for as u128 + 1);
        let mut add = |parts: [u128; 3]| {
            sum = sum.wrapping_add(parts.iter().fold(mix(7), |hash, part| mix(hash ^ part)));
        };
        let candidates = self.votes.len();
        for (candidate, votes) in self.votes.iter().enumerate() {
            let flags = [self.standing[candidate], self.takes_part[candidate]];
            let flags = flags.iter().fold(0, |flags, flag| flags << 1 | u128::from(*flag));
            add([(candidate as u128) << 2 | flags, *votes, self.shares.keeps[candidate].into()]);
            if history && self.standing[candidate] {
                for (stage, then) in self.history.chunks(candidates).enumerate() {
                    add([(candidate as u128) << 2 | 3, stage as u128 + 1, then[candidate]]);
                }
            }
        }
        sum
    }
}

/// A number that two lists of numbers share only by chance.
pub(crate) fn mixed(parts: &[u128]) -> u128 {
    parts.iter().fold(mix(8), |hash, part| mix(hash ^ part))
}

/// Two rounds of multiplication and folding.
fn mix(value: u128) -> u128 {
    const ODD: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
    let once = (value ^ (value >> 67)).wrapping_mul(ODD);
    (once ^ (once >> 61)).wrapping_mul(ODD ^ (1 << 77))
}
