//! The re-count: the papers go to those who consent, and the lowest is excluded until one has the majority.

use super::heap::Helped;
use super::{Countback, PapersAt, Run};
use crate::count::{Kind, Plan, Table};
use crate::election::{ElectedBy, LastSeats};
use crate::error::RankedError;
use crate::exclusion::ExcludedPapers;
use crate::quota::{QuotaKind, QuotaRule, QuotaTaken};
use crate::reading::Papers;
use crate::record::{Action, Count};
use crate::rule::{RankedMethod, RankedRule};
use crate::surplus::SurplusPapers;
use crate::ties::{Decider, Stop, TieDecidedBy};

impl RankedRule {
    /// How the papers of a member who left are counted again: for one seat, by half of the votes that still count at each stage,
    /// cut, and one more.
    pub(super) fn recount_plan(&self) -> Result<Plan, RankedError> {
        let wrong = |field, problem: &str| Err(RankedError::Rule { field, problem: problem.into() });
        if self.method != RankedMethod::Stv {
            return wrong("method", "a vacancy is filled by counting back under `stv` alone");
        }
        let papers = self.surplus.map_or(SurplusPapers::WeightedInclusive, |surplus| surplus.papers);
        match papers {
            SurplusPapers::WeightedInclusive | SurplusPapers::LastParcel => {}
            SurplusPapers::UnweightedInclusive | SurplusPapers::WholePapers => {
                return wrong(
                    "surplus.papers",
                    "leaves no part of each paper with the elected; count back under `last parcel` or `weighted inclusive`",
                );
            }
        }
        if self.election.by == ElectedBy::Surplus {
            return wrong("election.by", "elects by passing papers on; count back where the quota elects");
        }
        let quota = QuotaRule { kind: QuotaKind::Droop, decimals: 0, taken: QuotaTaken::AtEveryStage };
        let mut plan = Self { quota: Some(quota), ..self.clone() }.plan(1)?;
        if let Kind::Piles(plan) = &mut plan.kind {
            plan.last = LastSeats::AsManyAsStand;
            plan.exclusion.deposit = None;
        }
        Ok(plan)
    }
}

impl Run<'_> {
    /// One way: the election, and the re-count if it came to pass.
    pub(super) fn way(&mut self, decider: &mut dyn Decider) -> Result<Vec<usize>, Stop> {
        let of = self.filling.of;
        self.plan.run(self.papers, self.withdrawn, &mut self.election, decider, None)?;
        let elected = &self.election.elected;
        if !elected.contains(&of) {
            return Err(Stop::Known);
        }
        if let Some(sits) = self.filling.standing().find(|candidate| elected.contains(candidate)) {
            let because = "was elected as well";
            self.fault = RankedError::CannotFill { number: sits + 1, because };
            return Err(Stop::Known);
        }
        let helped = std::mem::take(&mut self.election.helped);
        let papers = self.papers.of_member(of, &helped).map_err(Stop::Error)?;
        let Kind::Piles(plan) = &self.recount.kind else { return Err(Stop::Known) };
        let mut stages = Vec::new();
        let record = if self.recorded.is_none() { Some(&mut stages) } else { None };
        let mut again = Again(decider);
        let table = Table::bare(
            (self.recount, plan),
            &papers,
            &self.filling.stays_out,
            &mut self.again,
            &mut again,
            record,
        );
        table.recount(of, &helped)?;
        if self.recorded.is_none() {
            let mut count = Count::begin(&papers, 1, &self.filling.stays_out);
            count.stages = stages;
            let papers = helped.by_value.iter().map(|(value, papers)| PapersAt {
                papers: papers.iter().map(|(_, count)| count).sum(),
                value: (value.above, value.below),
            });
            let quota = self.plan.amount(helped.quota);
            self.recorded =
                Some(Countback { of, stage: helped.stage, quota, papers: papers.collect(), count });
        }
        Ok(self.again.elected.clone())
    }
}

/// The election and its re-count never share a state.
struct Again<'a>(&'a mut dyn Decider);

impl Decider for Again<'_> {
    fn decide(&mut self, among: &[usize], state: &dyn Fn() -> u128) -> Result<(usize, TieDecidedBy), Stop> {
        self.0.decide(among, &|| state().wrapping_add(crate::count::mixed(&[9])))
    }

    fn decide_order(&mut self, among: &[usize]) -> Result<(usize, TieDecidedBy), Stop> {
        self.0.decide_order(among)
    }
}

impl Table<'_> {
    /// Passes the papers on that elected a member, value by value where papers of the excluded go so, and counts on.
    fn recount(mut self, of: usize, helped: &Helped) -> Result<(), Stop> {
        self.lay(of, helped)?;
        let one_by_one = self.plan.exclusion.papers == ExcludedPapers::ByValue;
        loop {
            let first = self.workspace.gone;
            let value = self.workspace.parts.get(first).map(|(_, parcel)| parcel.value);
            let end = self.workspace.parts.len();
            self.arrival += 1;
            while self.workspace.gone < end && (!one_by_one || self.workspace.gone == first) {
                self.pass_on_one_value(end)?;
            }
            let more = self.workspace.gone < end;
            if self.record.is_some() {
                let one = !more && first + 1 >= end || one_by_one;
                let value = value.filter(|_| one).map(|value| (value.above, value.below));
                self.action = Action::Countback { of, value, more };
            }
            if !more {
                break;
            }
            self.close()?;
        }
        self.workspace.votes[of] = 0;
        self.run()
    }

    /// Lays the papers down with the member who leaves, a parcel of each value.
    fn lay(&mut self, of: usize, helped: &Helped) -> Result<(), RankedError> {
        let mut scale = self.scale;
        if self.plan.surplus.cut == crate::surplus::SurplusCut::Nothing {
            for (value, _) in &helped.by_value {
                let finer = (value.below / crate::common_divisor::gcd(scale, value.below)).checked_mul(scale);
                scale = finer.ok_or_else(|| self.too_large())?;
            }
            self.refine(scale / self.scale)?;
        }
        let sizes = helped.by_value.iter().map(|(value, papers)| (*value, papers.len() as u32));
        let workspace = &mut *self.workspace;
        workspace.piles.lay(self.papers, of, sizes);
        workspace.excluding.push(of);
        let parcels = workspace.piles.of[of].drain(..);
        workspace.parts.extend(parcels.map(|parcel| (of, parcel)));
        for place in 0..self.workspace.parts.len() {
            let (_, parcel) = self.workspace.parts[place];
            let worth = parcel.value.of(parcel.ballots(), self.scale).ok_or_else(|| self.too_large())?;
            self.total += worth;
            self.workspace.votes[of] += worth;
        }
        Ok(())
    }
}

impl Papers {
    /// The papers that elected a member, who is marked on each before all others.
    fn of_member(&self, of: usize, helped: &Helped) -> Result<Self, RankedError> {
        let mut papers = Self::new(self.candidates())?;
        for (paper, count) in helped.by_value.iter().flat_map(|(_, papers)| papers) {
            let [start, end] = [*paper, *paper + 1].map(|place| self.starts[place as usize] as usize);
            papers.marks.push(of as u16);
            papers.marks.extend_from_slice(&self.marks[start..end]);
            papers.close(*count, 1)?;
        }
        Ok(papers)
    }
}
