//! Official elections of many countries, which come with the repository.

use std::path::Path;

use pyo3::prelude::*;

use crate::case::{Case, folder, names};
use crate::error::{Place, SailauError, UnknownNameError, at, of_count, saying};
use crate::outcome::Outcome;
use crate::rules::Rules;
use crate::table::Table;
use crate::votes::Votes;

/// The names of the official elections of the world, such as "nz_2023".
///
/// They are large and other people's, so that they come with the repository, and not with a wheel that was built elsewhere.
/// Raises SailauError where there is no clone of it.
#[pyfunction]
pub(crate) fn elections() -> PyResult<Vec<String>> {
    let away = |_| {
        saying::<SailauError>(format!(
            "the elections of the world come with the repository, and {} is not there: build the package in a clone of it",
            folder().display()
        ))
    };
    names().map_err(away)
}

/// An official election of the world by its name.
///
/// Raises UnknownNameError, with `nearest`.
#[pyfunction]
pub(crate) fn election(name: &str) -> PyResult<WorldElection> {
    let known = elections()?;
    if !known.iter().any(|one| one == name) {
        let country = name.split('_').next().unwrap_or_default();
        let near: Vec<_> =
            known.iter().filter(|one| one.split('_').next() == Some(country)).cloned().collect();
        let words = match near.as_slice() {
            [] => format!("there is no election `{name}`; sailau.world.elections() lists them"),
            near => format!("there is no election `{name}`; there are {}", near.join(", ")),
        };
        return Err(at::<UnknownNameError>(
            words,
            Place { nearest: near.first().cloned(), ..Place::default() },
        ));
    }
    Case::open(name).map(WorldElection).map_err(|error| saying::<SailauError>(format!("{name}: {error}")))
}

/// An official election: its rules, its votes, and the seats that were declared.
#[pyclass(frozen, module = "sailau.world", name = "Election")]
pub(crate) struct WorldElection(Case);

#[pymethods]
impl WorldElection {
    /// Its name.
    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    /// The country.
    #[getter]
    fn country(&self) -> &str {
        &self.0.country
    }

    /// The rules of election day.
    #[getter]
    fn law(&self) -> Rules {
        Rules(self.0.rules.clone())
    }

    /// The official votes.
    #[getter]
    fn votes(&self) -> Votes {
        Votes(self.0.votes.clone())
    }

    /// What is not compared with official seats; None where everything is.
    #[getter]
    fn not_checked(&self) -> Option<&str> {
        self.0.not_checked.as_deref()
    }

    /// The file with the rules.
    #[getter]
    fn rules_file(&self) -> &Path {
        &self.0.rules_file
    }

    /// Counts it, with lots as they were drawn.
    fn count(&self, py: Python<'_>) -> PyResult<Outcome> {
        let counted = py.detach(|| self.0.count()).map_err(|error| of_count(&error))?;
        Ok(Outcome::new(counted, &self.0.votes))
    }

    /// Official seats beside those that are counted here: tier, district, party, official, counted.
    fn check(&self, py: Python<'_>) -> PyResult<Table> {
        let outcome = py.detach(|| self.0.count()).map_err(|error| of_count(&error))?;
        self.0.table(&outcome).map(Table).map_err(|error| saying::<SailauError>(error.to_string()))
    }

    fn __repr__(&self) -> String {
        format!("<Election {}, {}>", self.0.name, self.0.country)
    }
}
