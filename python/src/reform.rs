//! Changes to rules, and what they do.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use sailau::reform::{Reform as Act, one_by_one};
use sailau::report::Table as Rows;

use crate::error::{ReformError, of_count, of_reform, saying};
use crate::json;
use crate::rules::Rules;
use crate::table::Table;
use crate::votes::votes_to_count;

/// Changes to the rules of an election, in the order in which they are made.
///
/// `Reform("3 %", {"list.threshold.at_least": "3%"})` sets rules to values in the words of a rules file; one that is None goes.
/// `Reform.between(old, new)` is the difference of two laws, in words with articles.
///
/// Raises ReformError, with `line`, `column`, `field` and `nearest`.
///
/// >>> from sailau import Reform, kazakhstan
/// >>> old, new = kazakhstan.law_on("2012-01-15"), kazakhstan.law_on("2021-06-01")
/// >>> print(*Reform.between(old, new).changes, sep="\n")
/// list against all: not on the ballot → on the ballot (art. 37 and 42-43)
/// list threshold at least: 7% → 5% (art. 97-1(1) and 43(5))
/// >>> reform = Reform("1 %", {"list.threshold.at_least": "1%"})
/// >>> reform.apply(new).count({"A": 970, "B": 30}).seats_in("list")
/// {'A': 95, 'B': 3}
#[pyclass(frozen, eq, module = "sailau")]
#[derive(PartialEq)]
pub(crate) struct Reform(Act);

#[pymethods]
impl Reform {
    #[new]
    fn new(name: &str, changes: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut list = Vec::new();
        for (path, to) in changes {
            let change = PyDict::new(changes.py());
            if to.is_none() {
                change.set_item("remove", path)?;
            } else {
                change.set_item("set", path)?;
                change.set_item("to", to)?;
            }
            list.push(change);
        }
        let act = PyDict::new(changes.py());
        act.set_item("name", name)?;
        act.set_item("change", list)?;
        Act::from_json(&json::text(act.as_any())?).map(Self).map_err(|error| match of_reform(&error) {
            // The text is not the caller's, so its lines say nothing.
            _ if matches!(*error.problem, sailau::reform::ReformProblem::Unreadable(_)) => {
                saying::<ReformError>(without_place(&error.to_string()))
            }
            other => other,
        })
    }

    /// The difference of two laws: applied to `old` it gives `new`.
    #[staticmethod]
    fn between(old: &Rules, new: &Rules) -> Self {
        Self(Act::between(&old.0, &new.0))
    }

    /// Reads a reform from TOML: `name`, and a table `[[change]]` for each change.
    #[staticmethod]
    fn from_toml(text: &str) -> PyResult<Self> {
        Act::from_toml(text).map(Self).map_err(|error| of_reform(&error))
    }

    /// Reads a reform from a file: JSON when its name ends in `.json`, otherwise TOML.
    #[staticmethod]
    fn from_file(path: PathBuf) -> PyResult<Self> {
        Act::open(path).map(Self).map_err(|error| of_reform(&error))
    }

    /// The reform in TOML; reading it gives an equal one.
    fn to_toml(&self) -> PyResult<String> {
        self.0.to_toml().map_err(|error| of_reform(&error))
    }

    /// What it is called; the reformed rules have this name.
    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    /// What it changes of the rules, a line each, with articles where the new rules cite them.
    #[getter]
    fn changes(&self) -> Vec<String> {
        self.0.of_rules().map(ToString::to_string).collect()
    }

    /// The reformed rules.
    fn apply(&self, rules: &Rules) -> PyResult<Rules> {
        self.0.apply(&rules.0).map(Rules).map_err(|error| of_reform(&error))
    }

    /// Seats before and after, on the same votes: party, old, new, change, share_old, share_new, open.
    #[pyo3(signature = (rules, votes, *, allow_uncounted=false))]
    fn compare(
        &self,
        py: Python<'_>,
        rules: &Rules,
        votes: &Bound<'_, PyAny>,
        allow_uncounted: bool,
    ) -> PyResult<Table> {
        let votes = votes_to_count(votes, allow_uncounted)?;
        let reformed = self.0.apply(&rules.0).map_err(|error| of_reform(&error))?;
        let counts = py.detach(|| Ok((rules.0.count(&votes)?, reformed.count(&votes)?)));
        let (old, new) = counts.map_err(|error| of_count(&error))?;
        Ok(Table(Rows::compared(&old, &new)))
    }

    /// What each change did to the seats: alone, after all others, and as its Shapley value, which adds up to the whole.
    #[pyo3(signature = (rules, votes, *, allow_uncounted=false))]
    fn effects(
        &self,
        py: Python<'_>,
        rules: &Rules,
        votes: &Bound<'_, PyAny>,
        allow_uncounted: bool,
    ) -> PyResult<Table> {
        let votes = votes_to_count(votes, allow_uncounted)?;
        let found = py.detach(|| one_by_one(&rules.0, &self.0, &votes));
        let found = found.map_err(|error| saying::<ReformError>(error.to_string()))?;
        Ok(Table(Rows::of_effects(&found)))
    }

    fn __str__(&self) -> String {
        self.0.to_string().trim_end().to_owned()
    }

    fn __repr__(&self) -> String {
        format!("<Reform {:?}: {}>", self.0.name, self.changes().join("; "))
    }
}

/// A message without the line and the column before it.
fn without_place(message: &str) -> String {
    match message.split_once(": ") {
        Some((place, rest)) if place.starts_with("line ") => rest.to_owned(),
        _ => message.to_owned(),
    }
}
