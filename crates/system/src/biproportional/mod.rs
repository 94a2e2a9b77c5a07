//! Parties' seats by the votes of the country, districts' seats as they are, and both at once.

pub(crate) mod check;
pub(crate) mod count;
mod first_place;
mod left;
mod majority_clause;
pub(crate) mod record;

use serde::{Deserialize, Serialize};

/// Seats that are in proportion to the votes of the parties in the whole country and to the seats of the districts at
/// once: the double Pukelsheim.
///
/// The tier's method gives the parties their seats by their voter numbers (votes by the seats of the district, since
/// a voter has as many votes there), and then fills the districts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Biproportional {
    /// What the parties' seats follow from.
    pub by: UpperApportionment,
    /// What the strongest list of each district is sure of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strongest_list: Option<MajorityClause>,
}

/// The majority clause (Majorzbedingung): the list with most votes in a district, of those that take part, has a seat
/// there, if its party has one by the votes of the whole tier.
///
/// Seats go from one district to another by it, and never from one party to another. Graubünden has it since 2022, Zug
/// at least since 2018.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MajorityClause {
    /// So many seats, 1 or more; never more than the district or the party has.
    pub at_least: u32,
}

/// What the parties' seats follow from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum UpperApportionment {
    /// Votes: every voter has one.
    #[serde(rename = "votes")]
    Votes,
    /// Voter numbers, exact.
    #[serde(rename = "voter numbers")]
    VoterNumbers,
    /// Voter numbers, each rounded to the nearest whole number in its district.
    #[serde(rename = "rounded voter numbers")]
    RoundedVoterNumbers,
}
