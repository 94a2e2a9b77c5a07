use rand::Rng;

use crate::votes::{Field, Tally};

/// A way to draw the votes of an election: the counterpart of `rand`'s `Distribution` for whole tallies.
///
/// A draw depends on the generator alone: not on earlier draws, and not on what they left in the workspace or in the
/// tally. It writes every number of the tally, and allocates nothing.
pub trait VoteModel: Send + Sync {
    /// Scratch space, made once a worker so that a draw need not allocate.
    type Workspace: Send;

    /// Who stands where: the same in every draw. Who does not run in a draw has no votes there.
    fn field(&self) -> &Field;

    /// Fresh scratch space.
    fn workspace(&self) -> Self::Workspace;

    /// Draws one election into a tally of the [field](Self::field).
    fn draw<R: Rng + ?Sized>(&self, rng: &mut R, workspace: &mut Self::Workspace, tally: &mut Tally);

    /// What the model takes for granted, a sentence each, to be printed beside whatever comes out of it.
    fn assumptions(&self) -> Vec<String> {
        Vec::new()
    }
}
