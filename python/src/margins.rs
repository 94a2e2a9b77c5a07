//! The fewest votes that change a seat.

use std::sync::Arc;

use pyo3::prelude::*;
use sailau::apportion::{Change as Moved, Margins as Fewest};

use crate::positions::{Names, by_name, called, words};
use crate::tie::Tie;

/// The fewest votes that change a seat, in three ways; None where a way changes nothing. As text it says what changes.
#[pyclass(frozen, module = "sailau")]
pub(crate) struct Margins {
    pub(crate) names: Option<Arc<Names>>,
    pub(crate) found: Fewest,
}

#[pymethods]
impl Margins {
    /// Votes moved from one to another.
    #[getter]
    fn transfer(&self) -> Option<Change> {
        self.change(self.found.transfer.as_ref())
    }

    /// Votes added.
    #[getter]
    fn added(&self) -> Option<Change> {
        self.change(self.found.added.as_ref())
    }

    /// Votes taken away.
    #[getter]
    fn removed(&self) -> Option<Change> {
        self.change(self.found.removed.as_ref())
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        let names = words(py, self.names.as_deref())?;
        Ok(self.found.named(&names).to_string().trim_end().to_owned())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<Margins: {}>", self.__str__(py)?.replace('\n', " ")))
    }
}

impl Margins {
    fn change(&self, moved: Option<&Moved>) -> Option<Change> {
        moved.map(|moved| Change { names: self.names.clone(), moved: moved.clone() })
    }
}

/// Votes that change, and what comes of it.
#[pyclass(frozen, module = "sailau")]
pub(crate) struct Change {
    names: Option<Arc<Names>>,
    moved: Moved,
}

#[pymethods]
impl Change {
    /// How many votes, at least 1.
    #[getter]
    fn votes(&self) -> u64 {
        self.moved.votes
    }

    /// Whose votes they are, by name or position; None for votes that are added.
    #[getter]
    fn giver<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.moved.from.map(|position| called(py, self.names.as_deref(), position)).transpose()
    }

    /// Whose they become; None for votes that are taken away.
    #[getter]
    fn taker<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.moved.to.map(|position| called(py, self.names.as_deref(), position)).transpose()
    }

    /// The sure seats then.
    #[getter]
    fn seats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        by_name(py, self.names.as_deref(), &self.moved.after.seats)
    }

    /// What is open then.
    #[getter]
    fn ties(&self, py: Python<'_>) -> PyResult<Vec<Tie>> {
        self.moved.after.ties.iter().map(|tie| Tie::of_positions(py, tie, self.names.as_deref())).collect()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let shown = |who: Option<Bound<'_, PyAny>>| match who {
            Some(who) => Ok::<_, PyErr>(who.repr()?.to_string()),
            None => Ok("None".to_owned()),
        };
        let (giver, taker) = (shown(self.giver(py)?)?, shown(self.taker(py)?)?);
        Ok(format!("Change(votes={}, giver={giver}, taker={taker})", self.moved.votes))
    }
}
