//! The sweep file, and the scenarios that it makes.

use std::path::{Path, PathBuf};

use sailau::simulate::elections::Event;
use sailau::{ElectoralSystem, kazakhstan};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use toml::Value;

use super::Parameter;
use super::parameter::Setting;
use crate::model::Electorate;
use crate::scenario::{Rules, Scenario, version};

/// A sweep as it stands in its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sweep {
    /// What is asked.
    pub name: String,
    /// The seed. The same for all scenarios, which therefore differ by what was changed and not by chance.
    pub seed: u64,
    /// Draws of each scenario.
    pub draws: u64,
    /// The electorate: a table, or the name of a file.
    pub electorate: Value,
    /// The system that reforms are compared with.
    pub baseline: System,
    /// The others.
    #[serde(default, rename = "reform", skip_serializing_if = "Vec::is_empty")]
    pub reforms: Vec<System>,
    /// What varies between scenarios.
    #[serde(default, rename = "parameter", skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// Events that are counted besides those that always are.
    #[serde(default, rename = "event", skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
}

/// A system of a sweep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// Its name.
    pub name: String,
    /// Its rules: a table, the name of a file, or `kazakhstan:DATE`. A reform without them changes the baseline's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<Value>,
}

/// What is wrong with a sweep file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SweepError {
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// It is no TOML, or has other fields.
    #[error("{}", .0.to_string().trim_end())]
    Text(#[from] toml::de::Error),
    /// A file that it names.
    #[error("{path}, which `{of}` names: {problem}")]
    File {
        /// The file.
        path: PathBuf,
        /// The field that names it.
        of: String,
        /// What is wrong.
        problem: String,
    },
    /// The electorate.
    #[error("the electorate: {0}")]
    Electorate(String),
    /// The rules of a system.
    #[error("the rules of `{system}`: {problem}")]
    Rules {
        /// The system.
        system: String,
        /// What is wrong.
        problem: String,
    },
    /// A parameter.
    #[error("the parameter `{name}`: {problem}")]
    Parameter {
        /// Its name.
        name: String,
        /// What is wrong.
        problem: String,
    },
    /// A name that is none of the parameters'.
    #[error("`${name}` is no parameter; the parameters are: {known}. A text that begins with $ is written with $$")]
    NoParameter {
        /// The name.
        name: String,
        /// Those there are.
        known: String,
    },
    /// Too many combinations.
    #[error("the parameters make more than {0} scenarios; run them as several sweeps")]
    TooMany(usize),
    /// No draws.
    #[error("`draws` is 0; write at least 1")]
    NoDraws,
}

impl Sweep {
    /// Reads a sweep file, with the files that it names, and makes its scenarios.
    ///
    /// # Errors
    ///
    /// [`SweepError`], naming the field.
    pub fn open(path: &Path) -> Result<(Self, Vec<Scenario>), SweepError> {
        let mut sweep: Self = toml::from_str(&std::fs::read_to_string(path)?)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let inline = |value: &mut Value, of: &str| {
            let named = value.as_str().filter(|name| !name.starts_with(LAW)).map(|name| folder.join(name));
            let Some(path) = named else { return Ok(()) };
            let wrong = |problem: String| SweepError::File { path: path.clone(), of: of.to_owned(), problem };
            let text = std::fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
            *value = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
            Ok::<_, SweepError>(())
        };
        inline(&mut sweep.electorate, "electorate")?;
        for system in std::iter::once(&mut sweep.baseline).chain(&mut sweep.reforms) {
            if let Some(rules) = &mut system.rules {
                inline(rules, &system.name)?;
            }
        }
        let scenarios = sweep.scenarios()?;
        Ok((sweep, scenarios))
    }

    /// Its scenarios: every combination of the parameters' values. Files that it names must have been put in their
    /// place, as [`open`](Self::open) does.
    ///
    /// # Errors
    ///
    /// [`SweepError`], naming the field.
    pub fn scenarios(&self) -> Result<Vec<Scenario>, SweepError> {
        if self.draws == 0 {
            return Err(SweepError::NoDraws);
        }
        let settings = Setting::every(&self.parameters)?;
        settings.iter().map(|setting| self.scenario(setting)).collect()
    }

    fn scenario(&self, setting: &Setting) -> Result<Scenario, SweepError> {
        let electorate = setting.fill(&self.electorate)?.try_into::<Electorate>();
        let electorate = electorate.map_err(|error| SweepError::Electorate(one_line(&error.to_string())))?;
        let mut systems = Vec::with_capacity(1 + self.reforms.len());
        for system in std::iter::once(&self.baseline).chain(&self.reforms) {
            systems.push(Rules { name: system.name.clone(), rules: system.rules(setting)? });
        }
        setting.all_used()?;
        let name = if self.parameters.is_empty() { self.name.clone() } else { setting.name() };
        Ok(Scenario {
            version: version(),
            name,
            setting: setting.texts(),
            seed: self.seed,
            draws: self.draws,
            electorate,
            systems,
            events: self.events.clone(),
        })
    }
}

/// What the law of a day is called.
const LAW: &str = "kazakhstan:";

impl System {
    fn rules(&self, setting: &Setting) -> Result<ElectoralSystem, SweepError> {
        let wrong = |problem: String| SweepError::Rules { system: self.name.clone(), problem };
        let rules = self.rules.as_ref().ok_or_else(|| wrong("there are none".to_owned()))?;
        if let Some(name) = rules.as_str() {
            return read_rules(name).map_err(wrong);
        }
        let text = toml::to_string(&setting.fill(rules)?).map_err(|error| wrong(error.to_string()))?;
        read_rules(&text).map_err(wrong)
    }
}

/// Rules that are `kazakhstan:DATE`, TOML or JSON.
pub(crate) fn read_rules(text: &str) -> Result<ElectoralSystem, String> {
    if let Some(day) = text.strip_prefix(LAW) {
        let day = day.parse().map_err(|error| format!("`{day}` is no day: {error}"))?;
        let law = kazakhstan::law_on(day).map_err(|error| error.to_string())?;
        return Ok(law.value.clone());
    }
    let rules = if text.trim_start().starts_with('{') {
        ElectoralSystem::from_json(text)
    } else {
        ElectoralSystem::from_toml(text)
    };
    rules.map_err(|error| one_line(&error.to_string()))
}

fn one_line(message: &str) -> String {
    message.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}
