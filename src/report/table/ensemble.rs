use super::{Cell, Column, Kind, Table};
use crate::simulate::elections::Digest;

const MEAN: Kind = Kind::Real { places: 2 };
const CHANCE: Kind = Kind::Share { places: 1 };

/// Tables of simulated elections. What their models take for granted is in the [notes](Table::notes).
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
impl Table {
    /// Seats: a row for each party under each system. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_seats(digest: &Digest) -> Self {
        let mut table = Self::of_digest(
            digest,
            vec![
                Column::new("system", Kind::Text),
                Column::new("party", Kind::Text),
                Column::new("mean", MEAN),
                Column::new("standard_error", Kind::Real { places: 4 }).heading("error"),
                Column::new("deviation", MEAN),
                Column::new("q05", Kind::Count).heading("5 %"),
                Column::new("q50", Kind::Count).heading("median"),
                Column::new("q95", Kind::Count).heading("95 %"),
                Column::new("enters", CHANCE),
                Column::new("majority", CHANCE),
                Column::new("two_thirds", CHANCE).heading("two thirds"),
            ],
        );
        for row in &digest.seats {
            let [low, middle, high] = row.quantiles.map(Cell::from);
            table.add(vec![
                row.system.as_str().into(),
                super::outcome::named(row.party.as_deref()),
                row.mean.into(),
                row.standard_error.into(),
                row.deviation.into(),
                low,
                middle,
                high,
                row.enters.share.into(),
                row.majority.share.into(),
                row.two_thirds.share.into(),
            ]);
        }
        table
    }

    /// Chances of parties: a row for each party under each system, for the most votes, any seat, the most seats and more than half
    /// of the house. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_party_chances(digest: &Digest) -> Self {
        let mut table = Self::of_digest(
            digest,
            vec![
                Column::new("system", Kind::Text),
                Column::new("party", Kind::Text),
                Column::new("first", CHANCE).heading("most votes"),
                Column::new("enters", CHANCE).heading("any seat"),
                Column::new("largest", CHANCE).heading("most seats"),
                Column::new("majority", CHANCE).heading("more than half"),
            ],
        );
        for row in digest.seats.iter().filter(|row| row.party.is_some()) {
            table.add(vec![
                row.system.as_str().into(),
                super::outcome::named(row.party.as_deref()),
                row.first.share.into(),
                row.enters.share.into(),
                row.largest.share.into(),
                row.majority.share.into(),
            ]);
        }
        table
    }

    /// The chance of each seat: a row for every number of seats that a party had in some draw and not in all, and the share of draws in
    /// which it had as many or more. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_seat_chances(digest: &Digest) -> Self {
        let mut table = Self::of_digest(
            digest,
            vec![
                Column::new("system", Kind::Text),
                Column::new("party", Kind::Text),
                Column::new("seat", Kind::Count),
                Column::new("probability", Kind::Share { places: 2 }),
            ],
        );
        for row in &digest.seats {
            let all: u64 = row.distribution.iter().map(|(_, draws)| draws).sum();
            let mut left = all;
            let mut below = row.distribution.first().map_or(0, |(least, _)| *least);
            for &(seats, draws) in &row.distribution {
                for seat in below + 1..=seats {
                    table.add(vec![
                        row.system.as_str().into(),
                        super::outcome::named(row.party.as_deref()),
                        Cell::from(seat),
                        (left as f64 / all as f64).into(),
                    ]);
                }
                below = seats;
                left -= draws;
            }
        }
        table
    }

    /// Events: a row for each under each system. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_events(digest: &Digest) -> Self {
        let mut table = Self::of_digest(
            digest,
            vec![
                Column::new("system", Kind::Text),
                Column::new("event", Kind::Text),
                Column::new("probability", Kind::Share { places: 2 }),
                Column::new("low", Kind::Share { places: 2 }).heading("from"),
                Column::new("high", Kind::Share { places: 2 }).heading("to"),
            ],
        );
        for row in &digest.events {
            let (system, event) = (row.system.as_str(), row.event.as_str());
            let chance = row.chance;
            table.add(vec![
                system.into(),
                event.into(),
                chance.share.into(),
                chance.low.into(),
                chance.high.into(),
            ]);
        }
        table
    }

    /// Indices: a row for each, of the votes and of each system. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_indices(digest: &Digest) -> Self {
        let mut table = Self::of_digest(
            digest,
            vec![
                Column::new("system", Kind::Text),
                Column::new("index", Kind::Text),
                Column::new("mean", MEAN),
                Column::new("standard_error", Kind::Real { places: 4 }).heading("error"),
                Column::new("q05", MEAN).heading("5 %"),
                Column::new("q50", MEAN).heading("median"),
                Column::new("q95", MEAN).heading("95 %"),
            ],
        );
        for row in &digest.indices {
            let [low, middle, high] = row.quantiles.map(Cell::from);
            let system = row.system.as_deref().map_or(Cell::Absent("(votes)"), Cell::from);
            table.add(vec![
                system,
                row.index.into(),
                row.mean.into(),
                row.standard_error.into(),
                low,
                middle,
                high,
            ]);
        }
        table
    }

    /// Differences on the same votes: a row for each pair of systems and party, the first system's seats less the
    /// second's. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_pairs(digest: &Digest) -> Self {
        let mut table = Self::of_digest(
            digest,
            vec![
                Column::new("first", Kind::Text),
                Column::new("second", Kind::Text),
                Column::new("party", Kind::Text),
                Column::new("mean", MEAN),
                Column::new("low", MEAN).heading("from"),
                Column::new("high", MEAN).heading("to"),
                Column::new("q05", Kind::Change).heading("5 %"),
                Column::new("q50", Kind::Change).heading("median"),
                Column::new("q95", Kind::Change).heading("95 %"),
                Column::new("majority", CHANCE),
                Column::new("gain", Kind::Real { places: 1 }),
            ],
        );
        for row in &digest.pairs {
            let [low, middle, high] = row.quantiles.map(Cell::from);
            table.add(vec![
                row.first.as_str().into(),
                row.second.as_str().into(),
                row.party.as_str().into(),
                row.mean.into(),
                row.interval.low.into(),
                row.interval.high.into(),
                low,
                middle,
                high,
                row.majority.into(),
                row.gain.into(),
            ]);
        }
        table
    }

    /// Events on the same votes: a row for each pair of systems and event, its probability under the first less that under
    /// the second. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_event_pairs(digest: &Digest) -> Self {
        let share = Kind::Share { places: 2 };
        let mut table = Self::of_digest(
            digest,
            vec![
                Column::new("first", Kind::Text),
                Column::new("second", Kind::Text),
                Column::new("event", Kind::Text),
                Column::new("difference", share),
                Column::new("low", share).heading("from"),
                Column::new("high", share).heading("to"),
                Column::new("first_only", share).heading("first only"),
                Column::new("second_only", share).heading("second only"),
            ],
        );
        for row in &digest.event_pairs {
            table.add(vec![
                row.first.as_str().into(),
                row.second.as_str().into(),
                row.event.as_str().into(),
                row.difference.into(),
                row.interval.low.into(),
                row.interval.high.into(),
                row.first_only.into(),
                row.second_only.into(),
            ]);
        }
        table
    }

    fn of_digest(digest: &Digest, columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new(), notes: digest.assumptions.clone() }
    }
}
