//! What an alliance needs as a whole.

use serde::{Deserialize, Serialize};

use crate::is_default::is_default;
use crate::law::Share;

/// What an alliance needs as a whole, in shares of the base of the tier's threshold and by the votes that this is reached
/// by. An alliance that misses it is none: its lists stand alone, and need the tier's own threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ThresholdFile", into = "ThresholdFile")]
#[non_exhaustive]
pub struct AllianceThreshold {
    /// The share that its lists have together.
    pub share: Share,
    /// Whether exactly this share is enough.
    pub inclusive: bool,
    /// The share that one of its lists has to have besides.
    pub one_list: Option<Share>,
    /// The share from which on a list counts for its alliance; a list that passes by itself does in any case.
    pub counts_from: Option<Share>,
    /// What its lists need.
    pub lists: ListsOfAlliance,
}

/// What the lists of an alliance need that has passed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ListsOfAlliance {
    /// Nothing more: all of them take part.
    #[default]
    #[serde(rename = "pass with it")]
    PassWithIt,
    /// The tier's threshold. Who misses it wins nothing, and its votes count for the alliance all the same.
    #[serde(rename = "need the tier's threshold")]
    NeedTheTiers,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThresholdFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    more_than: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    one_list: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    counts_from: Option<Share>,
    #[serde(default, skip_serializing_if = "is_default")]
    lists: ListsOfAlliance,
}

impl TryFrom<ThresholdFile> for AllianceThreshold {
    type Error = &'static str;

    fn try_from(file: ThresholdFile) -> Result<Self, Self::Error> {
        let (share, inclusive) = match (file.at_least, file.more_than) {
            (Some(share), None) => (share, true),
            (None, Some(share)) => (share, false),
            _ => return Err("needs one of `at_least` and `more_than`, such as at_least = \"10%\""),
        };
        let ThresholdFile { one_list, counts_from, lists, .. } = file;
        Ok(Self { share, inclusive, one_list, counts_from, lists })
    }
}

impl From<AllianceThreshold> for ThresholdFile {
    fn from(rule: AllianceThreshold) -> Self {
        Self {
            at_least: Some(rule.share).filter(|_| rule.inclusive),
            more_than: Some(rule.share).filter(|_| !rule.inclusive),
            one_list: rule.one_list,
            counts_from: rule.counts_from,
            lists: rule.lists,
        }
    }
}
