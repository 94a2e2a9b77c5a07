//! A scenario: one model and the systems that count its votes.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::electorate::{Electorate, ElectorateError, Sampler};
use crate::procedure::Law;
use crate::procedure::registration::Rules;
use crate::simulate::behaviour::{Behaving, BehaviourError, Scenario as Behaviour};
use crate::simulate::elections::{ElectionsError, Ensemble, Event, Simulation};
use crate::simulate::{BLOCK, Run, SimulateError};
use crate::system::ElectoralSystem;
use crate::text::one_line;

/// One combination of the parameters' values, with everything that is needed to draw it. As JSON it travels between machines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What distinguishes it in the sweep, such as `threshold = 5%`; the sweep's name where there are no parameters.
    pub name: String,
    /// The parameters' values, as texts: columns of the results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub setting: Vec<(String, String)>,
    /// The seed. The same for all scenarios of a sweep, which therefore differ by what was changed and not by chance.
    pub seed: u64,
    /// The draws, all shards together.
    pub draws: u64,
    /// Who votes and who stands.
    pub electorate: Electorate,
    /// The systems, the baseline first. The others are compared with it on the same votes.
    pub systems: Vec<NamedRules>,
    /// Events that are counted besides those that always are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// What voters and parties do about each system's rules: these elections are drawn without it and with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behaviour: Option<Behaviour>,
}

/// One combination of the parameters' values, under which the same real votes are counted.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedScenario {
    /// What distinguishes it in the sweep.
    pub name: String,
    /// The parameters' values, as texts.
    pub setting: Vec<(String, String)>,
    /// The systems, the baseline first.
    pub systems: Vec<NamedRules>,
}

/// Rules under a name of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedRules {
    /// The name.
    pub name: String,
    /// The rules.
    pub rules: ElectoralSystem,
}

/// Why a scenario cannot be drawn: `scenario `threshold = 5%`: …`.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("scenario `{}`: {problem}", one_line(name))]
pub struct ScenarioError {
    /// The scenario.
    pub name: String,
    /// What is wrong.
    pub problem: Box<ScenarioProblem>,
}

/// What can be wrong with a scenario.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ScenarioProblem {
    /// The electorate does not make sense.
    #[error(transparent)]
    Electorate(#[from] ElectorateError),
    /// The rules do not fit the electorate.
    #[error(transparent)]
    Elections(#[from] ElectionsError),
    /// The run.
    #[error(transparent)]
    Simulate(#[from] SimulateError),
    /// What voters and parties do is stated where it is not drawn.
    #[error(
        "it states what voters and parties do (`{0}`), and here votes are drawn as they are; run it with sailau sweep, or leave \
         `behaviour` out"
    )]
    Stated(
        /// The name of what is stated.
        String,
    ),
    /// What is stated does not fit the electorate or the rules.
    #[error(transparent)]
    Behaviour(Box<BehaviourError>),
}

impl Scenario {
    /// Blocks of the whole run.
    #[must_use]
    pub fn blocks(&self) -> u64 {
        self.draws.div_ceil(BLOCK)
    }

    /// The run, which may be cut into shards.
    #[must_use]
    pub fn as_run(&self) -> Run {
        Run::from_seed(self.seed).draws(self.draws)
    }

    /// Its systems on its electorate, ready to be drawn.
    ///
    /// # Errors
    ///
    /// [`ScenarioProblem::Electorate`], [`ScenarioProblem::Elections`]; [`ScenarioProblem::Stated`] where it states
    /// [behaviour](Self::behaving).
    pub fn simulation(&self) -> Result<Simulation<Sampler>, ScenarioError> {
        self.simulation_of(self.model()?)
    }

    /// Its systems on its electorate without what is stated of behaviour, and then each with it under `NAME, BEHAVIOUR`; all are
    /// compared with the first, from the same random numbers. None where nothing is stated.
    ///
    /// `registration` looks up the laws that [`Entry`](crate::simulate::behaviour::Entry) names.
    ///
    /// # Errors
    ///
    /// [`ScenarioProblem::Behaviour`], [`ScenarioProblem::Elections`].
    pub fn behaving(
        &self,
        registration: impl Fn(&str) -> Result<Law<Rules>, String>,
    ) -> Result<Option<Simulation<Behaving<Sampler>>>, ScenarioError> {
        let Some(behaviour) = &self.behaviour else { return Ok(None) };
        let laws: Vec<_> = self.systems.iter().map(|system| (system.name.as_str(), &system.rules)).collect();
        let simulation = behaviour.simulation(&self.electorate, &laws, false, registration);
        let mut simulation =
            simulation.map_err(|error| self.wrong(ScenarioProblem::Behaviour(error.into())))?;
        for event in &self.events {
            simulation = simulation.event(event.clone()).map_err(|error| self.wrong(error.into()))?;
        }
        let names = laws.iter().map(|(name, _)| (*name).to_owned());
        let mut names = names.chain(laws.iter().map(|(name, _)| behaviour.beside(name)));
        let first = names.next().unwrap_or_default();
        let pairs: Vec<(String, String)> = names.map(|name| (first.clone(), name)).collect();
        simulation.compare_these(&pairs).map(Some).map_err(|error| self.wrong(error.into()))
    }

    /// Its electorate, compiled.
    pub(super) fn model(&self) -> Result<Sampler, ScenarioError> {
        if let Some(behaviour) = &self.behaviour {
            return Err(self.wrong(ScenarioProblem::Stated(behaviour.name.clone())));
        }
        self.electorate.compile().map_err(|error| self.wrong(error.into()))
    }

    /// Its systems on a model, which is that of its electorate.
    pub(super) fn simulation_of(&self, model: Sampler) -> Result<Simulation<Sampler>, ScenarioError> {
        let wrong = |error: ElectionsError| self.wrong(error.into());
        let mut simulation = Simulation::new(model);
        for system in &self.systems {
            simulation = simulation.system(system.name.clone(), &system.rules).map_err(wrong)?;
        }
        for event in &self.events {
            simulation = simulation.event(event.clone()).map_err(wrong)?;
        }
        Ok(simulation)
    }

    /// Draws all of it, on all cores.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`].
    pub fn run(&self) -> Result<Ensemble, ScenarioError> {
        let drawn = self.as_run().run(&self.simulation()?);
        drawn.map_err(|error| self.wrong(error.into()))
    }

    pub(super) fn wrong(&self, problem: ScenarioProblem) -> ScenarioError {
        ScenarioError { name: self.name.clone(), problem: Box::new(problem) }
    }
}
