//! Seats of the largest list before the others are shared out.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use crate::law::Share;

/// Seats that the list with most votes gets before the others are shared out among all, itself included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Bonus {
    /// How many, out of the seats of the area.
    pub seats: u32,
    /// The share of valid votes without which there is no bonus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Share>,
    /// The bonus grows by a seat for each such share of valid votes above `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_more_each: Option<Share>,
    /// And is never larger than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
}
