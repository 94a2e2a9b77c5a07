//! Both counts of a question.

use sailau::system::Outcome;

use super::question::Case;
use super::refusal::Refusal;

/// Both counts.
pub(super) struct Counts {
    pub(super) before: Outcome,
    pub(super) after: Outcome,
}

impl Counts {
    /// With records in brief: who passes, and what seats do not show.
    pub(super) fn of(case: &Case) -> Result<Self, Refusal> {
        let before = case.before.count_in_brief(&case.votes).map_err(Refusal::uncountable)?;
        let after = case.after.count_in_brief(&case.votes_after).map_err(Refusal::uncountable)?;
        Ok(Self { before, after })
    }
}
