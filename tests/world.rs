//! Official elections of the world, counted from their rules files and held against the declared seats.

#[path = "world/case.rs"]
mod case;

use case::Case;

#[test]
fn every_election_comes_out_to_the_cell() {
    let names = case::names().unwrap();
    assert!(names.len() > 90, "{} elections", names.len());
    let mut wrong = String::new();
    for name in &names {
        let case = Case::open(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        let outcome = case.rules.count(&case.votes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!case.official.is_empty(), "{name}");
        for level in case.compare(&outcome) {
            for row in level.rows.iter().filter(|row| row.official != row.computed) {
                let place = row.district.as_deref().unwrap_or("in all");
                let party = row.party.as_deref().unwrap_or("independents");
                wrong += &format!(
                    "{name}, {} {place}, {party}: official {}, computed {}\n",
                    level.tier, row.official, row.computed
                );
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
