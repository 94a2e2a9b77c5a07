use std::path::PathBuf;

use sailau::reform::atlas::{CountedElection, Entry, Sources, Study};
use sailau::system::ElectoralSystem;

use super::Form;
use super::message::{in_users_words, with_its_place};
use super::town::TOWN;
use crate::choices::Choices;

pub(super) fn begin() -> Vec<PathBuf> {
    super::files("reforms", "toml")
}

/// Every name stands for the town's rules or its election, but those that no file has.
struct Town;

impl Sources for Town {
    fn rules(&self, name: &str) -> Result<ElectoralSystem, String> {
        let mut rules = TOWN.rules.clone();
        match name.len() % 4 {
            0 => drop(rules.tiers.pop()),
            1 if !name.starts_with("tests") => return Err(format!("there is no `{name}`")),
            _ => {}
        }
        Ok(rules)
    }

    fn election(&self, name: &str) -> Result<CountedElection, String> {
        if !name.contains(':') {
            return Err(format!("there is no `{name}`"));
        }
        let (rules, votes) = (TOWN.rules.clone(), TOWN.votes.clone());
        let outcome = rules.count(&votes).map_err(|error| error.to_string())?;
        Ok(CountedElection { votes, rules, outcome, agree: u32::MAX, cells: u32::MAX })
    }
}

/// Entries are read, and written to be read again; their elections are counted under both laws.
pub(super) fn look(text: &str, _: Form, _: &mut Choices<'_>) -> bool {
    let entry = match Entry::from_toml(text) {
        Ok(entry) => entry,
        Err(error) => {
            with_its_place(text, &error);
            return false;
        }
    };
    let toml = toml::to_string(&entry).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(Entry::from_toml(&toml).as_ref(), Ok(&entry), "{text}\nwritten:\n{toml}");
    match Study::of(entry, &Town) {
        Ok(mut study) => {
            study.take_apart();
            assert!(study.agree() <= study.cells());
            for published in &study.entry.published {
                let _ = study.ours(published);
            }
            let _ = serde_json::to_string(&study).unwrap();
        }
        Err(error) => in_users_words(text, &error),
    }
    true
}
