//! Changes that are tried by a count: the fewest that were found to do it.

use super::distance::Written;
use super::profile::Profile;
use super::{Change, Margin};
use crate::ballots::Ballots;
use crate::count::Given;
use crate::error::RankedError;
use crate::record::Count;
use crate::rule::RankedRule;

pub(super) struct Trial<'a> {
    pub(super) rule: &'a RankedRule,
    pub(super) ballots: &'a Ballots,
    pub(super) profile: &'a Profile,
    pub(super) seats: u32,
    pub(super) withdrawn: &'a [usize],
    /// Who sits as it is, in the order of the ballot paper.
    pub(super) elected: &'a [usize],
    pub(super) best: Option<Margin>,
}

impl Trial<'_> {
    /// Fewer ballots than this would be better than what was found; one more than there are when nothing was.
    pub(super) fn beyond(&self) -> u64 {
        let most = self.profile.total.saturating_add(1);
        self.best.as_ref().and_then(|best| best.upper).map_or(most, |upper| upper.min(most))
    }

    /// Counts with these changes; whether somebody no longer sits for sure. Keeps them if they are the fewest.
    pub(super) fn offer(&mut self, changes: &[Written]) -> Result<bool, RankedError> {
        let changes: Vec<Change> = changes
            .iter()
            .map(|change| Change {
                list: self.profile.papers[change.paper].list,
                count: change.count,
                to: change.to.clone(),
            })
            .collect();
        let margin = Margin { changes, ..Margin::none(self.elected.to_vec()) };
        let Ok(changed) = margin.apply(self.ballots) else { return Ok(false) };
        let given = Given::default().without(self.withdrawn);
        let count = self.rule.count_given(&changed, self.seats, given)?;
        if !self.differs(&count) {
            return Ok(false);
        }
        let ballots = margin.changes.iter().map(|change| change.count).sum();
        if ballots < self.beyond() {
            let open = count.open.map_or_else(Vec::new, |open| open.among);
            self.best =
                Some(Margin { upper: Some(ballots), then_elected: count.elected, then_open: open, ..margin });
        }
        Ok(true)
    }

    fn differs(&self, count: &Count) -> bool {
        // Where not every way of the lots was followed, it is not known what is sure.
        if count.open.as_ref().is_some_and(|open| !open.all_ways) {
            return false;
        }
        self.elected.iter().any(|candidate| !count.elected.contains(candidate))
    }

    /// Moves first preferences of one candidate, or of nobody, to another, as few as do it: for rules whose orders cannot be
    /// followed backwards. At most so many counts.
    pub(super) fn move_votes(&mut self, mut counts: usize) -> Result<(), RankedError> {
        let first = self.first_preferences();
        let mut by_votes = self.profile.standing.clone();
        by_votes.sort_by_key(|candidate| std::cmp::Reverse(first[*candidate]));
        let pairs = by_votes.iter().flat_map(|to| by_votes.iter().map(move |from| (*from, *to)));
        let mut pairs: Vec<(usize, usize)> =
            pairs.filter(|(from, to)| from != to && first[*from] > 0 && !self.elected.contains(to)).collect();
        // From who sits to who does not, first.
        pairs.sort_by_key(|(from, _)| !self.elected.contains(from));
        for (from, to) in pairs {
            let mut most = first[from].min(self.beyond().saturating_sub(1));
            if most == 0 || counts == 0 {
                continue;
            }
            counts -= 1;
            if !self.offer(&self.moved(from, to, most))? {
                continue;
            }
            let mut fewer = 0;
            while most - fewer > 1 && counts > 0 {
                counts -= 1;
                let middle = fewer + (most - fewer) / 2;
                if self.offer(&self.moved(from, to, middle))? {
                    most = middle;
                } else {
                    fewer = middle;
                }
            }
        }
        Ok(())
    }

    fn moved(&self, from: usize, to: usize, mut ballots: u64) -> Vec<Written> {
        let mut changes = Vec::new();
        let others = self.profile.standing.iter().copied().filter(|candidate| *candidate != to);
        let list: Vec<usize> = std::iter::once(to).chain(others).take(self.profile.at_least.max(1)).collect();
        for (paper, of) in self.profile.papers.iter().enumerate() {
            if ballots == 0 {
                break;
            }
            if of.begins_with() == Some(from) {
                let count = of.count.min(ballots);
                ballots -= count;
                changes.push(Written { paper, count, to: list.clone() });
            }
        }
        changes
    }

    fn first_preferences(&self) -> Vec<u64> {
        let mut first = vec![0; self.ballots.candidates()];
        for paper in &self.profile.papers {
            if let Some(candidate) = paper.begins_with() {
                first[candidate] += paper.count;
            }
        }
        first
    }
}
