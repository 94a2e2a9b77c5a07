//! Ranked ballots: Burlington's mayor of 2009, counted by its charter and by others, imported, and refused where wrong.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{Run, file, run, sailau};

/// A file of the repository's tests.
fn of_tests(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    folder.join(name).to_str().expect("its name is UTF-8").to_owned()
}

/// A file of the election of 2009.
fn burlington(name: &str) -> String {
    of_tests(&format!("world/us_burlington_2009/{name}"))
}

fn counted(command: &str, rules: &[&str], more: &[&str]) -> Run {
    let (ballots, candidates) = (burlington("ballots.csv"), burlington("candidates.csv"));
    let mut words = vec![command];
    words.extend(rules);
    words.extend([ballots.as_str(), "--candidates", &candidates]);
    words.extend(more);
    run(&words)
}

fn charter() -> String {
    of_tests("ranked/rules/burlington.toml")
}

fn empty(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    folder
}

/// The first screen says who is elected; JSON has the rounds as the city had them.
#[test]
fn the_mayor_of_2009() {
    let said = counted("count", &[&charter()], &[]).good();
    assert!(said.contains("Elected in mayor:\n  Candidate 1 (Progressive)\n"), "{said}");
    let json: Value = serde_json::from_str(&counted("count", &[&charter()], &["--json"]).good()).unwrap();
    let stages = json["stages"].as_array().unwrap();
    assert_eq!(stages.len(), 3);
    assert_eq!((&stages[0]["votes"]["2"], &stages[0]["votes"]["5"]), (&"2951".into(), &"35".into()));
    assert_eq!(stages[1]["excluded"], serde_json::json!(["5", "6", "4"]));
    assert_eq!((&stages[2]["votes"]["1"], &stages[2]["votes"]["2"]), (&"4313".into(), &"4061".into()));
    assert_eq!(stages[2]["elected"], serde_json::json!(["1"]));
    let record = counted("count", &[&charter()], &["--protocol"]).good();
    assert!(record.contains("Candidate 1 (Progressive)") && record.contains("4313"), "{record}");
}

/// The same voters by most votes: their first preferences elect another.
#[test]
fn another_rule_for_the_same_voters() {
    let plurality = file(
        "mayor.toml",
        b"name = 'Most votes'\n[[tier]]\nname = 'mayor'\nseats = 1\nmethod = 'plurality'\n",
    );
    let said = counted("compare", &[&charter(), &plurality], &[]).good();
    let row = |party: &str| said.lines().find(|line| line.contains(party)).map(str::to_owned);
    assert!(row("Progressive").is_some() && row("Republican").is_some(), "{said}");
    let json: Value = serde_json::from_str(&counted("count", &[&plurality], &["--json"]).good()).unwrap();
    assert_eq!(json["elected"][0]["candidate"], "Candidate 2");
    assert!(json.get("stages").is_none());
}

/// What is imported is counted alike.
#[test]
fn ballots_are_imported() {
    let blt = file("club.blt", b"3 1\n-2\n4 1 3 0\n2 3 0\n0\n\"Hill\"\n\"Lake\"\n\"Moor\"\n\"Club\"\n");
    let said = run(&["import", &blt]).good();
    assert!(said.contains("1 seat, 3 candidates, 6 ballots in 2 lists that differ"), "{said}");
    let out = empty("club");
    let out = out.to_str().unwrap();
    run(&["import", &blt, "--out", out]).good();
    let (ballots, candidates) = (format!("{out}/ballots.csv"), format!("{out}/candidates.csv"));
    assert_eq!(std::fs::read_to_string(&ballots).unwrap(), "count,preferences\n4,1>3\n2,3\n");
    assert_eq!(
        std::fs::read_to_string(&candidates).unwrap(),
        "number,name,party,withdrawn\n1,Hill,,\n2,Lake,,yes\n3,Moor,,\n"
    );
    assert!(run(&["import", &blt, "--out", out]).wrong().contains("is there already"));
    let of_files = run(&["count", &charter(), &ballots, "--candidates", &candidates, "--json"]).good();
    assert_eq!(run(&["count", &charter(), &blt, "--json"]).good(), of_files);
    let json: Value = serde_json::from_str(&run(&["import", &blt, "--json"]).good()).unwrap();
    assert_eq!((&json["format"], &json["ballots"][0][1]), (&"blt".into(), &"1>3".into()));
    let listed = sailau("import --list").good();
    for format in sailau_formats::ranked::RankedFormat::ALL {
        assert!(listed.contains(&format!("\n{} ", format.name())), "{listed}");
    }
}

/// How many ballots change the winner: exact of a run-off, bounds of a transferable vote, and said so.
#[test]
fn margins_are_exact_or_called_bounds() {
    let said = sailau("count world:us_burlington_2009 world:us_burlington_2009 --margin").good();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("ranked ballots of mayor, of which Candidate 1 (Progressive) sits now: 126 must change, and no fewer"), "{said}");
    assert!(!said.contains("switched"), "{said}");
    let said = sailau("count world:us_albany_2022 world:us_albany_2022 --margin --json").good();
    let json: Value = serde_json::from_str(&said).unwrap();
    let margin = &json["margin"]["ranked"][0];
    assert_eq!((&margin["at_least"], &margin["elected"][1]), (&1.into(), &"Candidate 3".into()));
    assert!(margin["enough"].as_u64().is_some_and(|enough| enough > 1), "{margin}");
    let said = sailau("count world:us_albany_2022 world:us_albany_2022 --margin").good();
    assert!(said.split_whitespace().collect::<Vec<_>>().join(" ").contains("are enough: then"), "{said}");
    // Of the same voters under another rule both are said.
    let plurality =
        file("most.toml", b"name = 'Most'\n[[tier]]\nname = 'mayor'\nseats = 1\nmethod = 'plurality'\n");
    let said = counted("reform", &[&charter(), &plurality], &["--margin"]).good();
    assert!(
        said.contains("126 must change") && said.contains("switched: 183 votes from Candidate 2"),
        "{said}"
    );
}

/// Who would have beaten everybody: in 2009 the one who was third.
#[test]
fn two_by_two() {
    let said = counted("count", &[&charter()], &["--pairs"]).good();
    assert!(
        said.contains("\nEvery two candidates against each other, mayor:\nBallots that prefer"),
        "{said}"
    );
    assert!(said.contains("\n3 Candidate 3 (Democrat) beats everybody.\n"), "{said}");
    let json: Value =
        serde_json::from_str(&counted("count", &[&charter()], &["--pairs", "--json"]).good()).unwrap();
    let pairs = &json["pairs"][0];
    assert_eq!((&pairs["beats_all"], &pairs["preferring"][2][0]), (&"3".into(), &4_067.into()));
    assert_eq!((&pairs["contest"], &pairs["names"][2]), (&"mayor".into(), &"Candidate 3 (Democrat)".into()));
    assert_eq!(json["elected"][0]["candidate"], "Candidate 1");
    // Whoever withdrew is in no contest.
    let blt =
        file("pairs.blt", b"3 1\n-2\n4 1 3 0\n5 2 3 0\n2 3 0\n0\n\"Hill\"\n\"Lake\"\n\"Moor\"\n\"Club\"\n");
    let club = run(&["count", &charter(), &blt, "--pairs"]).good();
    assert!(club.contains("Withdrawn: 2 Lake.") && club.contains("3 Moor beats everybody."), "{club}");
    let none = sailau("count kazakhstan:2021-01-10 kazakhstan:2021-01-10 --pairs").wrong();
    assert!(none.contains("--pairs is of ranked ballots, and these votes hold none"), "{none}");
}

/// A seat that was left: sixteen papers elected the first, and each is worth what stayed of it.
#[test]
fn a_seat_is_filled_by_counting_back() {
    let rules = of_tests("ranked/rules/act.toml");
    let ballots = file("left.csv", b"count,preferences\n9,1>2>3\n7,1>2>4\n8,2\n6,3\n3,4>3\n");
    let stand = file("stand.csv", b"number,name,party\n1,Alder,\n2,Birch,\n3,Cedar,\n4,Elm,\n");
    let of = |more: &[&str]| {
        let words = ["countback", &rules, &ballots, "--candidates", &stand, "--seats", "2"];
        run(&[&words[..], more].concat())
    };
    let said = of(&["--of", "1", "--consenting", "3,4"]).good();
    for words in
        ["1 Alder was elected at stage 1", "\n  16 papers at 3/4\n", "6.750000", "\nElected: 3 Cedar.\n"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let json: Value =
        serde_json::from_str(&of(&["--of", "1", "--consenting", "4,3", "--json"]).good()).unwrap();
    assert_eq!((&json["of"], &json["names"][0]), (&"1".into(), &"Alder".into()));
    assert_eq!(json["papers"], serde_json::json!([{"papers": 16, "value": [3, 4]}]));
    assert_eq!(json["count"]["elected"], serde_json::json!(["3"]));
    let nobody = of(&["--of", "3", "--consenting", "4"]).wrong();
    assert!(nobody.contains("candidate 3 was not elected"), "{nobody}");
    let beyond = of(&["--of", "1", "--consenting", "9"]).wrong();
    assert!(beyond.contains("there is no candidate 9"), "{beyond}");
    let zero = of(&["--of", "0", "--consenting", "4"]);
    assert_eq!(zero.status, Some(2));
    assert!(zero.complained.contains("the first on the paper is 1"), "{}", zero.complained);
    let run_off = counted("countback", &[&charter()], &["--of", "1", "--consenting", "2"]).wrong();
    assert!(run_off.contains("stv"), "{run_off}");
    let votes = sailau("countback kazakhstan:2021-01-10 kazakhstan:2021-01-10 --of 1 --consenting 2").wrong();
    assert!(votes.contains("holds no ranked ballots"), "{votes}");
}

/// The stages as a picture, standing and moving.
#[test]
fn stages_are_drawn() {
    let svg = counted("count", &[&charter()], &["--svg", "-"]).good();
    assert!(svg.starts_with("<svg ") && svg.contains("Burlington (Vermont), mayor"), "{svg}");
    assert!(
        svg.contains("Candidate 1 (Progressive): 2,585, then 2,981, then 4,313; elected, stage 3"),
        "{svg}"
    );
    assert!(!svg.contains("@keyframes"));
    let moving = counted("count", &[&charter()], &["--svg", "-", "--animated", "--width", "360"]).good();
    assert!(moving.contains("@keyframes") && moving.contains("width=\"360\""), "{moving}");
    let none = sailau("count kazakhstan:2021-01-10 kazakhstan:2021-01-10 --svg -").wrong();
    assert!(none.contains("--svg shows the stages of ranked ballots, and none are counted here"), "{none}");
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    let ballots = burlington("ballots.csv");
    let seats = counted("count", &[&charter()], &["--seats", "2"]).wrong();
    assert!(seats.contains("`instant run-off` fills one seat, not 2"), "{seats}");
    let few = file("few.csv", b"number,name,party\n1,Ann,\n2,Bo,\n");
    let beyond = run(&["count", &charter(), &ballots, "--candidates", &few]).wrong();
    assert!(beyond.contains("line 3") && beyond.contains("there is no candidate 3"), "{beyond}");
    let votes = file("plain.csv", b"party,votes\nA,5\n");
    let plain = run(&["count", &charter(), &votes, "--candidates", &few]).wrong();
    assert!(plain.contains("holds no ranked ballots"), "{plain}");
    let absent = run(&["count", &charter(), "no_such_file.csv", "--candidates", &few]).wrong();
    assert!(absent.contains("no_such_file.csv cannot be opened"), "{absent}");
    let law = run(&["count", "kazakhstan:2021-01-10", &ballots]).wrong();
    assert!(law.contains("has no tier in which candidates are elected"), "{law}");
    let list = counted("count", &["kazakhstan:2023-03-19"], &["--seats", "3", "--allow-uncounted"]).wrong();
    assert!(list.contains("--seats is for rules with one tier"), "{list}");
}
