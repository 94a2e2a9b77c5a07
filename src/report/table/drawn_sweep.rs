use super::{Cell, Column, Kind, Table};
use crate::reform::DrawnSweep;

/// Tables of a sweep on drawn elections.
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
impl Table {
    /// A sweep on drawn elections: a row for each point and party, its seats with the middle nine tenths of the draws, and
    /// chances. Parties with less than half a seat everywhere are left out, and named in the [notes](Table::notes).
    /// [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_drawn_sweep(sweep: &DrawnSweep) -> Self {
        let vary = sweep.vary.iter().enumerate();
        let mut columns: Vec<Column> = vary
            .map(|(i, words)| Column::new(format!("value_{}", i + 1), Kind::Text).heading(words))
            .collect();
        let seats =
            |field: &str, heading: &str, places| Column::new(field, Kind::Real { places }).heading(heading);
        columns.push(Column::new("party", Kind::Text));
        columns.push(seats("mean_seats", "mean seats", 1));
        columns.push(seats("low", "5 % below", 0));
        columns.push(seats("high", "5 % above", 0));
        columns.push(Column::new("enters", Kind::Share { places: 1 }));
        columns.push(Column::new("majority", Kind::Share { places: 1 }));
        let (large, small) = sweep.large_and_small();
        let notes = sweep.left_out(&small).into_iter().collect();
        let mut table = Self { columns, rows: Vec::new(), notes };
        let summary = &sweep.ensemble.summary;
        for (values, system) in sweep.values.iter().zip(&summary.systems) {
            for &party in &large {
                let Some(own) = system.parties.get(party) else { continue };
                let middle = own.middle(0.9);
                let mut row: Vec<Cell> = values.iter().map(|value| value.to_string().into()).collect();
                row.push(summary.parties[party].as_str().into());
                row.extend([
                    own.seats.moments().mean().into(),
                    middle.map(|interval| interval.low).into(),
                    middle.map(|interval| interval.high).into(),
                    own.enters().share().into(),
                    own.majority.share().into(),
                ]);
                table.add(row);
            }
        }
        table
    }
}
