//! What a list tier is counted with.

use super::ways::Chance;
use crate::plan::{ListPlan, TierPlan};
use crate::protocol::Weighed;
use crate::votes::Tally;

/// What a list tier is counted with: the same for all its stages.
#[derive(Clone, Copy)]
pub(crate) struct ListCount<'a> {
    pub(crate) plan: &'a ListPlan,
    /// The tier's number.
    pub(crate) tier: usize,
    pub(crate) tiers: &'a [TierPlan],
    pub(crate) tally: &'a Tally,
    pub(crate) chance: Chance<'a>,
    /// What its seats are shared by, for the record.
    pub(crate) weighed: Weighed,
}
