//! Ballots between lists.

use super::ballots::Expected;
use crate::TallySlices;
use crate::random::Generator;
use crate::rates::RatePlan;
use crate::{Electorate, ListContest, ReportingLevel, VoteRounding};

/// A list contest, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct ListPlan {
    pub(super) invalid: RatePlan,
    pub(super) against_all: RatePlan,
    pub(super) others: RatePlan,
    /// The piece in which each district's votes are reported.
    pub(super) piece_of: Vec<usize>,
    /// The voters on the roll of each piece.
    pub(super) registered: Vec<u64>,
    parties: usize,
    pub(super) first_vote: usize,
    pub(super) first_total: usize,
    /// Whether expected votes of several districts are summed before they are rounded.
    pub(super) is_summed: bool,
}

/// What stands before the parties in a piece's sums: spoilt ballots, votes against all, votes for those not named.
pub(super) const BEFORE: usize = 3;

/// Sums of expected votes, a piece after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct ListSpace {
    pub(super) invalid: f64,
    pub(super) against_all: f64,
    pub(super) others: f64,
    sums: Vec<f64>,
    cast: Vec<u64>,
}

impl ListPlan {
    /// With the names of the pieces: none for the nation's.
    pub(super) fn new(
        electorate: &Electorate,
        list: &ListContest,
        (first_vote, first_total): (usize, usize),
    ) -> (Self, Vec<Option<String>>) {
        let mut names: Vec<Option<String>> = Vec::new();
        let mut numbers = std::collections::HashMap::new();
        let mut registered = Vec::new();
        let piece_of = electorate.districts.iter().map(|district| {
            let name = match list.by {
                ReportingLevel::Nation => None,
                ReportingLevel::Region => Some(district.region.as_ref().unwrap_or(&district.name)),
                ReportingLevel::District => Some(&district.name),
            };
            let piece = *numbers.entry(name).or_insert_with(|| {
                names.push(name.cloned());
                registered.push(0);
                names.len() - 1
            });
            registered[piece] += district.registered;
            piece
        });
        let plan = Self {
            invalid: RatePlan::new(&list.invalid, electorate),
            against_all: RatePlan::new(&list.against_all, electorate),
            others: RatePlan::new(&list.others, electorate),
            piece_of: piece_of.collect(),
            registered,
            parties: electorate.parties.len(),
            first_vote,
            first_total,
            is_summed: electorate.counting == VoteRounding::Expected && list.by != ReportingLevel::District,
        };
        (plan, names)
    }

    pub(super) fn space(&self) -> ListSpace {
        let pieces = if self.is_summed { self.registered.len() } else { 0 };
        ListSpace {
            sums: vec![0.0; pieces * (self.parties + BEFORE)],
            cast: vec![0; pieces],
            ..ListSpace::default()
        }
    }

    /// Draws what the pieces have in common, and empties them.
    #[inline(always)]
    pub(super) fn begin(&self, rng: &mut Generator, space: &mut ListSpace, tally: &mut TallySlices<'_>) {
        space.invalid = self.invalid.begin(rng);
        space.against_all = self.against_all.begin(rng);
        space.others = self.others.begin(rng);
        space.sums.fill(0.0);
        space.cast.fill(0);
        let pieces = self.registered.len();
        tally.votes[self.first_vote..][..pieces * self.parties].fill(0);
        for (totals, &registered) in tally.totals[self.first_total..].iter_mut().zip(&self.registered) {
            *totals = super::empty_box(registered);
        }
    }

    /// The votes of a district.
    #[inline(always)]
    pub(super) fn add(
        &self,
        district: usize,
        expected: Expected,
        counting: VoteRounding,
        rng: &mut Generator,
        space: &mut ListSpace,
        tally: &mut TallySlices<'_>,
    ) {
        let piece = self.piece_of[district];
        if self.is_summed {
            let width = self.parties + BEFORE;
            let sums = &mut space.sums[piece * width..(piece + 1) * width];
            sums[0] += expected.invalid;
            sums[1] += expected.against_all;
            sums[2] += expected.others;
            for (sum, weight) in sums[BEFORE..].iter_mut().zip(expected.weights) {
                *sum += weight * expected.scale;
            }
            space.cast[piece] += expected.cast;
            return;
        }
        let votes = &mut tally.votes[self.first_vote + piece * self.parties..][..self.parties];
        let totals = &mut tally.totals[self.first_total + piece];
        match counting {
            VoteRounding::Expected => expected.round(rng.uniform(), votes, totals),
            VoteRounding::Multinomial => expected.by_chance(rng, votes, totals),
        }
    }

    /// Rounds what was summed.
    #[inline(always)]
    pub(super) fn end(&self, rng: &mut Generator, space: &ListSpace, tally: &mut TallySlices<'_>) {
        let pieces = space.sums.chunks_exact(self.parties + BEFORE).zip(&space.cast);
        let votes = tally.votes[self.first_vote..].chunks_exact_mut(self.parties);
        for (((sums, &cast), votes), totals) in pieces.zip(votes).zip(&mut tally.totals[self.first_total..]) {
            let (invalid, against_all, others) = (sums[0], sums[1], sums[2]);
            Expected { cast, invalid, against_all, others, weights: &sums[BEFORE..], scale: 1.0 }.round(
                rng.uniform(),
                votes,
                totals,
            );
        }
    }
}
