use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::sample::draws_before;
use super::{BLOCK, Blocks, Experiment, MergeError, Sample, SimulateError, Summary, stream};

/// Blocks before a stop rule is asked for the first time.
const FIRST_LOOK: u64 = 16;

/// How many draws to make, from which seed, and which part of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    label: String,
    seed: u64,
    draws: u64,
    part: Part,
    threads: usize,
}

/// A seed whose run has no number of draws yet; see [`Run::from_seed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeded {
    seed: u64,
}

impl Seeded {
    /// A run of so many draws.
    #[must_use]
    pub fn draws(self, draws: u64) -> Run {
        Run { label: String::new(), seed: self.seed, draws, part: Part::Whole, threads: 0 }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Whole,
    Shard { part: u64, of: u64 },
    Blocks(Range<u64>),
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Draws made.
    pub done: u64,
    /// Draws to make, at most.
    pub of: u64,
}

/// Why a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ended {
    /// All its draws were made.
    Complete,
    /// The stop rule was satisfied.
    Enough,
    /// The progress callback cancelled it; the sample has what was drawn by then.
    Cancelled,
}

impl Run {
    /// A run from a seed: its number of draws follows. Both are numbers, and neither can stand for the other.
    ///
    /// ```
    /// use sailau::simulate::Run;
    ///
    /// let run = Run::from_seed(7).draws(100_000);
    /// # let _ = run;
    /// ```
    ///
    /// ```compile_fail
    /// let run: sailau::simulate::Run = sailau::simulate::Run::draws(100_000).from_seed(7);
    /// ```
    #[must_use]
    pub fn from_seed(seed: u64) -> Seeded {
        Seeded { seed }
    }

    /// Says what is drawn, with everything that it depends on: samples of different labels do not merge.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Draws one of several shards of nearly equal size, counted from 1.
    #[must_use]
    pub fn shard(mut self, part: u64, of: u64) -> Self {
        self.part = Part::Shard { part, of };
        self
    }

    /// Draws some blocks only, such as those that a sample [misses](Sample::missing).
    #[must_use]
    pub fn blocks(mut self, blocks: Range<u64>) -> Self {
        self.part = Part::Blocks(blocks);
        self
    }

    /// The number of threads; 0, as when it is left out, for as many as there are cores. The result is the same.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Makes the draws.
    ///
    /// # Errors
    ///
    /// [`SimulateError`]: no draws or more than 2^60, a shard or blocks that are not there, threads that cannot be
    /// started, or an experiment whose summaries are not of one shape.
    pub fn run<E: Experiment>(&self, experiment: &E) -> Result<Sample<E::Summary>, SimulateError> {
        let (sample, _) = self.run_watched(experiment, |_| ControlFlow::Continue(()))?;
        Ok(sample)
    }

    /// Makes the draws and reports after each block, from whichever thread drew it: reports may come out of order.
    /// `Break` cancels the run; the sample then has the blocks that were drawn, and says which are missing.
    ///
    /// # Errors
    ///
    /// Those of [`Run::run`].
    pub fn run_watched<E: Experiment>(
        &self,
        experiment: &E,
        progress: impl Fn(Progress) -> ControlFlow<()> + Sync,
    ) -> Result<(Sample<E::Summary>, Ended), SimulateError> {
        let blocks = self.range()?;
        self.in_pool(|| {
            let mut sample = self.empty(experiment);
            let watch = Watch::new(self, &blocks, &progress);
            draw(experiment, &mut sample, blocks, &watch)?;
            let ended = if watch.cancelled() { Ended::Cancelled } else { Ended::Complete };
            Ok((sample, ended))
        })
    }

    /// Makes draws until `enough` says so, or all are made.
    ///
    /// The rule is asked after 16 blocks (4,096 draws), and then each time that their number has grown by a quarter,
    /// so the run ends at the same draw with any number of threads. A rule that is asked often ends a little too
    /// early; the growing steps keep that small.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use rand::RngExt;
    /// use sailau::simulate::{Confidence, Ended, Proportion, Run, each_draw};
    ///
    /// let coin = each_draw(Proportion::default(), |rng, heads| heads.push(rng.random()));
    /// let (sample, ended) = Run::from_seed(1).draws(10_000_000).run_until(
    ///     &coin,
    ///     |sample| sample.summary.wilson(Confidence::P95).half_width() < 0.005,
    ///     |_| ControlFlow::Continue(()),
    /// )?;
    /// assert_eq!(ended, Ended::Enough);
    /// assert!(sample.draws() < 60_000);
    /// # Ok::<(), sailau::simulate::SimulateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Run::run`], and [`SimulateError::StopRuleOnShard`].
    pub fn run_until<E: Experiment>(
        &self,
        experiment: &E,
        mut enough: impl FnMut(&Sample<E::Summary>) -> bool + Send,
        progress: impl Fn(Progress) -> ControlFlow<()> + Sync,
    ) -> Result<(Sample<E::Summary>, Ended), SimulateError> {
        if self.part != Part::Whole {
            return Err(SimulateError::StopRuleOnShard);
        }
        let blocks = self.range()?;
        self.in_pool(|| {
            let mut sample = self.empty(experiment);
            let watch = Watch::new(self, &blocks, &progress);
            let mut done = 0;
            while done < blocks.end {
                let next = done.saturating_add(FIRST_LOOK.max(done / 4)).min(blocks.end);
                draw(experiment, &mut sample, done..next, &watch)?;
                if watch.cancelled() {
                    return Ok((sample, Ended::Cancelled));
                }
                done = next;
                if enough(&sample) {
                    return Ok((sample, Ended::Enough));
                }
            }
            Ok((sample, Ended::Complete))
        })
    }

    fn range(&self) -> Result<Range<u64>, SimulateError> {
        if self.draws == 0 {
            return Err(SimulateError::NoDraws);
        }
        if self.draws > 1 << 60 {
            return Err(SimulateError::TooManyDraws(self.draws));
        }
        let blocks = self.draws.div_ceil(BLOCK);
        match self.part {
            Part::Whole => Ok(0..blocks),
            Part::Shard { part, of } if part == 0 || part > of => {
                Err(SimulateError::NoSuchShard { part, of })
            }
            Part::Shard { part, of } => {
                // At most the number of blocks.
                let border = |part: u64| (u128::from(blocks) * u128::from(part) / u128::from(of)) as u64;
                Ok(border(part - 1)..border(part))
            }
            Part::Blocks(Range { start: from, end: to }) if from > to || to > blocks => {
                Err(SimulateError::NoSuchBlocks { from, to, blocks })
            }
            Part::Blocks(ref range) => Ok(range.clone()),
        }
    }

    fn empty<E: Experiment>(&self, experiment: &E) -> Sample<E::Summary> {
        Sample {
            label: self.label.clone(),
            seed: self.seed,
            planned: self.draws,
            blocks: Blocks::default(),
            experiment: experiment.fingerprint(),
            summary: experiment.summary(),
        }
    }

    fn in_pool<R: Send>(
        &self,
        work: impl FnOnce() -> Result<R, SimulateError> + Send,
    ) -> Result<R, SimulateError> {
        if self.threads == 0 {
            return work();
        }
        let pool = ThreadPoolBuilder::new().num_threads(self.threads).build();
        pool.map_err(|error| SimulateError::Threads(error.to_string()))?.install(work)
    }
}

/// What all workers share.
struct Watch<'a, P> {
    progress: &'a P,
    done: AtomicU64,
    of: u64,
    cancelled: AtomicBool,
}

impl<'a, P: Fn(Progress) -> ControlFlow<()> + Sync> Watch<'a, P> {
    fn new(run: &Run, blocks: &Range<u64>, progress: &'a P) -> Self {
        let of = draws_before(blocks.end, run.draws) - draws_before(blocks.start, run.draws);
        Self { progress, done: AtomicU64::new(0), of, cancelled: AtomicBool::new(false) }
    }

    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    fn report(&self, draws: u64) {
        let done = self.done.fetch_add(draws, Ordering::Relaxed) + draws;
        if (self.progress)(Progress { done, of: self.of }).is_break() {
            self.cancelled.store(true, Ordering::Relaxed);
        }
    }
}

/// A worker's own part of the result.
struct Worker<E: Experiment> {
    workspace: E::Workspace,
    summary: E::Summary,
    blocks: Blocks,
}

/// Draws blocks in parallel and adds them to the sample.
fn draw<E: Experiment, P: Fn(Progress) -> ControlFlow<()> + Sync>(
    experiment: &E,
    sample: &mut Sample<E::Summary>,
    blocks: Range<u64>,
    watch: &Watch<'_, P>,
) -> Result<(), SimulateError> {
    let (seed, planned) = (sample.seed, sample.planned);
    let start = || {
        Ok(Worker {
            workspace: experiment.workspace(),
            summary: experiment.summary(),
            blocks: Blocks::default(),
        })
    };
    let one_block = |worker: Result<Worker<E>, MergeError>, block: u64| {
        let mut worker = worker?;
        if watch.cancelled() {
            return Ok(worker);
        }
        let mut generator = stream(seed, block);
        let draws = draws_before(block + 1, planned) - draws_before(block, planned);
        experiment.draw_all(draws, &mut generator, &mut worker.workspace, &mut worker.summary);
        worker.blocks.insert(block..block + 1)?;
        watch.report(draws);
        Ok(worker)
    };
    let join = |left: Worker<E>, right: Worker<E>| -> Result<Worker<E>, MergeError> {
        let mut left = left;
        left.summary.merge(&right.summary)?;
        left.blocks.merge(&right.blocks)?;
        Ok(left)
    };
    let finish = |worker: Result<Worker<E>, MergeError>| {
        let mut worker = worker?;
        experiment.finish(&mut worker.workspace, &mut worker.summary)?;
        Ok(worker)
    };
    let drawn = blocks.into_par_iter().fold(start, one_block).map(finish).try_reduce_with(join);
    if let Some(worker) = drawn.transpose()? {
        sample.summary.merge(&worker.summary)?;
        sample.blocks.merge(&worker.blocks)?;
    }
    Ok(())
}
