//! What voters and parties do about a law, as scenarios state it.

use std::path::PathBuf;

use pyo3::prelude::*;
use sailau::electorate::{Electorate, Sampler};
use sailau::kazakhstan::registration_law;
use sailau::simulate::behaviour::{Behaving, Scenario as Stated};
use sailau::simulate::elections::Simulation;
use sailau::system::ElectoralSystem;

use crate::error::of_behaviour;
use crate::rules::Rules;

/// What voters and parties do about a threshold or a registration law, stated in numbers: `simulate` counts all rules without it
/// and with it, on the same draws. docs/behaviour.md has the words of a scenario.
///
/// Raises SimulationError, with `file`, `line`, `column`, `field` and `nearest`.
///
/// >>> import sailau
/// >>> from sailau import kazakhstan
/// >>> half = sailau.Scenario.from_toml("name = 'half desert'\ndesertion = { share = '50%', error = 0.18 }")
/// >>> found = sailau.simulate(kazakhstan.electorate("2023-03-19"), {"2023": kazakhstan.law_on("2023-03-19")}, scenario=half, draws=256)
/// >>> sorted(set(found.seats.to_dict()["system"]))
/// ['2023', '2023, half desert']
#[pyclass(frozen, eq, module = "sailau")]
#[derive(PartialEq)]
pub(crate) struct Scenario(Stated);

#[pymethods]
impl Scenario {
    /// Reads a scenario from TOML.
    #[staticmethod]
    fn from_toml(text: &str) -> PyResult<Self> {
        Stated::from_toml(text).map(Self).map_err(|error| of_behaviour(&error))
    }

    /// Reads a scenario from a file of TOML.
    #[staticmethod]
    fn from_file(path: PathBuf) -> PyResult<Self> {
        Stated::open(path).map(Self).map_err(|error| of_behaviour(&error))
    }

    /// What it is called; it stands behind the name of each of the rules that are counted with it.
    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    /// Where its numbers come from, a sentence each.
    #[getter]
    fn sources(&self) -> Vec<String> {
        self.0.sources.clone()
    }

    fn __repr__(&self) -> String {
        format!("<Scenario {:?}>", self.0.name)
    }
}

impl Scenario {
    /// Rules without it and with it.
    pub(crate) fn simulation(
        &self,
        electorate: &Electorate,
        laws: &[(String, Bound<'_, Rules>)],
        allow_uncounted: bool,
    ) -> PyResult<Simulation<Behaving<Sampler>>> {
        let laws: Vec<(&str, &ElectoralSystem)> =
            laws.iter().map(|(name, rules)| (name.as_str(), &rules.get().0)).collect();
        let simulation = self.0.simulation(electorate, &laws, allow_uncounted, registration_law);
        simulation.map_err(|error| of_behaviour(&error))
    }
}
