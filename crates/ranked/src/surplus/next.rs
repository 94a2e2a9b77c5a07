//! Whose surplus is passed on next.

use super::{SurplusOrder, SurplusWaits};
use crate::count::{Table, Workspace};
use crate::election::ElectedBy;
use crate::ties::{ChosenFor, Stop};

impl Table<'_> {
    /// All surpluses that are not passed on yet.
    pub(crate) fn surpluses(&self) -> u128 {
        let votes = &self.workspace.votes;
        (0..votes.len())
            .filter(|candidate| self.is_due(*candidate))
            .map(|candidate| self.surplus(candidate))
            .sum()
    }

    /// What a candidate has above the quota.
    pub(crate) fn surplus(&self, candidate: usize) -> u128 {
        self.workspace.votes[candidate].saturating_sub(self.quota)
    }

    fn is_due(&self, candidate: usize) -> bool {
        match self.plan.by {
            ElectedBy::Quota => self.workspace.due[candidate],
            ElectedBy::Surplus => self.workspace.standing[candidate] && self.surplus(candidate) > 0,
        }
    }

    /// Whether surpluses wait that do not change who is excluded next.
    fn surpluses_wait(&self) -> bool {
        let Workspace { standing, votes, .. } = &*self.workspace;
        match self.plan.surplus.waits {
            SurplusWaits::Never => false,
            SurplusWaits::WhileItCannotMatter => true,
            SurplusWaits::NorElect => {
                let first = (0..votes.len()).filter(|one| standing[*one]).map(|one| votes[one]).max();
                first.unwrap_or(0) + self.surpluses() < self.quota
            }
        }
    }

    /// Whose surplus goes next, if one does; `cannot_matter` when the next to be excluded are the same with and without.
    pub(crate) fn next_surplus(&mut self, cannot_matter: bool) -> Result<Option<usize>, Stop> {
        if cannot_matter && self.surpluses_wait() {
            return Ok(None);
        }
        let mut due = std::mem::take(&mut self.workspace.among);
        due.clear();
        due.extend((0..self.workspace.votes.len()).filter(|candidate| self.is_due(*candidate)));
        if self.plan.surplus.order == SurplusOrder::OldestFirst {
            let elected_at = |candidate: &usize| self.workspace.elected_at[*candidate];
            let first = due.iter().map(elected_at).min();
            due.retain(|candidate| Some(elected_at(candidate)) == first);
        }
        let most = due.iter().map(|candidate| self.surplus(*candidate)).max();
        due.retain(|candidate| Some(self.surplus(*candidate)) == most);
        let nobody = due.is_empty();
        let Workspace { among, .. } = &mut *self.workspace;
        *among = due;
        if nobody { Ok(None) } else { self.choose(ChosenFor::Surplus).map(Some) }
    }
}
