use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Cell, Column, Table};

/// An array of objects, keys in the order of the columns.
impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows.iter().map(|row| Row { columns: &self.columns, row }))
    }
}

struct Row<'a> {
    columns: &'a [Column],
    row: &'a [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.row.len()))?;
        for (column, cell) in self.columns.iter().zip(self.row) {
            match cell {
                Cell::Text(text) => map.serialize_entry(&column.field, text)?,
                Cell::Count(count) => map.serialize_entry(&column.field, count)?,
                Cell::Change(change) => map.serialize_entry(&column.field, change)?,
                Cell::Real(real) if real.is_finite() => map.serialize_entry(&column.field, real)?,
                Cell::Real(_) | Cell::Missing | Cell::Absent(_) => {
                    map.serialize_entry(&column.field, &None::<()>)?
                }
            }
        }
        map.end()
    }
}

impl Table {
    /// A JSON array with an object for each row. Its keys are the [fields](Column::field), in the order of the columns;
    /// shares are fractions, a missing value is `null`. For other forms of JSON, a table is `Serialize`.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Keys are text and reals are finite: nothing is left that could fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Column, Kind, Table};

    #[test]
    fn keys_keep_their_order_and_text_comes_back() {
        let columns = [Column::new("z", Kind::Text), Column::new("a", Kind::Real { places: 1 })];
        let mut table = Table::new(columns).unwrap();
        table.push([Cell::from("\"</script>\u{1}"), Cell::Real(f64::NAN)]).unwrap();
        assert_eq!(table.to_json(), r#"[{"z":"\"</script>\u0001","a":null}]"#);
        assert_eq!(Table::new([]).unwrap().to_json(), "[]");
    }
}
