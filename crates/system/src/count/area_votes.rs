//! What the ballot boxes of an area held.

use super::failure::CountFailure;
use super::figures::Figures;
use super::list_count::ListCount;
use crate::plan::{Area, ListBallot, ListPlan};
use crate::votes::Tally;

/// Votes of the lists of an area, and the figures beside them.
#[derive(Debug, Clone, Default)]
pub(crate) struct AreaVotes {
    /// By list.
    pub(crate) cast: Vec<u64>,
    pub(crate) figures: Figures,
}

impl AreaVotes {
    /// Adds up the ballots of these areas.
    pub(crate) fn count<'a>(
        &mut self,
        count: ListCount<'_>,
        areas: impl IntoIterator<Item = &'a Area>,
    ) -> Result<(), CountFailure> {
        let ListCount { plan, tally, .. } = count;
        self.cast.clear();
        self.cast.resize(plan.parties.len(), 0);
        self.figures = Figures::new();
        for ballot in areas.into_iter().flat_map(|area| &area.ballots) {
            for (&n, list) in tally.votes[ballot.votes.clone()].iter().zip(&ballot.lists) {
                let Some(list) = list.index() else {
                    self.figures.of_others += u128::from(n);
                    continue;
                };
                let sum = &mut self.cast[list];
                *sum = sum.checked_add(n).ok_or(CountFailure::TooManyVotes { list })?;
            }
            self.figures.add_box(&tally.totals[ballot.totals], plan.rule.against_all);
        }
        let (of_parties, alone) = self.cast.split_at(plan.first_individual());
        let sum = |votes: &[u64]| votes.iter().map(|&n| u128::from(n)).sum::<u128>();
        self.figures.of_parties = sum(of_parties);
        self.figures.of_others += sum(alone);
        Ok(())
    }

    pub(crate) fn valid(&self) -> u128 {
        self.figures.valid()
    }

    /// The base of the threshold; valid votes without one, or where a figure is missing for it.
    pub(crate) fn base(&self, plan: &ListPlan) -> u128 {
        let of = plan.rule.threshold.as_ref().map(|threshold| threshold.of);
        of.and_then(|of| self.figures.of(of).ok()).unwrap_or(self.valid())
    }
}

/// The figures of one district's ballots. Their sums fitted when those of all districts were made.
pub(crate) fn figures_of(plan: &ListPlan, tally: &Tally, ballot: &ListBallot) -> Figures {
    let mut figures = Figures::new();
    for (&n, list) in tally.votes[ballot.votes.clone()].iter().zip(&ballot.lists) {
        let of_party = list.index().is_some_and(|list| list < plan.first_individual());
        let sum = if of_party { &mut figures.of_parties } else { &mut figures.of_others };
        *sum += u128::from(n);
    }
    figures.add_box(&tally.totals[ballot.totals], plan.rule.against_all);
    figures
}
