use std::path::PathBuf;

use sailau::procedure::Law;
use sailau::procedure::registration::Rules;
use sailau::simulate::Run;
use sailau::simulate::behaviour::Scenario;

use super::Form;
use super::message::in_users_words;
use super::town::TOWN;
use crate::choices::Choices;

pub(super) fn begin() -> Vec<PathBuf> {
    super::own("behaviour")
}

/// A law of parties under one of two names.
pub(super) fn registration(name: &str) -> Result<Law<Rules>, String> {
    match name {
        "2022" => Law::from_toml(include_str!("../../../src/kazakhstan/law/registration/2022-11-05.toml")),
        "2020" => Law::from_toml(include_str!("../../../src/kazakhstan/law/registration/2020-05-25.toml")),
        _ => return Err(format!("there is no law `{name}`")),
    }
    .map_err(|error| error.to_string())
}

/// What voters do is read, and written to be read again; elections are drawn with it and without.
pub(super) fn look(text: &str, _: Form, choices: &mut Choices<'_>) -> bool {
    let scenario = match Scenario::from_toml(text) {
        Ok(scenario) => scenario,
        Err(error) => {
            in_users_words(text, &error);
            return false;
        }
    };
    let toml = toml::to_string(&scenario).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(Scenario::from_toml(&toml).as_ref(), Ok(&scenario), "{text}\nwritten:\n{toml}");
    let laws = [("law", &TOWN.rules)];
    match scenario.simulation(&TOWN.electorate, &laws, choices.in_ten(8), registration) {
        Ok(simulation) => {
            let run = Run::from_seed(u64::from(choices.byte())).draws(3).threads(1).run(&simulation);
            let ensemble = run.unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(ensemble.draws(), 3, "{text}");
            true
        }
        Err(error) => {
            in_users_words(text, &error);
            false
        }
    }
}
