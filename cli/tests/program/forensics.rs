//! Checks of polling stations' counts, and how often they raise a false alarm.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::run;

/// Honest stations but for one in ten, where the box was filled up for Hill.
fn file(name: &str) -> String {
    let mut text = "station,registered,papers,observed,Hill,Dale,@invalid\n".to_owned();
    for station in 0..120u64 {
        let (roll, hill, dale) =
            (1_000 + 13 * station, 230 + 7 * (station % 17) + station, 310 + 11 * (station % 13));
        let stuffed = if station % 10 == 0 { roll - hill - dale - 4 } else { 0 };
        let observed = if station % 6 == 1 { "yes" } else { "no" };
        writeln!(
            text,
            "No. {station},{roll},{},{observed},{},{dale},4",
            hill + dale + stuffed + 4,
            hill + stuffed
        )
        .unwrap();
    }
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn stations_are_looked_at() {
    let file = file("stations.csv");
    let said = run(&["forensics", &file, "--json"]).good();
    let all: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&all["party"], &all["stations"], &all["level"]), (&"Hill".into(), &120.into(), &"5%".into()));
    assert_eq!(
        all["last_digits"]["counts"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).sum::<u64>(),
        120
    );
    let print = &all["fingerprint"];
    assert_eq!((&print["stations"], &print["above_roll"]), (&120.into(), &0.into()));
    assert!(print["correlation"].as_f64().unwrap() > 0.5 && print["correlation_alarm"] == true, "{print}");
    assert!(print["skewness"].as_f64().unwrap() < 0.0 && print["shape_alarm"] == true, "{print}");
    let observers = &all["observers"];
    assert_eq!((&observers["observed"], &observers["others"]), (&20.into(), &100.into()));
    // Of Dale nothing was stuffed.
    let said = run(&["forensics", &file, "--party", "Dale", "--level", "0.1%"]).good();
    assert!(said.contains("120 stations; Dale, with") && said.contains("at 0.1%"), "{said}");
    assert!(said.contains("An alarm is no proof of fraud"), "{said}");
    let svg = run(&["forensics", &file, "--svg", "-"]).good();
    assert!(svg.starts_with("<svg ") && svg.contains("99 % turnout"), "{svg}");
    assert!(run(&["forensics", &file, "--party", "Moor"]).wrong().contains("no party `Moor`"));
    let list = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("observed.txt");
    fs::write(&list, "No. 1\nNo. 7\nNo. 500\n").unwrap();
    let list = list.to_str().unwrap();
    assert!(
        run(&["forensics", &file, "--observed", list])
            .wrong()
            .contains("line 3: there is no station `No. 500`")
    );
}

#[test]
fn districts_of_votes_are_stations() {
    // Belgium's constituencies are no stations, but a file of votes is read like any other: too few for a test.
    let said = run(&["forensics", "world:be_2024", "--json"]).good();
    let all: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&all["stations"], &all["fingerprint"]["stations"]), (&11.into(), &11.into()));
    assert!(all["last_digits"]["p_value"].is_null() && all["observers"].is_null(), "{all}");
}

#[test]
fn false_alarms_follow_from_the_seed() {
    let asked = ["forensics", "--false-alarms", "--stations", "60,120", "--draws", "64", "--json"];
    let said = run(&asked).good();
    assert_eq!(said, run(&[&asked[..], &["--threads", "1"]].concat()).good());
    let all: Value = serde_json::from_str(&said).unwrap();
    let rows = all["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!((&rows[3]["model"]["stations"], &rows[3]["model"]["regions"]), (&120.into(), &20.into()));
    for row in rows {
        let digits = &row["last_digits"];
        assert!(
            digits["low"].as_f64().unwrap() < 0.05 && digits["high"].as_f64().unwrap() > 0.05,
            "{digits}"
        );
    }
    let page = run(&["forensics", "--false-alarms", "--stations", "60", "--draws", "16"]).good();
    assert!(page.contains("everybody honest") && page.contains("alike"), "{page}");
    let wrong = run(&["forensics", "--false-alarms", "--stations", "5", "--draws", "16"]).wrong();
    assert!(wrong.starts_with("stations: 5; give between 10"), "{wrong}");
}
