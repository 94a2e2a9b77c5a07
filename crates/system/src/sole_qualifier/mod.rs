//! One list alone passed the threshold.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod record;
mod share;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::is_default::is_default;
use crate::law::Share;

/// The rule that a sole qualifier shares the house with the list that comes next.
///
/// The quota is that of Hare over the votes of these two lists. The second list gets the integer part of its
/// quotas times `factor`, but no fewer than `at_least` seats; the first list gets the rest. A list without a
/// single vote is not admitted: then the sole qualifier takes all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SoleQualifier {
    /// What the second list's quotas are multiplied by.
    pub factor: Share,
    /// The fewest seats of the second list.
    pub at_least: u32,
    /// What yields when the guarantee and the first list's whole quotas exceed the house.
    #[serde(default, skip_serializing_if = "is_default")]
    pub overshoot: Overshoot,
    /// What decides when several lists come second with equal votes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub second_place_tie: SecondPlaceTie,
}

/// What yields when the second list's guarantee and the first list's whole quotas exceed the house.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Overshoot {
    /// The first list: it gets what the guarantee leaves.
    #[default]
    #[serde(rename = "first list yields")]
    FirstListYields,
    /// The guarantee: the second list gets what the first list's whole quotas leave.
    #[serde(rename = "guarantee yields")]
    GuaranteeYields,
    /// The house: it grows by the seats in excess.
    #[serde(rename = "house grows")]
    HouseGrows,
}

impl fmt::Display for Overshoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FirstListYields => "first list yields",
            Self::GuaranteeYields => "guarantee yields",
            Self::HouseGrows => "house grows",
        })
    }
}

/// What decides when several lists could be admitted beside a sole qualifier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SecondPlaceTie {
    /// Nothing: the seats of the second list are reported as tied, all of them for one of these lists.
    #[default]
    #[serde(rename = "unresolved")]
    Unresolved,
    /// The tie rule of the tier.
    #[serde(rename = "tie rule")]
    TieRule,
}
