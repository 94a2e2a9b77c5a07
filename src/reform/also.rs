//! Rules that move together with the one that is varied.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use super::parameter::common;
use super::{ParameterError, RulePath, Value};
use crate::from_table::from_table;
use crate::law::Share;

/// A rule that moves together with the one that is varied: by the same value, or by a share that lies a fixed distance
/// above or below it.
///
/// In a file: `also = [{ set = "list.threshold.kinds.coalition", more = "3%" }]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "AlsoFile")]
pub struct Also {
    /// The other rule.
    pub set: RulePath,
    /// How far from the value that is varied.
    pub distance: Distance,
}

/// How far a rule lies from the one that it moves with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// The same value.
    None,
    /// A share above; more than the whole is refused.
    More(Share),
    /// A share below; less than nothing is nothing.
    Less(Share),
}

impl Also {
    /// The value of this rule beside a value of the varied one.
    pub(super) fn beside(&self, value: &Value) -> Result<Value, ParameterError> {
        let (distance, above) = match self.distance {
            Distance::None => return Ok(value.clone()),
            Distance::More(distance) => (distance, true),
            Distance::Less(distance) => (distance, false),
        };
        let share = match value {
            Value::Word(word) => word.parse::<Share>().ok(),
            _ => None,
        };
        let moved = share.and_then(|share| {
            let below = common(share.denominator(), distance.denominator())?;
            let parts = |share: Share| u64::from(share.numerator()) * u64::from(below / share.denominator());
            let (here, there) = (parts(share), parts(distance));
            let sum = if above { here + there } else { here.saturating_sub(there) };
            Share::new(u32::try_from(sum).ok()?, below).ok()
        });
        moved.map(Value::from).ok_or_else(|| ParameterError::NoDistance {
            set: self.set.to_string(),
            also: self.to_string(),
            value: value.clone(),
        })
    }
}

/// `list threshold kinds coalition 3% more`.
impl fmt::Display for Also {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.set.words())?;
        match self.distance {
            Distance::None => f.write_str("the same"),
            Distance::More(share) => write!(f, "{share} more"),
            Distance::Less(share) => write!(f, "{share} less"),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AlsoFile {
    set: RulePath,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    more: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    less: Option<Share>,
}

impl<'de> Deserialize<'de> for Also {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_table::<D, AlsoFile, Self>(deserializer, "the table of a rule that moves along")
    }
}

impl TryFrom<AlsoFile> for Also {
    type Error = String;

    fn try_from(AlsoFile { set, more, less }: AlsoFile) -> Result<Self, String> {
        let distance = match (more, less) {
            (None, None) => Distance::None,
            (Some(share), None) => Distance::More(share),
            (None, Some(share)) => Distance::Less(share),
            (Some(_), Some(_)) => {
                return Err(format!("`{set}`: either `more` or `less`; remove one of them"));
            }
        };
        Ok(Self { set, distance })
    }
}

impl From<Also> for AlsoFile {
    fn from(Also { set, distance }: Also) -> Self {
        let (more, less) = match distance {
            Distance::None => (None, None),
            Distance::More(share) => (Some(share), None),
            Distance::Less(share) => (None, Some(share)),
        };
        Self { set, more, less }
    }
}
