//! A threshold as it stands in a file.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::de::value::{self, StrDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Alternative, First, SeatsBar, Threshold, ThresholdLevel, ThresholdQuota, Until, VoteBase, VotesASeatBar,
    VotesBar,
};
use crate::from_text::from_text;
use crate::law::Share;
use crate::quota::Rounding;
use sailau_apportion::Quota;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThresholdFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    more_than: Option<Share>,
    of: BaseFile,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quota: Option<QuotaFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<ThresholdLevel>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    kinds: BTreeMap<String, Share>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    or: Vec<Alternative>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    and: Vec<VotesBar>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Until>,
}

/// The quota that a threshold is a part of, as it stands in a file.
#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct QuotaFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<Quota>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<VoteBase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rounded: Option<Rounding>,
}

impl QuotaFile {
    fn of_rule(quota: ThresholdQuota, of: VoteBase) -> Self {
        Self {
            method: Some(quota.method).filter(|&method| method != Quota::Hare),
            of: Some(of).filter(|&of| of != VoteBase::ValidVotes),
            rounded: quota.rounded,
        }
    }
}

/// What a share is a share of: votes, or a quota of them.
#[derive(Clone, Copy)]
enum BaseFile {
    Votes(VoteBase),
    Quota,
}

const QUOTA: &str = "quota";

impl Serialize for BaseFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Votes(base) => base.serialize(serializer),
            Self::Quota => serializer.serialize_str(QUOTA),
        }
    }
}

impl<'de> Deserialize<'de> for BaseFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "a word in quotes such as \"valid votes\"")
    }
}

impl FromStr for BaseFile {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        if word == QUOTA {
            return Ok(Self::Quota);
        }
        let base = VoteBase::deserialize(StrDeserializer::<value::Error>::new(word));
        // What lists the words of votes does not know of the quota.
        base.map(Self::Votes).map_err(|error| format!("{error}, `{QUOTA}`"))
    }
}

impl TryFrom<ThresholdFile> for Threshold {
    type Error = &'static str;

    fn try_from(file: ThresholdFile) -> Result<Self, Self::Error> {
        let (share, inclusive) = match (file.at_least, file.more_than) {
            (Some(share), None) => (share, true),
            (None, Some(share)) => (share, false),
            _ => return Err("needs one of `at_least` and `more_than`, such as at_least = \"5%\""),
        };
        let (of, quota) = match (file.of, file.quota) {
            (BaseFile::Votes(of), None) => (of, None),
            (BaseFile::Quota, quota) => {
                let file = quota.unwrap_or_default();
                let (method, rounded) = (file.method.unwrap_or(Quota::Hare), file.rounded);
                (file.of.unwrap_or(VoteBase::ValidVotes), Some(ThresholdQuota { method, rounded }))
            }
            (BaseFile::Votes(_), Some(_)) => return Err("`quota` needs of = \"quota\""),
        };
        Ok(Self {
            share,
            inclusive,
            of,
            quota,
            within: file.within,
            kinds: file.kinds,
            or: file.or,
            and: file.and,
            until: file.until,
        })
    }
}

impl From<Threshold> for ThresholdFile {
    fn from(threshold: Threshold) -> Self {
        let share = Some(threshold.share);
        Self {
            at_least: share.filter(|_| threshold.inclusive),
            more_than: share.filter(|_| !threshold.inclusive),
            of: threshold.quota.map_or(BaseFile::Votes(threshold.of), |_| BaseFile::Quota),
            quota: threshold
                .quota
                .map(|quota| QuotaFile::of_rule(quota, threshold.of))
                .filter(|file| *file != QuotaFile::default()),
            within: threshold.within,
            kinds: threshold.kinds,
            or: threshold.or,
            and: threshold.and,
            until: threshold.until,
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
    within: Option<ThresholdLevel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_votes: Option<ThresholdLevel>,
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
