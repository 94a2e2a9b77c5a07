use std::fmt;

use serde::{Deserialize, Serialize};

use crate::law::Share;

/// Something that a house may bring about: parties that together hold a share of it.
///
/// ```
/// use sailau::simulate::elections::Event;
///
/// let coalition = Event::coalition(["Ak Zhol", "OSDP", "Auyl"]);
/// assert_eq!(coalition.to_string(), "Ak Zhol + OSDP + Auyl hold more than 1/2");
/// assert_eq!(Event::two_thirds("Amanat").to_string(), "Amanat holds at least 2/3");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Whose seats are added up.
    pub parties: Vec<String>,
    /// The share of all seats of the house, filled or not.
    pub share: Share,
    /// Whether exactly the share is enough.
    #[serde(default)]
    pub or_equal: bool,
}

impl Event {
    /// The parties together hold more than a share: a majority is more than 1/2.
    #[must_use]
    pub fn more_than<N: Into<String>>(share: Share, parties: impl IntoIterator<Item = N>) -> Self {
        Self { parties: parties.into_iter().map(Into::into).collect(), share, or_equal: false }
    }

    /// The parties together hold a share or more: two thirds change a constitution.
    #[must_use]
    pub fn at_least<N: Into<String>>(share: Share, parties: impl IntoIterator<Item = N>) -> Self {
        Self { parties: parties.into_iter().map(Into::into).collect(), share, or_equal: true }
    }

    /// A party has more than half of the house.
    #[must_use]
    pub fn majority(party: impl Into<String>) -> Self {
        Self::more_than(Share::HALF, [party.into()])
    }

    /// A party has two thirds of the house or more.
    #[must_use]
    pub fn two_thirds(party: impl Into<String>) -> Self {
        Self::at_least(Share::TWO_THIRDS, [party.into()])
    }

    /// Parties together have more than half of the house.
    #[must_use]
    pub fn coalition<N: Into<String>>(parties: impl IntoIterator<Item = N>) -> Self {
        Self::more_than(Share::HALF, parties)
    }

    /// Whether so many seats of the house bring it about.
    pub(super) fn happens(&self, seats: u32, house: u32) -> bool {
        let held = u128::from(seats) * u128::from(self.share.denominator());
        let needed = u128::from(house) * u128::from(self.share.numerator());
        held > needed || self.or_equal && held == needed
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.parties.len() == 1 { "holds" } else { "hold" };
        let how = if self.or_equal { "at least" } else { "more than" };
        write!(f, "{} {verb} {how} {}", self.parties.join(" + "), self.share)
    }
}
