//! The statutes, as the rules files of the workspace have them.

use sailau_ranked::{RankedMethod, RankedRule};

/// The tier of a rules file without what a tier has beside its count, and its number of seats.
pub(crate) fn rule(statute: &str) -> (RankedRule, u32) {
    let file = format!("{}/../../tests/ranked/rules/{statute}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut rules: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let Some(toml::Value::Array(mut tiers)) = rules.remove("tier") else { panic!("{file}: no tier") };
    let toml::Value::Table(mut tier) = tiers.remove(0) else { panic!("{file}: no tier") };
    let method =
        tier["method"].as_str().and_then(RankedMethod::named).unwrap_or_else(|| panic!("{file}: no method"));
    let seats = tier.remove("seats").and_then(|seats| seats.as_integer()).unwrap();
    let words = tier.remove("ranked").map(toml::Value::try_into::<RankedRule>);
    let words = words.unwrap_or_else(|| Ok(RankedRule::new(method)));
    let rule = words.unwrap_or_else(|error| panic!("{file}: {error}")).by(method);
    (rule, u32::try_from(seats).unwrap())
}

#[test]
fn every_statute_is_read_and_written_back() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/ranked/rules");
    let mut statutes = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let (read, seats) = rule(path.file_stem().unwrap().to_str().unwrap());
        let written = toml::to_string(&read).unwrap();
        assert_eq!(toml::from_str::<RankedRule>(&written).unwrap().by(read.method), read, "{written}");
        assert!(seats > 0);
        statutes += 1;
    }
    assert!(statutes >= 13);
}
