//! Largest remainders with a quota as the law words it.

mod averages;
pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod personal;
pub(crate) mod price;
mod ranks;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use super::threshold::{ThresholdLevel, VoteBase};
use crate::is_default::is_default;
use crate::law::Share;
use sailau_apportion::Ratio;

/// A quota as a law words it: of which votes, and rounded how.
///
/// A rule without any of these fields is the method's own way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// With [`QuotaLeft::RemaindersThenAverages`]: the part of the quota that a list needs for its remainder to count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remainders_from: Option<Share>,
    /// With [`QuotaLeft::MostVotesWithoutQuota`]: a list with this share of the votes that are divided has a seat first,
    /// and the quota divides by the seats that this leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_from: Option<Share>,
    /// With [`QuotaLeft::MostVotesWithoutQuota`]: the most seats of a list, the first one included; at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// A candidate whose own votes are the quota sits, also where the list takes no part, or where there is none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub personal: bool,
    /// What is done when whole quotas exceed the seats. When left out, a quota that is exact and of the lists that
    /// take part gives way to a [larger one](TooMany::LargerQuota), as the two of Imperiali have it; of one that is
    /// rounded, or of other votes, seats are [taken back](TooMany::TakenBack).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub too_many: Option<TooMany>,
}

/// What is done when whole quotas exceed the seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TooMany {
    /// The count is repeated with fewer seats added to the divisor (Italy's decree 361 of 1957, art. 77). What the last quota still gives too many is taken back.
    #[serde(rename = "larger quota")]
    LargerQuota,
    /// The lists with seats give one back each, smallest remainders first, and begin anew while there are still too
    /// many. The laws of Slovakia (act 180 of 2014, § 68) and Czechia (act 247 of 1995, §§ 48 to 51, as of 2021) are said to
    /// have it; neither paragraph was read for this (secondary).
    #[serde(rename = "taken back")]
    TakenBack,
}

/// Who gets the seats that quotas leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum QuotaLeft {
    /// Not this tier: they are shared out by one that is linked to it.
    #[serde(rename = "other tiers")]
    OtherTiers,
    /// The lists that take part, one each in the order of their votes, the most first; and again from the first while
    /// there are more seats than lists (Moldova's Electoral Code, art. 87 from 2010 to 2019; Georgia's since 2024: both
    /// secondary, neither was read for this).
    #[serde(rename = "most votes")]
    MostVotes,
    /// The lists without a whole quota, one each in the order of their votes, the most first; and again while there are
    /// more seats than such lists with room (the Philippines' RA 7941, s. 11, as read in BANAT v. COMELEC, G.R. 179271;
    /// secondary: the opinion was not read for this. That it goes round again is read into it).
    #[serde(rename = "most votes without a quota")]
    MostVotesWithoutQuota,
    /// A seat each to the largest remainders, of the lists that have [`remainders_from`](QuotaRule::remainders_from) of
    /// the quota; then one each to the largest averages, votes by seats + 1; and then to averages without a limit (the
    /// Dutch Kieswet, art. P 8).
    #[serde(rename = "remainders, then averages")]
    RemaindersThenAverages,
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
    /// The nearest; halves go down.
    #[serde(rename = "nearest, halves down")]
    NearestHalvesDown,
}

impl QuotaRule {
    /// Whether seats that quotas leave are another tier's.
    pub(crate) fn leaves(&self) -> bool {
        self.left == Some(QuotaLeft::OtherTiers)
    }

    /// Whether a remainder counts as a whole quota does.
    pub(crate) fn worth_a_seat(&self, remainder: u128, quota: Ratio) -> bool {
        self.full_from.is_some_and(|part| {
            let needed = quota.numerator.checked_mul(part.numerator().into());
            let there = remainder.checked_mul(part.denominator().into());
            there.zip(needed).is_some_and(|(there, needed)| there >= needed && there > 0)
        })
    }

    /// What is done when whole quotas exceed the seats.
    pub(crate) fn too_many(&self) -> TooMany {
        let own = self.rounded.is_none() && self.of.is_none();
        self.too_many.unwrap_or(if own { TooMany::LargerQuota } else { TooMany::TakenBack })
    }
}

/// The quota as a whole number, at least 1, where it is rounded; 1 too where no votes are divided.
pub(crate) fn rounded(quota: Ratio, to: Option<Rounding>) -> Ratio {
    let Ratio { numerator, denominator } = quota;
    let whole = match to {
        None if numerator > 0 => return quota,
        None | Some(Rounding::Down) => numerator / denominator,
        Some(Rounding::Up) => numerator.div_ceil(denominator),
        Some(Rounding::Nearest) => (2 * numerator + denominator) / (2 * denominator),
        Some(Rounding::NearestHalvesDown) => (2 * numerator + denominator - 1) / (2 * denominator),
    };
    Ratio { numerator: whole.max(1), denominator: 1 }
}
