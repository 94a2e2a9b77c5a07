use super::{damage, lists, names, notes, read, read_as, written};

const COMMENTS: &str = "\u{feff}# Gardening club\n    4 2   # four candidates, two seats\n  -2  # withdrew\n\
    1 4 1 3 2 0  # first\n  2 2 4 1 3 0\n 3378  0\n  0   # end\n  \"Amy\" # first\n \"Robert \"Bob\" Hill\"\n\
    \"Chuck\"\n \"Diane #4\"\n \"Gardening Club\"  # title";

#[test]
fn comments_may_stand_anywhere() {
    let file = read("garden.blt", COMMENTS).unwrap();
    assert_eq!((file.title.as_deref(), file.seats), (Some("Gardening Club"), Some(2)));
    assert_eq!(names(&file), ["Amy", "Robert \"Bob\" Hill", "Chuck", "Diane #4"]);
    let withdrawn: Vec<_> = file.candidates.iter().map(|of| of.withdrawn).collect();
    assert_eq!(withdrawn, [false, true, false, false]);
    assert_eq!(lists(&file), written(&[(1, "4>1>3>2"), (2, "2>4>1>3"), (3378, "")]));
    assert!(file.notes.is_empty(), "{:?}", file.notes);
}

#[test]
fn equal_ranks_blank_ranks_and_short_names() {
    let text = "3 2\n[nick ap ba ch]\n[tie 2 1 3]\n3 ap 0\n2 ap=ba ch 0\n(A17) ch - 1 0\n0\nApple # sweet\nBanana\nCherry\n";
    let file = read("fruit.blt", text).unwrap();
    assert_eq!(lists(&file), written(&[(3, "1"), (2, "1=2>3"), (1, "3>>1")]));
    assert_eq!((names(&file), file.title.as_deref()), (vec!["Apple", "Banana", "Cherry"], None));
    assert!(notes(&file, "left-out", "identities of 1 ballots"));
    assert!(notes(&file, "left-out", "order for ties"));
}

#[test]
fn lines_without_a_closing_zero_end_with_the_line() {
    let text = "2 1\n3 1 2\n4 2 0\n1 1 0 5 2 1 0\n0\n\"A\" \"B\"\n\"T\"\n";
    let file = read("ers.blt", text).unwrap();
    assert_eq!(lists(&file), written(&[(3, "1>2"), (4, "2"), (1, "1"), (5, "2>1")]));
    assert!(notes(&file, "assumed", "1 of 4 ballots have no closing 0"));
}

#[test]
fn weights_are_whole() {
    let file = read("w.blt", "1 1\n2.0 1 0\n0\nA\nT\n").unwrap();
    assert_eq!(file.ballots.total(), 2);
    let error = read("w.blt", "1 1\n2.5 1 0\n0\nA\nT\n").unwrap_err();
    assert!(
        error.starts_with("w.blt: line 2, `weight`: 2.5 is no whole number of ballots; multiply"),
        "{error}"
    );
    let error = read("w.blt", "1 1\n99999999999999999999 1 0\n0\nA\nT\n").unwrap_err();
    assert!(error.contains("line 2, `weight`"), "{error}");
    let error = read("w.blt", "1 1\n18446744073709551615 1 0\n1 0\n0\nA\nT\n").unwrap_err();
    assert_eq!(error, "w.blt: line 3: there are more ballots than 18,446,744,073,709,551,615");
}

#[test]
fn damaged_files_say_where() {
    for (text, words) in [
        ("3 1\n1 4 0\n0\nA\nB\nC\n", "line 2: there is no candidate 4: the paper has 3, numbered from 1"),
        ("3 1\n1 2 0\n", "line 2: the file ends too early: the lone 0 that ends the ballots is missing"),
        ("3 1\n1 2 0\n0\nA\nB\n", "line 5: the file ends too early: 2 names of 3 candidates"),
        ("3 1\n1 2x 0\n0\nA\nB\nC\n", "line 2: `2x` is not known here"),
        ("3 1\n1 2 0\n0 1\n0\nA\nB\nC\n", "line 3: a ballot whose weight is 0"),
        ("3 1\n1 2 0\n-1\n0\nA\nB\nC\n", "line 3, `withdrawn`: who withdrew has to stand before"),
        ("3 1\n-1 -1\n1 2 0\n0\nA\nB\nC\n", "line 2, `withdrawn`: `-1` stands here for the second time"),
        ("3 1\n1 2= 0\n0\nA\nB\nC\n", "line 2: `` is not known here"),
        ("3 1\n[nick a b]\n1 2 0\n0\nA\nB\nC\n", "line 2: 2 short names for 3 candidates"),
        ("3 1\n[nick a a b]\n1 2 0\n0\nA\nB\nC\n", "line 2: `a` stands here for the second time"),
        ("3 1\n[limit 2]\n1 2 0\n0\nA\nB\nC\n", "line 2: `limit` is not known here"),
        ("1 1\n1 1 0\n0\n\"A\nT\n", "line 4: a quotation mark is not closed"),
        ("1 1\n1 1 0\n0\n\"\"\nT\n", "line 4, `name`: a name is empty"),
    ] {
        let error = read("x.blt", text).unwrap_err();
        assert!(error.starts_with(&format!("x.blt: {words}")), "{error}");
    }
    let error = read_as("blt", "x.blt", "0 1\n0\n").unwrap_err();
    assert_eq!(error, "x.blt: line 1, `candidates seats`: 0 candidates");
    let error = read_as("blt", "x.blt", "17000000 1\n0\n").unwrap_err();
    assert!(error.contains("more than 16777216"), "{error}");
    let error = read_as("blt", "x.blt", b"1 1\n1 1 0\n0\nM\xfcller\n".to_vec()).unwrap_err();
    assert!(error.starts_with("x.blt: line 4: not UTF-8 text"), "{error}");
}

/// Of two files one behind the other, the second begins with a mark in the middle: a name with it would be another name.
#[test]
fn only_a_file_begins_with_a_byte_order_mark() {
    let text = "\u{feff}2 1\n3 1 0\n0\nHill\nLake\nClub\n";
    assert_eq!(names(&read("x.blt", text).unwrap()), ["Hill", "Lake"]);
    let error = read("x.blt", text.replace("Lake", "\u{feff}Lake")).unwrap_err();
    assert!(error.starts_with("x.blt: line 5, `name`: \"\\u{feff}Lake\" is not the name"), "{error}");
}

#[test]
fn damage_at_random() {
    damage::survives("blt", &[("garden.blt", COMMENTS.as_bytes())]);
    let text = "3 2\n[nick ap ba ch]\n-2\n3 ap 0\n2 ap=ba ch 0\n(A17) ch - 1 0\n0\nApple\nBanana\nCherry\n";
    damage::survives("blt", &[("fruit.blt", text.as_bytes())]);
}
