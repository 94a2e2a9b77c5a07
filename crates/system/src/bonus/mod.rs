//! Seats of the largest list besides, or before, those that its votes are worth.

pub(crate) mod check;
pub(crate) mod count;
mod file;
pub(crate) mod record;
pub(crate) mod top_up;

use serde::{Deserialize, Serialize};

use crate::law::Share;

/// Seats that the list with most votes gets besides, or before, those that its votes are worth. Where lists are allied it
/// is the largest alliance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "file::BonusFile", into = "file::BonusFile")]
#[non_exhaustive]
pub enum Bonus {
    /// So many before the others are shared out among all, itself included.
    Seats(BonusSeats),
    /// As many as it takes to have so many in all.
    UpTo(TopUp),
}

/// A bonus of so many seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct BonusSeats {
    /// How many, out of the seats of the area.
    pub seats: u32,
    /// The share of valid votes without which there is no bonus.
    pub from: Option<Share>,
    /// The bonus grows by a seat for each such share of valid votes above `from`.
    pub one_more_each: Option<Share>,
    /// And is never larger than this.
    pub at_most: Option<u32>,
}

/// A bonus that raises the largest list to so many seats, where its votes are worth fewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopUp {
    /// How many it has in all.
    pub up_to: UpTo,
    /// Who pays for them.
    pub house: BonusHouse,
    /// The share of valid votes without which there is no bonus.
    pub from: Option<Share>,
}

/// To how many seats the largest list is raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "write a number of seats such as 340, or a share of them such as \"54%\"")]
#[non_exhaustive]
pub enum UpTo {
    /// So many.
    Seats(u32),
    /// The fewest that are at least this share of the area's seats.
    Share(Share),
}

/// Who pays for the seats that the largest list is raised by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum BonusHouse {
    /// The others: they share what is left, by their votes.
    #[default]
    #[serde(rename = "keeps its size")]
    KeepsItsSize,
    /// Nobody: the seats are added to those of the area.
    #[serde(rename = "grows")]
    Grows,
}
