//! Rounding: how often numbers rounded on the way give a seat to somebody else.

use serde_json::Value;

use crate::{file, run, town};

const NEW_ZEALAND: [&str; 5] = ["rounding", "world:nz_2023", "world:nz_2023", "--draws", "256"];

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&run(&[arguments, &["--json"]].concat()).good()).unwrap()
}

/// A share with its interval, of so many draws.
#[track_caller]
fn is_a_chance(of: &Value, draws: u64) {
    let number = |field: &str| of[field].as_f64().unwrap_or_else(|| panic!("no {field}: {of}"));
    let seen = of["draws"].as_u64().unwrap();
    assert!(seen <= draws && number("share") == seen as f64 / draws as f64, "{of}");
    assert!(0.0 <= number("low") && number("low") <= number("share"), "{of}");
    assert!(number("share") <= number("high") && number("high") <= 1.0, "{of}");
}

#[test]
fn a_tier_of_averages() {
    let all = json(&NEW_ZEALAND);
    assert_eq!((&all["draws"], &all["seed"], &all["spread"]), (&256.into(), &1.into(), &0.2.into()));
    let [tier] = &all["tiers"].as_array().unwrap()[..] else { panic!("{all}") };
    assert_eq!(
        (&tier["tier"], &tier["method"], &tier["seats"], &tier["areas"]),
        (&"list".into(), &"sainte-lague".into(), &120.into(), &1.into())
    );
    // Nothing is said of a quota where there is none.
    assert!(tier["whole_quota"].is_null() && tier["safe_digits"].is_u64(), "{tier}");
    for (decimals, row) in tier["quotients"].as_array().unwrap().iter().enumerate() {
        assert_eq!(row["decimals"], decimals);
        is_a_chance(&row["affected"], 256);
        is_a_chance(&row["wrong"], 256);
        // Who loses a seat by a lot among equal numbers was one of those whose numbers became equal.
        assert!(row["wrong"]["draws"].as_u64() <= row["affected"]["draws"].as_u64(), "{row}");
    }
    for row in tier["percentages"].as_array().unwrap() {
        is_a_chance(&row["other_seats"], 256);
        is_a_chance(&row["threshold"], 256);
    }
    let rows = |of: &str| tier[of].as_array().unwrap().len();
    assert_eq!((rows("quotients"), rows("percentages")), (4, 4));
    // By the formula, a decimal more makes it ten times as rare.
    let expected = |decimals: usize| tier["quotients"][decimals]["expected"].as_f64().unwrap();
    assert!((expected(0) / expected(1) - 10.0).abs() < 0.5, "{tier}");
}

#[test]
fn the_seed_decides_and_not_the_threads() {
    let one = json(&[&NEW_ZEALAND[..], &["--seed", "7", "--threads", "1"]].concat());
    let two = json(&[&NEW_ZEALAND[..], &["--seed", "7", "--threads", "2"]].concat());
    assert_eq!(one, two);
    assert_ne!(one["tiers"], json(&NEW_ZEALAND)["tiers"]);
}

#[test]
fn a_tier_of_remainders() {
    let words = ["rounding", "kazakhstan:2023-03-19", "kazakhstan:2023-03-19"];
    let all = json(&[&words[..], &["--decimals", "2", "--draws", "512", "--spread", "0.1"]].concat());
    let [tier] = &all["tiers"].as_array().unwrap()[..] else { panic!("{all}") };
    assert_eq!((&tier["method"], &tier["seats"]), (&"hare".into(), &69.into()));
    is_a_chance(&tier["whole_quota"], 512);
    let percentages = tier["percentages"].as_array().unwrap();
    assert_eq!(percentages.len(), 3);
    // Whole per cents move seats of 69 in most elections; their hundredths in few.
    let other = |row: usize| percentages[row]["other_seats"]["share"].as_f64().unwrap();
    assert!(other(0) > 0.5 && other(2) < 0.1, "{tier}");
    let said = run(&[&words[..], &["--draws", "64"]].concat()).good();
    assert!(said.contains("64 elections drawn") && said.contains("The quota in whole votes"), "{said}");
}

#[test]
fn bad_input_is_answered_in_words() {
    let wrong = |words: &[&str]| run(&[&["rounding"], words].concat()).wrong();
    // What is no number at all is answered by whoever reads the arguments.
    let misread = |words: &[&str]| run(&[&NEW_ZEALAND[..3], words].concat()).complained;
    assert!(misread(&["--spread", "wide"]).contains("'wide'"), "{}", misread(&["--spread", "wide"]));
    assert!(misread(&["--decimals", "4"]).contains('4'), "{}", misread(&["--decimals", "4"]));
    assert!(misread(&["--draws", "none"]).contains("'none'"), "{}", misread(&["--draws", "none"]));
    assert!(wrong(&[&NEW_ZEALAND[1..3], &["--spread", "2"]].concat()).contains("2 is no spread of votes"));
    let rules = town("rounded-town.toml");
    let votes = file("rounded-town.csv", b"contest,party,votes\nlist,Hill,60\nlist,Dale,40\n");
    let single =
        b"name = 'A'\n[[tier]]\nname = 'single'\nseats = 1\ndistricts = 'each'\nmethod = 'plurality'\n";
    let of_single = b"contest,district,party,votes\nsingle,North,Hill,60\nsingle,North,Dale,40\n";
    let said = wrong(&[&file("no-lists.toml", single), &file("no-lists.csv", of_single)]);
    assert!(said.contains("nothing is rounded"), "{said}");
    let said = wrong(&[&rules, &file("broken-votes.csv", b"contest,party,votes\nlist,Hill,many\n")]);
    assert!(said.contains("broken-votes.csv") && said.contains('2') && said.contains("many"), "{said}");
    let said = wrong(&["world:nowhere_1900", "world:nz_2023"]);
    assert!(said.contains("nowhere_1900"), "{said}");
    let said = wrong(&[&rules, "no-such-votes.csv"]);
    assert!(said.contains("no-such-votes.csv"), "{said}");
    assert_eq!(json(&[&["rounding", &rules, &votes][..], &["--draws", "16"]].concat())["name"], "A town");
}
