use std::ops::{ControlFlow, Range};

use super::super::{Ended, Fingerprint, Progress, Run, Sample, SimulateError};
use super::simulation::Pairs;
use super::{Ensemble, EnsembleSummary, Simulation};
use crate::electorate::VoteModel;

/// Several simulations of the same model, whose votes are drawn once for all of them. Each comes out as if it had been run alone.
#[derive(Debug, Clone)]
pub(crate) struct Joined<M> {
    whole: Simulation<M>,
    parts: Vec<Part>,
}

/// Where the results of a simulation are in the whole, and what they are called.
#[derive(Debug, Clone)]
struct Part {
    systems: Range<usize>,
    pairs: Range<usize>,
    experiment: Fingerprint,
    assumptions: Vec<String>,
    stated: Vec<String>,
}

impl<M: VoteModel> Joined<M> {
    /// One simulation, to which others may be joined.
    pub(crate) fn of(mut simulation: Simulation<M>) -> Self {
        let pairs = simulation.pairs();
        let part = Part {
            systems: 0..simulation.systems.len(),
            pairs: 0..pairs.len(),
            experiment: simulation.known_as(),
            assumptions: simulation.assumptions(),
            stated: simulation.stated(),
        };
        simulation.pairs = Pairs::These(pairs);
        Self { whole: simulation, parts: vec![part] }
    }

    /// The model whose votes are drawn.
    pub(crate) fn model(&self) -> &M {
        &self.whole.models[0].votes
    }

    /// Systems of all simulations together.
    pub(crate) fn systems(&self) -> usize {
        self.whole.systems.len()
    }

    /// Joins a simulation whose model draws the same votes, which is for the caller to know. It is given back where it keeps other
    /// things of a draw: other parties, events or indices.
    pub(crate) fn join(&mut self, other: Simulation<M>) -> Result<(), Box<Simulation<M>>> {
        let whole = &mut self.whole;
        let same = (other.models.len(), whole.models.len()) == (1, 1)
            && (&other.models[0].contest, &other.parties, &other.events, other.indices)
                == (&whole.models[0].contest, &whole.parties, &whole.events, whole.indices);
        let Pairs::These(pairs) = &mut whole.pairs else { return Err(Box::new(other)) };
        if !same {
            return Err(Box::new(other));
        }
        let (systems, first_pair) = (whole.systems.len(), pairs.len());
        pairs.extend(other.pairs().into_iter().map(|(one, two)| (systems + one, systems + two)));
        self.parts.push(Part {
            systems: systems..systems + other.systems.len(),
            pairs: first_pair..pairs.len(),
            experiment: other.known_as(),
            assumptions: other.assumptions(),
            stated: other.stated(),
        });
        for mut system in other.systems {
            let group = &other.groups[system.group];
            system.group = whole.group(0, group.tiers.clone());
            whole.systems.push(system);
        }
        Ok(())
    }

    /// Makes the draws of a run, once for all.
    ///
    /// # Errors
    ///
    /// Those of [`Run::run`].
    pub(crate) fn run_watched(
        &self,
        run: &Run,
        progress: impl Fn(Progress) -> ControlFlow<()> + Sync,
    ) -> Result<(Vec<Ensemble>, Ended), SimulateError> {
        let (sample, ended) = run.run_watched(&self.whole, progress)?;
        Ok((self.parts.iter().map(|part| part.of(&sample)).collect(), ended))
    }
}

impl Part {
    /// The part's own sample.
    fn of(&self, whole: &Ensemble) -> Ensemble {
        let found = &whole.summary;
        let own_pairs = found.pairs[self.pairs.clone()].iter().cloned().map(|mut pair| {
            pair.first -= self.systems.start;
            pair.second -= self.systems.start;
            pair
        });
        Sample {
            label: whole.label.clone(),
            seed: whole.seed,
            planned: whole.planned,
            blocks: whole.blocks.clone(),
            experiment: self.experiment.clone(),
            summary: EnsembleSummary {
                fingerprint: self.experiment.of_all(),
                assumptions: self.assumptions.clone(),
                stated: self.stated.clone(),
                parties: found.parties.clone(),
                votes: found.votes.clone(),
                systems: found.systems[self.systems.clone()].to_vec(),
                pairs: own_pairs.collect(),
            },
        }
    }
}
