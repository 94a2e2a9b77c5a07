//! When a run-off ends, and who leaves it.

use super::Majority;
use crate::count::{Table, Wins, Workspace};
use crate::exclusion::Several;
use crate::ties::Stop;

impl Table<'_> {
    /// Who has the majority, or more votes of the last two.
    pub(crate) fn end_run_off(&mut self) -> Result<(), Stop> {
        self.order_standing();
        let (wins, stage, total) = (self.plan.wins, self.stage, self.total);
        let Workspace { order, votes, .. } = &*self.workspace;
        let counting: u128 = order.iter().map(|candidate| votes[*candidate]).sum();
        let most = order.last().map_or(0, |candidate| votes[*candidate]);
        let last_round = stage > 1 && matches!(wins, Wins::FirstTwo { .. });
        if order.len() <= 2
            || last_round
            || wins.needed(counting, stage, total).is_some_and(|needed| most >= needed)
        {
            return self.elect_highest(order.len().min(1));
        }
        Ok(())
    }

    /// Who leaves it next.
    pub(crate) fn exclude_for_run_off(&mut self) -> Result<(), Stop> {
        if let Wins::FirstTwo { with_equals } = self.plan.wins {
            self.order_standing();
            let Workspace { order, votes, .. } = &*self.workspace;
            let all_but_two = order.len() - 2;
            let second = votes[order[all_but_two]];
            let fewer = order.partition_point(|candidate| votes[*candidate] < second);
            return self.exclude_lowest(if with_equals { fewer } else { all_but_two });
        }
        let together = match self.plan.exclusion.several {
            Several::One => 0,
            Several::AllThatCannotWin => self.how_many_cannot_win(0, 2),
        };
        self.exclude_lowest(together.max(1))
    }
}

impl Wins {
    /// The votes that end a run-off at this stage, of so many that still count and so many that counted at first; none where
    /// only two who are left do.
    fn needed(self, counting: u128, stage: u32, first: u128) -> Option<u128> {
        match self {
            Self::Majority(Majority::StillCount) => Some(counting / 2 + 1),
            Self::Majority(Majority::OfFirstRound) => Some(first / 2 + 1),
            Self::Majority(Majority::InFirstRound) | Self::FirstTwo { .. } => {
                (stage == 1).then_some(first / 2 + 1)
            }
            Self::Majority(Majority::TwoLeft) | Self::Quota(_) => None,
        }
    }

    /// The quota or majority that is printed.
    pub(crate) fn figure(self, workspace: &Workspace, stage: u32, quota: u128, total: u128) -> Option<u128> {
        match self {
            // None before it is taken.
            Self::Quota(_) => (quota > 0).then_some(quota),
            _ => self.needed(workspace.votes.iter().sum(), stage, total),
        }
    }
}
