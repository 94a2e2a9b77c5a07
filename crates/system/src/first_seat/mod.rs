//! A first seat for a part of the quota.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use crate::law::Share;

/// A lighter way to a first seat for lists of a kind, such as those of national minorities: a part of the quota is
/// enough for it. The list competes for more seats with the votes that this leaves it; without the first seat it
/// competes for none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FirstSeat {
    /// The kind of list, as the column `kind` of the votes has it.
    pub kind: String,
    /// The part of the Hare quota of all who take part, fractions of a vote dropped.
    pub quota: Share,
}
