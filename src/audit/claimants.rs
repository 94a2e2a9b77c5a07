//! Lists that compete for the seats of one area.

use super::column::Column;

/// A list, or lists that compete as one, with the seats that they were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claimant {
    pub(crate) name: String,
    /// The columns of the papers that are for it.
    pub(crate) columns: Vec<Column>,
    pub(crate) seats: u32,
    /// Seats that it has whatever its votes, and the most that it may have.
    pub(crate) least: u32,
    pub(crate) most: u32,
    /// What each vote for it weighs.
    pub(crate) worth: i128,
}

impl Claimant {
    pub(crate) fn list(name: &str, column: impl Into<Column>, seats: u32) -> Self {
        Self {
            name: name.to_owned(),
            columns: vec![column.into()],
            seats,
            least: 0,
            most: u32::MAX,
            worth: 1,
        }
    }

    /// The number of its column, where it is one list.
    pub(crate) fn number(&self) -> usize {
        self.columns.first().map_or(0, |column| column.number)
    }

    /// Whether its last seat is one by votes.
    pub(crate) fn has_a_seat_to_lose(&self) -> bool {
        self.seats > self.least
    }

    /// Whether it could have one more.
    pub(crate) fn has_a_seat_to_win(&self) -> bool {
        self.seats < self.most
    }
}

/// What a list was given, in words of the record.
pub(super) struct Given<'a> {
    pub(super) party: &'a str,
    pub(super) seats: u32,
    /// Seats that it has whatever its votes, and the most that it may have.
    pub(super) least: u32,
    pub(super) most: u32,
}

impl<'a> Given<'a> {
    pub(super) fn of(party: &'a str, seats: u32) -> Self {
        Self { party, seats, least: 0, most: u32::MAX }
    }
}
