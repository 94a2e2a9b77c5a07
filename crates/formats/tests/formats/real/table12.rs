use super::read;
use crate::total;

#[test]
fn atlantic_and_north_of_2011() {
    let Some(import) = read(&["ca_table12/table_tableau12_2011_atlantic_north.csv"]) else { return };
    assert_eq!((import.rows.len(), total(&import, "single")), (149, 1_175_978));
    assert_eq!(import.official.len(), import.districts.len());
}
