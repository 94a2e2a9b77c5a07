//! The tables' field names are stable: programs read them.

use jiff::civil::date;
use sailau::report::{Table, Terminal};
use sailau::{ElectoralSystem, Outcome, Votes, kazakhstan};

fn law(day: jiff::civil::Date, votes: &Votes) -> Outcome {
    kazakhstan::law_on(day).unwrap().value.count(votes).unwrap()
}

fn of_2021() -> (Outcome, Outcome) {
    let votes = kazakhstan::election(date(2021, 1, 10)).unwrap().votes();
    (law(date(2021, 1, 10), &votes), law(date(2023, 3, 19), &votes))
}

#[test]
fn an_outcome_as_csv_and_json() {
    let (_, new) = of_2021();
    let table = Table::of(&new);
    insta::assert_snapshot!(table.to_csv(), @"");
    insta::assert_snapshot!(table.to_json(), @"");
    insta::assert_snapshot!(table.to_text(Terminal::default()), @"");
}

#[test]
fn ties_say_who_competes() {
    let rules = "name = \"T\"\n[[tier]]\nname = \"list\"\nseats = 5\nmethod = \"dhondt\"\n";
    let votes = Votes::list([("A", 50), ("B", 50), ("C", 1)]).unwrap();
    let outcome = ElectoralSystem::from_toml(rules).unwrap().count(&votes).unwrap();
    insta::assert_snapshot!(Table::of(&outcome).to_csv(), @"");
}

#[test]
fn two_outcomes_as_csv_json_and_markdown() {
    let (old, new) = of_2021();
    let table = Table::compared(&old, &new);
    insta::assert_snapshot!(table.to_csv(), @"");
    insta::assert_snapshot!(table.to_json(), @"");
    insta::assert_snapshot!(table.to_markdown(), @"");
    insta::assert_snapshot!(table.to_text(Terminal { width: Some(60), colour: false }), @"");
}

/// Rows of an outcome are its house.
#[test]
fn every_seat_is_in_a_row() {
    for election in kazakhstan::elections() {
        for law in kazakhstan::laws().iter() {
            let outcome = law.value.count(&election.votes()).unwrap();
            let table = Table::of(&outcome);
            let at = table.columns().iter().position(|column| column.field == "seats").unwrap();
            let seats = table.rows().iter().map(|row| match row[at] {
                sailau::report::Cell::Count(seats) => seats,
                ref other => panic!("{other:?}"),
            });
            assert_eq!(seats.sum::<u64>(), u64::from(outcome.house_size), "{} {}", election.day, law.since);
        }
    }
}

/// The fields that the documentation of the module names.
#[test]
fn the_documented_fields_are_those_there_are() {
    let (old, new) = of_2021();
    let text = include_str!("../src/report/mod.rs");
    for table in [Table::of(&old), Table::of(&new), Table::compared(&old, &new)] {
        for column in table.columns() {
            let field = if column.field.starts_with("seats_in_") { "seats_in_…" } else { &column.field };
            assert!(text.contains(&format!("`{field}`")), "{field}");
        }
    }
}
