use super::{damage, lists, names, notes, read, written};

const SOI: &str = "# FILE NAME: 00002-00000099.toi\n# TITLE: Club\n# DESCRIPTION: \n# DATA TYPE: toi\n\
    # MODIFICATION TYPE: original\n# RELATES TO: \n# NUMBER ALTERNATIVES: 4\n# NUMBER VOTERS: 12\n\
    # NUMBER UNIQUE ORDERS: 3\n# ALTERNATIVE NAME 1: Hill, A\n# ALTERNATIVE NAME 2: Lake: B\n\
    # ALTERNATIVE NAME 3: Moor\n# ALTERNATIVE NAME 4: None Of The Above\n7: 3,{1, 4},2\n4: 1\n1: 2, 3\n";
const OLD: &str = "3\n1,Hill, A\n2,Lake\n3,Moor\n9,9,2\n5,1,{2,3}\n4,3,1,2\n";

fn changed(from: &str, to: &str) -> Result<sailau_formats::ranked::RankedFile, String> {
    assert!(SOI.contains(from), "{from}");
    read("x.toi", SOI.replacen(from, to, 1))
}

#[test]
fn orders_with_ties() {
    let file = read("x.toi", SOI).unwrap();
    assert_eq!(file.title.as_deref(), Some("Club"));
    assert_eq!(names(&file), ["Hill, A", "Lake: B", "Moor", "None Of The Above"]);
    assert_eq!(lists(&file), written(&[(7, "3>1=4>2"), (4, "1"), (1, "2>3")]));
    assert_eq!((file.ballots.total(), file.seats), (12, None));
    assert!(notes(&file, "left-out", "blank ranks"));
}

#[test]
fn the_header_before_2022() {
    let file = read("x.toi", OLD).unwrap();
    assert_eq!(names(&file), ["Hill, A", "Lake", "Moor"]);
    assert_eq!(lists(&file), written(&[(5, "1>2=3"), (4, "3>1>2")]));
    assert!(notes(&file, "assumed", "all 2 orders have every candidate, and 1 of them end in a tie"));
    let error = read("x.soi", OLD).unwrap_err();
    assert!(error.starts_with("x.soi: line 6: candidates are tied"), "{error}");
    let error = read("x.soc", OLD.replace("4,3,1,2", "4,3,1")).unwrap_err();
    assert!(error.starts_with("x.soc: line 6: candidates are tied"), "{error}");
    let error = read("x.toi", OLD.replace("9,9,2", "9,8,2")).unwrap_err();
    assert!(error.contains("voters: 8 here, and its parts add up to 9"), "{error}");
}

#[test]
fn categories_are_ranks() {
    let text = SOI.replace("toi", "cat").replace("7: 3,{1, 4},2", "7: {},{1, 4},{2,3}");
    let file = read("x.cat", text).unwrap();
    assert_eq!(lists(&file)[0], (7, ">1=4>2=3".to_owned()));
    assert!(notes(&file, "assumed", "categories were read as ranks"));
}

#[test]
fn what_is_no_ballots_is_refused_with_a_word() {
    let error = changed("TYPE: original", "TYPE: imbued").unwrap_err();
    assert!(
        error.starts_with("x.toi: line 5, `MODIFICATION TYPE`: imbued: these are the ballots of another"),
        "{error}"
    );
    let error = changed("DATA TYPE: toi", "DATA TYPE: dat").unwrap_err();
    assert!(
        error.starts_with("x.toi: line 4, `DATA TYPE`: a .dat file has what is left of ballots"),
        "{error}"
    );
    let error = changed("DATA TYPE: toi", "DATA TYPE: wmd").unwrap_err();
    assert!(error.contains("`wmd` is not known here; the format has soc, soi, toc, toi and cat"), "{error}");
    let file = changed("TYPE: original", "TYPE: synthetic").unwrap();
    assert!(notes(&file, "rehearsal", "synthetic"));
    let file = changed("TYPE: original", "TYPE: induced").unwrap();
    assert!(notes(&file, "assumed", "no ballots"));
    let file = changed("00002-", "00019-").unwrap();
    assert!(notes(&file, "differs", "every overvote is written as {1,2}"));
}

#[test]
fn the_header_is_held_against_the_ballots() {
    let error = changed("7: 3", "8: 3").unwrap_err();
    assert_eq!(
        error,
        "x.toi: the header, voters: 12 here, and its parts add up to 13; the file does not agree with itself"
    );
    let error = changed("4: 1\n", "5: 1\n5: 1\n").unwrap_err();
    assert!(error.contains("the header, voters"), "{error}");
    let error = changed("4: 1\n", "2: 1\n2: 1\n").unwrap_err();
    assert!(error.contains("the header, orders: 3 here, and its parts add up to 4"), "{error}");
    let error = changed("ALTERNATIVES: 4", "ALTERNATIVES: 5").unwrap_err();
    assert!(error.starts_with("x.toi: line 7, `NUMBER ALTERNATIVES`: 5 alternatives, of which 4"), "{error}");
    let error = changed("NAME 4", "NAME 3").unwrap_err();
    assert!(error.starts_with("x.toi: line 13, `ALTERNATIVE NAME 3`"), "{error}");
    let error = changed("toi\n# MOD", "toc\n# MOD").unwrap_err();
    assert!(error.starts_with("x.toi: line 15: 1 of 4 candidates, and .soc and .toc"), "{error}");
    let error = changed("DATA TYPE: toi", "DATA TYPE: soi").unwrap_err();
    assert!(error.starts_with("x.toi: line 14: candidates are tied"), "{error}");
}

#[test]
fn damaged_orders_say_where() {
    for (to, words) in [
        ("7 3", "there is no number of voters before a `:`"),
        ("7: 3,{1, 4", "`{` without `}`"),
        ("7: 3,{1, 4}2", "`2` where a comma has to stand"),
        ("7: 3,1,4,", "the line ends in a comma"),
        ("7: 3,3", "`3` stands here for the second time"),
        ("7: 0", "there is no candidate 0"),
        ("7: 5", "there is no candidate 5: the paper has 4"),
        ("x: 3", "`x` is not a whole number"),
    ] {
        let error = changed("7: 3,{1, 4},2", to).unwrap_err();
        assert!(error.starts_with(&format!("x.toi: line 14: {words}")), "{error}");
    }
}

#[test]
fn damage_at_random() {
    damage::survives("preflib", &[("x.toi", SOI.as_bytes())]);
    damage::survives("preflib", &[("x.toi", OLD.as_bytes())]);
}
