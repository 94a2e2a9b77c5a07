//! What shares of a threshold are shares of, in an area.

use super::part_of_quota::votes_of;
use super::{Threshold, ThresholdQuota};
use crate::law::Share;
use sailau_apportion::Ratio;

/// The votes of a base, and the quota where a threshold is a part of one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    pub(crate) base: u128,
    pub(crate) quota: Option<Ratio>,
}

impl Measure {
    /// Of these votes, and the seats that they are cast for.
    pub(super) fn new(threshold: &Threshold, base: u128, seats: u32) -> Self {
        let quota = |rule: ThresholdQuota| rule.votes_a_seat(base, seats);
        Self { base, quota: threshold.quota.map(quota) }
    }

    /// The smallest whole number of votes that is at least this share, or more than it.
    pub(crate) fn needed(&self, share: Share, inclusive: bool) -> u128 {
        match self.quota {
            Some(quota) => votes_of(share, quota, inclusive),
            None => share.votes_of(self.base, inclusive),
        }
    }
}
