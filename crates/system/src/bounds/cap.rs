//! The most seats that a list, or an alliance, may have.

use serde::{Deserialize, Serialize};

use crate::is_default::is_default;
use crate::law::Share;
use crate::rules::Factor;

/// The most seats that a list may have; of lists that are allied, all of them together. What is above goes to the others,
/// as if the capped lists and their seats were not there; that is repeated until nobody is above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CapFile", into = "CapFile")]
#[non_exhaustive]
pub struct Cap {
    /// So many and no more.
    pub seats: Option<u32>,
    /// No more than what follows from its share of the votes.
    pub share: Option<ShareCap>,
    /// Tiers whose seats count against the cap as well.
    pub with: Vec<String>,
}

/// No more than a list's share of the votes, multiplied, with points added, is worth in the whole house.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShareCap {
    /// What the share is multiplied by; 1 when left out.
    pub times: Option<Factor>,
    /// The points that are added to it.
    pub plus: Option<Share>,
    /// The seats of the house.
    pub house: u32,
    /// Of which votes it is the share.
    pub of: CapBase,
}

/// Of which votes a cap takes a list's share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum CapBase {
    /// Those for anybody.
    #[default]
    #[serde(rename = "valid votes")]
    ValidVotes,
    /// Those of the lists that take part.
    #[serde(rename = "lists that take part")]
    ListsThatTakePart,
}

/// `cap` as it stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CapFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seats: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<Factor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plus: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    house: Option<u32>,
    #[serde(default, skip_serializing_if = "is_default")]
    of: CapBase,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    with: Vec<String>,
}

impl TryFrom<CapFile> for Cap {
    type Error = &'static str;

    fn try_from(file: CapFile) -> Result<Self, Self::Error> {
        let CapFile { seats, times, plus, house, of, with } = file;
        match (times.is_some() || plus.is_some(), house) {
            (true, Some(house)) => Ok(Self { seats, share: Some(ShareCap { times, plus, house, of }), with }),
            (false, None) if seats.is_some() && is_default(&of) => Ok(Self { seats, share: None, with }),
            _ => Err("a cap is `seats`, or `house` with `times` or `plus` (and `of`), or both; and `with`"),
        }
    }
}

impl From<Cap> for CapFile {
    fn from(cap: Cap) -> Self {
        let Cap { seats, share, with } = cap;
        let file = Self { seats, times: None, plus: None, house: None, of: CapBase::default(), with };
        match share {
            Some(ShareCap { times, plus, house, of }) => Self { times, plus, house: Some(house), of, ..file },
            None => file,
        }
    }
}
