use csv::{Terminator, WriterBuilder};

use super::{Cell, Table};

impl Table {
    /// CSV with a header of [fields](super::Column::field), as RFC 4180 has it but with `\n` alone at the end of a line.
    /// Shares are fractions, numbers are not grouped, a missing value is an empty field.
    ///
    /// Text is written as it is. Some spreadsheets take what begins with `=`, `+`, `-` or `@` for a formula: import such
    /// columns as text.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
        let fields = self.columns.iter().map(|column| column.field.clone());
        let rows = self.rows.iter().map(|row| row.iter().map(plain).collect());
        for record in std::iter::once(fields.collect::<Vec<String>>()).chain(rows) {
            // A table without columns has nothing to write. Otherwise records have one length and memory does not fail.
            if !record.is_empty() {
                let _ = writer.write_record(record);
            }
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Change(change) => change.to_string(),
        Cell::Real(real) if real.is_finite() => real.to_string(),
        Cell::Real(_) | Cell::Missing | Cell::Absent(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Column, Kind, Table};

    #[test]
    fn quotes_commas_and_lines_come_back() {
        let mut table =
            Table::new([Column::new("party", Kind::Text), Column::new("x", Kind::Real { places: 1 })])
                .unwrap();
        let hostile = "a \"b\", c\nd;\r\u{7}=1+1";
        table.push([Cell::from(hostile), Cell::Real(0.1)]).unwrap();
        table.push([Cell::Missing, Cell::Real(f64::INFINITY)]).unwrap();
        let text = table.to_csv();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(rows, [vec![hostile.to_owned(), "0.1".to_owned()], vec![String::new(), String::new()]]);
        assert_eq!(Table::new([]).unwrap().to_csv(), "");
    }
}
