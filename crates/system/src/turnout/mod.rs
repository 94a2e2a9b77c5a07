//! The turnout without which an election is void.

mod check;
pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use super::threshold::{Threshold, VoteBase};
use crate::law::Share;

/// The turnout without which an election is void: the ballots cast, invalid ones too, as a share of the voters on the roll.
///
/// It is held against the boxes of each district; in a nationwide tier against those of the whole country. The votes file
/// must then give `@invalid` and `@registered`.
///
/// ```
/// use sailau::system::Turnout;
///
/// let third = Turnout::at_least("33%".parse()?);
/// assert_eq!(third.needed(15_027_529), 4_959_085); // 4,959,084.57
/// assert_eq!(Turnout::more_than("50%".parse()?).needed(100), 51);
/// # Ok::<(), sailau::system::ShareError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Threshold", into = "Threshold")]
#[non_exhaustive]
pub struct Turnout {
    /// The share of the roll.
    pub share: Share,
    /// Whether exactly the share is enough.
    pub inclusive: bool,
}

impl Turnout {
    /// The share itself is enough.
    #[must_use]
    pub fn at_least(share: Share) -> Self {
        Self { share, inclusive: true }
    }

    /// Only more than the share is enough.
    #[must_use]
    pub fn more_than(share: Share) -> Self {
        Self { share, inclusive: false }
    }

    /// The fewest ballots that are enough of a roll, which is at most 2^96.
    #[must_use]
    pub fn needed(&self, registered: u128) -> u128 {
        self.share.votes_of(registered, self.inclusive)
    }
}

impl From<Turnout> for Threshold {
    fn from(Turnout { share, inclusive }: Turnout) -> Self {
        Self { inclusive, ..Self::at_least(share, VoteBase::Registered) }
    }
}

impl TryFrom<Threshold> for Turnout {
    type Error = &'static str;

    fn try_from(bar: Threshold) -> Result<Self, Self::Error> {
        let Threshold { share, inclusive, .. } = bar;
        let turnout = Self { share, inclusive };
        if bar == Threshold::from(turnout) {
            Ok(turnout)
        } else if bar.of == VoteBase::Registered && bar.quota.is_none() {
            Err("`within`, `kinds`, `or`, `and` and `until` have no meaning here; remove them")
        } else {
            Err("turnout is a share of = \"registered voters\"")
        }
    }
}
