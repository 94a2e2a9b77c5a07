use sailau_formats::Source;

use crate::{figure, notes, read, read_all, total, votes};

/// Precincts of Delaware's special election of 2007, two of nine, with totals of these two.
const DELAWARE: &str = "\
county,election_district,office,district,party,candidate,votes
Sussex,01-41,State Assembly,41,DEMOCRATIC,A. Alder,185
Sussex,02-41,State Assembly,41,DEMOCRATIC,A. Alder,163
Sussex,Total,State Assembly,41,DEMOCRATIC,A. Alder,348
Sussex,01-41,State Assembly,41,REPUBLICAN,B. BAY,262
Sussex,02-41,State Assembly,41,REPUBLICAN,B. BAY,223
Sussex,Total,State Assembly,41,REPUBLICAN,B. BAY,485
Sussex,01-41,State Assembly,41,Write-in,D. Dogwood,150
Sussex,02-41,State Assembly,41,Write-in,D. Dogwood,84
Sussex,Total,State Assembly,41,Write-in,D. Dogwood,234
Sussex,01-41,State Assembly,41,Write-in,B. Bay,1
";

/// Columns as other states have them.
const COUNTIES: &str = "\
\u{feff}County,Office,District,Party,Candidate,Votes,Absentee,Winner
Adams,U.S. House,1,DEM,Ann Oak,1200,200,x
Adams,U.S. House,1,REP,Bob Pine,1100,300,
Adams,U.S. House,1,,Write-ins,12,2,
Adams,U.S. House,1,,Over Votes,3,,
Adams,U.S. House,1,,Under Votes,40,,
Adams,U.S. House,1,,Total Votes Cast,2312,,
Brown,U.S. House,1,DEM,Ann Oak,300,50,x
Brown,U.S. House,1,REP,Bob Pine,,,
Brown,Governor,,DEM,Cy Fir,700,,
Brown,Governor,,WFP,Cy Fir,30,,
Brown,Registered Voters,,,,9000,,
";

fn changed(from: &str, to: &str) -> Result<sailau_formats::Import, String> {
    assert!(DELAWARE.contains(from), "{from}");
    read("de.csv", DELAWARE.replacen(from, to, 1))
}

#[test]
fn totals_among_the_precincts_are_checked_and_not_counted() {
    let import = read("de.csv", DELAWARE).unwrap();
    assert_eq!(total(&import, "single"), 348 + 485 + 234 + 1);
    assert_eq!(votes(&import, "single", "41", "DEMOCRATIC", "A. Alder"), 348);
    assert!(notes(&import, "left-out", "3 rows are totals; they agree with their parts"));
    let error = changed("Alder,163", "Alder,164").unwrap_err();
    assert_eq!(
        error,
        "de.csv: line 4: Sussex, State Assembly, 41, DEMOCRATIC, A. Alder: 348 here, and its parts add up to 349; the file \
         does not agree with itself"
    );
    let error = changed("Sussex,Total,State Assembly,41,DEMOCRATIC", "Total,,State Assembly,41,DEMOCRATIC");
    assert_eq!(error.unwrap(), import);
    let error = changed("Sussex,Total,", "Total,03-41,").unwrap_err();
    assert!(error.contains("line 4: a total has no place below it"), "{error}");
}

#[test]
fn a_total_that_does_not_say_so_is_found() {
    let error = changed("Sussex,Total,State Assembly,41,DEMOCRATIC", "Sussex,,State Assembly,41,DEMOCRATIC")
        .unwrap_err();
    assert!(error.contains("line 4: the row names no smallest place"), "{error}");
    // Rows without a smallest place are no totals where nothing lies within.
    let import =
        changed("Sussex,Total,State Assembly,41,DEMOCRATIC", "Kent,,State Assembly,41,DEMOCRATIC").unwrap();
    assert_eq!(votes(&import, "single", "41", "DEMOCRATIC", "A. Alder"), 2 * 348);
}

#[test]
fn who_is_written_in_by_name_stands_without_a_party() {
    let import = read("de.csv", DELAWARE).unwrap();
    assert_eq!(votes(&import, "single", "41", "", "D. Dogwood"), 234);
    assert_eq!(votes(&import, "single", "41", "", "B. Bay"), 1);
    assert!(notes(&import, "names", "B. BAY (REPUBLICAN) and B. Bay"));
}

#[test]
fn columns_and_offices_differ_from_state_to_state() {
    let import = read("co.csv", COUNTIES).unwrap();
    assert_eq!(votes(&import, "U.S. House", "1", "DEM", "Ann Oak"), 1_500);
    // Empty is not zero, and not the last county.
    assert_eq!(votes(&import, "U.S. House", "1", "REP", "Bob Pine"), 1_100);
    assert_eq!(figure(&import, "U.S. House", "@others"), 12);
    assert_eq!(figure(&import, "U.S. House", "@invalid"), 43);
    assert_eq!(total(&import, "U.S. House"), 2_600);
    assert_eq!(votes(&import, "Governor", "", "WFP", "Cy Fir"), 30);
    for (kind, words) in [
        ("names", "each office is a contest: Governor, U.S. House"),
        ("names", "Cy Fir (DEM) and Cy Fir (WFP)"),
        ("left-out", "1 rows without a number"),
        ("left-out", "1 rows of `Registered Voters`"),
        ("left-out", "1 rows of `Total Votes Cast`"),
        ("left-out", "columns: Absentee, Winner"),
        ("blank", "over votes, under votes"),
    ] {
        assert!(notes(&import, kind, words), "{words}: {:?}", import.notes);
    }
}

#[test]
fn a_precinct_has_a_candidate_once() {
    let error = changed("Sussex,02-41,", "Sussex,01-41,").unwrap_err();
    assert!(
        error.contains(
            "line 3: `Sussex, 01-41, State Assembly, 41, DEMOCRATIC, A. Alder` stands here for the second"
        ),
        "{error}"
    );
    let files = [Source::from_bytes("de.csv", DELAWARE), Source::from_bytes("again.csv", DELAWARE)];
    let error = read_all(&files).unwrap_err();
    assert!(error.starts_with("again.csv: line 2:"), "{error}");
}

#[test]
fn damaged_rows_are_named() {
    for (from, to, said) in [
        ("Alder,185", "Alder,1 85", "line 2, `votes`: `1 85` is not a whole number"),
        ("Alder,185", "Alder", "line 2: 6 fields where the line of column names has 7"),
        ("DEMOCRATIC,A. Alder,185", ",,185", "line 2, `candidate`: `candidate or party` is missing"),
        (
            "State Assembly,41,DEMOCRATIC,A. Alder,185",
            ",41,DEMOCRATIC,A. Alder,185",
            "line 2, `office`: `the office`",
        ),
        ("district,party", "party,party", "line 1: `party` stands here for the second time"),
        ("Alder,185", "Alder,18446744073709551615", "line 3, `votes`: the sum is more than"),
    ] {
        let error = changed(from, to).unwrap_err();
        assert!(error.contains(said), "{from}: {error}");
    }
    let error = read("de.csv", DELAWARE.lines().next().unwrap()).unwrap_err();
    assert!(error.contains("no candidate has votes in it"), "{error}");
}

#[test]
fn damage_is_survived() {
    crate::damage::survives("openelections", &[("de.csv", DELAWARE.as_bytes())]);
    crate::damage::survives("openelections", &[("co.csv", COUNTIES.as_bytes())]);
}

#[test]
fn no_name_of_a_file_is_taken_for_a_reserved_one() {
    for (from, to) in [("A. Alder,185", "@invalid,185"), ("DEMOCRATIC,A. Alder,185", "@registered,,185")] {
        let error = changed(from, to).unwrap_err();
        assert!(
            error.contains("line 2: ") && error.contains("is not the name of a party, person or place"),
            "{error}"
        );
    }
}
