//! Summaries of nothing yet.

use super::super::{Histogram, Proportion};
use super::simulation::System;
use super::{
    DrawnVotes, EnsembleSummary, Event, EventCount, IndexDistribution, Indices, Pair, PairedHistogram,
    PairedTable, PartySeats, Simulation, SystemSummary,
};
use crate::electorate::VoteModel;

impl<M: VoteModel> Simulation<M> {
    pub(super) fn empty_summary(&self) -> EnsembleSummary {
        let votes = self.models.iter().map(|model| DrawnVotes {
            contest: model.contest.clone(),
            shares: vec![Histogram::new(1_000); self.parties.len()],
            first: vec![Proportion::default(); self.parties.len()],
            effective_parties: IndexDistribution::new(0.0, 0.01, 20.0),
        });
        let systems = self.systems.iter().map(|system| self.houses(system));
        let pairs = self.pairs().into_iter().map(|(first, second)| self.pair(first, second));
        EnsembleSummary {
            fingerprint: self.known_as().of_all(),
            assumptions: self.assumptions(),
            stated: self.stated(),
            parties: self.parties.clone(),
            votes: votes.collect(),
            systems: systems.collect(),
            pairs: pairs.collect(),
        }
    }

    pub(super) fn pair(&self, first: usize, second: usize) -> Pair {
        let largest = |system: usize| self.systems[system].plan.house_size();
        let seats = PairedHistogram::new(largest(first), largest(second));
        Pair {
            first,
            second,
            seats: vec![seats; self.parties.len()],
            majority: vec![PairedTable::default(); self.parties.len()],
            events: vec![PairedTable::default(); self.events.len()],
            gallagher: IndexDistribution::new(-100.0, 0.1, 100.0),
        }
    }

    pub(super) fn houses(&self, system: &System) -> SystemSummary {
        let house_size = system.plan.house_size();
        let tiers: Vec<_> = system.plan.tiers().map(str::to_owned).collect();
        let party = PartySeats {
            seats: Histogram::new(house_size),
            by_tier: vec![Histogram::new(house_size); tiers.len()],
            largest: Proportion::default(),
            majority: Proportion::default(),
            two_thirds: Proportion::default(),
        };
        let counted = |(event, _): &(Event, Vec<usize>)| EventCount {
            event: event.clone(),
            happened: Proportion::default(),
        };
        SystemSummary {
            name: system.name.clone(),
            house_size,
            votes: system.model,
            tiers,
            parties: vec![party; self.parties.len()],
            without_party: Histogram::new(house_size),
            parties_in_house: Histogram::new(u32::try_from(self.parties.len()).unwrap_or(u32::MAX)),
            tied: Proportion::default(),
            tie_broken: Proportion::default(),
            unfilled: Proportion::default(),
            sole_qualifier: Proportion::default(),
            majority: Proportion::default(),
            two_thirds: Proportion::default(),
            events: self.events.iter().map(counted).collect(),
            failed: Proportion::default(),
            indices: self.indices.then(Indices::empty),
        }
    }
}
