use super::{damage, lists, names, notes, read, read_all, written};

const BALLOTS: &str = "count,preferences\n41,1>2\n30,3>>2\n2,1=2\n1,*>3\n1,\n9,1>2\n";
const CANDIDATES: &str = "number,name,party,withdrawn\n2,\"Lake, B\",Green,yes\n1,Hill,,\n3,Moor,,no\n";

#[test]
fn ballots_with_their_candidates() {
    for order in [[0, 1], [1, 0]] {
        let files = [("ballots.csv", BALLOTS.into()), ("candidates.csv", CANDIDATES.into())];
        let file = read_all(&order.map(|at: usize| files[at].clone())).unwrap();
        assert_eq!(names(&file), ["Hill", "Lake, B", "Moor"]);
        assert_eq!(
            (file.candidates[1].party.as_deref(), file.candidates[1].withdrawn),
            (Some("Green"), true)
        );
        assert_eq!(lists(&file), written(&[(50, "1>2"), (30, "3>>2"), (2, "1=2"), (1, "*>3"), (1, "")]));
        assert!(file.notes.is_empty());
    }
}

#[test]
fn without_them_the_highest_number_says_how_many_there_are() {
    let file = read("ballots.csv", BALLOTS).unwrap();
    assert_eq!(names(&file), ["1", "2", "3"]);
    assert!(notes(&file, "assumed", "3 candidates, as that is the highest number"));
    // Thirty bytes are no paper of sixteen million.
    let error = read("ballots.csv", "count,preferences\n1,16777216\n").unwrap_err();
    assert!(
        error.starts_with("ballots.csv: a ballot names candidate 16777216; more than 100000 are read with"),
        "{error}"
    );
}

#[test]
fn damaged_files_say_where() {
    for (from, to, words) in [
        ("30,3", "30,4", "ballots.csv: line 3: there is no candidate 4: the paper has 3"),
        ("30,3", "-3,3", "ballots.csv: line 3: `-3` is no number of ballots"),
        ("30,3", "30,x", "ballots.csv: line 3: `x` is no candidate's number"),
        ("30,3", "30,3,1", "ballots.csv: line 3: 3 fields, where a count"),
        ("1,Hill", "4,Hill", "candidates.csv: line 2, `number`: number 2, but number 1 is missing"),
        ("1,Hill", "2,Hill", "candidates.csv: line 3, `number`: `2` stands here for the second time"),
        ("yes", "maybe", "candidates.csv: line 2, `withdrawn`: `maybe` is not known here"),
        ("Hill", "@invalid", "candidates.csv: line 3, `name`: "),
    ] {
        let [ballots, candidates] = [BALLOTS, CANDIDATES].map(|text| text.replacen(from, to, 1).into_bytes());
        let error = read_all(&[("ballots.csv", ballots), ("candidates.csv", candidates)]).unwrap_err();
        assert!(error.starts_with(words), "{error}");
    }
    let error = read("candidates.csv", CANDIDATES).unwrap_err();
    assert!(error.starts_with("candidates.csv: the ballots, `count,preferences`, are missing"), "{error}");
}

#[test]
fn damage_at_random() {
    damage::survives(
        "tidy",
        &[("ballots.csv", BALLOTS.as_bytes()), ("candidates.csv", CANDIDATES.as_bytes())],
    );
}
