use sailau_formats::Source;
use sailau_formats::ranked;

use super::{damage, lists, names, notes, read, read_all, written};

/// Three groups, of whom one has no square above the line, and one candidate without a group: eight candidates.
const FIRST_PREFERENCES: &str = "2016 Federal Election Senate First Preferences By State By Vote Type [Phase:FinalResults]\n\
    StateAb,Ticket,CandidateID,BallotPosition,CandidateDetails,PartyName,OrdinaryVotes\n\
    ACT,A,101,0,A Group Ticket Votes,Hills,1\nACT,A,102,1,\"HILL, Ann\",Hills,1\nACT,A,103,2,\"HILL, Bob\",Hills,1\n\
    ACT,B,201,0,B Group Ticket Votes,Lakes,1\nACT,B,202,1,\"LAKE, Cat\",Lakes,1\nACT,B,203,2,\"LAKE, Dan\",Lakes,1\n\
    ACT,C,302,1,\"MOOR, Eve\",,1\nACT,C,303,2,\"MOOR, Fay\",,1\nACT,UG,0,0,Unapportioned,,1\n\
    ACT,UG,401,1,\"PINE, Gus\",Independent,1\nACT,UG,402,2,\"PINE, Hal\",Independent,1\n\
    NT,A,501,0,A Group Ticket Votes,Hills,1\nNT,A,502,1,\"REED, Ivo\",Hills,1\n";
const PAPERS: &str = "ElectorateNm,VoteCollectionPointNm,VoteCollectionPointId,BatchNo,PaperNo,Preferences\n\
    ------------,---------------------,---------------------,-------,-------,-----------\n\
    Canberra,Barton,1,1,1,\"2,1,,,,,,,,\"\nCanberra,Barton,1,1,2,\",*,,,,,,,,\"\nCanberra,Barton,1,1,3,\"1,,8,7,6,5,4,3,2,/\"\n\
    Canberra,Barton,1,1,4,\"1,2,1,2,3,4,5,,,\"\nCanberra,Barton,1,1,5,\"1,1,1,2,3,4,5,6,6,\"\nCanberra,Barton,1,1,6,\"1,3,1,2,3,4,5,6,8,\"\n\
    Canberra,Barton,1,1,7,\"1,1,,,,,,,,\"\n";
const SINCE_2019: &str = "State,Division,Vote Collection Point Name,Vote Collection Point ID,Batch No,Paper No,A:Hills,B:Lakes,A:HILL Ann,A:HILL Bob,B:LAKE Cat,B:LAKE Dan,C:MOOR Eve,C:MOOR Fay,UG:PINE Gus,UG:PINE Hal\n\
    \"ACT\",Canberra,Barton,1,1,1,2,1,,,,,,,,\nACT,Canberra,Barton,1,1,2,,/,,,,,,,,\nACT,Canberra,Barton,1,1,3,,,1,2,3,4,5,6,,\n";

fn files(papers: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("aec-senate-formalpreferences-20499-ACT.csv", papers.into()),
        ("first.csv", FIRST_PREFERENCES.into()),
    ]
}

#[test]
fn papers_of_2016() {
    let file = read_all(&files(PAPERS)).unwrap();
    assert_eq!(file.title.as_deref(), Some("Senate, ACT"));
    assert_eq!(names(&file)[..3], ["HILL, Ann", "HILL, Bob", "LAKE, Cat"]);
    let parties: Vec<_> = file.candidates.iter().map(|of| of.party.as_deref().unwrap_or_default()).collect();
    assert_eq!(parties, ["Hills", "Hills", "Lakes", "Lakes", "", "", "Independent", "Independent"]);
    let expected = written(&[
        (1, "3>4>1>2"),
        // A cross is a 1, and so is the tick of the eighth below the line.
        (1, "3>4"),
        (1, "8>7>6>5>4>3>2>1"),
        // Five below the line are too few where six are to be had.
        (1, "1>2>3>4"),
        // Six are not, and what stands behind a gap is left.
        (1, "1>2>3>4>5>6"),
    ]);
    assert_eq!(lists(&file), expected);
    // The fifth has 6 twice below and 1 twice above.
    assert!(notes(
        &file,
        "together",
        "3 papers above the line are written out as candidates, 2 stand below it"
    ));
    assert!(notes(&file, "left-out", "2 papers with neither"));
}

#[test]
fn a_column_for_each_square() {
    let file = read("act.csv", SINCE_2019).unwrap();
    assert_eq!(file.title.as_deref(), Some("Senate, ACT"));
    assert_eq!(lists(&file), written(&[(1, "3>4>1>2"), (1, "3>4"), (1, "1>2>3>4>5>6")]));
    assert_eq!((names(&file)[7], file.candidates[2].party.as_deref()), ("PINE Hal", Some("Lakes")));
    assert!(notes(&file, "secondary", "no file was seen"));
}

#[test]
fn a_state_that_nothing_tells_is_asked_for() {
    let twin = FIRST_PREFERENCES.lines().filter(|line| line.starts_with("ACT,"));
    let twin = twin.map(|line| line.replacen("ACT,", "QLD,", 1)).collect::<Vec<_>>().join("\n");
    let both = format!("{FIRST_PREFERENCES}{twin}\n");
    let sources =
        |name: &str| [Source::from_bytes(name, PAPERS), Source::from_bytes("first.csv", both.clone())];
    let error = ranked::read(&sources("papers.csv"), None).unwrap_err().to_string();
    assert!(error.contains("as ACT and QLD have; name the contest, as `Senate, ACT`"), "{error}");
    let file = ranked::read_contest(&sources("papers.csv"), None, "Senate, QLD").unwrap();
    assert_eq!(file.title.as_deref(), Some("Senate, QLD"));
    let file = ranked::read(&sources("x-QLD.csv"), None).unwrap();
    assert_eq!(file.title.as_deref(), Some("Senate, QLD"));
}

#[test]
fn damaged_files_say_where() {
    let error = read("papers.csv", PAPERS).unwrap_err();
    assert!(error.starts_with("papers.csv: papers of 2016 do not say where groups end"), "{error}");
    let error = read("first.csv", FIRST_PREFERENCES).unwrap_err();
    assert!(
        error.starts_with("first.csv: the papers, `aec-senate-formalpreferences`, are missing"),
        "{error}"
    );
    for (from, to, words) in [
        ("\"2,1,", "\"2,x,", "line 3, `Preferences`: `x` is not known here"),
        ("\",*,", "\"*,", "line 4: 9 squares, where the paper has 10"),
        ("\"2,1,,", "\"2,1,", "the papers have 9 squares, and no state has so many"),
    ] {
        let error = read_all(&files(&PAPERS.replacen(from, to, 1))).unwrap_err();
        assert!(
            error.starts_with(&format!("aec-senate-formalpreferences-20499-ACT.csv: {words}")),
            "{error}"
        );
    }
    for (from, to, words) in [
        ("\"ACT\"", "NT", "act.csv: line 3, `State`: a paper of ACT among those of NT"),
        ("C:MOOR Fay", "MOOR Fay", "act.csv: line 1: `MOOR Fay` is not known here"),
        ("B:LAKE Dan", "A:LAKE Dan", "act.csv: line 1: the candidates of group A do not stand together"),
    ] {
        let error = read("act.csv", SINCE_2019.replacen(from, to, 1)).unwrap_err();
        assert!(error.starts_with(words), "{error}");
    }
}

#[test]
fn damage_at_random() {
    let files = files(PAPERS);
    let files: Vec<_> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    damage::survives("aec-senate", &files);
    damage::survives("aec-senate", &[("act.csv", SINCE_2019.as_bytes())]);
}
