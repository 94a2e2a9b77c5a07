//! The elections of the repository: listed, counted again, and under other rules.

use serde_json::{Value, json};

use crate::sailau;

fn rows(line: &str) -> Vec<Value> {
    serde_json::from_str(&sailau(line).good()).unwrap()
}

#[test]
fn elections_are_listed_with_what_their_rules_need() {
    let list = rows("world list --json");
    assert!(list.len() > 130, "{} elections", list.len());
    let nz = list.iter().find(|row| row["election"] == "nz_2023").unwrap();
    assert_eq!(nz["features"], "linkage, list, or, single, threshold, (partial)");
    let list = sailau("world list").good();
    assert!(!list.contains("features") && list.contains("nz_2023"), "{list}");
}

#[test]
fn elections_come_out_again() {
    assert_eq!(
        rows("world check nz_2020 de_2021 --json")[0],
        json!({"election": "nz_2020", "seats": 120, "agree": 120, "cells": 15})
    );
}

#[test]
fn votes_are_counted_under_rules_of_others() {
    let line = "world cross nz_2023 --rules kazakhstan:2023-03-19 --allow-uncounted";
    let found = rows(&format!("{line} --json"));
    assert_eq!(found.len(), 1);
    // Under the law of Kazakhstan 69 list seats are filled, and 29 of these are the National Party's.
    assert_eq!((&found[0]["largest"], &found[0]["has"]), (&json!("National Party"), &json!(29)));
    assert_eq!(found[0]["seats"], 98);
    assert_eq!(found[0]["not_counted"], Value::Null);
    let page = sailau(line).good();
    assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
    // New Zealand's votes are of the country alone; under Norway's law the 150 district seats are one district's.
    let both = "world cross nz_2023 --rules world:no_2021 --rules world:es_2015 --missing-as-nothing --json";
    assert_eq!(rows(both)[0]["seats"], 169);
    let two = rows("world cross nz_2023 nz_2020 --rules world:es_2015 --json");
    assert!(two[0]["not_counted"].as_str().unwrap().contains("no districts"), "{two:?}");
    assert_eq!(two[0]["seats"], Value::Null);
    let page = sailau("world cross nz_2023 nz_2020 --rules world:es_2015").good();
    assert!(page.contains("Not counted: nz_2020 under world:es_2015: "), "{page}");
}

#[test]
fn what_cannot_be_crossed_is_said_in_one_line() {
    for (line, expected) in [
        ("world cross nz_2023 --rules world:es_2015", "no districts"),
        ("world cross nz_1066 --rules kazakhstan:2023-03-19", "there is no such election; there are nz_1993"),
        ("world cross nz_2023 --rules no.toml", "no.toml: cannot be opened: No such file or directory"),
        ("world check atlantis_1066", "there is no such election"),
    ] {
        let said = sailau(line).wrong();
        assert!(said.contains(expected) && !said.contains("os error"), "{line}: {said}");
    }
    assert_eq!(sailau("world cross nz_2023").status, Some(2));
}
