//! The long tables.

use clap::ValueEnum;
use sailau::report::Table;
use sailau::simulate::elections::Digest;

use crate::output::for_people;

/// A table of a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Which {
    /// Each party's seats under each set of rules
    Seats,
    /// Chances of each party: most votes, any seat, most seats, more than half
    Parties,
    /// The chance of each seat: the first, the second …
    SeatChances,
    /// Chances of majorities, coalitions, ties and empty seats
    Events,
    /// Differences of seats on the same votes
    Pairs,
    /// Differences of the chances of coalitions on the same votes
    EventPairs,
    /// Disproportionality, effective parties, wasted votes
    Indices,
}

impl Which {
    pub(super) fn of(self, digest: &Digest) -> Table {
        match self {
            Self::Seats => Table::of_seats(digest),
            Self::Parties => Table::of_party_chances(digest),
            Self::SeatChances => Table::of_seat_chances(digest),
            Self::Events => Table::of_events(digest),
            Self::Pairs => Table::of_pairs(digest),
            Self::EventPairs => Table::of_event_pairs(digest),
            Self::Indices => Table::of_indices(digest),
        }
    }
}

/// All of them, for people. The assumptions stand above them.
pub(super) fn all(digest: &Digest) -> String {
    let mut text = String::new();
    for (which, title) in [
        (Which::Seats, "Seats"),
        (Which::Parties, "Chances of parties"),
        (Which::Events, "Chances"),
        (Which::Indices, "Indices"),
        (Which::Pairs, "Differences of seats on the same votes, the first less the second"),
        (Which::EventPairs, "Differences of chances on the same votes, the first less the second"),
    ] {
        let mut table = which.of(digest);
        table.notes.clear();
        if !table.rows().is_empty() {
            text += &format!("\n{title}\n\n{}", for_people(&table));
        }
    }
    text
}
