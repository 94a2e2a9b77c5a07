use super::{Cell, Column, Kind, Table};
use crate::simulate::scale::{Estimate, Positions};

/// What is estimated of a system, or of a system and a number of lists.
const ESTIMATES: [(&str, Kind); 7] = [
    ("gallagher", Kind::Share { places: 2 }),
    ("loosemore_hanby", Kind::Share { places: 2 }),
    ("effective_parties", Kind::Real { places: 2 }),
    ("bonus", Kind::Share { places: 2 }),
    ("wasted", Kind::Share { places: 2 }),
    ("majority", Kind::Share { places: 1 }),
    ("manufactured", Kind::Share { places: 1 }),
];

/// Tables of the scale of systems.
impl Table {
    /// Systems along the scale, the least disproportional first, and after them those that are set aside, each with the reason.
    /// [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_scale(positions: &Positions, aside: &[(String, String)]) -> Self {
        let mut columns = vec![
            Column::new("system", Kind::Text),
            Column::new("seats", Kind::Real { places: 0 }),
            Column::new("districts", Kind::Count),
        ];
        for (name, kind) in ESTIMATES.into_iter().chain([("difference", ESTIMATES[0].1)]) {
            columns.extend(columns_of(name, kind));
        }
        columns.extend([
            Column::new("nobody", Kind::Share { places: 2 }),
            Column::new("open", Kind::Share { places: 2 }),
            Column::new("failed", Kind::Count),
            Column::new("aside", Kind::Text),
        ]);
        let width = columns.len();
        let mut table = Self { columns, rows: Vec::new(), notes: positions.assumptions.clone() };
        for row in &positions.rows {
            let mut cells = vec![row.system.as_str().into(), row.seats.into(), row.districts.into()];
            for estimate in [
                &row.gallagher,
                &row.loosemore_hanby,
                &row.effective_parties,
                &row.bonus,
                &row.wasted,
                &row.majority,
                &row.manufactured,
                &row.difference,
            ] {
                cells.extend(cells_of(estimate));
            }
            cells.extend([row.nobody.into(), row.open.into(), row.failed.into(), Cell::Missing]);
            table.add(cells);
        }
        for (system, why) in aside {
            let mut cells = vec![Cell::Missing; width];
            cells[0] = system.as_str().into();
            cells[width - 1] = why.as_str().into();
            table.add(cells);
        }
        table
    }

    /// The same by number of lists, or by electorate where several are side by side. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_scale_by_lists(positions: &Positions) -> Self {
        let named = positions.rows.iter().flat_map(|row| &row.by_lists).any(|one| one.electorate.is_some());
        let mut columns = vec![Column::new("system", Kind::Text)];
        if named {
            columns.push(Column::new("electorate", Kind::Text));
        }
        columns.push(Column::new("lists", Kind::Count));
        columns.extend(ESTIMATES.into_iter().flat_map(|(name, kind)| columns_of(name, kind)));
        let mut table = Self { columns, rows: Vec::new(), notes: positions.assumptions.clone() };
        for row in &positions.rows {
            for one in &row.by_lists {
                let mut cells = vec![Cell::from(row.system.as_str())];
                if named {
                    cells.push(one.electorate.as_deref().into());
                }
                cells.push(one.lists.into());
                for estimate in [
                    &one.gallagher,
                    &one.loosemore_hanby,
                    &one.effective_parties,
                    &one.bonus,
                    &one.wasted,
                    &one.majority,
                    &one.manufactured,
                ] {
                    cells.extend(cells_of(estimate));
                }
                table.add(cells);
            }
        }
        table
    }

    /// Gallagher's index of each system, a column an electorate: its name, or how many lists it has. The order is that of the scale.
    /// [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_scale_side_by_side(positions: &Positions) -> Self {
        let index =
            |field: &str, heading: &str| Column::new(field, Kind::Share { places: 2 }).heading(heading);
        let mut columns = vec![Column::new("system", Kind::Text), index("gallagher", "all")];
        for one in positions.rows.first().map(|row| row.by_lists.as_slice()).unwrap_or_default() {
            let name = one.electorate.clone().unwrap_or_else(|| format!("{} lists", one.lists));
            columns.push(index(&format!("in {name}"), &name));
        }
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for row in &positions.rows {
            let each = row.by_lists.iter().map(|one| one.gallagher.mean.into());
            let start = [row.system.as_str().into(), row.gallagher.mean.into()];
            table.add(start.into_iter().chain(each).collect());
        }
        table
    }

    /// The scale as far as a page is wide: the mean of each, with half the interval of Gallagher's index.
    #[must_use]
    pub fn of_scale_in_short(positions: &Positions) -> Self {
        let share = |name: &str, places| Column::new(name, Kind::Share { places });
        let columns = vec![
            Column::new("system", Kind::Text),
            Column::new("seats", Kind::Real { places: 0 }),
            Column::new("districts", Kind::Count).heading("in"),
            share("gallagher", 2).heading("Gallagher"),
            share("half_width", 2).heading("±"),
            share("difference", 2).heading("differs"),
            Column::new("effective_parties", Kind::Real { places: 2 }).heading("parties"),
            share("wasted", 1),
            share("majority", 1),
            share("manufactured", 1).heading("made"),
        ];
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for row in &positions.rows {
            let half = row.gallagher.high.zip(row.gallagher.mean).map(|(high, mean)| high - mean);
            table.add(vec![
                row.system.as_str().into(),
                row.seats.into(),
                row.districts.into(),
                row.gallagher.mean.into(),
                half.into(),
                row.difference.mean.into(),
                row.effective_parties.mean.into(),
                row.wasted.mean.into(),
                row.majority.mean.into(),
                row.manufactured.mean.into(),
            ]);
        }
        table
    }
}

/// A mean, its standard error and its interval.
fn columns_of(name: &str, kind: Kind) -> [Column; 4] {
    ["", "_se", "_low", "_high"].map(|end| Column::new(format!("{name}{end}"), kind))
}

fn cells_of(estimate: &Estimate) -> [Cell; 4] {
    [estimate.mean, estimate.standard_error, estimate.low, estimate.high].map(Cell::from)
}
