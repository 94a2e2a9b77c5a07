//! The sole qualifier in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::share::SoleShare;
use super::{Overshoot, SoleQualifier};
use crate::plan::ListPlan;
use crate::protocol::layout::{count, decimal, exact};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};
use sailau_apportion::{Quota, Ratio};

/// One list alone passed, and the next one is admitted beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SoleQualifierStep {
    /// The list that passed.
    pub first: String,
    /// The list that came next; several when they have equal votes.
    pub seconds: Vec<String>,
    /// The votes of both by the seats.
    pub quota: Ratio,
    /// The factor by which the second list's quotas are multiplied.
    pub factor: String,
    /// The fewest seats of the second list.
    pub at_least: u32,
    /// Whole quotas of the first list.
    pub first_whole: u32,
    /// The second list's quotas by the factor, integer part.
    pub second_reduced: u32,
    /// Seats of the first list.
    pub first_seats: u32,
    /// Seats of the second list.
    pub second_seats: u32,
    /// The option that was used because guarantee and whole quotas exceed the house.
    pub overshoot: Option<Overshoot>,
}

pub(crate) fn sole_qualifier(
    names: &Names<'_>,
    plan: &ListPlan,
    rule: &SoleQualifier,
    seats: u32,
    (first, seconds): (u32, &[u32]),
    cast: &[u64],
    share: SoleShare,
) -> SoleQualifierStep {
    let second = seconds.first().map_or(0, |&list| cast[list as usize]);
    SoleQualifierStep {
        first: names.list(plan, first as usize),
        seconds: names.lists(plan, seconds),
        quota: Quota::Hare.of(u128::from(cast[first as usize]) + u128::from(second), seats),
        factor: rule.factor.to_string(),
        at_least: rule.at_least,
        first_whole: share.first_whole,
        second_reduced: share.second_reduced,
        first_seats: share.first,
        second_seats: share.second,
        overshoot: share.overshoot,
    }
}

impl Words for SoleQualifierStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let Self { first, quota, factor, at_least, first_whole, second_reduced, .. } = self;
        let second = self.seconds.join(" or ");
        writeln!(f, "  {first} alone passed: {second}, next in votes, is admitted.{margin}")?;
        writeln!(f, "  Quota {} = {} votes a seat.", exact(*quota), decimal(*quota))?;
        writeln!(
            f,
            "  {second}: quotas by {factor}, integer part {second_reduced}, but not fewer than {at_least}: {}.",
            count(self.second_seats, "seat")
        )?;
        writeln!(
            f,
            "  {first}: {first_whole} whole quotas and all seats that are left: {}.",
            count(self.first_seats, "seat")
        )?;
        if let Some(overshoot) = self.overshoot {
            let effect = match overshoot {
                Overshoot::FirstListYields => "the first list yields",
                Overshoot::GuaranteeYields => "the guarantee yields",
                Overshoot::HouseGrows => "the house grows",
            };
            writeln!(
                f,
                "  Guarantee and whole quotas exceed the house, which the rules leave open; by option, {effect}."
            )?;
        }
        Ok(())
    }
}
