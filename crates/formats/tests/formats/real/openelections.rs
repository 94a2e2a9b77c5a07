use super::read;
use crate::{total, votes};

#[test]
fn delaware_in_2007() {
    let Some(import) = read(&["us_openelections/20070505__de__special__precinct.csv"]) else { return };
    assert_eq!(votes(&import, "single", "41", "DEMOCRATIC", "Candidate A"), 1_576);
    assert_eq!(votes(&import, "single", "41", "REPUBLICAN", "CANDIDATE B"), 1_770);
    assert_eq!(total(&import, "single"), 1_576 + 1_770 + 225 + 584 + 1 + 1 + 2 + 1 + 1);
}
