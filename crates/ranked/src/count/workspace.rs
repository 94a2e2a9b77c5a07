//! What a count writes on its way, kept from one count to the next.

use super::piles::{Parcel, Piles};
use crate::countback::heap::Helped;
use crate::meek::Shares;

/// The memory of a count: kept from one to the next, so that a warm one allocates nothing.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    pub(crate) piles: Piles,
    pub(crate) shares: Shares,
    /// Votes of each candidate, in units.
    pub(crate) votes: Vec<u128>,
    /// Who can still receive.
    pub(crate) standing: Vec<bool>,
    /// Who is not excluded, where the elected go on receiving.
    pub(crate) takes_part: Vec<bool>,
    /// The stage at which each was elected; 0 for nobody else.
    pub(crate) elected_at: Vec<u32>,
    /// Whose surplus is still to be passed on.
    pub(crate) due: Vec<bool>,
    /// Votes at the end of each closed stage, candidate after candidate.
    pub(crate) history: Vec<u128>,
    /// Who is elected, in order.
    pub(crate) elected: Vec<usize>,
    /// Whose exclusion is under way.
    pub(crate) excluding: Vec<usize>,
    /// Parcels on their way with their former holders, and how many of them have gone.
    pub(crate) parts: Vec<(usize, Parcel)>,
    pub(crate) gone: usize,
    /// Whether some papers of a sub-parcel went on and others not.
    pub(crate) hangs_on_order: bool,
    /// Candidates in some order, while somebody is chosen.
    pub(crate) order: Vec<usize>,
    pub(crate) among: Vec<usize>,
    /// Who is to leave, and the papers that elected them.
    pub(crate) leaves: Option<usize>,
    pub(crate) helped: Helped,
    /// For each candidate that nobody has withdrawn.
    pub(crate) nobody: Vec<bool>,
}

impl Workspace {
    /// Sets all but the piles and shares back, for these candidates.
    pub(crate) fn begin(&mut self, withdrawn: &[bool]) {
        let candidates = withdrawn.len();
        self.votes.clear();
        self.votes.resize(candidates, 0);
        self.standing.clear();
        self.standing.extend(withdrawn.iter().map(|withdrawn| !withdrawn));
        self.elected_at.clear();
        self.elected_at.resize(candidates, 0);
        self.due.clear();
        self.due.resize(candidates, false);
        self.history.clear();
        self.elected.clear();
        self.excluding.clear();
        self.parts.clear();
        self.gone = 0;
        self.hangs_on_order = false;
        self.helped.by_value.clear();
        self.helped.print = 0;
    }
}
