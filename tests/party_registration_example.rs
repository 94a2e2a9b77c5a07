//! The example `party_registration` as a program.

use std::process::{Command, Output};
use std::sync::Once;

use serde_json::{Value, json};

fn run(arguments: &[&str]) -> Output {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        let cargo = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--example", "party_registration"])
            .status();
        assert!(cargo.unwrap().success());
    });
    let folder = std::env::current_exe().unwrap();
    let folder = folder.parent().unwrap().parent().unwrap().join("examples");
    let program = folder.join(format!("party_registration{}", std::env::consts::EXE_SUFFIX));
    Command::new(program).args(arguments).output().unwrap()
}

fn text(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_report_as_json() {
    let text = text(&["--draws", "1000", "--json"]);
    let report: Value = serde_json::from_str(&text).unwrap();
    let mut fields: Vec<_> = report.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["check", "laws", "lives", "parties", "redrawing", "survey"]);
    let law = json!({"since": "2022-11-05", "members": 5_000, "in_each": 200, "initiators": 700,
        "smallest": {"members": 5_000, "reason": "in-all", "in_all": 5_000, "in_regions": 4_000, "regions": 20,
            "of": 20, "in_each": 200, "free": 1_000}});
    assert_eq!(report["laws"][3], law);
    let npk = report["parties"].as_array().unwrap().iter().find(|party| party["party"] == "NPK").unwrap();
    let margins: Vec<_> = npk["under"].as_array().unwrap().iter().map(|under| &under["margin"]).collect();
    assert_eq!(margins, [&json!(6_292), &json!(16_292), &json!(36_292), &json!(51_292)]);
    // 56,292 × 220,913 ÷ 19,503,159 = 637.6 in Ulytau.
    assert_eq!(npk["under"][3]["smallest_branch"], json!(["Ulytau", 638]));
    assert_eq!(report["redrawing"][0]["lacking"], 1_800);
    assert_eq!(report["redrawing"][1]["lacking_in"], json!(["Abai", "Jetisu", "Ulytau"]));
    let laws = report["survey"]["laws"].as_array().unwrap();
    assert_eq!((laws.len(), &laws[2]["ratio"]), (6, &json!(1.0)));
    let expected = |at: usize| laws[at]["expected"].as_f64().unwrap();
    // The redrawn map takes away under the old law and under the new.
    assert!(expected(4) < expected(2) && expected(3) < expected(5));
    assert!(expected(0) < expected(1) && expected(2) < expected(3));
    // Both steps go up, as they did, with any concentration that the page speaks of.
    for concentration in ["0", "1.5", "3"] {
        let report: Value = serde_json::from_str(&self::text(&[
            "--draws",
            "1000",
            "--concentration",
            concentration,
            "--json",
        ]))
        .unwrap();
        for row in report["check"]["rows"].as_array().unwrap() {
            assert!(row["interval"]["low"].as_f64().unwrap() > 1.0, "{row}");
        }
    }
    assert_eq!(report["check"]["rows"][1]["seen"], json!([6, 8]));
}

#[test]
fn the_page_says_what_is_real_and_what_is_not() {
    let page = text(&["--draws", "1000"]);
    let (real, synthetic) = page.split_once("SYNTHETIC").unwrap();
    assert!(real.contains("Respublica") && real.contains("83 days to spare (art. 6)"));
    assert!(real.contains("declared members, not audited"));
    assert!(synthetic.contains("Assumptions, none of them measured"));
    assert_eq!(page, text(&["--draws", "1000"]));
    assert_ne!(page, text(&["--draws", "1000", "--seed", "7"]));
    assert_ne!(page, text(&["--draws", "1000", "--concentration", "0.5"]));
    assert!(page.lines().all(|line| line.chars().count() <= 120));
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    for arguments in [
        &["--draws", "0"][..],
        &["--draws", "1"],
        &["--draws", "many"],
        &["--admission", "2"],
        &["--admission", "0"],
        &["--admission", "NaN"],
        &["--concentration", "-1"],
        &["--concentration", "inf"],
        &["--seed", "-1"],
        &["--unknown"],
        &["more"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stdout.is_empty());
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(error.starts_with("error: "));
    }
    assert!(text(&["--help"]).starts_with("usage: party_registration"));
}
