use sailau_formats::Source;
use sailau_formats::ranked;

use super::{damage, lists, names, notes, read, written};

const FILE: &str = "2023 Coordinated Election,5.17.17.1,,,,,,,\n\
    ,,,,\"Mayor (Number of positions=1, Number of ranks=2)\",\"Mayor (Number of positions=1, Number of ranks=2)\",\"Mayor (Number of positions=1, Number of ranks=2)\",\"Mayor (Number of positions=1, Number of ranks=2)\",Council (Vote For=4)\n\
    ,,,,Ann (A) Hill(1),Bob Lake(1),Ann (A) Hill(2),Bob Lake(2),Cat Moor\n\
    CvrNumber,TabulatorNum,BatchId,BallotType,DEM,,DEM,,\n\
    1,108,1,DS-01,1,0,0,1,0\n2,108,1,DS-01,0,0,1,0,1\n3,108,1,DS-01,0,0,0,0,1\n4,108,1,DS-02,,,,,1\n5,108,1,DS-01,1,1,0,0,0\n\
    =\"6\",108,1,DS-01,1,0,0,1,0\n";

#[test]
fn a_ranked_contest_among_others() {
    let file = read("cvr.csv", FILE).unwrap();
    assert_eq!((file.title.as_deref(), file.seats), (Some("Mayor"), Some(1)));
    assert_eq!(names(&file), ["Ann (A) Hill", "Bob Lake"]);
    assert_eq!(
        (file.candidates[0].party.as_deref(), file.candidates[1].party.as_deref()),
        (Some("DEM"), None)
    );
    // A contest that is not on the ballot is none, and a ballot without a mark is one.
    assert_eq!(lists(&file), written(&[(2, "1>2"), (1, ">1"), (1, ""), (1, "1=2")]));
    assert!(notes(&file, "left-out", "1 other contests"));
}

#[test]
fn several_contests_are_asked_for() {
    let text = FILE.replace("Council (Vote For=4)", "\"Judge (Number of positions=2, Number of ranks=1)\"");
    let text = text.replace("Cat Moor", "Cat Moor(1)");
    let error = read("cvr.csv", text.clone()).unwrap_err();
    assert!(error.contains("there are 2 ranked contests; name one of `Judge`, `Mayor`"), "{error}");
    let file = ranked::read_contest(&[Source::from_bytes("cvr.csv", text)], None, "Judge").unwrap();
    assert_eq!((file.seats, lists(&file)), (Some(2), written(&[(3, ""), (3, "1")])));
}

#[test]
fn damaged_files_say_where() {
    for (from, to, words) in [
        ("DS-01,1,0,0,1,0", "DS-01,1,0,0,2,0", "line 5, `Bob Lake (2)`: `2` is not known here"),
        ("DS-01,1,0,0,1,0", "DS-01,1,0,,1,0", "line 5: 3 of 4 fields of `Mayor` are filled"),
        ("DS-01,1,0,0,1,0", "DS-01,1,0,0,1", "line 5: 8 fields, where the line of contests has 9"),
        (
            "DS-01,1,0,0,1,0",
            "DS-01,REDACTED,REDACTED,REDACTED,REDACTED,0",
            "line 5, `Ann (A) Hill (1)`: `REDACTED`",
        ),
        ("Bob Lake(2)", "Bob Lake(3)", "line 2: `Bob Lake(3)` is not known here"),
        ("Bob Lake(2)", "Bob Lake(1)", "line 2: `Bob Lake(1)` stands here for the second time"),
        ("Bob Lake(2)", "Bob Lake", "line 2: `Bob Lake` is not known here"),
    ] {
        assert!(FILE.contains(from), "{from}");
        let error = read("cvr.csv", FILE.replacen(from, to, 1)).unwrap_err();
        assert!(error.starts_with(&format!("cvr.csv: {words}")), "{error}");
    }
    let error = read("cvr.csv", FILE.replace("Number of ranks", "Number of votes")).unwrap_err();
    assert!(error.contains("no contest of this file is ranked"), "{error}");
}

#[test]
fn damage_at_random() {
    damage::survives("dominion-csv", &[("cvr.csv", FILE.as_bytes())]);
}
