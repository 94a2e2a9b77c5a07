//! The scale: every system on board, or the reason why not; the same in shards; as table, JSON and picture.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{file, run, sailau};

fn json(line: &str) -> Value {
    serde_json::from_str(&sailau(line).good()).unwrap()
}

/// The names of the files of a folder of rules.
fn files(folder: &str) -> BTreeSet<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests").join(folder);
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn every_system_is_on_the_scale_or_named_with_the_reason() {
    let scale = json("scale --lists 3 --draws 4 --json");
    let rows = scale["rows"].as_array().unwrap();
    let on: BTreeSet<String> = rows.iter().map(|row| row["system"].as_str().unwrap().to_owned()).collect();
    let aside = scale["aside"].as_object().unwrap();
    let all: BTreeSet<String> = on.iter().cloned().chain(aside.keys().cloned()).collect();
    let laws: Vec<_> = on.iter().filter(|name| name.starts_with("kazakhstan:")).collect();
    assert_eq!(laws.len(), 8, "{laws:?}");
    for name in files("world/rules").into_iter().chain(files("ranked/rules")) {
        assert!(all.contains(&name), "{name} is lost");
    }
    assert!(on.len() >= 60, "{} on the scale", on.len());
    for (name, why) in aside {
        let said = why.as_str().unwrap();
        let known = ["asks voters to rank", "a house of its own", "nobody votes"];
        assert!(known.iter().any(|known| said.contains(known)), "{name}: {said}");
    }
    for row in rows {
        assert!(row["gallagher"]["mean"].is_number() && row["failed"] == 0, "{row}");
    }
    // Houses have the seats that they have.
    let seats =
        |name: &str| rows.iter().find(|row| row["system"] == name).unwrap()["seats"].as_f64().unwrap();
    for (name, expected) in [
        ("kazakhstan:2022-11-05", 98.0),
        ("de_2023", 630.0),
        ("nl_2017", 150.0),
        ("es_congress", 350.0),
        ("jp", 465.0),
        ("se_2005", 349.0),
        ("am_2021", 101.0),
    ] {
        assert!((seats(name) - expected).abs() <= 1.0, "{name}: {} seats", seats(name));
    }
}

#[test]
fn the_screen_is_narrow_and_sorted() {
    let said = sailau("scale kazakhstan nz nl_2017 scotland --draws 180").good();
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    let at = |name: &str| said.find(&format!("\n {name}")).or_else(|| said.find(&format!("\n{name}")));
    let order =
        ["nl_2017", "kazakhstan:2026-07-01", "kazakhstan:2007-05-21", "kazakhstan:1999-05-06"].map(at);
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?}\n{said}");
    assert!(said.contains("compared with kazakhstan:2026-07-01."), "{said}");
    assert!(said.contains("scotland: tier `") && said.contains("asks voters to rank"), "{said}");
}

#[test]
fn shards_and_threads_give_the_same_bytes() {
    let of = "scale kazakhstan tw --lists 2-4 --draws 900";
    let whole = sailau(&format!("{of} --threads 1 --json")).good();
    assert_eq!(sailau(&format!("{of} --threads 2 --json")).good(), whole);
    let parts = [1, 2].map(|part| {
        let path = file(&format!("scale_{part}.json"), b"");
        sailau(&format!("{of} --shard {part}/2 --out {path}")).good();
        path
    });
    assert_eq!(sailau(&format!("scale merge {} {} --json", parts[1], parts[0])).good(), whole);
    let other = file("scale_other.json", b"");
    sailau(&format!("{of} --spread 0.4 --shard 2/2 --out {other}")).good();
    let said = sailau(&format!("scale merge {} {other}", parts[0])).wrong();
    assert!(said.ends_with("the spread between districts differs"), "{said}");
    let table = sailau(&format!("scale merge {} {} --csv --table lists", parts[0], parts[1])).good();
    assert!(
        table.starts_with("system,lists,gallagher,gallagher_se,gallagher_low,gallagher_high,"),
        "{table}"
    );
    assert_eq!(table.lines().count(), 1 + 9 * 3);
}

#[test]
fn own_rules_fitted_electorates_and_a_picture() {
    let own = crate::town("scale_town.toml");
    let csv = sailau(&format!("scale kz --rules {own} --against {own} --draws 90 --csv")).good();
    let row = csv.lines().find(|line| line.starts_with(&own)).unwrap();
    assert!(row.contains(",7,1,") || row.contains(",7.0,1,"), "{row}");
    let fitted = json("scale kazakhstan --electorate kazakhstan:2023-03-19 --draws 64 --json");
    assert_eq!(fitted["lists"].as_array().unwrap().len(), 1);
    assert!(fitted["assumptions"][0].as_str().unwrap().contains("drawn from the electorate"), "{fitted}");
    // Several stand side by side, each with a column; the figure is their mean.
    let of = "scale kazakhstan tw --electorate kazakhstan:2023-03-19 --electorate world:no_2021 --draws 128";
    let both = json(&format!("{of} --json"));
    assert_eq!(both["lists"].as_array().unwrap().len(), 2);
    assert!(both["assumptions"][0].as_str().unwrap().contains("(2023-03-19, no_2021)"), "{both}");
    for row in both["rows"].as_array().unwrap() {
        let each = row["by_lists"].as_array().unwrap();
        assert_eq!(
            (&each[0]["electorate"], &each[1]["electorate"]),
            (&"2023-03-19".into(), &"no_2021".into())
        );
        let index = |value: &Value| value["gallagher"]["mean"].as_f64().unwrap();
        assert!((index(row) - (index(&each[0]) + index(&each[1])) / 2.0).abs() < 1e-9, "{row}");
    }
    let said = sailau(of).good();
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    assert!(said.contains("Gallagher's index in each electorate") && said.contains("no_2021"), "{said}");
    let csv = sailau(&format!("{of} --csv --table side-by-side")).good();
    assert!(csv.starts_with("system,gallagher,in 2023-03-19,in no_2021\n"), "{csv}");
    assert!(
        sailau(&format!("{of} --csv --table lists")).good().starts_with("system,electorate,lists,gallagher,")
    );
    let svg = run(&["scale", "kazakhstan", "nz", "--lists", "5", "--draws", "64", "--svg", "-"]).good();
    assert!(svg.starts_with("<svg ") && svg.contains("kazakhstan:2022-11-05: "), "{svg}");
}

#[test]
fn what_is_wrong_is_said() {
    assert_eq!(
        sailau("scale nz_1066").wrong().split(';').next().unwrap(),
        "`nz_1066`: there is no such system"
    );
    assert!(sailau("scale nz --against de_2023 --draws 9").wrong().contains("is not on the scale"));
    assert!(sailau("scale nz --spread 9").wrong().contains("from 0 to 5"));
    assert!(sailau("scale scotland").wrong().contains("nothing is left for the scale"));
    assert_eq!(sailau("scale --lists 1-3").status, Some(2));
    let electorates = "scale nz --draws 9 --electorate kazakhstan:2023-03-19";
    assert!(
        sailau(&format!("{electorates} --electorate uniform"))
            .wrong()
            .contains("uniform support stands alone")
    );
    assert!(sailau(&format!("{electorates} --lists 3")).wrong().contains("leave --lists out"));
    assert!(sailau("scale nz --draws 0").wrong().contains("at least one draw"));
}
