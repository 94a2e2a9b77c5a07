use super::{Cell, Column, Kind, Table};
use crate::reform::SweepTable;
use crate::reform::sweep_file::{DrawnScenario, FIGURES, event_columns};

/// Tables of a sweep file.
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
impl Table {
    /// Seats at each point of a sweep of real votes, as [`Scenarios::count`](crate::reform::sweep_file::Scenarios::count) gives them: a
    /// row for each system and point. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_counted_scenarios(tables: &[(String, SweepTable)]) -> Self {
        let Some((_, first)) = tables.first() else {
            return Self { columns: Vec::new(), rows: Vec::new(), notes: Vec::new() };
        };
        let has = |table: &SweepTable, at: usize| {
            table.rows.iter().any(|row| row.seats.get(at).is_some_and(|&seats| seats != 0))
        };
        let held = |&at: &usize| tables.iter().any(|(_, table)| has(table, at));
        let held: Vec<usize> = (0..first.holders.len()).filter(held).collect();
        let mut columns: Vec<Column> =
            first.vary.iter().map(|name| Column::new(name.clone(), Kind::Text)).collect();
        columns.push(Column::new("system", Kind::Text));
        columns.push(Column::new("house", Kind::Count));
        columns.extend(held.iter().map(|&at| {
            let name = &first.holders[at];
            Column::new(format!("seats_of_{name}"), Kind::Count).heading(name)
        }));
        let mut whole = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for (system, table) in tables {
            for row in &table.rows {
                let mut cells: Vec<Cell> = row.values.iter().map(|value| value.to_string().into()).collect();
                cells.push(system.as_str().into());
                cells.push(row.house_size.into());
                let seats = held.iter().map(|&at| row.seats.get(at).and_then(|&n| u64::try_from(n).ok()));
                cells.extend(seats.map(Cell::from));
                whole.add(cells);
            }
        }
        whole
    }

    /// What the scenarios of a sweep gave: a row for each scenario, system and party, with the same columns as the cluster's
    /// table of results: its figures, and the chances of each event that was asked for. [Fields](crate::report#field-names).
    #[must_use]
    pub fn of_drawn_scenarios(drawn: &[DrawnScenario]) -> Self {
        let mut columns = vec![Column::new("scenario_id", Kind::Count), Column::new("scenario", Kind::Text)];
        let setting = drawn.first().map_or(&[][..], |scenario| &scenario.setting);
        columns.extend(setting.iter().map(|(name, _)| Column::new(name.clone(), Kind::Text)));
        columns.push(Column::new("system", Kind::Text));
        columns.push(Column::new("party", Kind::Text));
        columns.push(Column::new("draws", Kind::Count));
        columns.extend(FIGURES.map(|name| {
            let kind = match name {
                _ if name.contains("p_") => Kind::Share { places: 1 },
                _ => Kind::Real { places: 2 },
            };
            Column::new(name, kind).heading(name.replace('_', " "))
        }));
        let events = drawn.first().map_or(&[][..], |scenario| &scenario.events);
        columns.extend(events.iter().flat_map(|event| {
            let [chance, low, high] = event_columns(event);
            let column = |field: String, heading: String| {
                Column::new(field, Kind::Share { places: 1 }).heading(heading)
            };
            [column(chance, event.to_string()), column(low, "from".to_owned()), column(high, "to".to_owned())]
        }));
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        for (id, scenario) in drawn.iter().enumerate() {
            for row in &scenario.rows {
                let mut cells: Vec<Cell> = vec![Cell::Count(id as u64), scenario.name.as_str().into()];
                cells.extend(scenario.setting.iter().map(|(_, value)| Cell::from(value.as_str())));
                cells.extend([row.system.as_str().into(), row.party.as_str().into(), row.draws.into()]);
                cells.extend(row.values.map(Cell::from));
                cells.extend(row.events.iter().flatten().map(|&figure| Cell::from(figure)));
                table.add(cells);
            }
        }
        table
    }
}
