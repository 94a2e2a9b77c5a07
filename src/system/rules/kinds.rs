//! Tables that come in kinds, read field by field so that every mistake is found in its place.

use serde::{Deserialize, Serialize};

use super::linkage::{
    Claims, Compensation, Levelling, Linkage, LinkedSeats, Overhang, Subtracted, Subtraction, Transfer,
    Transferred,
};
use super::placement::{Placement, QuotientOf, RegionSeats};
use super::threshold::{Alternative, First, SeatsBar, VotesASeatBar, VotesBar, Within};
use super::{Cap, Factor, Seats, SeatsCap, Share, ShareCap, is_default};
use crate::apportion::Method;

/// `linkage` as it stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkageFile {
    with: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seats: Option<LinkedSeats>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    overhang: Option<Overhang>,
    #[serde(default, skip_serializing_if = "is_default")]
    in_each_district: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claims: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<Factor>,
    #[serde(default, skip_serializing_if = "is_default")]
    rounded: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    transfer: Option<Transferred>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subtract: Option<Subtracted>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    levelling: Option<Levelling>,
    #[serde(default, skip_serializing_if = "is_default")]
    returned_from: u32,
}

impl TryFrom<LinkageFile> for Linkage {
    type Error = &'static str;

    fn try_from(file: LinkageFile) -> Result<Self, Self::Error> {
        let LinkageFile {
            with,
            seats,
            overhang,
            in_each_district,
            levelling,
            claims,
            times,
            rounded,
            transfer,
            subtract,
            at_least,
            returned_from,
        } = file;
        if returned_from > 0 && overhang != Some(Overhang::Returned) {
            return Err("`returned_from` has no meaning here; it goes with overhang = \"returned\"");
        }
        let of_overhang = seats.is_some() || in_each_district || levelling.is_some();
        let of_claims = times.is_some() || rounded;
        if at_least.is_some() && subtract != Some(Subtracted::Needed) {
            return Err("`at_least` has no meaning here; it goes with subtract = \"votes to win\"");
        }
        match (overhang, claims, transfer, subtract) {
            (Some(overhang), None, None, None) if !of_claims => Ok(Self::Compensation(Compensation {
                with,
                seats: seats.unwrap_or_default(),
                overhang,
                in_each_district,
                levelling,
                returned_from,
            })),
            (None, Some(claims), None, None) if !of_overhang => {
                Ok(Self::Claims(Claims { with, claims, times, rounded }))
            }
            (None, None, Some(transfer), None) if !of_overhang && !of_claims => {
                Ok(Self::Transfer(Transfer { with, transfer }))
            }
            (None, None, None, Some(subtract)) if !of_overhang && !of_claims => {
                Ok(Self::Subtraction(Subtraction { with, subtract, at_least }))
            }
            _ => Err(
                "a linkage has one of `overhang` (with `seats`, `in_each_district`, `levelling`), `claims` (with \
                      `times`, `rounded`), `transfer` and `subtract` (with `at_least`)",
            ),
        }
    }
}

impl From<Linkage> for LinkageFile {
    fn from(linkage: Linkage) -> Self {
        let file = |with| Self {
            with,
            seats: None,
            overhang: None,
            in_each_district: false,
            levelling: None,
            claims: None,
            times: None,
            rounded: false,
            transfer: None,
            subtract: None,
            at_least: None,
            returned_from: 0,
        };
        match linkage {
            Linkage::Compensation(rule) => Self {
                seats: Some(rule.seats).filter(|seats| !is_default(seats)),
                overhang: Some(rule.overhang),
                in_each_district: rule.in_each_district,
                levelling: rule.levelling,
                returned_from: rule.returned_from,
                ..file(rule.with)
            },
            Linkage::Claims(rule) => Self {
                claims: Some(rule.claims),
                times: rule.times,
                rounded: rule.rounded,
                ..file(rule.with)
            },
            Linkage::Transfer(rule) => Self { transfer: Some(rule.transfer), ..file(rule.with) },
            Linkage::Subtraction(rule) => {
                Self { subtract: Some(rule.subtract), at_least: rule.at_least, ..file(rule.with) }
            }
        }
    }
}

/// `placement` as it stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlacementFile {
    by: PlacementBy,
    method: Method,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    each: Option<Seats>,
    #[serde(default, skip_serializing_if = "is_default")]
    of: QuotientOf,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    regions: Option<RegionSeats>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PlacementBy {
    Party,
    Quotient,
    Turn,
}

impl TryFrom<PlacementFile> for Placement {
    type Error = &'static str;

    fn try_from(file: PlacementFile) -> Result<Self, Self::Error> {
        let PlacementFile { by, method, each, of, at_most, regions } = file;
        if at_most.is_some() && !matches!(by, PlacementBy::Turn) {
            return Err("`at_most` has no meaning here; it goes with by = \"turn\"");
        }
        if regions.is_some() && !matches!(by, PlacementBy::Party) {
            return Err("`regions` has no meaning here; it goes with by = \"party\"");
        }
        match (by, each) {
            (PlacementBy::Party, None) if is_default(&of) => Ok(Self::Party { method, regions }),
            (PlacementBy::Party, _) => {
                Err("`each` and `of` have no meaning with by = \"party\"; remove them")
            }
            (PlacementBy::Quotient, Some(each)) => Ok(Self::Quotient { method, each, of }),
            (PlacementBy::Quotient, None) => {
                Err("by = \"quotient\" needs `each`, the seats of every district")
            }
            (PlacementBy::Turn, Some(each)) => Ok(Self::Turn { method, each, of, at_most }),
            (PlacementBy::Turn, None) => Err("by = \"turn\" needs `each`, the seats of every district"),
        }
    }
}

impl From<Placement> for PlacementFile {
    fn from(placement: Placement) -> Self {
        let file = |by, method| Self {
            by,
            method,
            each: None,
            of: QuotientOf::default(),
            at_most: None,
            regions: None,
        };
        match placement {
            Placement::Party { method, regions } => Self { regions, ..file(PlacementBy::Party, method) },
            Placement::Quotient { method, each, of } => {
                Self { each: Some(each), of, ..file(PlacementBy::Quotient, method) }
            }
            Placement::Turn { method, each, of, at_most } => {
                Self { each: Some(each), of, at_most, ..file(PlacementBy::Turn, method) }
            }
        }
    }
}

/// One of the `or` of a threshold as it stands in a file.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AlternativeFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    seats: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<Share>,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<Within>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_votes: Option<Within>,
    #[serde(skip_serializing_if = "Option::is_none")]
    votes_a_seat: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    regions: Option<u32>,
}

impl TryFrom<AlternativeFile> for Alternative {
    type Error = &'static str;

    fn try_from(file: AlternativeFile) -> Result<Self, Self::Error> {
        let AlternativeFile { seats, tier, at_least, within, most_votes, votes_a_seat, regions } = file;
        if let (Some(named), Some(regions)) = (&votes_a_seat, regions) {
            let others = seats.is_some() || tier.is_some() || at_least.is_some();
            let alone = !others && within.is_none() && most_votes.is_none();
            let bar = VotesASeatBar { votes_a_seat: named.clone(), regions };
            return if alone { Ok(Self::VotesASeat(bar)) } else { Err(ANOTHER_WAY) };
        }
        if votes_a_seat.is_some() || regions.is_some() {
            return Err(ANOTHER_WAY);
        }
        match (seats, tier, at_least, within, most_votes) {
            (Some(seats), Some(tier), None, None, None) => Ok(Self::Seats(SeatsBar { seats, tier })),
            (None, None, Some(at_least), Some(within), None) => {
                Ok(Self::Votes(VotesBar { at_least, within }))
            }
            (None, None, None, None, Some(most_votes)) => Ok(Self::First(First { most_votes })),
            _ => Err(ANOTHER_WAY),
        }
    }
}

const ANOTHER_WAY: &str = "another way is `seats` and `tier`, `at_least` and `within`, `most_votes`, or `votes_a_seat` and `regions`";

impl From<Alternative> for AlternativeFile {
    fn from(way: Alternative) -> Self {
        let none = Self::default();
        match way {
            Alternative::Seats(bar) => Self { seats: Some(bar.seats), tier: Some(bar.tier), ..none },
            Alternative::Votes(bar) => {
                Self { at_least: Some(bar.at_least), within: Some(bar.within), ..none }
            }
            Alternative::First(bar) => Self { most_votes: Some(bar.most_votes), ..none },
            Alternative::VotesASeat(bar) => {
                Self { votes_a_seat: Some(bar.votes_a_seat), regions: Some(bar.regions), ..none }
            }
        }
    }
}

/// `cap` as it stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CapFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seats: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<Factor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    house: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    with: Vec<String>,
}

impl TryFrom<CapFile> for Cap {
    type Error = &'static str;

    fn try_from(file: CapFile) -> Result<Self, Self::Error> {
        let CapFile { seats, times, house, with } = file;
        match (seats, times, house) {
            (Some(seats), None, None) if with.is_empty() => Ok(Self::Seats(SeatsCap { seats })),
            (None, Some(times), Some(house)) => Ok(Self::Share(ShareCap { times, house, with })),
            _ => Err("a cap is `seats`, or `times` and `house` (with `with`)"),
        }
    }
}

impl From<Cap> for CapFile {
    fn from(cap: Cap) -> Self {
        match cap {
            Cap::Seats(cap) => Self { seats: Some(cap.seats), times: None, house: None, with: Vec::new() },
            Cap::Share(cap) => {
                Self { seats: None, times: Some(cap.times), house: Some(cap.house), with: cap.with }
            }
        }
    }
}
