//! When a candidate is elected, and when the count stops.

mod declare;

use serde::{Deserialize, Serialize};

use crate::unsaid::is_default;

/// When a candidate is elected, and when the count stops.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ElectionRule {
    /// By what a candidate is elected.
    #[serde(skip_serializing_if = "is_default")]
    pub by: ElectedBy,
    /// How the last seats are filled.
    #[serde(skip_serializing_if = "is_default")]
    pub last: LastSeats,
}

/// By what a candidate is elected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ElectedBy {
    /// By the quota; who has it gets no more papers.
    #[default]
    #[serde(rename = "quota")]
    Quota,
    /// By passing on a surplus: until then who has the quota goes on receiving (Minneapolis, 167.70).
    #[serde(rename = "surplus")]
    Surplus,
}

/// How the last seats are filled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum LastSeats {
    /// When as many stand as seats are left, these have them (Scotland, rule 52 (1)).
    #[default]
    #[serde(rename = "as many as stand")]
    AsManyAsStand,
    /// The same, once no surplus waits to be passed on (Australian Capital Territory, Schedule 4, cl. 4 (2) (b)).
    #[serde(rename = "as many as stand after surpluses")]
    AsManyAsStandAfterSurpluses,
    /// Also: of two who stand for the last seat the one with more votes has it (Commonwealth Electoral Act, s. 273 (17)).
    #[serde(rename = "more votes of two")]
    MoreVotesOfTwo,
    /// Also: for the last seat, one who has as many votes as all others with every surplus (Northern Ireland, order of 1985,
    /// rule 52 (2)).
    #[serde(rename = "as many as all others")]
    AsManyAsAllOthers,
    /// Also: for the last seat, one who has more votes than all others with every surplus; and all but one who stand, when
    /// that one is behind them with every surplus (Ireland, s. 124 (2) and (1A)).
    #[serde(rename = "one cannot be overtaken")]
    OneCannotBeOvertaken,
    /// Also: as many as there are seats, when all others cannot overtake the last of them with every surplus (New South
    /// Wales, Schedule 5, cl. 11 (2) and (3)).
    #[serde(rename = "cannot be overtaken")]
    CannotBeOvertaken,
}
