use super::{Cell, Column, Kind, Table};
use crate::reform::{SeatEffects, SweepTable};

/// Tables of reforms.
impl Table {
    /// Seats at each point of a sweep: a row for each, and a column for each holder that ever has a seat.
    /// [Fields](crate::report#field-names).
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::reform::Sweep;
    /// use sailau::report::Table;
    ///
    /// let sweep = Sweep::from_toml(r#"
    ///     vary = [{ set = "list.threshold.at_least", from = "5%", to = "7%", step = "1%" }]
    /// "#)?;
    /// let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
    /// let table = Table::of_sweep(&sweep.table(election.law()?, &election.votes())?);
    /// assert_eq!(table.to_csv().lines().nth(1), Some("5%,107,72,11,9,6,9"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of_sweep(sweep: &SweepTable) -> Self {
        let there =
            |&at: &usize| sweep.rows.iter().any(|row| row.seats.get(at).is_some_and(|&seats| seats != 0));
        let holders: Vec<usize> = (0..sweep.holders.len()).filter(there).collect();
        let vary = sweep.vary.iter().enumerate();
        let mut columns: Vec<Column> = vary
            .map(|(i, words)| Column::new(format!("value_{}", i + 1), Kind::Text).heading(words))
            .collect();
        columns.push(Column::new("house", Kind::Count));
        columns.extend(holders.iter().map(|&at| {
            let name = &sweep.holders[at];
            Column::new(format!("seats_of_{name}"), Kind::Count).heading(name)
        }));
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for row in &sweep.rows {
            let values =
                sweep.vary.iter().enumerate().map(|(i, _)| row.values.get(i).map(ToString::to_string));
            let mut cells: Vec<Cell> = values.map(Cell::from).collect();
            cells.push(row.house_size.into());
            cells.extend(holders.iter().map(|&at| seats(row.seats.get(at))));
            table.add(cells);
        }
        table
    }

    /// What each group of changes of a reform did to the seats: a row for each holder that they touch or that has seats.
    /// The groups are named in the [notes](Table::notes). [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_effects(report: &SeatEffects) -> Self {
        let effects = &report.effects;
        let mut columns = vec![
            Column::new("party", Kind::Text),
            Column::new("old", Kind::Count),
            Column::new("new", Kind::Count),
            Column::new("change", Kind::Change),
        ];
        let mut notes = Vec::new();
        for (i, effect) in effects.effects.iter().enumerate() {
            let number = i + 1;
            columns.push(
                Column::new(format!("alone_{number}"), Kind::Change).heading(format!("{number}. alone")),
            );
            columns.push(Column::new(format!("last_{number}"), Kind::Change).heading("last"));
            let shapley = Kind::Real { places: 2 };
            columns.push(Column::new(format!("shapley_{number}"), shapley).heading("Shapley"));
            notes.push(format!("{number}. {}", effect.group.line()));
        }
        let mut table = Self { columns, rows: Vec::new(), notes };
        for ((at, name), change) in report.holders.iter().enumerate().zip(effects.difference()) {
            let (old, new) = (effects.baseline.get(at), effects.whole.get(at));
            let of_groups = effects.effects.iter().flat_map(|effect| {
                let shapley = effect.shapley.get(at).map(|share| share.to_f64());
                [effect.alone.get(at).copied().into(), effect.last.get(at).copied().into(), shapley.into()]
            });
            let mut row = vec![name.as_str().into(), seats(old), seats(new), change.into()];
            row.extend(of_groups);
            let nothing = |cell: &Cell| {
                matches!(cell, Cell::Count(0) | Cell::Change(0) | Cell::Missing) || *cell == Cell::Real(0.0)
            };
            if !row[1..].iter().all(nothing) {
                table.add(row);
            }
        }
        table
    }
}

fn seats(seats: Option<&i64>) -> Cell {
    seats.and_then(|&seats| u64::try_from(seats).ok()).into()
}
