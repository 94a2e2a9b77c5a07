//! An election's rules as data.

use std::path::PathBuf;

use pyo3::prelude::*;
use sailau::ElectoralSystem;
use sailau::system::{CountError, Outcome as Counted};

use crate::day::date;
use crate::error::{of_count, of_rules};
use crate::outcome::Outcome;
use crate::votes::votes_to_count;

/// The rules of an election, as a file states them. The book of their words is `docs/rules.md`.
///
/// >>> from sailau import Rules
/// >>> rules = Rules.from_toml('name = "A town"\n[[tier]]\nname = "list"\nseats = 5\nmethod = "dhondt"')
/// >>> rules.count({"Hill": 500, "Dale": 420}).seats
/// {'Hill': 3, 'Dale': 2}
#[pyclass(frozen, eq, module = "sailau")]
#[derive(PartialEq)]
pub(crate) struct Rules(pub(crate) ElectoralSystem);

#[pymethods]
impl Rules {
    /// Reads rules from TOML and checks them.
    ///
    /// Raises RulesError, with `line`, `column`, `tier`, `field`, `article` and `nearest`.
    ///
    /// >>> from sailau import Rules, RulesError
    /// >>> try:
    /// ...     Rules.from_toml('name = "A"\n[[tier]]\nname = "list"\nseats = 5\nmehtod = "hare"')
    /// ... except RulesError as error:
    /// ...     print(error.line, error.nearest, "-", error)
    /// 5 method - line 5, column 1: tier `list`: unknown field `mehtod`; did you mean `method`?
    #[staticmethod]
    fn from_toml(text: &str) -> PyResult<Self> {
        ElectoralSystem::from_toml(text).map(Self).map_err(|error| of_rules(&error))
    }

    /// Reads rules from JSON and checks them.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        ElectoralSystem::from_json(text).map(Self).map_err(|error| of_rules(&error))
    }

    /// Reads rules from a file: JSON when its name ends in `.json`, otherwise TOML.
    #[staticmethod]
    fn from_file(path: PathBuf) -> PyResult<Self> {
        ElectoralSystem::open(path).map(Self).map_err(|error| of_rules(&error))
    }

    /// The rules in TOML; reading it gives equal rules.
    fn to_toml(&self) -> PyResult<String> {
        self.0.to_toml().map_err(|error| of_rules(&error))
    }

    /// The rules in JSON; reading it gives equal rules.
    fn to_json(&self) -> PyResult<String> {
        self.0.to_json().map_err(|error| of_rules(&error))
    }

    /// What they are called.
    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    /// The day on which they came into force; None of a proposal.
    #[getter]
    fn since<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.0.since.map(|day| date(py, day)).transpose()
    }

    /// The act.
    #[getter]
    fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    /// The names of the tiers.
    #[getter]
    fn tiers(&self) -> Vec<String> {
        self.0.tiers.iter().map(|tier| tier.name.clone()).collect()
    }

    /// The rules as sentences, with the articles: every field, what holds where one is left out too.
    ///
    /// >>> from sailau import kazakhstan
    /// >>> kazakhstan.law_on("2023-03-19").in_words()[3]
    /// 'The house has 98 seats: 69 in tier `list` and 29 in tier `single`.'
    fn in_words(&self) -> Vec<String> {
        self.0.in_words().iter().map(ToString::to_string).collect()
    }

    /// Counts votes: `Votes`, or a dictionary of parties.
    ///
    /// With `allow_uncounted` the seats of a tier whose votes are not there stay empty, and that is said. With
    /// `missing_as_nothing` whatever else the rules ask for and the votes do not give is taken as nothing, and said: for votes
    /// under another country's law. The GIL is released.
    ///
    /// Raises CountError, with `tier`, `district` and `party`, where these rules cannot count these votes.
    ///
    /// >>> from sailau import kazakhstan
    /// >>> votes = kazakhstan.election("2021-01-10").votes
    /// >>> kazakhstan.law_on("2023-03-19").count(votes)
    /// Traceback (most recent call last):
    /// ...
    /// sailau.CountError: tier `single` is filled by the contest `single`, which is not among the votes; they have list. ...
    /// >>> kazakhstan.law_on("2023-03-19").count(votes, allow_uncounted=True).seats["Auyl"]
    /// 4
    #[pyo3(signature = (votes, *, allow_uncounted=false, missing_as_nothing=false))]
    fn count(
        &self,
        py: Python<'_>,
        votes: &Bound<'_, PyAny>,
        allow_uncounted: bool,
        missing_as_nothing: bool,
    ) -> PyResult<Outcome> {
        let votes = votes_to_count(votes, allow_uncounted)?;
        let counted: Result<Counted, CountError> = py.detach(|| match missing_as_nothing {
            true => self.0.missing_as_nothing(&votes)?.count(),
            false => self.0.count(&votes),
        });
        counted.map(|counted| Outcome::new(counted, &votes)).map_err(|error| of_count(&error))
    }

    fn __repr__(&self) -> String {
        let since = self.0.since.map_or_else(String::new, |day| format!(", since {day}"));
        format!("<Rules {:?}{since}: {}>", self.0.name, self.tiers().join(", "))
    }
}
