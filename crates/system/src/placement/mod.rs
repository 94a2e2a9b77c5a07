//! How seats of the whole country find their way to the districts.

mod by_party;
mod by_quotient;
mod by_region;
mod by_remainder;
pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod grid;
mod national_order;
pub(crate) mod plan;
pub(crate) mod quotients;
pub(crate) mod record;
pub(crate) mod way;

use serde::{Deserialize, Serialize};

use super::rules::Seats;
use super::threshold::ThresholdLevel;
use crate::is_default::is_default;
use sailau_apportion::Method;

/// How seats that were won with the votes of the whole country find their way to the districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PlacementFile", into = "PlacementFile")]
#[non_exhaustive]
pub enum Placement {
    /// Each party's seats are shared among its own lists in the districts, by their votes there. Seats that it holds
    /// there in a linked tier are part of them.
    Party {
        /// By which method.
        method: Method,
        /// How they come to the regions first.
        regions: Option<RegionSeats>,
        /// [`ThresholdLevel::Region`]: the places are the regions of the districts, whose votes there are added up. A
        /// district without a region is a place itself.
        within: Option<ThresholdLevel>,
    },
    /// One by one, the greatest quotient first, to party and district: the party's votes there by the next divisor
    /// after its seats there. A district takes so many of them, and a party so many as it has won.
    Quotient {
        /// The divisors.
        method: Method,
        /// How many such seats each district takes.
        each: Seats,
        /// What quotients are compared as.
        of: QuotientOf,
    },
    /// In the order in which they are won in the country: the next seat is that of the party with the greatest
    /// quotient in the country, and goes to the district where its quotient is greatest. A party that no district can
    /// take a seat of wins no more.
    Turn {
        /// The divisors in the districts; those in the country are the tier's.
        method: Method,
        /// How many such seats each district takes.
        each: Seats,
        /// What quotients are compared as.
        of: QuotientOf,
        /// The most such seats of a party in a district.
        at_most: Option<u32>,
    },
    /// Back to the districts whose quotas left the seats, by remainders: what a party's votes in the district are above the
    /// seats that whole quotas gave it there. A district takes the seats that its quotas left.
    Remainder {
        /// What remainders are compared as.
        of: RemainderOf,
        /// Which seat comes first.
        order: RemainderOrder,
    },
}

/// What the remainders of parties in districts are compared as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RemainderOf {
    /// As parts of the district's quota.
    #[default]
    Quota,
    /// As the votes that they are.
    Nothing,
}

/// Which seat finds its district first, where seats go by remainders.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RemainderOrder {
    /// That of the greatest remainder, whosever it is; each is worth one seat.
    #[default]
    #[serde(rename = "greatest first")]
    GreatestFirst,
    /// One of each party, in the order of the votes or remainders that the tier's seats go by, to the district where its
    /// remainder is greatest; and again from the first. It comes back to a district when it had a seat in all others that
    /// have one left.
    #[serde(rename = "lists in turn")]
    ListsInTurn,
}

/// What the quotients of parties in districts are compared as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum QuotientOf {
    /// In proportion to the votes of the district for each of its seats in the linked tiers.
    #[default]
    #[serde(rename = "votes a seat")]
    VotesASeat,
    /// In proportion to the votes of the district.
    #[serde(rename = "valid votes")]
    ValidVotes,
    /// As they are.
    #[serde(rename = "nothing")]
    Nothing,
}

/// How seats of the whole country come to the regions, before they come to the districts there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RegionSeats {
    /// The method: each party's seats are shared by its votes in the regions, or, with `each`, all of them one by one
    /// to the greatest quotient of a party in a region.
    pub method: Method,
    /// How many of the seats each region takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<Seats>,
}

/// `placement` as it stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacementFile {
    by: PlacementBy,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<Method>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    each: Option<Seats>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<OfFile>,
    #[serde(default, skip_serializing_if = "is_default")]
    order: RemainderOrder,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    regions: Option<RegionSeats>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<ThresholdLevel>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PlacementBy {
    Party,
    Quotient,
    Turn,
    Remainder,
}

/// What figures of parties in districts are compared as, whichever they are.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
enum OfFile {
    #[serde(rename = "votes a seat")]
    VotesASeat,
    #[serde(rename = "valid votes")]
    ValidVotes,
    #[serde(rename = "nothing")]
    Nothing,
    #[serde(rename = "quota")]
    Quota,
}

impl OfFile {
    fn of_quotients(of: QuotientOf) -> Option<Self> {
        match of {
            QuotientOf::VotesASeat => None,
            QuotientOf::ValidVotes => Some(Self::ValidVotes),
            QuotientOf::Nothing => Some(Self::Nothing),
        }
    }

    fn quotients(of: Option<Self>) -> Result<QuotientOf, &'static str> {
        match of {
            None | Some(Self::VotesASeat) => Ok(QuotientOf::VotesASeat),
            Some(Self::ValidVotes) => Ok(QuotientOf::ValidVotes),
            Some(Self::Nothing) => Ok(QuotientOf::Nothing),
            Some(Self::Quota) => Err("of = \"quota\" has no meaning here; it goes with by = \"remainder\""),
        }
    }

    fn remainders(of: Option<Self>) -> Result<RemainderOf, &'static str> {
        match of {
            None | Some(Self::Quota) => Ok(RemainderOf::Quota),
            Some(Self::Nothing) => Ok(RemainderOf::Nothing),
            Some(Self::VotesASeat | Self::ValidVotes) => {
                Err("`of` is \"quota\" or \"nothing\" with by = \"remainder\"")
            }
        }
    }
}

impl TryFrom<PlacementFile> for Placement {
    type Error = &'static str;

    fn try_from(file: PlacementFile) -> Result<Self, Self::Error> {
        let PlacementFile { by, method, each, of, order, at_most, regions, within } = file;
        if at_most.is_some() && !matches!(by, PlacementBy::Turn) {
            return Err("`at_most` has no meaning here; it goes with by = \"turn\"");
        }
        if regions.is_some() && !matches!(by, PlacementBy::Party) {
            return Err("`regions` has no meaning here; it goes with by = \"party\"");
        }
        if within.is_some() && !matches!(by, PlacementBy::Party) {
            return Err("`within` has no meaning here; it goes with by = \"party\"");
        }
        if order != RemainderOrder::default() && !matches!(by, PlacementBy::Remainder) {
            return Err("`order` has no meaning here; it goes with by = \"remainder\"");
        }
        let given = method.is_some();
        let method = method.ok_or("needs `method`, by which seats come to the districts");
        match (by, each) {
            (PlacementBy::Remainder, None) if !given => {
                Ok(Self::Remainder { of: OfFile::remainders(of)?, order })
            }
            (PlacementBy::Remainder, _) => Err(
                "by = \"remainder\" has no `method` and no `each`: quotas and seats are those of the linked tier",
            ),
            (PlacementBy::Party, None) if of.is_none() => {
                Ok(Self::Party { method: method?, regions, within })
            }
            (PlacementBy::Party, _) => {
                Err("`each` and `of` have no meaning with by = \"party\"; remove them")
            }
            (PlacementBy::Quotient, Some(each)) => {
                Ok(Self::Quotient { method: method?, each, of: OfFile::quotients(of)? })
            }
            (PlacementBy::Quotient, None) => {
                Err("by = \"quotient\" needs `each`, the seats of every district")
            }
            (PlacementBy::Turn, Some(each)) => {
                Ok(Self::Turn { method: method?, each, of: OfFile::quotients(of)?, at_most })
            }
            (PlacementBy::Turn, None) => Err("by = \"turn\" needs `each`, the seats of every district"),
        }
    }
}

impl From<Placement> for PlacementFile {
    fn from(placement: Placement) -> Self {
        let file = |by, method: Option<Method>| Self {
            by,
            method,
            each: None,
            of: None,
            order: RemainderOrder::default(),
            at_most: None,
            regions: None,
            within: None,
        };
        match placement {
            Placement::Party { method, regions, within } => {
                Self { regions, within, ..file(PlacementBy::Party, Some(method)) }
            }
            Placement::Quotient { method, each, of } => Self {
                each: Some(each),
                of: OfFile::of_quotients(of),
                ..file(PlacementBy::Quotient, Some(method))
            },
            Placement::Turn { method, each, of, at_most } => Self {
                each: Some(each),
                of: OfFile::of_quotients(of),
                at_most,
                ..file(PlacementBy::Turn, Some(method))
            },
            Placement::Remainder { of, order } => Self {
                of: (of == RemainderOf::Nothing).then_some(OfFile::Nothing),
                order,
                ..file(PlacementBy::Remainder, None)
            },
        }
    }
}
