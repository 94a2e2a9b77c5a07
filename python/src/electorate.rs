//! Synthetic votes: who votes, who stands, and how votes vary.

use std::path::PathBuf;

use pyo3::prelude::*;
use sailau::Votes as Cast;
use sailau::electorate::Electorate as Model;

use crate::error::of_electorate;
use crate::votes::votes_of;

/// Who votes, who stands, and how votes vary from one election to the next: what elections are drawn from.
///
/// Raises ElectorateError, with `file`, `line`, `column`, `field` and `nearest`.
#[pyclass(frozen, eq, module = "sailau")]
#[derive(PartialEq)]
pub(crate) struct Electorate(pub(crate) Model);

#[pymethods]
impl Electorate {
    /// Reads an electorate from TOML.
    #[staticmethod]
    fn from_toml(text: &str) -> PyResult<Self> {
        Model::from_toml(text).map(Self).map_err(|error| of_electorate(&error))
    }

    /// Reads an electorate from a file: JSON when its name ends in `.json`, otherwise TOML.
    #[staticmethod]
    fn from_file(path: PathBuf) -> PyResult<Self> {
        Model::open(path).map(Self).map_err(|error| of_electorate(&error))
    }

    /// The electorate of an election's votes, which does not vary: `fit` gives one that does.
    ///
    /// `turnout` is a share of the voters on the roll, where the votes do not give these.
    ///
    /// >>> from sailau import Electorate
    /// >>> Electorate.from_votes({"Red": 600, "Blue": 400}, turnout=0.8).parties
    /// ['Red', 'Blue']
    #[staticmethod]
    #[pyo3(signature = (votes, *, contest=None, turnout=None))]
    fn from_votes(votes: &Bound<'_, PyAny>, contest: Option<&str>, turnout: Option<f64>) -> PyResult<Self> {
        let votes = votes_of(votes)?;
        let contest = contest.unwrap_or_else(|| votes.main_contest());
        of_votes(&votes, contest, turnout).map(Self)
    }

    /// The electorate in TOML; reading it gives an equal one.
    fn to_toml(&self) -> PyResult<String> {
        self.0.to_toml().map_err(|error| of_electorate(&error))
    }

    /// The same electorate, in so many districts of equal rolls.
    fn redrawn(&self, districts: u32) -> Self {
        Self(self.0.redrawn(districts))
    }

    /// What it is called.
    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    /// The parties that stand.
    #[getter]
    fn parties(&self) -> Vec<String> {
        self.0.parties.iter().map(|party| party.name.clone()).collect()
    }

    /// Where its numbers were read.
    #[getter]
    fn sources(&self) -> Vec<String> {
        self.0.sources.clone()
    }

    fn __repr__(&self) -> String {
        format!(
            "<Electorate {:?}: {} parties, {} districts>",
            self.0.name,
            self.0.parties.len(),
            self.0.districts.len()
        )
    }
}

pub(crate) fn of_votes(votes: &Cast, contest: &str, turnout: Option<f64>) -> PyResult<Model> {
    let made = match turnout {
        Some(turnout) => Model::from_votes_at(votes, contest, turnout),
        None => Model::from_votes(votes, contest),
    };
    made.map_err(|error| of_electorate(&error))
}
