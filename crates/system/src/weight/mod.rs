//! Votes of some lists weigh more.

pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

use super::rules::Factor;
use crate::law::Share;

/// Lists of a kind whose votes are multiplied before seats are shared out: a lighter way in for small communities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Weight {
    /// The kind of list, as the column `kind` of the votes has it.
    pub kind: String,
    /// What its votes are multiplied by. It helps to seats, not over the threshold.
    pub times: Factor,
    /// Only where the list has less than this share of the threshold's base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Share>,
}
