//! How the seats, or the votes, of other tiers bear on a list tier. Each of the ways is a stage of its own.

mod check;

use serde::{Deserialize, Serialize};

use super::claims::Claims;
use super::compensation::{Compensation, LinkedSeats, Overhang};
use super::held_seats::{HeldSeatsKey, SharedBy};
use super::levelling::Levelling;
use super::remainders::{PooledRemainders, RemainderSeats};
use super::rules::Factor;
use super::subtraction::{Subtracted, Subtraction};
use super::transfer::{Transfer, Transferred};
use crate::is_default::is_default;
use crate::law::Share;

/// How the seats, or the votes, of other tiers bear on a list tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "LinkageFile", into = "LinkageFile")]
pub enum Linkage {
    /// Seats of the other tiers count against what the lists are due.
    Compensation(Compensation),
    /// Lists have a claim to what the other tiers left them short of, and the tier's seats are shared by claims.
    Claims(Claims),
    /// Votes of candidates that won nothing are added to their lists.
    Transfer(Transfer),
    /// Votes that won seats are taken off the lists of the winners.
    Subtraction(Subtraction),
    /// Seats of the other tiers stand in the place of votes.
    HeldSeats(HeldSeatsKey),
    /// Seats that quotas left in other tiers are shared by the remainders there.
    Remainders(PooledRemainders),
}

impl Linkage {
    /// The tiers that it looks at.
    #[must_use]
    pub fn with(&self) -> &[String] {
        match self {
            Self::Compensation(Compensation { with, .. })
            | Self::Claims(Claims { with, .. })
            | Self::Transfer(Transfer { with, .. })
            | Self::Subtraction(Subtraction { with, .. })
            | Self::HeldSeats(HeldSeatsKey { with })
            | Self::Remainders(PooledRemainders { with, .. }) => with,
        }
    }
}

/// `linkage` as it stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkageFile {
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shared_by: Option<SharedBy>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    remainders: Option<RemainderSeats>,
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
            shared_by,
            remainders,
        } = file;
        if shared_by.is_some() || remainders.is_some() {
            let alone = overhang.is_none() && claims.is_none() && transfer.is_none() && subtract.is_none();
            let bare = seats.is_none() && !in_each_district && levelling.is_none() && times.is_none();
            let alone = alone && bare && !rounded && at_least.is_none() && returned_from == 0;
            return match (shared_by, remainders) {
                (Some(SharedBy::Seats), None) if alone => Ok(Self::HeldSeats(HeldSeatsKey { with })),
                (None, Some(remainders)) if alone => {
                    Ok(Self::Remainders(PooledRemainders { with, remainders }))
                }
                (_, Some(_)) => Err("`remainders` stands alone beside `with`"),
                _ => Err("`shared_by` stands alone beside `with`"),
            };
        }
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
                      `times`, `rounded`), `transfer`, `subtract` (with `at_least`), `shared_by` and `remainders`",
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
            shared_by: None,
            remainders: None,
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
            Linkage::Remainders(rule) => Self { remainders: Some(rule.remainders), ..file(rule.with) },
            Linkage::HeldSeats(rule) => Self { shared_by: Some(SharedBy::Seats), ..file(rule.with) },
        }
    }
}
