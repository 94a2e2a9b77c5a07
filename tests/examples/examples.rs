//! The examples as programs: their JSON, their exit status, and what they say when something is wrong.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::Once;

use serde_json::{Value, json};

/// Runs an example. `cargo test` has built it already; building it here is for those who test this file alone.
fn run(name: &str, arguments: &[&str], input: &str) -> Output {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        let cargo = Command::new(env!("CARGO")).args(["build", "--quiet", "--examples"]).status();
        assert!(cargo.unwrap().success());
    });
    let folder = std::env::current_exe().unwrap();
    let folder = folder.parent().unwrap().parent().unwrap().join("examples");
    let program: PathBuf = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its arguments may be gone before it reads.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(output: Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout).unwrap()
}

fn json_of(name: &str, arguments: &[&str], input: &str) -> Value {
    serde_json::from_str(&text(run(name, arguments, input))).unwrap()
}

fn refused(name: &str, arguments: &[&str], input: &str) -> String {
    let output = run(name, arguments, input);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(error.lines().count(), 1, "one line: {error}");
    error.trim_end().to_owned()
}

/// An example is one idea: one file, which can be read at one sitting. What is longer belongs into the library or the program.
#[test]
fn an_example_is_one_file_of_at_most_a_hundred_lines() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let mut examples = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            assert_eq!(name, "data", "{name}: an example is one file");
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines <= 100, "{name} has {lines} lines");
            assert!(manifest.contains(&format!("path = \"{name}\"")), "{name} is no example of Cargo.toml");
            examples += 1;
        }
    }
    assert_eq!(manifest.matches("[[example]]").count(), examples);
}

#[test]
fn the_comparison_as_rows() {
    let rows = json_of("reform_2022", &["--json"], "");
    let rows = rows.as_array().unwrap();
    // Five elections under seven laws, a row for each list.
    assert_eq!(rows.len(), 7 * (7 + 7 + 6 + 5 + 7));
    for row in rows {
        let mut names: Vec<_> = row.as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["election", "law", "party", "seats", "tier", "votes"]);
    }
    let wanted = json!({"election": "2012-01-15", "law": "2009-02-09", "tier": "list", "party": "Nur Otan",
        "votes": 5_621_436, "seats": 83});
    assert!(rows.contains(&wanted));
    let mut houses: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for row in rows {
        let key = (row["election"].as_str().unwrap(), row["law"].as_str().unwrap());
        *houses.entry(key).or_default() += row["seats"].as_u64().unwrap();
    }
    assert_eq!(houses.len(), 35);
    for ((election, law), seats) in houses {
        let house = match law {
            "1999-05-06" | "2004-04-14" => 10,
            "2007-05-21" | "2009-02-09" | "2021-05-24" => 98,
            "2022-11-05" => 69,
            "2026-07-01" => 145,
            other => panic!("{other}"),
        };
        assert_eq!(seats, house, "{election} under {law}");
    }
}

#[test]
fn the_comparison_in_words() {
    let page = text(run("reform_2022", &[], ""));
    assert_eq!(page.matches("it gives the official seats of every list").count(), 5);
    assert!(page.contains("Single-member seats (67 until 2007, 29 from 2022) are not counted here"));
    insta::assert_snapshot!(text(run("reform_2022", &["--election", "2023-03-19"], "")));
    insta::assert_snapshot!(text(run(
        "reform_2022",
        &["--protocol", "--election", "2007-08-18", "--law", "2009-02-09"],
        ""
    )));
}

#[test]
fn the_shape_of_a_count() {
    let official = "kazakhstan:2012-01-15";
    let mut count = json_of("count", &[official, official, "--json"], "");
    let steps = count["protocol"].as_array().unwrap().iter();
    let steps: Vec<_> = steps.map(|entry| entry["step"].as_str().unwrap().to_owned()).collect();
    assert_eq!(
        steps,
        ["rules", "tier", "ballots", "threshold", "quota", "seats", "tier", "appointed", "doubts"]
    );
    count.as_object_mut().unwrap().remove("protocol");
    let expected = json!({
        "house_size": 107,
        "tiers": ["list", "assembly"],
        "parties": [
            "Nur Otan", "Ak Zhol", "CPPK", "OSDP", "Auyl", "PPK", "Adilet", "Assembly of the People of Kazakhstan"
        ],
        "seats": [
            {"tier": "list", "district": null, "party": "Nur Otan", "seats": 83},
            {"tier": "list", "district": null, "party": "Ak Zhol", "seats": 8},
            {"tier": "list", "district": null, "party": "CPPK", "seats": 7},
            {"tier": "assembly", "district": null, "party": "Assembly of the People of Kazakhstan", "seats": 9},
        ],
        "elected": [],
        "ties": [],
        "unfilled": [],
        "uncounted": [],
    });
    assert_eq!(count, expected);
}

#[test]
fn votes_that_no_tier_reads_are_named() {
    let votes = "contest,district,party,candidate,votes\nlist,,A,,5\nsingle,D1,A,X,9\n";
    let page = text(run("count", &["kazakhstan:2012-01-15", "-"], votes));
    assert!(page.contains("NOT USED: `single`"), "{page}");
}

/// What is not certain is said on the page itself, not only in the records.
#[test]
fn doubts_are_on_the_page() {
    let page = text(run("reform_2022", &[], ""));
    for part in [
        "WHAT IS NOT CERTAIN",
        "secondary source: seats",
        "Votes in the 29 single-member districts were not found",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(page.lines().all(|line| line.chars().count() <= 120));
    let records = text(run("reform_2022", &["--protocol", "--election", "2021-01-10"], ""));
    assert!(records.contains("Of 7,539,280 ballots issued, 297,718 were invalid or not cast"));
}

#[test]
fn ties_unfilled_and_uncounted_have_their_shape() {
    let votes = "contest,district,party,candidate,votes\nlist,,A,,5\nlist,,B,,5\n";
    let arguments = ["kazakhstan:2023-03-19", "-", "--json"];
    assert!(!run("count", &arguments, votes).status.success());
    let count = json_of("count", &[&arguments[..], &["--allow-uncounted"]].concat(), votes);
    assert_eq!(count["ties"], json!([{"tier": "list", "district": null, "parties": ["A", "B"], "seats": 1}]));
    assert_eq!(count["uncounted"], json!(["single"]));
    let unfilled = json!([{"tier": "single", "district": null, "seats": 29, "reason": "votes not given"}]);
    assert_eq!(count["unfilled"], unfilled);

    let votes = "contest,district,party,candidate,votes\nlist,,A,,5\nsingle,D1,A,X,9\nsingle,D1,,Y,8\n";
    let count = json_of("count", &["kazakhstan:2023-03-19", "-", "--json"], votes);
    let elected = json!([{"tier": "single", "district": "D1", "party": "A", "candidate": "X"}]);
    assert_eq!(count["elected"], elected);
    assert_eq!(count["uncounted"], json!([]));
    assert_eq!(count["unfilled"][0]["seats"], json!(28));
}

#[test]
fn lots_are_drawn_from_the_seed_whatever_the_order_of_the_file() {
    let rules = "examples/data/netherlands.toml";
    let mut winners = std::collections::BTreeSet::new();
    for seed in 0..20 {
        let seed = seed.to_string();
        let arguments = [rules, "-", "--json", "--lots", &seed];
        let count = |file: &str| {
            let mut seats = json_of("count", &arguments, file)["seats"].as_array().unwrap().clone();
            seats.sort_by_key(|row| row["party"].to_string());
            seats
        };
        // Four equal lists, 150 seats: 37 each, and two more by lot.
        let one = count("party,votes\nA,300\nB,300\nC,300\nD,300\n");
        assert_eq!(one, count("party,votes\nD,300\nB,300\nC,300\nA,300\n"));
        let seats: Vec<_> = one.iter().map(|row| row["seats"].as_u64().unwrap()).collect();
        assert_eq!((seats.iter().sum::<u64>(), seats.iter().filter(|&&n| n == 38).count()), (150, 2));
        winners.insert(seats);
    }
    assert!(winners.len() > 1, "another seed can draw another lot");
    let arguments = [rules, "-", "--json"];
    let undrawn = json_of("count", &arguments, "party,votes\nA,300\nB,300\nC,300\nD,300\n");
    assert_eq!(undrawn["ties"][0]["seats"], json!(2));
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    let folder = std::env::temp_dir().join(format!("sailau-examples-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str, content: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let misspelt = path("misspelt.toml", b"name = \"A\"\n[[tier]]\nname = \"list\"\nseat = 5\n");
    let broken = path("broken.json", b"{\"name\": \"A\",\n \"tier\": [}\n");
    let latin = path("latin.toml", b"name = \"\xc4\"\n");
    let contradiction = path(
        "contradiction.toml",
        b"name = \"A\"\n[[tier]]\nname = \"x\"\nmethod = \"plurality\"\nseats = 0\n",
    );
    let folder_name = folder.to_str().unwrap().to_owned();
    let law = "kazakhstan:2023-03-19";
    let cases: &[(&[&str], &str, &str)] = &[
        (&[], "", "two arguments are needed"),
        (&[law], "", "two arguments are needed"),
        (&[law, "a", "b"], "", "two arguments are needed"),
        (&[law, "-", "--colour"], "", "--colour"),
        (&[law, "-", "--lots", "many"], "", "`--lots many`: a whole number"),
        (&[law, "-", "--lots", "-1"], "", "`--lots -1`: a whole number"),
        (&["kazakhstan:2023-03-19T00:00", "-"], "", "is not a day of the calendar"),
        (&["kazakhstan:20230319", "-"], "", "is not a day of the calendar"),
        (&[law, &folder_name], "", "cannot be"),
        (&[law, "-"], "party,votes\n\"A\nB\",5\n", "line 2, column `party`: a line break"),
        (&[law, "-"], "party;votes\nA;5\n", "parted by semicolons"),
        (&["kazakhstan:2023-02-30", "-"], "", "`2023-02-30` is not a day of the calendar"),
        (&["kazakhstan:tomorrow", "-"], "", "`tomorrow` is not a day"),
        (&["kazakhstan:1990-01-01", "-"], "", "the first known text is of 1995-09-28"),
        (&["kazakhstan:2040-01-01", "-"], "", "the law was checked up to 2026-12-31"),
        (&["atlantis:2023-03-19", "-"], "", "the only law on board is kazakhstan:"),
        (&["no/such.toml", "-"], "", "no/such.toml: cannot be opened"),
        (&[&folder_name, "-"], "", "cannot be opened"),
        (&[law, "no/such.csv"], "", "no/such.csv cannot be opened"),
        (
            &[law, "kazakhstan:2020-01-01"],
            "",
            "no election was held that day; the election days are 1999-10-10",
        ),
        (
            &[&misspelt, "-"],
            "",
            "misspelt.toml: line 4, column 1: tier `list`: unknown field `seat`; did you mean `seats`?",
        ),
        (&[&broken, "-"], "", "broken.json: line 2, column 11:"),
        (&[&latin, "-"], "", "not UTF-8 text"),
        (&[&contradiction, "-"], "", "contradiction.toml: line 5, column 1: tier `x`, `seats`:"),
        (&[law, "-"], "", "line 1, column `party`: the header has no such column"),
        (&[law, "-"], "party,votes\nA,1.5\n", "line 2, column `votes`: `1.5` is not a whole number"),
        (
            &[law, "-"],
            "contest,party,votes\nsenate,A,1\n",
            "line 2, column `contest`: unknown contest `senate`",
        ),
        (&[law, "-", "--winners", "no.csv"], "party,votes\nA,1\n", "no.csv cannot be opened"),
    ];
    for (arguments, input, expected) in cases {
        let error = refused("count", arguments, input);
        assert!(error.starts_with("error: ") && error.contains(expected), "{error}\n  expected: {expected}");
    }
    for (arguments, expected) in [
        (&["--election", "2013-01-01"][..], "no election was held on 2013-01-01; the days are"),
        (&["--election", "2013-13-01"], "`2013-13-01` is not a day of the calendar"),
        (&["--law", "2023-01-01"], "no list law came into force on 2023-01-01; the days are 1999-05-06"),
        (&["extra"], "extra"),
    ] {
        let error = refused("reform_2022", arguments, "");
        assert!(error.contains(expected), "{error}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The samples of other countries, against the official seats of their elections.
#[test]
fn the_samples_give_official_seats() {
    let data = |name: &str| format!("examples/data/{name}");
    let count = json_of("count", &[&data("netherlands.toml"), &data("netherlands_2023.csv"), "--json"], "");
    let seats = by_party(&count, "list");
    // Kiesraad, result of the Tweede Kamer of 22 November 2023.
    let official = [37, 25, 24, 20, 9, 7, 5, 5, 3, 3, 3, 3, 3, 2, 1];
    let mut got: Vec<_> = seats.values().copied().collect();
    got.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(got, official);
    assert_eq!(seats["PVV (Partij voor de Vrijheid)"], 37);

    let winners = data("russia_2021_winners.csv");
    let arguments = [&data("russia.toml"), &data("russia_2021.csv"), "--winners", &winners, "--json"];
    let count = json_of("count", &arguments, "");
    assert_eq!(by_party(&count, "list")["United Russia"], 126);
    assert_eq!(by_party(&count, "single")["United Russia"], 198);
    assert_eq!(count["house_size"], json!(450));

    let count = json_of("count", &[&data("spain.toml"), &data("spain_2015.csv"), "--json"], "");
    let official = include_str!("../data/spain_2015_seats.csv");
    let mut reader = csv::Reader::from_reader(official.as_bytes());
    let mut expected: Vec<(String, String, u64)> = Vec::new();
    for row in reader.deserialize::<(String, String, String, u64)>() {
        let (_, district, party, seats) = row.unwrap();
        if seats > 0 {
            expected.push((district, party, seats));
        }
    }
    let name = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = count["seats"].as_array().unwrap().iter();
    let mut got: Vec<_> = rows
        .map(|row| (name(&row["district"]), name(&row["party"]), row["seats"].as_u64().unwrap()))
        .collect();
    expected.sort_unstable();
    got.sort_unstable();
    assert_eq!(got, expected);
}

fn by_party(count: &Value, tier: &str) -> BTreeMap<String, u64> {
    let mut seats = BTreeMap::new();
    for row in count["seats"].as_array().unwrap().iter().filter(|row| row["tier"] == tier) {
        let party = row["party"].as_str().unwrap_or_default().to_owned();
        *seats.entry(party).or_default() += row["seats"].as_u64().unwrap();
    }
    seats
}
