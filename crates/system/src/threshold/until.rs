//! The next lists by votes, where too few reach the threshold.

use serde::{Deserialize, Serialize};

use crate::law::Share;

/// Where those who reach the threshold are too few, or have too few votes together, the next lists by votes take part
/// until they are enough.
///
/// Lists with equal votes come in together: no law that is known here chooses between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "UntilFile", into = "UntilFile")]
#[non_exhaustive]
pub struct Until {
    /// The fewest lists that take part; 0 where only their votes matter.
    pub lists: u32,
    /// The share of the threshold's base that they must have together.
    pub share: Option<Share>,
    /// Whether exactly this share is enough.
    pub inclusive: bool,
    /// A share of the base that who comes in so needs all the same.
    pub from: Option<Share>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct UntilFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lists: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    more_than: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Share>,
}

impl TryFrom<UntilFile> for Until {
    type Error = &'static str;

    fn try_from(file: UntilFile) -> Result<Self, Self::Error> {
        let UntilFile { lists, at_least, more_than, from } = file;
        if at_least.is_some() && more_than.is_some() {
            return Err("`until` has `at_least` or `more_than`, not both");
        }
        if lists == Some(0) || lists.is_none() && at_least.is_none() && more_than.is_none() {
            return Err("`until` says how many lists take part, or how much they have together, such as \
                        { lists = 3 } or { more_than = \"60%\" }");
        }
        let (share, inclusive) = (at_least.or(more_than), more_than.is_none());
        Ok(Self { lists: lists.unwrap_or(0), share, inclusive, from })
    }
}

impl From<Until> for UntilFile {
    fn from(until: Until) -> Self {
        Self {
            lists: Some(until.lists).filter(|&lists| lists > 0),
            at_least: until.share.filter(|_| until.inclusive),
            more_than: until.share.filter(|_| !until.inclusive),
            from: until.from,
        }
    }
}
