use super::{Cell, Column, Kind, Table};
use crate::simulate::Confidence;
use crate::simulate::elections::Elections;

const SEATS: Kind = Kind::Real { places: 2 };
const CHANCE: Kind = Kind::Share { places: 1 };

impl Table {
    /// Simulated elections: a row for each party under each system, with the middle share of the draws that `level` says.
    /// What the models take for granted is in the [notes](Table::notes). [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_elections(elections: &Elections, level: Confidence) -> Self {
        let columns = vec![
            Column::new("system", Kind::Text),
            Column::new("party", Kind::Text),
            Column::new("mean", SEATS),
            Column::new("standard_error", SEATS).heading("± error"),
            Column::new("low", Kind::Count),
            Column::new("median", Kind::Count),
            Column::new("high", Kind::Count),
            Column::new("enters", CHANCE),
            Column::new("majority", CHANCE),
            Column::new("two_thirds", CHANCE).heading("two thirds"),
            Column::new("draws", Kind::Count),
        ];
        let mut table = Self { columns, rows: Vec::new(), notes: notes(elections, level) };
        let tail = (1.0 - level.level()) / 2.0;
        for system in &elections.systems {
            for (name, party) in elections.parties.iter().zip(&system.parties) {
                let moments = party.seats.moments();
                let quantile = |p: f64| Cell::from(party.seats.quantile(p));
                table.add(vec![
                    system.name.as_str().into(),
                    name.as_str().into(),
                    moments.mean().into(),
                    moments.standard_error().into(),
                    quantile(tail),
                    quantile(0.5),
                    quantile(1.0 - tail),
                    party.enters().share().into(),
                    party.majority.share().into(),
                    party.two_thirds.share().into(),
                    party.seats.draws().into(),
                ]);
            }
        }
        table
    }

    /// Two systems on the same simulated votes: a row for each party with the first system's seats less the second's. None
    /// when the two were not [compared](Elections::pair) in this order. [Fields](crate::report#field-names).
    ///
    /// `low` and `high` bound the middle share of the draws that `level` says; `mean_low` and `mean_high` say how exact the
    /// mean is, at the same level.
    #[must_use]
    pub fn of_difference(
        elections: &Elections,
        first: &str,
        second: &str,
        level: Confidence,
    ) -> Option<Self> {
        let pair = elections.pair(first, second)?;
        let columns = vec![
            Column::new("party", Kind::Text),
            Column::new("mean", SEATS),
            Column::new("mean_low", SEATS).heading("from"),
            Column::new("mean_high", SEATS).heading("to"),
            Column::new("low", Kind::Change),
            Column::new("median", Kind::Change),
            Column::new("high", Kind::Change),
            Column::new("gain", Kind::Real { places: 1 }),
            Column::new("draws", Kind::Count),
        ];
        let mut table = Self { columns, rows: Vec::new(), notes: notes(elections, level) };
        table.notes.insert(0, format!("Seats under {first} less seats under {second}, on the same votes."));
        let tail = (1.0 - level.level()) / 2.0;
        for (name, seats) in elections.parties.iter().zip(&pair.seats) {
            let moments = seats.moments();
            let interval = moments.interval(level);
            let quantile = |p: f64| Cell::from(seats.quantile(p));
            table.add(vec![
                name.as_str().into(),
                moments.mean().into(),
                interval.map(|interval| interval.low).into(),
                interval.map(|interval| interval.high).into(),
                quantile(tail),
                quantile(0.5),
                quantile(1.0 - tail),
                elections.gain(first, second, name).into(),
                seats.draws().into(),
            ]);
        }
        Some(table)
    }
}

fn notes(elections: &Elections, level: Confidence) -> Vec<String> {
    let middle = format!("From low to high: {} % of the draws.", level.level() * 100.0);
    std::iter::once(middle).chain(elections.assumptions.iter().cloned()).collect()
}
