//! Whether what an audit asserts is so, where all papers are known.

use super::Assertions;
use super::boxes::Boxes;
use super::uncovered::Why;
use crate::votes::Votes;

impl Assertions {
    /// Which assertions are true of these votes, in their order: of the same field, with other numbers. When all are, and nothing
    /// is [uncovered](Self::uncovered), the house is the reported one: that is what a full count by hand would show.
    ///
    /// # Errors
    ///
    /// [`Why`] where the votes have other contests or numbers that are too large.
    pub fn true_of(&self, votes: &Votes) -> Result<Vec<bool>, Why> {
        let field = votes.field();
        let is_true = |assertion: &super::Assertion| {
            let contest = field.contest(&assertion.place.contest).ok_or(Why::NoVotes)?;
            let ballots = contest.ballots.iter().filter(|ballot| assertion.place.holds(field, ballot));
            let boxes = Boxes::of(votes, ballots, assertion.columns, assertion.against_all)?;
            Ok(assertion.form.sum(&boxes)? > 0)
        };
        self.all.iter().map(is_true).collect()
    }
}
