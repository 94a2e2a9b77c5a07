//! A scenario as it travels: the library's, with the version of this crate.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sailau::electorate::Sampler;
use sailau::simulate::elections::{Ensemble, Simulation};
use sailau::simulate::{Run, SimulateError};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::VERSION;

pub use sailau::reform::sweep_file::Scenario;

/// Everything that a shard needs to know: it travels to the executors as JSON, and nothing else does.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<S> {
    /// The version of this crate that wrote it. Another version refuses it: it might draw other votes.
    version: String,
    /// The scenario.
    scenario: S,
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
    /// Electorate and rules do not make sense together.
    #[error(transparent)]
    Scenario(#[from] sailau::reform::sweep_file::ScenarioError),
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

/// Writes a scenario as JSON, with the version of this crate.
///
/// # Errors
///
/// Those of the writer.
pub fn write(scenario: &Scenario) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Written { version: VERSION.to_owned(), scenario })
}

/// Reads what [`write`] wrote.
///
/// # Errors
///
/// [`ScenarioError::Text`]; [`ScenarioError::Version`] when it is of another version than `version`.
pub fn read(text: &str, version: &str) -> Result<Scenario, ScenarioError> {
    // The version first: a scenario of another one may have other fields.
    #[derive(Deserialize)]
    struct Version {
        version: String,
    }
    let written: Version = serde_json::from_str(text)?;
    if written.version != version {
        return Err(ScenarioError::Version { here: version.to_owned(), there: written.version });
    }
    let written: Written<Scenario> = serde_json::from_str(text)?;
    Ok(written.scenario)
}

/// Prepares a scenario for being drawn.
///
/// # Errors
///
/// [`ScenarioError::Scenario`].
pub fn compile(scenario: &Scenario) -> Result<Compiled, ScenarioError> {
    let simulation = scenario.simulation()?;
    Ok(Compiled { name: scenario.name.clone(), run: scenario.as_run(), simulation })
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
