//! What voters and parties do about a law, as a file: the laws of registration that it names are those on board, or files.

use sailau::electorate::{Electorate, Sampler};
use sailau::kazakhstan::registration_law;
use sailau::simulate::behaviour::{Behaving, Scenario};
use sailau::simulate::elections::Simulation;
use sailau::system::ElectoralSystem;

use crate::failure::Failure;

/// These rules on votes drawn from an electorate, without the scenario of this file and with it.
pub(crate) fn simulation(
    file: &str,
    electorate: &Electorate,
    laws: &[(&str, &ElectoralSystem)],
    allow_uncounted: bool,
) -> Result<Simulation<Behaving<Sampler>>, Failure> {
    let scenario = Scenario::open(file)?;
    let simulation = scenario.simulation(electorate, laws, allow_uncounted, registration_law);
    Ok(simulation.map_err(|error| format!("{file}: {error}"))?)
}
