//! Draws elections, one after the other or many ahead, and hands them on to be counted.

use rand::{RngExt, SeedableRng};

use super::super::{Experiment, Fingerprint, Generator, MergeError};
use super::lanes::LANES;
use super::recording::Counting;
use super::{EnsembleSummary, Simulation};
use crate::electorate::VoteModel;
use crate::votes::Tally;

/// Elections that are drawn at a time: enough for a model to draw them side by side.
const AHEAD: usize = LANES;
/// Fewer where they would hold more numbers than this, so that they stay in the cache.
const MOST_AHEAD: usize = 1 << 18;

/// Scratch space of a worker.
pub struct DrawBuffers<M: VoteModel> {
    /// By model.
    models: Vec<M::Workspace>,
    /// By model, as many as there are generators: elections that are drawn before they are counted.
    tallies: Vec<Vec<Tally>>,
    generators: Vec<Generator>,
    /// What each draw's generator starts from, where there are several models.
    keys: Vec<[u8; 32]>,
    counting: Counting,
}

impl<M: VoteModel> Experiment for Simulation<M> {
    type Summary = EnsembleSummary;
    type Workspace = DrawBuffers<M>;

    fn summary(&self) -> EnsembleSummary {
        self.empty_summary()
    }

    fn workspace(&self) -> DrawBuffers<M> {
        let tallies: Vec<_> = self.models.iter().map(|model| model.votes.field().empty_tally()).collect();
        let numbers: usize = tallies.iter().map(|tally| tally.votes.len() + tally.totals.len()).sum();
        let ahead = (MOST_AHEAD / numbers.max(1)).clamp(1, AHEAD);
        DrawBuffers {
            models: self.models.iter().map(|model| model.votes.workspace()).collect(),
            tallies: tallies.into_iter().map(|tally| vec![tally; ahead]).collect(),
            generators: vec![Generator::from_seed([0; 32]); ahead],
            keys: vec![[0; 32]; ahead],
            counting: self.counting(),
        }
    }

    fn fingerprint(&self) -> Fingerprint {
        self.known_as()
    }

    fn draw(&self, generator: &mut Generator, room: &mut DrawBuffers<M>, summary: &mut EnsembleSummary) {
        self.draw_all(1, generator, room, summary);
    }

    fn draw_all(
        &self,
        draws: u64,
        generator: &mut Generator,
        room: &mut DrawBuffers<M>,
        summary: &mut EnsembleSummary,
    ) {
        let mut left = draws;
        while left > 0 {
            let now = room.generators.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            self.draw_ahead(now, generator, room);
            self.count_all(&room.tallies, now, &mut room.counting, summary);
            left -= now as u64;
        }
    }

    fn finish(&self, room: &mut DrawBuffers<M>, summary: &mut EnsembleSummary) -> Result<(), MergeError> {
        self.hand_over(&mut room.counting, summary)?;
        for (system, kept) in self.systems.iter().zip(&mut summary.systems) {
            kept.settle(system.plan.only_tier(), &system.parties);
        }
        Ok(())
    }
}

impl<M: VoteModel> Simulation<M> {
    /// Draws so many elections of each model, from the numbers that one draw after the other would have.
    fn draw_ahead(&self, now: usize, generator: &mut Generator, room: &mut DrawBuffers<M>) {
        let DrawBuffers { models, tallies, generators, keys, .. } = room;
        if let ([only], [workspace], [tallies]) = (&self.models[..], &mut models[..], &mut tallies[..]) {
            return only.votes.draw_all(generator, workspace, &mut tallies[..now]);
        }
        keys[..now].iter_mut().for_each(|key| *key = generator.random());
        for ((model, workspace), tallies) in self.models.iter().zip(models).zip(tallies) {
            for (generator, &key) in generators.iter_mut().zip(&keys[..now]) {
                *generator = Generator::from_seed(key);
            }
            model.votes.draw_each(&mut generators[..now], workspace, &mut tallies[..now]);
        }
    }
}
