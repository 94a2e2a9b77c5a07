//! Largest remainders with a quota as the law words it.

pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use super::stage::{Among, Checked, Stage, wrong};
use super::{Districts, ThresholdLevel, VoteBase};
use crate::apportion::{Method, Ratio};
use crate::law::Share;

/// A quota as a law words it: of which votes, and rounded how.
///
/// With it whole quotas may exceed the seats; then seats are taken back from the smallest remainders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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

impl Stage for QuotaRule {
    fn shapes_sharing(&self) -> bool {
        true
    }

    fn check(&self, Among { system, tier, rule }: Among<'_>) -> Checked {
        if self.of.is_some() && (rule.weight.is_some() || rule.first_seat.is_some()) {
            return wrong(
                "quota",
                "`of` counts votes as they were cast: it does not go with `weight` or `first_seat`",
            );
        }
        if !matches!(rule.method, Method::LargestRemainder(_)) {
            return wrong("quota", "needs a method of largest remainders");
        }
        if self.within.is_some_and(|within| within != ThresholdLevel::Region) {
            return wrong("quota", "`within` is \"region\" here, or left out");
        }
        if self.within.is_some() && tier.districts != Districts::Each {
            return wrong("quota", "`within` needs districts = \"each\"");
        }
        if self.within.is_some() && self.of.is_none() {
            return wrong("quota", "`within` needs `of`, the votes of the region that the quota divides");
        }
        if self.left.is_some() && self.remainders.is_some() {
            return wrong("quota", "either `remainders` get the seats that quotas leave, or they are `left`");
        }
        if self.full_from.is_some() && self.left.is_none() {
            let problem = "`full_from` needs left = \"other tiers\": otherwise remainders get seats anyway";
            return wrong("quota", problem);
        }
        if !self.leaves() {
            return Ok(());
        }
        let takers = || system.tiers.iter().filter(|other| other.linked().contains(&tier.name));
        if !takers().any(|taker| taker.includes_linked()) {
            return wrong(
                "quota",
                "the seats that quotas leave are nobody's: no tier has this one in its `linkage`, with \
                 `overhang` and its seats included",
            );
        }
        let lost = |name: &&String| {
            system.tier(name).is_some_and(|other| other.leaves_seats())
                && takers().any(|taker| !taker.linked().contains(name))
        };
        match tier.linked().iter().find(lost) {
            Some(name) => {
                wrong("quota", format!("tiers that are linked to this one have to be linked to `{name}` too"))
            }
            None => Ok(()),
        }
    }
}
