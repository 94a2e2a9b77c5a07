use crate::random::Generator;
use crate::votes::{BallotTotals, Field, Tally};
use sailau_ranked::Ballots;

/// A way to draw the votes of an election: the counterpart of `rand`'s `Distribution` for whole tallies.
///
/// A draw depends on the generator alone: not on earlier draws, and not on what they left in the workspace or in the
/// tally. It writes the votes of every entry, and what else the boxes held where there is anything, and allocates nothing. [`check_model`](super::check_model) tries whether that is so.
///
/// ```
/// use rand::RngExt;
/// use sailau::electorate::{TallySlices, VoteModel, check_model};
/// use sailau::random::Generator;
/// use sailau::votes::{Field, Votes};
///
/// /// A hundred voters, of whom any number chooses Hill.
/// struct Town(Field);
///
/// impl VoteModel for Town {
///     type Workspace = ();
///     fn field(&self) -> &Field {
///         &self.0
///     }
///     fn workspace(&self) {}
///     fn draw_votes(&self, rng: &mut Generator, (): &mut (), drawn: &mut TallySlices<'_>) {
///         drawn.votes[0] = rng.random_range(0..=100);
///         drawn.votes[1] = 100 - drawn.votes[0];
///     }
/// }
///
/// let town = Town(Votes::list([("Hill", 0), ("Dale", 0)])?.field().clone());
/// check_model(&town)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The slices of a draw can neither grow nor shrink:
///
/// ```compile_fail
/// fn shorten(drawn: &mut sailau::electorate::TallySlices<'_>) {
///     drawn.votes.clear();
/// }
/// ```
pub trait VoteModel: Send + Sync {
    /// Scratch space, made once a worker so that a draw need not allocate.
    type Workspace: Send;

    /// Who stands where: the same in every draw. Who does not run in a draw has no votes there.
    fn field(&self) -> &Field;

    /// Fresh scratch space.
    fn workspace(&self) -> Self::Workspace;

    /// Writes the numbers of one election, in the order of the [field](Self::field). Whoever simulates calls
    /// [`draw`](Self::draw), where all of them are nothing before.
    fn draw_votes(&self, rng: &mut Generator, workspace: &mut Self::Workspace, drawn: &mut TallySlices<'_>);

    /// Draws one election into a tally. Whatever the tally held before is gone, and it is of the [field](Self::field)
    /// afterwards.
    fn draw(&self, rng: &mut Generator, workspace: &mut Self::Workspace, tally: &mut Tally) {
        let (votes, totals) = self.field().extent();
        tally.votes.clear();
        tally.votes.resize(votes, 0);
        tally.totals.clear();
        tally.totals.resize(totals, BallotTotals::default());
        let mut papers = 0;
        for paper in self.field().ranked_papers() {
            // Room that is there is kept.
            if papers == tally.ranked.len() {
                tally.ranked.push(Ballots::default());
            }
            let ballots = &mut tally.ranked[papers];
            if ballots.clear(paper.entries.len()).is_err() {
                // The paper has more candidates than ballots can name: whoever made it made its ballots so as well.
                *ballots = Ballots::of_nobody(paper.entries.len());
            }
            papers += 1;
        }
        tally.ranked.truncate(papers);
        self.draw_votes(
            rng,
            workspace,
            &mut TallySlices {
                votes: &mut tally.votes,
                totals: &mut tally.totals,
                ranked: &mut tally.ranked,
            },
        );
    }

    /// Draws elections one after the other, each into a tally of its own: what as many calls of [`draw`](Self::draw) give. A model
    /// that draws many faster than one says how here.
    fn draw_all(&self, rng: &mut Generator, workspace: &mut Self::Workspace, tallies: &mut [Tally]) {
        tallies.iter_mut().for_each(|tally| self.draw(rng, workspace, tally));
    }

    /// Draws as many elections as there are generators or tallies, whichever are fewer: each from its own generator into its own tally, as
    /// [`draw`](Self::draw) would.
    fn draw_each(&self, rngs: &mut [Generator], workspace: &mut Self::Workspace, tallies: &mut [Tally]) {
        rngs.iter_mut().zip(tallies).for_each(|(rng, tally)| self.draw(rng, workspace, tally));
    }

    /// What the model takes for granted, a sentence each, to be printed beside whatever comes out of it.
    fn assumptions(&self) -> Vec<String> {
        Vec::new()
    }

    /// Those of the assumptions that somebody states on purpose, such as the dials of a scenario, in the same words: what is printed may
    /// set them apart from what a model cannot do without.
    fn stated(&self) -> Vec<String> {
        Vec::new()
    }

    /// Everything that the draws depend on, in a form that is the same wherever it is the same, such as the digest of a file: two
    /// models with different ones are different, and what was drawn from them is not put together. A model that does not say
    /// it is known by what it draws from a seed that no run has.
    fn identity(&self) -> Option<String> {
        None
    }
}

/// The numbers of a [`Tally`] that a draw writes: as many as there are, for a draw cannot grow or shrink them.
#[derive(Debug)]
pub struct TallySlices<'a> {
    /// Votes of every entry of every ballot: see [`Ballot::votes`](crate::votes::Ballot::votes).
    pub votes: &'a mut [u64],
    /// What else each ballot box held: see [`Ballot::totals`](crate::votes::Ballot::totals).
    pub totals: &'a mut [BallotTotals],
    /// The ballots of every paper on which candidates are ranked, empty before the draw: see
    /// [`Ballot::ranked`](crate::votes::Ballot::ranked). The votes of its entries are their first preferences.
    pub ranked: &'a mut [Ballots],
}

/// A model that is lent draws what its owner draws.
impl<M: VoteModel> VoteModel for &M {
    type Workspace = M::Workspace;

    fn field(&self) -> &Field {
        (**self).field()
    }

    fn workspace(&self) -> Self::Workspace {
        (**self).workspace()
    }

    fn draw_votes(&self, rng: &mut Generator, workspace: &mut Self::Workspace, drawn: &mut TallySlices<'_>) {
        (**self).draw_votes(rng, workspace, drawn);
    }

    fn draw_all(&self, rng: &mut Generator, workspace: &mut Self::Workspace, tallies: &mut [Tally]) {
        (**self).draw_all(rng, workspace, tallies);
    }

    fn draw_each(&self, rngs: &mut [Generator], workspace: &mut Self::Workspace, tallies: &mut [Tally]) {
        (**self).draw_each(rngs, workspace, tallies);
    }

    fn assumptions(&self) -> Vec<String> {
        (**self).assumptions()
    }

    fn stated(&self) -> Vec<String> {
        (**self).stated()
    }

    fn identity(&self) -> Option<String> {
        (**self).identity()
    }
}
