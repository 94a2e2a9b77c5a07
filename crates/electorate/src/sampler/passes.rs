//! An election in passes over all districts: first all normal numbers, then what is made of them, then the ballots.
//!
//! Where the districts of an election need nothing but normal numbers before their ballots, each pass is one long loop, in which
//! districts stand side by side. Every number is drawn in the order in which one district after the other draws it: normal numbers are a
//! sequence of their own.

use super::ballots::Expected;
use super::honest_ballots::HonestBallots;
use super::{Sampler, SamplerWorkspace, empty_box};
use crate::random::Generator;
use crate::rounding::round;
use crate::swing::SwingPlan;
use crate::{TallySlices, VoteRounding};

/// Room for all districts of an election.
#[derive(Debug, Clone, Default)]
pub(super) struct Passes {
    /// Deviations and support by district and party.
    deviations: Vec<f64>,
    support: Vec<f64>,
    turnout: Vec<f64>,
    /// Of each contest: lists, then candidates.
    rates: Vec<Vec<Rates>>,
    /// Weights of all candidates of each contest.
    candidates: Vec<Vec<f64>>,
}

/// Rates of a contest in a district.
#[derive(Debug, Clone, Copy, Default)]
struct Rates {
    invalid: f64,
    against_all: f64,
    others: f64,
    desertion: f64,
}

impl Rates {
    #[inline(always)]
    fn ballots(self, weights: &[f64], sum: f64, cast: u64) -> Expected<'_> {
        let Self { invalid, against_all, others, .. } = self;
        HonestBallots { invalid, against_all, others, weights, sum }.expected(cast)
    }
}

impl Sampler {
    /// Whether its elections can be drawn in passes.
    pub(super) fn goes_in_passes(&self) -> bool {
        self.swing.is_normal()
            && self.turnout.is_normal()
            && self.counting == VoteRounding::Expected
            && self.entrants.is_none()
            && self.anomalies.is_none()
    }

    pub(super) fn passes(&self) -> Passes {
        let (districts, parties) = (self.registered.len(), self.parties);
        Passes {
            deviations: vec![0.0; districts * parties],
            support: vec![0.0; districts * parties],
            turnout: vec![0.0; districts],
            rates: vec![vec![Rates::default(); districts]; self.lists.len() + self.singles.len()],
            candidates: self.singles.iter().map(|plan| vec![0.0; plan.candidates()]).collect(),
        }
    }

    /// Draws all districts, whose [common part](Sampler::begin) is drawn.
    #[inline(always)]
    pub(super) fn in_passes(
        &self,
        rng: &mut Generator,
        workspace: &mut SamplerWorkspace,
        tally: &mut TallySlices<'_>,
    ) {
        for district in 0..self.registered.len() {
            self.normals(district, rng, workspace);
        }
        let SamplerWorkspace { passes, .. } = &mut *workspace;
        self.swing.apply(&self.base, &passes.deviations, &mut passes.support);
        for (plan, weights) in self.singles.iter().zip(&mut passes.candidates) {
            plan.deviate(0..weights.len(), weights);
        }
        for district in 0..self.registered.len() {
            self.ballots(district, rng, workspace, tally);
        }
    }

    /// The normal numbers of a district.
    #[inline(always)]
    fn normals(&self, district: usize, rng: &mut Generator, workspace: &mut SamplerWorkspace) {
        let SamplerWorkspace { passes, swing, turnout, lists, singles, .. } = workspace;
        let deviations = &mut passes.deviations[district * self.parties..][..self.parties];
        let tracked = self.swing.deviate(district, rng, swing, deviations);
        passes.turnout[district] = self.turnout.draw(district, turnout[self.row_of[district]], tracked, rng);
        let (of_lists, of_singles) = passes.rates.split_at_mut(self.lists.len());
        for ((plan, space), rates) in self.lists.iter().zip(lists).zip(of_lists) {
            rates[district] = Rates {
                invalid: plan.invalid.draw(district, space.invalid, rng),
                against_all: plan.against_all.draw(district, space.against_all, rng),
                others: plan.others.draw(district, space.others, rng),
                desertion: 0.0,
            };
        }
        let of_each = singles.iter().zip(of_singles).zip(&mut passes.candidates);
        for (plan, ((space, rates), weights)) in self.singles.iter().zip(of_each) {
            if plan.ballots[district].is_none() {
                continue;
            }
            rng.fill_normals(&mut weights[plan.range(district)]);
            let desertion = plan.desertion(district, space, rng);
            rates[district] = Rates {
                invalid: plan.invalid.draw(district, space.invalid, rng),
                against_all: plan.against_all.draw(district, space.against_all, rng),
                others: plan.others.draw(district, space.others, rng),
                desertion,
            };
        }
    }

    /// The ballots of a district.
    #[inline(always)]
    fn ballots(
        &self,
        district: usize,
        rng: &mut Generator,
        workspace: &mut SamplerWorkspace,
        tally: &mut TallySlices<'_>,
    ) {
        let SamplerWorkspace { passes, support, lists, .. } = workspace;
        let row = district * self.parties..(district + 1) * self.parties;
        let shares = &mut passes.support[row.clone()];
        let sum = SwingPlan::sum(&self.base[row], shares);
        let registered = self.registered[district];
        let cast = round(registered as f64 * passes.turnout[district], registered, rng);
        let (of_lists, of_singles) = passes.rates.split_at(self.lists.len());
        for ((plan, space), rates) in self.lists.iter().zip(lists).zip(of_lists) {
            let expected = rates[district].ballots(shares, sum, cast);
            plan.add(district, expected, self.counting, rng, space, tally);
        }
        if self.singles.is_empty() {
            return;
        }
        support[..self.parties].copy_from_slice(shares);
        support[self.parties] = sum;
        for ((plan, rates), weights) in self.singles.iter().zip(of_singles).zip(&mut passes.candidates) {
            let Some(ballot) = plan.ballots[district] else { continue };
            let range = plan.range(district);
            let weights = &mut weights[range.clone()];
            plan.by_support(district, support, rates[district].desertion, weights);
            let expected = rates[district].ballots(weights, weights.iter().sum(), cast);
            let totals = &mut tally.totals[plan.first_total + ballot];
            *totals = empty_box(registered);
            expected.round(rng, &mut tally.votes[plan.first_vote..][range], totals);
        }
    }
}
