use super::{damage, lists, names, notes, read, written};

const FILE: &str = "# Where to? #1\n{\"title\": \"Capital of Tennessee\"}\n{max_rating: 5}\n{\"ballotcount\": 110}\n\
    =Memph:[Memphis, TN]\n=Nash:[Nashville, TN] # the capital\n=\"Chat\":[Chattanooga]\n\n\
    42:Memph>Nash>Chat>Knox\n  26: Nash > Chat=Knox > Memph  # trailing\n15:Chat/5>[\"Knox\" #2, TN]/4>Nash/0\n20:\n7:Memph/5,Nash/3, Chat/5,Knox/0\n";

fn changed(from: &str, to: &str) -> Result<sailau_formats::ranked::RankedFile, String> {
    assert!(FILE.contains(from), "{from}");
    read("tn.abif", FILE.replacen(from, to, 1))
}

#[test]
fn orders_and_scores() {
    let file = read("tn.abif", FILE).unwrap();
    assert_eq!(file.title.as_deref(), Some("Capital of Tennessee"));
    let expected = ["Memphis, TN", "Nashville, TN", "Chattanooga", "Knox", "\"Knox\" #2, TN"];
    assert_eq!(names(&file), expected);
    let expected = written(&[(42, "1>2>3>4"), (26, "2>3=4>1"), (15, "3>5>2"), (20, ""), (7, "1=3>2>4")]);
    assert_eq!(lists(&file), expected);
    assert!(notes(&file, "assumed", "7 ballots have scores alone"));
    assert!(notes(&file, "left-out", "scores of 15 ballots"));
}

#[test]
fn whom_nobody_ranked_stands_on_the_paper() {
    let file = read("x.abif", "=A:[Hill]\n=B:[Lake]\n3:A\n").unwrap();
    assert_eq!((names(&file), file.ballots.candidates()), (vec!["Hill", "Lake"], 2));
}

#[test]
fn damaged_files_say_where() {
    for (from, to, words) in [
        ("42:", "43:", "line 4: `ballotcount`, ballots: 110 here, and its parts add up to 111"),
        ("42:", "x2:", "line 9: `x2` is not a whole number"),
        ("42:Memph", "Memph", "line 9: `Memph>Nash>Chat>Knox` is not known here"),
        ("Nash>Chat>Knox", "Nash>>Knox", "line 9: a name is empty"),
        ("Chat>Knox", "Chat>", "line 9: a name is empty"),
        ("Chat=Knox", "Chat:Knox", "line 10: `:Knox > Memph` where `>` or `=` has to stand"),
        ("\"Knox\" #2, TN]", "\"Knox\" #2, TN", "line 11: `[\"Knox\" #2, TN/4>Nash/0` is not closed"),
        ("Chat/5>", "Chat/x>", "line 11: `` is not a whole number"),
        ("Nash/3, ", "Nash, ", "line 13: a name without a score"),
        ("Memph/5,", "Memph/5>", "line 13: commas, which part scores, and `>`"),
        ("=Nash:", "=Memph:", "line 6: `Memph` stands here for the second time"),
        ("{max_rating: 5}", "{\"title\": \"x\"}", "line 3: `title` stands here for the second time"),
        ("{max_rating: 5}", "{max_rating}", "line 3: `{max_rating}` is no fact"),
    ] {
        let error = changed(from, to).unwrap_err();
        assert!(error.starts_with(&format!("tn.abif: {words}")), "{error}");
    }
}

#[test]
fn damage_at_random() {
    damage::survives("abif", &[("tn.abif", FILE.as_bytes())]);
}
