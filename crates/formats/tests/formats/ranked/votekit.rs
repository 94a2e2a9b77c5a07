use super::{damage, lists, names, notes, read, written};

const FIRST: &str = "VoteKit RankProfile\nCandidates\n(JOHN HILL:JOH),(NICK: Lake:NIC),(\"ROB\" MOOR:ROB)\nMax Ranking Length\n3\n\
    Includes Voter Set\nFalse\n=,=,=,=,=,=,=,=,=,=\nRanking_1,Ranking_2,Ranking_3,&,Weight,&\n\
    {'JOH'},{'NIC'},,&,1.0,&\n{'ROB'},{},{'JOH'},&,3.0,&\n\"{'ROB', 'JOH'}\",{'NIC'},,&,2,&\n,,,&,4.0,&\n{'JOH'},{'NIC'},,&,5.0,&\n";

fn changed(from: &str, to: &str) -> Result<sailau_formats::ranked::RankedFile, String> {
    assert!(FIRST.contains(from), "{from}");
    read("profile.csv", FIRST.replacen(from, to, 1))
}

#[test]
fn a_profile() {
    let file = read("profile.csv", FIRST).unwrap();
    assert_eq!(names(&file), ["JOHN HILL", "NICK: Lake", "\"ROB\" MOOR"]);
    assert_eq!(lists(&file), written(&[(6, "1>2"), (3, "3>>1"), (2, "1=3>2"), (4, "")]));
    assert!(notes(&file, "left-out", "blank ranks and overvotes"));
}

#[test]
fn the_second_version_and_voters() {
    let text = FIRST
        .replace("RankProfile\n", "RankProfile,v2\n")
        .replace(":JOH)", ":str:JOH)")
        .replace(":NIC)", ":int:NIC)")
        .replace(":ROB)", ":str:ROB)")
        .replace("False", "True")
        .replace("&,1.0,&", "&,1.0,&,Ann");
    let file = read("profile.csv", text).unwrap();
    assert_eq!((names(&file)[1], file.ballots.total()), ("NICK: Lake", 15));
    assert!(notes(&file, "left-out", "the names of voters"));
}

#[test]
fn damaged_files_say_where() {
    for (from, to, words) in [
        ("{'JOH'},{'NIC'},,&,1.0", "{'JOX'},{'NIC'},,&,1.0", "line 10: `'JOX'` is not known here"),
        ("{'JOH'},{'NIC'},,&,1.0", "JOH,{'NIC'},,&,1.0", "line 10: `JOH` is not known here"),
        (",&,1.0,&", ",&,1.5,&", "line 10: 1.5 is no whole number of ballots"),
        (",&,1.0,&", ",&,1e9,&", "line 10: `1e9` is not a whole number"),
        ("{'NIC'},,&,1.0", "{'NIC'},&,1.0", "line 10: a weight between `&` and `&`"),
        ("RankProfile", "ScoreProfile", "line 1: these are scores"),
        ("RankProfile\n", "RankProfile,v3\n", "line 1: `v3` is not known here"),
        ("Candidates", "Candidate", "line 2: `Candidate` is not known here"),
        (":NIC)", ":JOH)", "line 3: `JOH` stands here for the second time"),
        ("(JOHN HILL:JOH)", "JOHN HILL:JOH", "line 3: `JOHN HILL:JOH` is not known here"),
        ("Length\n3", "Length\n4", "line 9: `&,Weight,&` has to stand behind 4 columns"),
        ("Length\n3", "Length\n99999999999999999999", "line 5: "),
        ("Length\n3", "Length\n18446744073709551615", "line 9: "),
        ("False", "Perhaps", "line 7: `Perhaps` is not known here"),
    ] {
        let error = changed(from, to).unwrap_err();
        assert!(error.starts_with(&format!("profile.csv: {words}")), "{error}");
    }
    let error = read("profile.csv", &FIRST[..60]).unwrap_err();
    assert!(error.starts_with("profile.csv: "), "{error}");
}

#[test]
fn damage_at_random() {
    damage::survives("votekit", &[("profile.csv", FIRST.as_bytes())]);
}
