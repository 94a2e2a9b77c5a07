use std::path::PathBuf;
use std::sync::LazyLock;

use sailau::reform::Reform;
use sailau::system::ElectoralSystem;

use super::Form;
use super::message::{in_users_words, with_its_place};
use super::town::TOWN;
use crate::choices::Choices;

pub(super) fn begin() -> Vec<PathBuf> {
    super::own("reform")
}

/// What is changed: the town's rules and some of the world.
static BASELINES: LazyLock<Vec<ElectoralSystem>> = LazyLock::new(|| {
    let of_the_world = ["de_2013", "gr_2008", "hu_2011", "kz_2022_linked"].map(|name| {
        let path = super::root().join(format!("tests/world/rules/{name}.toml"));
        ElectoralSystem::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap()
    });
    [TOWN.rules.clone()].into_iter().chain(of_the_world).collect()
});

/// Reforms are read, and written to be read again; what they make of rules is rules, and the way there and back is found.
pub(super) fn look(text: &str, form: Form, choices: &mut Choices<'_>) -> bool {
    let read = match form {
        Form::Json => Reform::from_json(text),
        _ => Reform::from_toml(text),
    };
    let reform = match read {
        Ok(reform) => reform,
        Err(error) => {
            with_its_place(text, &error);
            return false;
        }
    };
    if let Ok(toml) = reform.to_toml() {
        assert_eq!(Reform::from_toml(&toml).as_ref(), Ok(&reform), "{text}\nwritten:\n{toml}");
    }
    let json = serde_json::to_string(&reform).unwrap();
    assert_eq!(Reform::from_json(&json).as_ref(), Ok(&reform), "{text}\nwritten:\n{json}");
    assert!(reform.to_string().contains(char::is_alphanumeric) || reform.changes.is_empty());
    let first = if choices.in_ten(8) { 0 } else { choices.below(BASELINES.len()) };
    let baseline = &BASELINES[first];
    match reform.apply(baseline) {
        Ok(rules) => {
            let toml = rules.to_toml().unwrap_or_else(|error| panic!("{error}: {text}"));
            let again = ElectoralSystem::from_toml(&toml).unwrap_or_else(|error| panic!("{error}: {text}"));
            // Letters of a citation are composed where rules are read, and stay as they are in a reform.
            assert_eq!(again.tiers, rules.tiers, "{text}\nwritten:\n{toml}");
            assert_eq!(again.citations.len(), rules.citations.len(), "{text}\nwritten:\n{toml}");
            for (from, to) in [(baseline, &rules), (&rules, baseline)] {
                assert_eq!(Reform::between(from, to).apply(from).as_ref(), Ok(to), "{text}");
            }
            super::rules::counted(text, &rules, &TOWN.votes);
        }
        Err(error) => in_users_words(text, &error),
    }
    true
}
