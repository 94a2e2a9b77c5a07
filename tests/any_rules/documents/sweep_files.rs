use std::path::PathBuf;

use sailau::reform::sweep_file::{Scenarios, Sources, StationVotes, SweepFile, SweepParameter};
use sailau::simulate::Run;
use sailau::system::ElectoralSystem;
use sailau::votes::Votes;

use super::message::{in_users_words, with_its_place};
use super::town::{ELECTORATE, RULES, VOTES};
use super::{Form, behaviour};
use crate::choices::Choices;

pub(super) fn begin() -> Vec<PathBuf> {
    super::own("sweep_file")
}

/// The files of the town, beside the sweep.
struct Beside;

impl Sources for Beside {
    fn rules(&self, name: &str) -> Result<String, String> {
        if name == "rules.toml" { Ok(RULES.to_owned()) } else { Err(format!("there is no file `{name}`")) }
    }

    fn electorate(&self, name: &str) -> Result<String, String> {
        if name == "electorate.toml" {
            Ok(ELECTORATE.to_owned())
        } else {
            Err(format!("there is no file `{name}`"))
        }
    }

    fn behaviour(&self, name: &str) -> Result<String, String> {
        match name {
            "behaviour.toml" => Ok(include_str!("begin/behaviour_desertion.toml").to_owned()),
            _ => Err(format!("there is no file `{name}`")),
        }
    }

    fn votes(&self, name: &str, rules: &ElectoralSystem) -> Result<Votes, String> {
        match name {
            "votes.csv" => {
                Votes::from_csv(VOTES.as_bytes(), &rules.contests()).map_err(|error| error.to_string())
            }
            _ => Err(format!("there is no file `{name}`")),
        }
    }

    fn stations(&self, name: &str) -> Result<Vec<StationVotes>, String> {
        if name != "stations.csv" {
            return Err(format!("there is no file `{name}`"));
        }
        let row = |party: &str, votes| StationVotes {
            district: "D1".to_owned(),
            party: party.to_owned(),
            votes,
            stations: 2,
        };
        Ok(vec![row("Hill", 90), row("Dale", 80), row("Ford", 30), row("Moor", 5), row("@registered", 900)])
    }
}

/// Sweep files are read with what they name; scenarios are drawn, and votes counted.
pub(super) fn look(text: &str, _: Form, choices: &mut Choices<'_>) -> bool {
    // As many scenarios as a file may ask for take a while: those of few values are made.
    #[derive(serde::Deserialize)]
    struct Varied {
        #[serde(default)]
        parameter: Vec<SweepParameter>,
    }
    if let Ok(Varied { parameter }) = toml::from_str(text) {
        let many = parameter.iter().map(|one| one.all().map_or(1, |values| values.len()));
        if many.fold(1, usize::saturating_mul) > 60 {
            return false;
        }
    }
    let file = match SweepFile::from_toml(text, &Beside) {
        Ok(file) => file,
        Err(error) => {
            with_its_place(text, &error);
            return false;
        }
    };
    match &file.scenarios {
        Scenarios::Counted { .. } => {
            if let Err(error) = file.scenarios.count() {
                in_users_words(text, &error);
            }
        }
        Scenarios::Drawn(scenarios) => {
            for scenario in scenarios.iter().take(3) {
                let json = serde_json::to_string(scenario).unwrap();
                assert_eq!(
                    serde_json::from_str(&json).ok().as_ref(),
                    Some(scenario),
                    "{text}\nwritten:\n{json}"
                );
                let run = Run::from_seed(scenario.seed).draws(2).threads(1);
                let drawn = match scenario.behaving(behaviour::registration) {
                    Ok(Some(simulation)) => run.run(&simulation).map(drop).map_err(|error| error.to_string()),
                    Ok(None) => match scenario.simulation() {
                        Ok(simulation) if super::electorates::drawn(text, &scenario.electorate, choices) => {
                            run.run(&simulation).map(drop).map_err(|error| error.to_string())
                        }
                        Ok(_) => Ok(()),
                        Err(error) => Err(error.to_string()),
                    },
                    Err(error) => Err(error.to_string()),
                };
                if let Err(said) = drawn {
                    in_users_words(text, &said);
                }
            }
        }
        _ => {}
    }
    true
}
