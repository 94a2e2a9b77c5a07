//! The file, and the scenarios that it makes.

use serde::Deserialize;
use toml::{Table, Value};

use super::parameter::{Setting, has_names};
use super::written::Written;
use super::{
    CountedScenario, NamedRules, ParameterProblem, Scenario, Sources, SweepFileError, SweepFileProblem,
    SweepParameter, stations,
};
use crate::electorate::Electorate;
use crate::reform::sweep::seats_of_all;
use crate::reform::{Change, Holders, Reform, ReformProblem, SweepError, SweepRow, SweepTable};
use crate::simulate::behaviour::Scenario as Behaviour;
use crate::simulate::elections::Event;
use crate::system::ElectoralSystem;
use crate::text::Misread;
use crate::votes::Votes;

/// A sweep file that was read, with every name in it and every combination of its parameters. See the [module](super).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SweepFile {
    /// What is asked.
    pub name: String,
    /// What varies.
    pub parameters: Vec<SweepParameter>,
    /// Every combination of the parameters' values; the last parameter varies fastest.
    pub scenarios: Scenarios,
}

/// What happens at each point of a sweep.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Scenarios {
    /// Elections are drawn.
    Drawn(Vec<Scenario>),
    /// The same real votes are counted.
    Counted {
        /// The votes.
        votes: Box<Votes>,
        /// The points.
        points: Vec<CountedScenario>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    seed: Option<u64>,
    draws: Option<u64>,
    electorate: Option<Value>,
    votes: Option<String>,
    baseline: SystemTable,
    #[serde(default, rename = "reform")]
    reforms: Vec<SystemTable>,
    #[serde(default, rename = "parameter")]
    parameters: Vec<SweepParameter>,
    #[serde(default, rename = "event")]
    events: Vec<Event>,
    behaviour: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SystemTable {
    name: String,
    rules: Option<Value>,
    #[serde(default)]
    changes: Vec<Value>,
}

impl SweepFile {
    /// Reads a sweep file, with what it names, and makes its scenarios.
    ///
    /// # Errors
    ///
    /// [`SweepFileError`]: the place, the field and what to do.
    pub fn from_toml(text: &str, sources: &impl Sources) -> Result<Self, SweepFileError> {
        let file: File = toml::from_str(text).map_err(|error| Misread::in_toml(text, &error))?;
        let at = |path: &[&str]| Written::new(text, path, "");
        let beside_votes = [
            ("electorate", file.electorate.is_some()),
            ("draws", file.draws.is_some()),
            ("seed", file.seed.is_some()),
            ("event", !file.events.is_empty()),
            ("behaviour", file.behaviour.is_some()),
        ];
        if file.votes.is_some()
            && let Some((field, _)) = beside_votes.into_iter().find(|(_, there)| *there)
        {
            return Err(at(&[field]).wrong(SweepFileProblem::BesideVotes(field)));
        }
        let settings = Setting::every(&file.parameters).map_err(|(number, problem)| match number {
            Some(number) => at(&["parameter", &number.to_string()]).wrong(*problem),
            None => at(&["parameter"]).wrong(*problem),
        })?;
        let mut systems: Vec<System<'_>> = Vec::with_capacity(1 + file.reforms.len());
        for (number, table) in std::iter::once(&file.baseline).chain(&file.reforms).enumerate() {
            let place = match number.checked_sub(1) {
                None => Written::new(text, &["baseline"], "baseline"),
                Some(of) => {
                    Written::new(text, &["reform", &of.to_string()], format!("reform `{}`", table.name))
                }
            };
            if systems.iter().any(|known| known.name == table.name) {
                return Err(place.field("name").wrong(SweepFileProblem::SystemTwice(table.name.clone())));
            }
            systems.push(System::read(table, place, number == 0, sources)?);
        }
        for (number, event) in file.events.iter().enumerate() {
            let words = event.to_string();
            if file.events[..number].iter().any(|known| known.to_string() == words) {
                let place = at(&["event", &number.to_string()]);
                return Err(place.wrong(SweepFileProblem::EventTwice(words)));
            }
        }
        let whole = Whole { text, file: &file, systems: &systems };
        let points = settings.iter().map(|setting| whole.point(setting));
        let scenarios = match (&file.votes, &file.electorate) {
            (Some(name), _) => {
                let points = points.collect::<Result<Vec<_>, _>>()?;
                for setting in &settings {
                    whole.all_used(setting)?;
                }
                let tiers = points.first().map(|point| together(&point.systems)).unwrap_or_default();
                let votes = sources.votes(name, &ElectoralSystem::new("all", tiers));
                let problem = |problem| SweepFileProblem::Named { name: name.clone(), problem };
                let votes = votes.map_err(|why| at(&["votes"]).wrong(problem(why)))?;
                Scenarios::Counted { votes: Box::new(votes), points }
            }
            (None, Some(electorate)) => {
                let (draws, seed) = (whole.needed("draws", file.draws)?, whole.needed("seed", file.seed)?);
                if draws == 0 {
                    return Err(at(&["draws"]).wrong(SweepFileProblem::NoDraws));
                }
                let of = Written::new(text, &["electorate"], "electorate");
                let voters = Voters::read(electorate, of, sources)?;
                let stated = file.behaviour.as_ref();
                let stated = stated
                    .map(|value| {
                        Stated::read(value, Written::new(text, &["behaviour"], "behaviour"), sources)
                    })
                    .transpose()?;
                let scenarios = settings.iter().zip(points).map(|(setting, point)| {
                    let (CountedScenario { name, setting: values, systems }, electorate) =
                        (point?, voters.at(setting)?);
                    let behaviour = stated.as_ref().map(|stated| stated.at(setting)).transpose()?;
                    whole.all_used(setting)?;
                    let events = file.events.clone();
                    Ok(Scenario {
                        name,
                        setting: values,
                        seed,
                        draws,
                        electorate,
                        systems,
                        events,
                        behaviour,
                    })
                });
                Scenarios::Drawn(scenarios.collect::<Result<_, SweepFileError>>()?)
            }
            (None, None) => return Err(SweepFileProblem::NothingCounted.nowhere()),
        };
        Ok(Self { name: file.name, parameters: file.parameters, scenarios })
    }
}

impl Scenarios {
    /// Counts the votes at every point, on all cores: a table for each system, the baseline first. Nothing where elections are
    /// drawn.
    ///
    /// # Errors
    ///
    /// [`SweepError::Count`], of the first point that cannot be counted.
    pub fn count(&self) -> Result<Vec<(String, SweepTable)>, SweepError> {
        let Self::Counted { votes, points } = self else { return Ok(Vec::new()) };
        let votes = votes.as_ref();
        let Some(first) = points.first() else { return Ok(Vec::new()) };
        let systems = points.iter().flat_map(|point| &point.systems).map(|system| &system.rules);
        let holders = Holders::new(votes, systems);
        let names: Vec<String> = holders.names().map(str::to_owned).collect();
        let vary: Vec<String> = first.setting.iter().map(|(name, _)| name.clone()).collect();
        let mut tables = Vec::with_capacity(first.systems.len());
        for (number, system) in first.systems.iter().enumerate() {
            let counted = seats_of_all(points, |point| {
                let outcome = point.systems.get(number).map(|system| system.rules.count(votes));
                let place = || format!("{}, {}", system.name, point.name);
                match outcome {
                    Some(Ok(outcome)) => Ok((outcome.house_size, holders.seats(&outcome))),
                    Some(Err(error)) => Err(SweepError::Count { point: place(), error: Box::new(error) }),
                    None => Ok((0, vec![0; names.len()])),
                }
            })?;
            let rows = points.iter().zip(counted).map(|(point, (house_size, seats))| {
                let values = point.setting.iter().map(|(_, value)| value.as_str().into()).collect();
                SweepRow { values, house_size, seats }
            });
            let table = SweepTable { vary: vary.clone(), holders: names.clone(), rows: rows.collect() };
            tables.push((system.name.clone(), table));
        }
        Ok(tables)
    }
}

/// Tiers of all systems, to read votes for all of them.
fn together(systems: &[NamedRules]) -> Vec<crate::system::Tier> {
    systems.iter().flat_map(|system| system.rules.tiers.iter().cloned()).collect()
}

/// The file while its points are made.
struct Whole<'a> {
    text: &'a str,
    file: &'a File,
    systems: &'a [System<'a>],
}

impl Whole<'_> {
    fn needed(&self, field: &'static str, given: Option<u64>) -> Result<u64, SweepFileError> {
        let missing = || Written::new(self.text, &["electorate"], "").wrong(SweepFileProblem::Missing(field));
        given.ok_or_else(missing)
    }

    fn point(&self, setting: &Setting) -> Result<CountedScenario, SweepFileError> {
        let mut systems: Vec<NamedRules> = Vec::with_capacity(self.systems.len());
        for system in self.systems {
            let rules = system.at(setting, systems.first().map(|baseline| &baseline.rules))?;
            systems.push(NamedRules { name: system.name.to_owned(), rules });
        }
        let name = if self.file.parameters.is_empty() { self.file.name.clone() } else { setting.name() };
        Ok(CountedScenario { name, setting: setting.texts(), systems })
    }

    fn all_used(&self, setting: &Setting) -> Result<(), SweepFileError> {
        let Some(number) = setting.unused() else { return Ok(()) };
        let name = self.file.parameters[number].name.clone();
        let problem = SweepFileProblem::Parameter { name, problem: ParameterProblem::Unused };
        Err(Written::new(self.text, &["parameter", &number.to_string()], "").wrong(problem))
    }
}

/// Something that is the same at every point, or a table in which names stand for values.
enum Given<T> {
    Fixed(Box<T>),
    Varied(Value),
}

/// A system of the sweep.
struct System<'a> {
    name: &'a str,
    rules: Option<Given<ElectoralSystem>>,
    /// The file that the rules come from, where they stand in one.
    named: Option<&'a str>,
    changes: &'a [Value],
    place: Written<'a>,
}

impl<'a> System<'a> {
    fn read(
        table: &'a SystemTable,
        place: Written<'a>,
        is_baseline: bool,
        sources: &impl Sources,
    ) -> Result<Self, SweepFileError> {
        let at = place.field("rules");
        let named = |name: &str, problem: String| {
            at.wrong(SweepFileProblem::Named { name: name.to_owned(), problem })
        };
        let rules = match &table.rules {
            None if is_baseline => return Err(place.wrong(SweepFileProblem::NoBaseline)),
            None if table.changes.is_empty() => return Err(place.wrong(SweepFileProblem::NoRules)),
            None => None,
            Some(Value::String(name)) => {
                let text = sources.rules(name).map_err(|problem| named(name, problem))?;
                let of_file = |problem: String| named(name, format!("{name}, {problem}"));
                // What is wrong with the text is said in the words of rules.
                match toml::from_str::<Table>(&text).map(Value::Table) {
                    Ok(value) if has_names(&value) => Some(Given::Varied(value)),
                    _ => {
                        let rules = ElectoralSystem::from_toml(&text);
                        Some(Given::Fixed(Box::new(rules.map_err(|error| of_file(error.to_string()))?)))
                    }
                }
            }
            Some(value) if has_names(value) => Some(Given::Varied(value.clone())),
            Some(value @ Value::Table(_)) => Some(Given::Fixed(Box::new(at.rules(value)?))),
            Some(_) => {
                return Err(at.wrong_kind("a table, or the name of a file in quotes, is needed here"));
            }
        };
        let named = table.rules.as_ref().and_then(Value::as_str);
        Ok(Self { name: &table.name, rules, named, changes: &table.changes, place })
    }

    /// The rules at a point.
    fn at(
        &self,
        setting: &Setting,
        baseline: Option<&ElectoralSystem>,
    ) -> Result<ElectoralSystem, SweepFileError> {
        let at = self.place.field("rules");
        let before = match (&self.rules, baseline) {
            (Some(Given::Fixed(rules)), _) => (**rules).clone(),
            (Some(Given::Varied(value)), _) => {
                let filled = setting.fill(value).map_err(|problem| at.wrong_name(value, problem))?;
                at.rules(&filled).map_err(|error| match self.named {
                    None => error,
                    Some(name) => {
                        let problem = format!("{name}, {}", error.problem);
                        at.wrong(SweepFileProblem::Named { name: name.to_owned(), problem })
                    }
                })?
            }
            (None, Some(baseline)) => baseline.clone(),
            (None, None) => return Err(self.place.wrong(SweepFileProblem::NoBaseline)),
        };
        let at = self.place.field("changes");
        let mut changes = Vec::with_capacity(self.changes.len());
        for (number, change) in self.changes.iter().enumerate() {
            let place = at.field(&number.to_string());
            let filled = setting.fill(change).map_err(|problem| place.wrong_name(change, problem))?;
            let read: Change = place.read(&filled)?;
            changes.push((read, filled != *change, place));
        }
        loop {
            if changes.is_empty() {
                return Ok(before);
            }
            let reform = Reform::new(self.name, changes.iter().map(|(change, ..)| change.clone()));
            let error = match reform.apply(&before) {
                Ok(rules) => return Ok(rules),
                Err(error) => error,
            };
            let blamed = changes.iter().position(|(change, ..)| Some(change.to_string()) == error.change);
            match blamed {
                // A range may run over what is so already; a change without a parameter that changes nothing is a mistake.
                Some(number)
                    if changes[number].1 && matches!(*error.problem, ReformProblem::ChangesNothing) =>
                {
                    drop(changes.remove(number));
                }
                Some(number) => return Err(changes[number].2.wrong(SweepFileProblem::Reform(error))),
                None => return Err(at.wrong(SweepFileProblem::Reform(error))),
            }
        }
    }
}

/// Who votes, at every point.
struct Voters<'a> {
    given: Given<Electorate>,
    place: Written<'a>,
}

impl<'a> Voters<'a> {
    fn read(value: &Value, place: Written<'a>, sources: &impl Sources) -> Result<Self, SweepFileError> {
        let value = Value::Table(whole_electorate(value, &place, sources)?);
        let given = match has_names(&value) {
            true => Given::Varied(value),
            false => Given::Fixed(Box::new(place.electorate(&value)?)),
        };
        Ok(Self { given, place })
    }

    fn at(&self, setting: &Setting) -> Result<Electorate, SweepFileError> {
        match &self.given {
            Given::Fixed(electorate) => Ok((**electorate).clone()),
            Given::Varied(value) => {
                let filled = setting.fill(value).map_err(|problem| self.place.wrong_name(value, problem))?;
                self.place.electorate(&filled)
            }
        }
    }
}

/// What voters and parties do about the rules, at every point.
struct Stated<'a> {
    given: Given<Behaviour>,
    place: Written<'a>,
}

impl<'a> Stated<'a> {
    fn read(value: &Value, place: Written<'a>, sources: &impl Sources) -> Result<Self, SweepFileError> {
        let value = match value {
            Value::Table(_) => value.clone(),
            Value::String(name) => {
                let wrong = |problem| place.wrong(SweepFileProblem::Named { name: name.clone(), problem });
                let text = sources.behaviour(name).map_err(wrong)?;
                // What is wrong with its fields is said with the lines of the file.
                match toml::from_str::<Table>(&text).map(Value::Table) {
                    Ok(value) if has_names(&value) => value,
                    _ => {
                        let read = Behaviour::from_toml(&text);
                        let read = read.map_err(|error| wrong(format!("{name}, {error}")))?;
                        return Ok(Self { given: Given::Fixed(Box::new(read)), place });
                    }
                }
            }
            _ => return Err(place.wrong_kind("a table, or the name of a file in quotes, is needed here")),
        };
        let given = match has_names(&value) {
            true => Given::Varied(value),
            false => Given::Fixed(Box::new(place.behaviour(&value)?)),
        };
        Ok(Self { given, place })
    }

    fn at(&self, setting: &Setting) -> Result<Behaviour, SweepFileError> {
        match &self.given {
            Given::Fixed(behaviour) => Ok((**behaviour).clone()),
            Given::Varied(value) => {
                let filled = setting.fill(value).map_err(|problem| self.place.wrong_name(value, problem))?;
                self.place.behaviour(&filled)
            }
        }
    }
}

/// An electorate with everything in it that it names: another that it is like, and stations.
fn whole_electorate(
    given: &Value,
    place: &Written<'_>,
    sources: &impl Sources,
) -> Result<Table, SweepFileError> {
    let named = |name: &str, place: &Written<'_>| {
        let wrong = |problem| place.wrong(SweepFileProblem::Named { name: name.to_owned(), problem });
        let text = sources.electorate(name).map_err(&wrong)?;
        // What is wrong with its fields is said in the words of electorates.
        let table = toml::from_str::<Table>(&text);
        table.map_err(|_| match Electorate::from_toml(&text) {
            Err(error) => wrong(format!("{name}, {error}")),
            Ok(_) => wrong(format!("{name} is no electorate")),
        })
    };
    let text = |value: Value, place: &Written<'_>| match value {
        Value::String(text) => Ok(text),
        _ => Err(place.wrong_kind("the name of a file in quotes is needed here")),
    };
    let mut own = match given {
        Value::String(name) => return named(name, place),
        Value::Table(table) => table.clone(),
        _ => {
            return Err(place.wrong_kind("a table, or the name of an electorate in quotes, is needed here"));
        }
    };
    let mut whole = Table::new();
    if let Some(name) = own.remove("like") {
        let place = place.field("like");
        whole = named(&text(name, &place)?, &place)?;
    }
    let stations = own.remove("stations");
    overlay(&mut whole, own);
    if let Some(name) = stations {
        let place = place.field("stations");
        let name = text(name, &place)?;
        let rows = sources.stations(&name);
        let rows =
            rows.map_err(|problem| place.wrong(SweepFileProblem::Named { name: name.clone(), problem }))?;
        stations::fill(&mut whole, rows)
            .map_err(|problem| place.wrong(SweepFileProblem::Stations(format!("{name}: {problem}"))))?;
    }
    Ok(whole)
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
