//! Seats of other tiers count against what the lists are due.

mod check;
pub(crate) mod count;
pub(crate) mod coverage;
pub(crate) mod held;
pub(crate) mod plan;
pub(crate) mod record;
mod returned;

use serde::{Deserialize, Serialize};

use super::levelling::Levelling;

/// Seats of other tiers count against what the lists are due.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Compensation {
    /// The other tiers.
    pub with: Vec<String>,
    /// Whether the tier's number of seats has theirs in it.
    pub seats: LinkedSeats,
    /// What happens to a party that holds more seats there than its votes are worth.
    pub overhang: Overhang,
    /// Whether overhang is looked for in each district of the list votes, after [placement](super::Placement).
    pub in_each_district: bool,
    /// How the house grows, with `overhang = "levelled"`.
    pub levelling: Option<Levelling>,
    /// The fewest seats of a district that gives one back, with `overhang = "returned"`; 0 when left out.
    pub returned_from: u32,
}

/// Whether a tier's number of seats has the linked tiers' seats in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkedSeats {
    /// It is the number of both together. Seats of those who take no part in the lists are taken off first.
    #[default]
    Included,
    /// It is the number of list seats alone.
    Added,
}

/// What happens to a party that holds more seats in a linked tier than its votes are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Overhang {
    /// It keeps them, and the house grows.
    #[serde(rename = "kept")]
    Kept,
    /// It keeps them, and the others share what is left: the house keeps its size.
    #[serde(rename = "paid by the others")]
    PaidByOthers,
    /// It keeps them, and those who are short of what they are due share what is left: whoever holds as many as that, or
    /// more, is out of the next round (Lesotho's National Assembly Electoral Act 2011, Third Schedule).
    #[serde(rename = "paid by those who are short")]
    PaidByShort,
    /// It keeps them, and the house grows until they are no more than its share.
    #[serde(rename = "levelled")]
    Levelled,
    /// It does not get them: of those elected with the votes of a district, the weakest stay out.
    #[serde(rename = "refused")]
    Refused,
    /// It gives back those that it has by its smallest quotients in the districts, to parties there that are short of
    /// what they are due.
    #[serde(rename = "returned")]
    Returned,
}

impl Compensation {
    /// Whether it says which of the linked tiers' winners sit, or whose seats there are returned.
    pub(crate) fn settles_linked(&self) -> bool {
        matches!(self.overhang, Overhang::Refused | Overhang::Returned)
    }

    /// Whether seats that lists hold in the linked tier beyond their share are returned.
    pub(crate) fn returns(&self) -> bool {
        self.overhang == Overhang::Returned
    }
}
