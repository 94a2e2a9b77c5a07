//! A scenario: one model and the systems that count its votes, as a text that explains itself.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sailau::ElectoralSystem;
use sailau::electorate::{Electorate, ElectorateError, Sampler};
use sailau::simulate::elections::{ElectionsError, Ensemble, Event, Simulation};
use sailau::simulate::{BLOCK, Run, SimulateError};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::VERSION;

/// Everything that a shard needs to know: it travels to the executors as JSON, and nothing else does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The version of this crate that wrote it. Another version refuses it: it might draw other votes.
    pub version: String,
    /// What distinguishes it in the sweep, such as `threshold = 5%`.
    pub name: String,
    /// The parameters' values, as texts: columns of the results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub setting: Vec<(String, String)>,
    /// The seed of the run.
    pub seed: u64,
    /// The draws of the run, all shards together.
    pub draws: u64,
    /// Who votes and who stands.
    pub electorate: Electorate,
    /// The systems, the baseline first. The others are compared with it on the same votes.
    pub systems: Vec<Rules>,
    /// Events that are counted besides those that always are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
}

/// A system under a name of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The name.
    pub name: String,
    /// The rules.
    pub rules: ElectoralSystem,
}

/// A scenario that is ready to be drawn.
#[derive(Debug)]
pub struct Compiled {
    name: String,
    run: Run,
    simulation: Simulation<Sampler>,
}

/// Why a scenario cannot be drawn.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// The text is no scenario.
    #[error("the scenario cannot be read: {0}")]
    Text(#[from] serde_json::Error),
    /// Another version of this crate wrote it.
    #[error(
        "{} is an executor of sailau-cluster {here}, but the run was started by version {there}; start the same version \
         everywhere",
        whereabouts()
    )]
    Version {
        /// The version that reads.
        here: String,
        /// The version that wrote.
        there: String,
    },
    /// The electorate does not make sense.
    #[error("scenario `{name}`: {source}")]
    Electorate {
        /// The scenario.
        name: String,
        /// What is wrong.
        source: Box<ElectorateError>,
    },
    /// The rules do not fit the electorate.
    #[error("scenario `{name}`: {source}")]
    Elections {
        /// The scenario.
        name: String,
        /// What is wrong.
        source: Box<ElectionsError>,
    },
    /// A shard cannot be drawn.
    #[error("scenario `{name}`, blocks {first}..{end}: {source}")]
    Shard {
        /// The scenario.
        name: String,
        /// The shard's first block.
        first: u64,
        /// The block after its last.
        end: u64,
        /// What is wrong.
        source: Box<SimulateError>,
    },
    /// A shard stopped in the middle: a bug of the library, which is found by its numbers.
    #[error(
        "scenario `{name}`, blocks {first}..{end}: the simulation panicked ({message}); please report it"
    )]
    Panic {
        /// The scenario.
        name: String,
        /// The shard's first block.
        first: u64,
        /// The block after its last.
        end: u64,
        /// What it said.
        message: String,
    },
}

impl Scenario {
    /// Blocks of the whole run.
    #[must_use]
    pub fn blocks(&self) -> u64 {
        self.draws.div_ceil(BLOCK)
    }

    /// Reads it from JSON.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Text`]; [`ScenarioError::Version`] when it is of another version than `version`.
    pub fn read(text: &str, version: &str) -> Result<Self, ScenarioError> {
        // The version first: a scenario of another one may have other fields.
        #[derive(Deserialize)]
        struct Written {
            version: String,
        }
        let written: Written = serde_json::from_str(text)?;
        if written.version != version {
            return Err(ScenarioError::Version { here: version.to_owned(), there: written.version });
        }
        Ok(serde_json::from_str(text)?)
    }

    /// Prepares it for being drawn.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Electorate`], [`ScenarioError::Elections`].
    pub fn compile(&self) -> Result<Compiled, ScenarioError> {
        let elections = |source: ElectionsError| ScenarioError::Elections {
            name: self.name.clone(),
            source: source.into(),
        };
        let sampler = self.electorate.compile();
        let sampler = sampler
            .map_err(|source| ScenarioError::Electorate { name: self.name.clone(), source: source.into() })?;
        let mut simulation = Simulation::new(sampler);
        for system in &self.systems {
            simulation = simulation.system(system.name.clone(), &system.rules).map_err(elections)?;
        }
        for event in &self.events {
            simulation = simulation.event(event.clone()).map_err(elections)?;
        }
        Ok(Compiled { name: self.name.clone(), run: Run::from_seed(self.seed).draws(self.draws), simulation })
    }
}

impl Compiled {
    /// Draws a shard on one thread: the engine has as many at a time as there are cores.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Shard`], [`ScenarioError::Panic`].
    pub fn shard(&self, first: u64, blocks: u64) -> Result<Ensemble, ScenarioError> {
        let name = || self.name.clone();
        let end = first.saturating_add(blocks);
        let draw = || self.run.clone().threads(1).blocks(first..end).run(&self.simulation);
        match catch_unwind(AssertUnwindSafe(draw)) {
            Ok(Ok(ensemble)) => Ok(ensemble),
            Ok(Err(source)) => Err(ScenarioError::Shard { name: name(), first, end, source: source.into() }),
            Err(panic) => {
                let message = panic.downcast_ref::<String>().cloned();
                let message = message.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()));
                let message = message.unwrap_or_else(|| "without a message".to_owned());
                Err(ScenarioError::Panic { name: name(), first, end, message })
            }
        }
    }
}

/// The process that reports an error: host and number.
fn whereabouts() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let host = host.or_else(|| std::env::var("HOSTNAME").ok()).unwrap_or_else(|| "this host".to_owned());
    format!("process {} on {}", std::process::id(), host.trim())
}

/// The version that scenarios are written in.
#[must_use]
pub fn version() -> String {
    VERSION.to_owned()
}
