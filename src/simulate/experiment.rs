use super::{Fingerprint, Generator, MergeError, Summary};

/// Something that can be drawn many times.
///
/// A draw depends on the generator alone: not on earlier draws, and not on what they left in the workspace.
pub trait Experiment: Sync {
    /// What is kept of all draws.
    type Summary: Summary;
    /// Scratch space, made once a worker so that a draw need not allocate.
    type Workspace: Send;

    /// The summary of no draws.
    fn summary(&self) -> Self::Summary;

    /// Fresh scratch space.
    fn workspace(&self) -> Self::Workspace;

    /// What tells this experiment from others, so that samples of different ones do not merge: unless it is told more
    /// exactly, what some draws leave in its summary.
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_draws(|generator| {
            let (mut workspace, mut summary) = (self.workspace(), self.summary());
            (0..Fingerprint::DRAWS).for_each(|_| self.draw(generator, &mut workspace, &mut summary));
            format!("{summary:?}")
        })
    }

    /// Draws once, and records the result.
    fn draw(&self, generator: &mut Generator, workspace: &mut Self::Workspace, summary: &mut Self::Summary);

    /// Draws so many times: what as many calls of [`draw`](Self::draw) give. An experiment that makes many draws faster than one says
    /// how here.
    fn draw_all(
        &self,
        draws: u64,
        generator: &mut Generator,
        workspace: &mut Self::Workspace,
        summary: &mut Self::Summary,
    ) {
        (0..draws).for_each(|_| self.draw(generator, workspace, summary));
    }

    /// Hands over what the workspace has kept back; called when a worker has made its last draw. An experiment that finds the same
    /// of many things may so keep it once, and has nothing to do here where each draw is recorded at once.
    ///
    /// # Errors
    ///
    /// [`MergeError`] where a sum does not fit.
    fn finish(&self, workspace: &mut Self::Workspace, summary: &mut Self::Summary) -> Result<(), MergeError> {
        let _ = (workspace, summary);
        Ok(())
    }
}

/// A closure as an [`Experiment`]; made by [`each_draw`].
#[derive(Debug, Clone)]
pub struct EachDraw<S, F> {
    empty: S,
    draw: F,
}

/// An experiment without a workspace: the empty summary, and what a draw adds to it.
///
/// ```
/// use rand::RngExt;
/// use sailau::simulate::{Histogram, Run, each_draw};
///
/// let dice = each_draw(Histogram::new(12), |rng, sums| {
///     sums.push(rng.random_range(1..=6) + rng.random_range(1..=6));
/// });
/// let sums = Run::from_seed(1).draws(36_000).run(&dice)?.summary;
/// assert!((5_700..6_300).contains(&sums.count(7)));
/// # Ok::<(), sailau::simulate::SimulateError>(())
/// ```
pub fn each_draw<S, F>(empty: S, draw: F) -> EachDraw<S, F>
where
    S: Summary + Clone + Sync,
    F: Fn(&mut Generator, &mut S) + Sync,
{
    EachDraw { empty, draw }
}

impl<S, F> Experiment for EachDraw<S, F>
where
    S: Summary + Clone + Sync,
    F: Fn(&mut Generator, &mut S) + Sync,
{
    type Summary = S;
    type Workspace = ();

    fn summary(&self) -> S {
        self.empty.clone()
    }

    fn workspace(&self) {}

    fn draw(&self, generator: &mut Generator, (): &mut (), summary: &mut S) {
        (self.draw)(generator, summary);
    }
}
