//! The statutes, as the rules files of the repository have them.

use sailau_ranked::{RankedMethod, RankedRule};

/// The count of a rules file's only tier.
pub(crate) fn rule(statute: &str) -> RankedRule {
    let file = format!("{}/../../tests/ranked/rules/{statute}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut rules: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let Some(toml::Value::Array(mut tiers)) = rules.remove("tier") else { panic!("{file}: no tier") };
    let toml::Value::Table(mut tier) = tiers.remove(0) else { panic!("{file}: no tier") };
    let method = tier["method"].as_str().and_then(RankedMethod::named).expect("a method of ranked ballots");
    match tier.remove("ranked") {
        Some(words) => words.try_into::<RankedRule>().expect("rules that are read").by(method),
        None => RankedRule::new(method),
    }
}
