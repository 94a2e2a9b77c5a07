//! Largest remainders with a quota as the law words it.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use super::threshold::{ThresholdLevel, VoteBase};
use crate::apportion::Ratio;
use crate::law::Share;

/// A quota as a law words it: of which votes, and rounded how.
///
/// With it whole quotas may exceed the seats; then seats are taken back from the smallest remainders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct QuotaRule {
    /// The votes that are divided; those of the lists that take part when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<VoteBase>,
    /// To which whole number the quota is rounded; none leaves it exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounded: Option<Rounding>,
    /// The most seats that go to remainders. Further ones go one by one to the list with most votes for each of its
    /// seats, among those that have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remainders: Option<u32>,
    /// [`ThresholdLevel::Region`]: the quota of a district is that of its region, the votes there by the seats there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<ThresholdLevel>,
    /// A remainder of this share of the quota is worth a seat as a whole quota is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_from: Option<Share>,
    /// Who gets the seats that quotas leave, when not the remainders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<QuotaLeft>,
}

/// Who gets the seats that quotas leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum QuotaLeft {
    /// Not this tier: they are shared out by one that is linked to it.
    #[serde(rename = "other tiers")]
    OtherTiers,
}

/// To which whole number a quota is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rounding {
    /// The next below.
    Down,
    /// The next above, unless it is whole already.
    Up,
    /// The nearest; halves go up.
    Nearest,
}

impl QuotaRule {
    /// Whether seats that quotas leave are another tier's.
    pub(crate) fn leaves(&self) -> bool {
        self.left.is_some()
    }
}

/// The quota as a whole number, at least 1, where it is rounded.
pub(crate) fn rounded(quota: Ratio, to: Option<Rounding>) -> Ratio {
    let Ratio { numerator, denominator } = quota;
    let whole = match to {
        None => return quota,
        Some(Rounding::Down) => numerator / denominator,
        Some(Rounding::Up) => numerator.div_ceil(denominator),
        Some(Rounding::Nearest) => (2 * numerator + denominator) / (2 * denominator),
    };
    Ratio { numerator: whole.max(1), denominator: 1 }
}
