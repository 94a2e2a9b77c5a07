//! What the marks of a paper mean.

use crate::{ballots, rule};

/// Votes at each stage of a run-off among five, candidates apart by spaces, stages by `|`.
fn stages(reading: &str, lists: &str) -> String {
    let rule = rule(
        "instant run-off",
        &format!("reading = {{ {reading} }}\nmajority = \"not before two are left\""),
    );
    let count = rule.count(&ballots(5, lists), 1).unwrap();
    let stages = count.stages.iter().map(|stage| {
        let votes = stage.votes.iter().map(ToString::to_string);
        votes.collect::<Vec<_>>().join(" ")
    });
    stages.collect::<Vec<_>>().join(" | ")
}

#[test]
fn marks_are_read_as_the_statute_says() {
    // Others hold 10, 9, 8 and 7 votes; the one paper at hand begins with the fifth candidate, who is excluded first.
    for (reading, list, goes_on_to) in [
        ("", "5>1", Some(1)),
        ("", "5>>1", Some(1)),
        (r#"blank = "ends the ballot""#, "5>>1", None),
        (r#"blank = "two end the ballot""#, "5>>1", Some(1)),
        (r#"blank = "two end the ballot""#, "5>>>1", None),
        (r#"blank = "two end the ballot""#, "5>>2>>1", Some(2)),
        ("", "5>5>1", Some(1)),
        (r#"repeated = "ends the ballot""#, "5>5>1", None),
        ("", "5>1=2>3", None),
        ("", "5>*>3", None),
        (r#"overvote = "passed over""#, "5>1=2>3", Some(3)),
        (r#"overvote = "passed over""#, "5>*>3", Some(3)),
        (r#"overvote = "ends the ballot while two stand""#, "5>1=2>3", None),
        (r#"overvote = "ends the ballot while two stand""#, "5>1=5>3", Some(1)),
        ("at_most = 2", "5>1>2", Some(1)),
        ("at_most = 1", "5>1>2", None),
    ] {
        let counted = stages(reading, &format!("10 1>4, 9 2>4, 8 3>4, 7 4>4, 1 {list}"));
        let then = counted.split(" | ").nth(1).unwrap().to_owned();
        let mut expected = [10, 9, 8, 7, 0];
        if let Some(candidate) = goes_on_to {
            expected[candidate - 1] += 1;
        }
        let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        assert_eq!(then, expected.join(" "), "{reading}: {list}");
    }
}

#[test]
fn an_overvote_is_the_last_ones_once_the_others_are_out() {
    let reading = r#"overvote = "ends the ballot while two stand""#;
    // Five, then four, then three go out; the paper with three and one is the first's when the third is out.
    let lists = "10 1, 9 2, 6 3>1, 4 4>3=1, 1 5>4=3>2";
    assert_eq!(stages(reading, lists), "10 9 6 4 1 | 10 9 6 4 0 | 10 9 6 0 0 | 16 9 0 0 0");
    // Papers that begin with one are not good.
    assert_eq!(stages(reading, "3 1, 2 2, 5 1=2"), "3 2 0 0 0 | 3 2 0 0 0 | 3 2 0 0 0 | 3 2 0 0 0");
}

#[test]
fn too_few_preferences_are_no_good_paper() {
    let rule = rule("stv", "reading = { at_least = 2 }");
    let count = rule.count(&ballots(3, "5 1>2, 3 3, 2"), 1).unwrap();
    assert_eq!((count.ballots, count.valid), (10, 5));
    assert_eq!(count.elected, [0]);
}
