//! The sweep file, and the scenarios that it makes.

use std::path::{Path, PathBuf};

use sailau::electorate::Electorate;
use sailau::reform::{Change, Reform, ReformProblem};
use sailau::simulate::elections::Event;
use sailau::{ElectoralSystem, kazakhstan};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use toml::{Table, Value};

use super::parameter::Setting;
use super::{Parameter, stations};
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
    /// The electorate: a table, the name of a file, or `kazakhstan:DATE`. See the [module](super) for `like` and
    /// `stations`.
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
    /// Its rules: a table, the name of a file, or `kazakhstan:DATE`. A reform without them begins from the baseline's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<Value>,
    /// What is changed of the rules, in the words of a [`Change`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Value>,
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
    #[error(
        "`${name}` is no parameter; the parameters are: {known}. A text that begins with $ is written with $$"
    )]
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
    pub async fn open(path: &Path) -> Result<(Self, Vec<Scenario>), SweepError> {
        let mut sweep: Self = toml::from_str(&std::fs::read_to_string(path)?)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        sweep.electorate = Value::Table(whole_electorate(sweep.electorate, folder).await?);
        for system in std::iter::once(&mut sweep.baseline).chain(&mut sweep.reforms) {
            let named =
                system.rules.as_ref().and_then(Value::as_str).filter(|name| !kazakhstan::is_named(name));
            if let Some(name) = named {
                system.rules = Some(Value::Table(read_toml(&folder.join(name), &system.name)?));
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
        let baseline = self.baseline.rules(setting, None)?;
        let mut systems = vec![Rules { name: self.baseline.name.clone(), rules: baseline.clone() }];
        for reform in &self.reforms {
            let rules = reform.rules(setting, Some(&baseline))?;
            systems.push(Rules { name: reform.name.clone(), rules });
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

impl System {
    fn rules(
        &self,
        setting: &Setting,
        baseline: Option<&ElectoralSystem>,
    ) -> Result<ElectoralSystem, SweepError> {
        let wrong = |problem: String| SweepError::Rules { system: self.name.clone(), problem };
        let before = match (&self.rules, baseline) {
            (Some(Value::String(name)), _) => read_rules(name).map_err(wrong)?,
            (Some(rules), _) => {
                let text =
                    toml::to_string(&setting.fill(rules)?).map_err(|error| wrong(error.to_string()))?;
                read_rules(&text).map_err(wrong)?
            }
            (None, Some(baseline)) if !self.changes.is_empty() => baseline.clone(),
            (None, Some(_)) => return Err(wrong("there are neither `rules` nor `changes`".to_owned())),
            (None, None) => return Err(wrong("the baseline needs `rules`".to_owned())),
        };
        let mut changes = Vec::with_capacity(self.changes.len());
        for change in &self.changes {
            let filled = setting.fill(change)?;
            let varies = filled != *change;
            let change: Change =
                filled.try_into().map_err(|error: toml::de::Error| wrong(one_line(error.message())))?;
            changes.push((change, varies));
        }
        loop {
            if changes.is_empty() {
                return Ok(before);
            }
            let reform = Reform::new(&self.name, changes.iter().map(|(change, _)| change.clone()));
            let error = match reform.apply(&before) {
                Ok(rules) => return Ok(rules),
                Err(error) => error,
            };
            // A range may run over what is so already; a change without a parameter that changes nothing is a mistake.
            let idle =
                |(change, varies): &(Change, bool)| *varies && Some(change.to_string()) == error.change;
            match changes.iter().position(idle) {
                Some(at) if matches!(*error.problem, ReformProblem::ChangesNothing) => {
                    drop(changes.remove(at))
                }
                _ => return Err(wrong(one_line(&error.to_string()))),
            }
        }
    }
}

/// An electorate with everything in it that it names: another that it is like, and stations.
async fn whole_electorate(given: Value, folder: &Path) -> Result<Table, SweepError> {
    let text = |value: Value, field: &str| match value {
        Value::String(text) => Ok(text),
        _ => Err(SweepError::Electorate(format!("`{field}` is a text"))),
    };
    let mut own = match given {
        Value::String(name) => return named_electorate(&name, folder),
        Value::Table(table) => table,
        _ => return Err(SweepError::Electorate("it is a table, or the name of a file".to_owned())),
    };
    let mut whole = Table::new();
    if let Some(name) = own.remove("like") {
        whole = named_electorate(&text(name, "like")?, folder)?;
    }
    let stations = own.remove("stations");
    overlay(&mut whole, own);
    if let Some(name) = stations {
        stations::fill(&mut whole, &folder.join(text(name, "stations")?)).await?;
    }
    Ok(whole)
}

fn named_electorate(name: &str, folder: &Path) -> Result<Table, SweepError> {
    if !kazakhstan::is_named(name) {
        return read_toml(&folder.join(name), "electorate");
    }
    let known =
        kazakhstan::electorate_named(name).map_err(|error| SweepError::Electorate(error.to_string()))?;
    let mut electorate = known.electorate.clone();
    if electorate.bar.is_none() {
        // Who may stand is the law's to say: that of the day, unless the sweep says another.
        let bar = kazakhstan::registration_bar(known.day)
            .map_err(|error| SweepError::Electorate(error.to_string()))?;
        electorate.bar = Some(bar);
    }
    Table::try_from(&electorate).map_err(|error| SweepError::Electorate(error.to_string()))
}

/// Puts fields over those that are there, and tables into tables.
fn overlay(under: &mut Table, over: Table) {
    for (name, value) in over {
        match (under.get_mut(&name), value) {
            (Some(Value::Table(there)), Value::Table(table)) => overlay(there, table),
            (_, value) => {
                under.insert(name, value);
            }
        }
    }
}

fn read_toml(path: &Path, of: &str) -> Result<Table, SweepError> {
    let wrong = |problem: String| SweepError::File { path: path.to_owned(), of: of.to_owned(), problem };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    toml::from_str(&text).map_err(|error| wrong(error.to_string().trim_end().to_owned()))
}

/// Rules that are `kazakhstan:DATE`, TOML or JSON.
pub(crate) fn read_rules(text: &str) -> Result<ElectoralSystem, String> {
    if kazakhstan::is_named(text) {
        return kazakhstan::law_named(text).cloned().map_err(|error| error.to_string());
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
