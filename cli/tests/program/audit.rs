//! Audits: the sample of a house, and an audit from public dice to the last paper.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::run;

const KAZAKHSTAN: [&str; 3] = ["audit", "kazakhstan:2023-03-19", "kazakhstan:2023-03-19"];

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir(&folder).unwrap();
    folder
}

fn words<'a>(first: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    first.iter().chain(more).copied().collect()
}

#[test]
fn the_sample_of_a_house() {
    let said = run(&words(&KAZAKHSTAN, &["--risk", "5%", "--json"])).good();
    let all: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (&all["risk"], &all["sample"], &all["papers"]),
        (&"5%".into(), &1_497.into(), &6_366_441.into())
    );
    let hardest = &all["decided_by"];
    assert_eq!((&hardest["kind"], &hardest["winner"]), (&"above".into(), &"OSDP".into()));
    assert_eq!((&hardest["margin"], &hardest["exact"]), (&12_735.95.into(), &"12735 19/20".into()));
    let assertions = all["assertions"].as_array().unwrap();
    assert_eq!(assertions.iter().filter(|own| own["sample"] == 1_497).count(), 1);
    assert!(
        assertions
            .iter()
            .all(|own| own["kind"].is_string() && own["margin"].is_f64() && own["sample"].is_u64())
    );
    assert!(
        all["uncovered"][0]["why"].as_str().unwrap().contains("winners are given"),
        "{}",
        all["uncovered"]
    );
    let said = run(&KAZAKHSTAN).good();
    assert!(
        said.contains("1,497 of 6,366,441 papers confirm what is audited at a risk limit of 5%"),
        "{said}"
    );
    let said = run(&words(&KAZAKHSTAN, &["--all", "--bet", "bet 1.8"])).good();
    assert!(said.contains("by the quota Amanat is not a seat short of Respublica, by 14158.24"), "{said}");
    let wrong = run(&words(&KAZAKHSTAN, &["--risk", "0"]));
    assert!(wrong.complained.contains("risk limit"), "{}", wrong.complained);
}

#[test]
fn an_audit_from_the_dice_to_the_last_paper() {
    let folder = folder("audit");
    let (rules, votes) = (folder.join("rules.toml"), folder.join("votes.csv"));
    fs::write(&rules, "name = 'A town'\n[[tier]]\nname = 'list'\nseats = 7\nmethod = 'dhondt'\n").unwrap();
    fs::write(&votes, "contest,party,votes\nlist,Hill,5400\nlist,Dale,4600\nlist,@invalid,100\n").unwrap();
    let out = folder.join("papers");
    let path = |path: &PathBuf| path.to_str().unwrap().to_owned();
    let (rules, votes, out) = (path(&rules), path(&votes), path(&out));
    let start = ["audit", "start", &rules, &votes, "--seed", "35463 11556 11216 36246", "--out", &out];
    let said = run(&start).good();
    assert!(said.contains("83 draws; 0 papers read") && said.contains("to-read.csv"), "{said}");
    assert!(run(&start).wrong().contains("not there yet"));

    let file = format!("{out}/001-list.json");
    let draws = fs::read_to_string(format!("{out}/001-list.draws.csv")).unwrap();
    assert_eq!((draws.lines().next(), draws.lines().count()), (Some("draw,paper"), 84));
    // The table of papers comes back filled in.
    let table = fs::read_to_string(format!("{out}/001-list.to-read.csv")).unwrap();
    let rows = table.replace(",,\n", ",Hill,Hill\n");
    let readings = folder.join("readings.csv");
    // Nothing of a file with one wrong row is taken.
    fs::write(&readings, rows.clone() + "84,77777,Hill,Hill\n").unwrap();
    let readings = path(&readings);
    let wrong = run(&["audit", "add", &file, &readings]).wrong();
    assert!(wrong.contains("line 85") && wrong.contains("77777"), "{wrong}");
    assert!(run(&["audit", "status", &file]).good().contains("0 papers read"));
    fs::write(&readings, &rows).unwrap();
    let said = run(&["audit", "add", &file, &readings]).good();
    assert!(said.contains("The outcome is confirmed"), "{said}");
    let said = run(&["audit", "status", &file, "--json"]).good();
    let status: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&status[0]["next"], &status[0]["tested"]), (&"confirmed".into(), &83.into()));
}

#[test]
fn an_audit_of_polling_stations() {
    let folder = folder("audit_stations");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let rules =
        write("rules.toml", "name = 'A town'\n[[tier]]\nname = 'list'\nseats = 7\nmethod = 'dhondt'\n");
    let votes =
        write("votes.csv", "contest,party,votes\nlist,Hill,5400\nlist,Dale,4600\nlist,@invalid,120\n");
    // Twelve stations, which differ.
    let mut reported = "station,registered,papers,Hill,Dale\n".to_owned();
    for station in 0..12 {
        let hill = 450 + 20 * (station - 6) + 10;
        let dale = 382 - 15 * (station - 6) - if station == 11 { 74 } else { 0 };
        reported += &format!("No. {station},1500,{},{hill},{dale}\n", hill + dale + 10);
    }
    let stations = write("stations.csv", &reported);
    let out = folder.join("audit").to_str().unwrap().to_owned();
    let start =
        ["audit", "start", &rules, &votes, "--stations", &stations, "--seed", "35463 11556 11216 36246"];
    let start = words(&start, &["--out", &out]);
    let said = run(&start).good();
    assert!(
        said.contains("001-list.json: list, by polling station") && said.contains("Next: count the"),
        "{said}"
    );

    let file = format!("{out}/001-list.json");
    let draws = fs::read_to_string(format!("{out}/001-list.draws.csv")).unwrap();
    assert!(draws.starts_with("draw,station\n1,No. "), "{draws}");
    // The table of stations comes back filled in with what was reported.
    let table = fs::read_to_string(format!("{out}/001-list.to-count.csv")).unwrap();
    assert_eq!(table.lines().next(), Some("station,papers,Hill,Dale"));
    let filled = |station: &str| {
        let row = reported.lines().find(|row| row.split(',').next() == Some(station)).unwrap();
        let cells: Vec<&str> = row.split(',').collect();
        format!("{station},{},{},{}\n", cells[2], cells[3], cells[4])
    };
    let rows: String = table.lines().skip(1).map(|row| filled(row.split(',').next().unwrap())).collect();
    let counts = write("counts.csv", &format!("station,papers,Hill,Dale\n{rows}No. 99,5,5,0\n"));
    let wrong = run(&["audit", "add", &file, &counts]).wrong();
    assert!(wrong.contains("No. 99"), "{wrong}");
    assert!(run(&["audit", "status", &file]).good().contains("0 stations with 0 papers counted"));
    let counts = write("counts.csv", &format!("station,papers,Hill,Dale\n{rows}"));
    let said = run(&["audit", "add", &file, &counts]).good();
    assert!(said.contains("The outcome is confirmed"), "{said}");
    let said = run(&["audit", "status", &file, "--json"]).good();
    let status: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&status[0]["next"], &status[0]["drawn"]), (&"confirmed".into(), &status[0]["tested"]));

    // Stations that are not the votes, and a place that there is not.
    let other = write("other.csv", &reported.replace("No. 3,1500,", "No. 3,1500,1"));
    let start = ["audit", "start", &rules, &votes, "--stations", &other, "--seed", "35463115561121636246"];
    let again = folder.join("again").to_str().unwrap().to_owned();
    let wrong = run(&words(&start, &["--out", &again])).wrong();
    assert!(wrong.contains("every paper must be in one batch"), "{wrong}");
    let wrong = run(&words(&start, &["--out", &again, "--place", "Moon"])).wrong();
    assert!(wrong.contains("name it with --place, as one of list"), "{wrong}");
    assert!(!folder.join("again").exists());
}
