use serde::{Deserialize, Serialize};

use super::{DistrictSeats, Factor, Share};

/// How the seats, or the votes, of other tiers bear on a list tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "super::kinds::LinkageFile", into = "super::kinds::LinkageFile")]
#[non_exhaustive]
pub enum Linkage {
    /// Seats of the other tiers count against what the lists are due.
    Compensation(Compensation),
    /// Lists have a claim to what the other tiers left them short of, and the tier's seats are shared by claims.
    Claims(Claims),
    /// Votes of candidates that won nothing are added to their lists.
    Transfer(Transfer),
    /// Votes that won seats are taken off the lists of the winners.
    Subtraction(Subtraction),
}

impl Linkage {
    /// The tiers that it looks at.
    #[must_use]
    pub fn with(&self) -> &[String] {
        match self {
            Self::Compensation(Compensation { with, .. })
            | Self::Claims(Claims { with, .. })
            | Self::Transfer(Transfer { with, .. })
            | Self::Subtraction(Subtraction { with, .. }) => with,
        }
    }
}

/// Seats of other tiers count against what the lists are due.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// How the house grows until overhang is levelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levelling {
    /// How the seats of the base house are apportioned to the districts of the list votes, to find what each party is
    /// due there.
    pub districts: DistrictSeats,
    /// The seats that a party is sure of in a district.
    pub minimum: Minimum,
    /// Overhang seats that may stay without levelling.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub uncompensated: u32,
}

/// The seats that a party is sure of in a district while the house is levelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Minimum {
    /// The greater of what its list votes are worth there and what it holds there.
    #[serde(rename = "the greater")]
    Greater,
    /// The mean of the two, rounded up, but no less than what it holds there.
    #[serde(rename = "the mean")]
    Mean,
}

/// The tier's seats are shared by what the other tiers left the lists short of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The other tiers.
    pub with: Vec<String>,
    /// The house that claims are reckoned in: a list's claim is its share of these seats, less what it holds. Seats of
    /// those who take no part in the lists are taken off first.
    pub claims: u32,
    /// What a claim is multiplied by; 1 when left out.
    pub times: Option<Factor>,
    /// Whether claims are rounded to whole seats, halves up and those below one to nothing.
    pub rounded: bool,
}

/// Votes of candidates that won nothing are added to the lists of their parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// The single-member tiers.
    pub with: Vec<String>,
    /// Which votes.
    pub transfer: Transferred,
}

/// Which votes are added to the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Transferred {
    /// Those of candidates who did not win.
    #[serde(rename = "losing votes")]
    Losing,
    /// These, and what a winner had above one vote more than the runner-up.
    #[serde(rename = "losing and surplus votes")]
    LosingAndSurplus,
}

/// Votes that won seats are taken off the lists of the winners' parties, which keep no fewer than none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subtraction {
    /// The tiers of one winner a district, by plurality.
    pub with: Vec<String>,
    /// Which votes.
    pub subtract: Subtracted,
    /// No fewer than this share of the valid votes of the district, rounded up, but never more than the winner had;
    /// only with [`Subtracted::Needed`].
    pub at_least: Option<Share>,
}

/// Which votes are taken off the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Subtracted {
    /// Those that the winner needed: one more than the runner-up.
    #[serde(rename = "votes to win")]
    Needed,
    /// All that the winner had.
    #[serde(rename = "winning votes")]
    Winning,
}
