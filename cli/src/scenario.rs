//! What voters and parties do about a law, as a file: the laws of registration that it names are those on board, or files.

use sailau::electorate::{Electorate, Sampler};
use sailau::kazakhstan::registration_laws;
use sailau::procedure::Law;
use sailau::procedure::registration::Rules;
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
    let simulation = scenario.simulation(electorate, laws, allow_uncounted, registration);
    Ok(simulation.map_err(|error| format!("{file}: {error}"))?)
}

/// A law of registration: `kazakhstan:YYYY-MM-DD`, or a file.
fn registration(name: &str) -> Result<Law<Rules>, String> {
    match name.strip_prefix("kazakhstan:") {
        Some(day) => {
            let day = day.parse().map_err(|_| "write kazakhstan:YYYY-MM-DD".to_owned())?;
            Ok(registration_laws().on(day).map_err(|error| error.to_string())?.value.clone())
        }
        None => {
            let text = std::fs::read_to_string(name).map_err(|error| {
                format!("cannot be read ({error}); write kazakhstan:YYYY-MM-DD, or a file that is there")
            })?;
            Law::from_toml(&text).map_err(|error| error.to_string())
        }
    }
}
