//! Who is elected at the end of a stage.

use super::{ElectedBy, LastSeats};
use crate::count::{Table, Workspace};
use crate::exclusion::ExcludedPapers;
use crate::ties::{ChosenFor, Stop};

impl Table<'_> {
    /// Those who have the quota; when it is the surplus that elects, only once they fill all seats.
    pub(crate) fn elect_by_quota(&mut self) -> Result<(), Stop> {
        let quota = self.quota;
        let Workspace { votes, standing, .. } = &*self.workspace;
        // At most stages nobody has it, and those who stand need not be put in order.
        if !votes.iter().zip(standing).any(|(votes, standing)| *standing && *votes >= quota) {
            return Ok(());
        }
        self.order_standing();
        let Workspace { order, votes, .. } = &mut *self.workspace;
        let below = order.partition_point(|candidate| votes[*candidate] < quota);
        order.drain(..below);
        let reached = order.len();
        match self.plan.by {
            ElectedBy::Surplus if reached < self.vacancies() => Ok(()),
            _ => self.elect_highest(reached.min(self.vacancies())),
        }
    }

    /// Those who are left, as the statute has it.
    pub(crate) fn fill_last_seats(&mut self) -> Result<(), Stop> {
        let vacancies = self.vacancies();
        let excluding = self.workspace.gone < self.workspace.parts.len();
        if vacancies == 0 || excluding && self.plan.exclusion.papers != ExcludedPapers::AtOnce {
            return Ok(());
        }
        let standing = self.workspace.standing.iter().filter(|standing| **standing).count();
        let last = self.plan.last;
        if standing > vacancies
            && matches!(last, LastSeats::AsManyAsStand | LastSeats::AsManyAsStandAfterSurpluses)
        {
            return Ok(());
        }
        self.order_standing();
        let waits = matches!(last, LastSeats::MoreVotesOfTwo | LastSeats::AsManyAsStandAfterSurpluses);
        if waits && self.workspace.due.contains(&true) {
            return Ok(());
        }
        if standing <= vacancies {
            return self.elect_highest(standing);
        }
        match last {
            LastSeats::MoreVotesOfTwo if vacancies == 1 && standing == 2 => self.elect_highest(1),
            LastSeats::AsManyAsAllOthers if vacancies == 1 && self.has_as_many_as_all_others() => {
                self.elect_highest(1)
            }
            LastSeats::OneCannotBeOvertaken if vacancies > 1 && standing > vacancies + 1 => Ok(()),
            LastSeats::OneCannotBeOvertaken | LastSeats::CannotBeOvertaken
                if self.cannot_be_overtaken(vacancies) =>
            {
                self.elect_highest(vacancies)
            }
            _ => Ok(()),
        }
    }

    /// Whether the first so many of those who stand are ahead of all others with every surplus.
    fn cannot_be_overtaken(&self, first: usize) -> bool {
        let Workspace { order, votes, .. } = &*self.workspace;
        let (others, ahead) = order.split_at(order.len() - first);
        let others: u128 = others.iter().map(|candidate| votes[*candidate]).sum();
        ahead.first().is_some_and(|last| others + self.surpluses() < votes[*last])
    }

    /// Who has the last seat whatever follows, where nobody asks for what follows: one with more votes than all others who stand
    /// and every surplus together, for these are all that is still passed on.
    pub(crate) fn sure_of_the_last_seat(&self) -> Option<usize> {
        let Workspace { votes, standing, parts, gone, leaves, .. } = &*self.workspace;
        let asked = self.record.is_some() || leaves.is_some();
        let on_the_way = *gone < parts.len();
        if asked || on_the_way || self.vacancies() != 1 || !self.plan.votes_only_shrink() {
            return None;
        }
        let stand = || (0..votes.len()).filter(|candidate| standing[*candidate]);
        let first = stand().max_by_key(|candidate| votes[*candidate])?;
        let all: u128 = stand().map(|candidate| votes[candidate]).sum();
        let others = all - votes[first] + self.surpluses();
        (votes[first] > others).then_some(first)
    }

    /// Whether one, and only one, of those who stand has as many votes as all others with every surplus.
    fn has_as_many_as_all_others(&self) -> bool {
        let Workspace { order, votes, .. } = &*self.workspace;
        let Some((first, others)) = order.split_last() else { return false };
        let second = others.last().map_or(0, |candidate| votes[*candidate]);
        let others: u128 = others.iter().map(|candidate| votes[*candidate]).sum();
        votes[*first] > second && votes[*first] >= others + self.surpluses()
    }

    /// Elects so many of those in [`Workspace::order`], the most votes first.
    pub(crate) fn elect_highest(&mut self, mut seats: usize) -> Result<(), Stop> {
        let everybody = seats == self.workspace.order.len();
        while seats > 0 {
            let Workspace { order, votes, among, .. } = &mut *self.workspace;
            let Some(most) = order.iter().map(|candidate| votes[*candidate]).max() else { return Ok(()) };
            among.clear();
            among.extend(order.iter().copied().filter(|candidate| votes[*candidate] == most));
            among.sort_unstable();
            // Where all of them are elected, equal votes decide nothing.
            let chosen =
                if everybody || among.len() <= seats { among[0] } else { self.choose(ChosenFor::Seat)? };
            self.workspace.order.retain(|candidate| *candidate != chosen);
            self.elect(chosen);
            seats -= 1;
        }
        Ok(())
    }
}
