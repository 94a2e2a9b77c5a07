//! Votes and a house size in, seats out: one election.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use sailau::Method;
use sailau::apportion::{Apportionment as Shared, MarginError, certify, margin, verify};

use crate::certificate::Certificate;
use crate::error::{ApportionError, saying};
use crate::margins::Margins;
use crate::method::named;
use crate::positions::{Names, Positions, by_name, words};
use crate::tie::Tie;

/// Shares `seats` among `votes` by `method`.
///
/// `votes` are whole numbers: a list, a dictionary, a series of pandas or an array. `method` is a word of `methods()`, or
/// another name of one: `"hamilton"`, `"D'Hondt"`. Equal claims are reported and never resolved: `seats` are those that are
/// sure, and `ties` say who competes for the rest.
///
/// Raises ApportionError for numbers that are no votes, with `party` or `row`, and for a house without a single vote.
///
/// >>> import sailau
/// >>> house = sailau.apportion({"Amanat": 3431510, "Auyl": 693938, "Respublica": 547154}, 69, "hare")
/// >>> house.seats
/// {'Amanat': 51, 'Auyl': 10, 'Respublica': 8}
/// >>> sailau.apportion([4, 4, 4], 2, "dhondt").ties
/// [Tie(parties=[0, 1, 2], seats=2)]
#[pyfunction]
pub(crate) fn apportion(
    votes: &Bound<'_, PyAny>,
    seats: u32,
    method: PyBackedStr,
) -> PyResult<Apportionment> {
    let Positions { votes, names } = Positions::of(votes)?;
    let method = named(&method)?;
    let shared = sailau::apportion(&votes, seats, &method)
        .map_err(|error| saying::<ApportionError>(error.to_string()))?;
    Ok(Apportionment { votes, names: names.map(Arc::new), house_size: seats, method, shared })
}

/// Seats that were shared out, and what is open.
#[pyclass(frozen, module = "sailau")]
pub(crate) struct Apportionment {
    votes: Vec<u64>,
    names: Option<Arc<Names>>,
    /// Seats of the house.
    #[pyo3(get)]
    house_size: u32,
    method: Method,
    shared: Shared,
}

#[pymethods]
impl Apportionment {
    /// Seats that are sure: a dictionary where votes were one, otherwise a list.
    #[getter]
    fn seats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        by_name(py, self.names.as_deref(), &self.shared.seats)
    }

    /// Seats that equal claims leave open; empty when everything is decided.
    #[getter]
    fn ties(&self, py: Python<'_>) -> PyResult<Vec<Tie>> {
        self.shared.ties.iter().map(|tie| Tie::of_positions(py, tie, self.names.as_deref())).collect()
    }

    /// The word of the method.
    #[getter]
    fn method(&self) -> String {
        self.method.name().into_owned()
    }

    /// Why this result is right: the divisors or the quota that give it, with the last claim met and the first not met.
    ///
    /// >>> import sailau
    /// >>> print(sailau.apportion({"North": 60, "South": 40, "East": 39}, 2, "dhondt").certificate())
    /// The weakest claim met: seat 1 of South, 40/1 = 40.
    /// The strongest claim not met: seat 1 of East, 39/1 = 39.
    /// Every divisor between gives these seats; a short one is 39.5 votes a seat.
    fn certificate(&self, py: Python<'_>) -> PyResult<Certificate> {
        let why = certify(&self.votes, self.house_size, &self.method);
        let why = why.map_err(|error| saying::<ApportionError>(error.to_string()))?;
        Ok(Certificate { words: words(py, self.names.as_deref())?, why })
    }

    /// Whether a certificate proves this result, by comparing fractions alone: what gave the result has no part in it.
    ///
    /// >>> import sailau
    /// >>> house = sailau.apportion([60, 40, 39], 2, "dhondt")
    /// >>> house.is_proved_by(house.certificate())
    /// True
    fn is_proved_by(&self, certificate: &Certificate) -> bool {
        verify(&self.votes, self.house_size, &self.method, &self.shared, &certificate.why).is_ok()
    }

    /// The fewest votes that change a seat: moved from one to another, added, or taken away. Exact.
    ///
    /// Raises ApportionError where that is more work than a minute or two, by the methods that are searched.
    ///
    /// >>> import sailau
    /// >>> margins = sailau.apportion({"North": 60, "South": 40, "East": 39}, 2, "dhondt").margins()
    /// >>> margins.transfer
    /// Change(votes=1, giver='North', taker='East')
    fn margins(&self, py: Python<'_>) -> PyResult<Margins> {
        let found = py.detach(|| margin(&self.votes, self.house_size, &self.method));
        let found = found.map_err(|error: MarginError| saying::<ApportionError>(error.to_string()))?;
        Ok(Margins { names: self.names.clone(), found })
    }

    fn __len__(&self) -> usize {
        self.shared.seats.len()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (seats, ties) = (self.seats(py)?.repr()?, self.ties(py)?);
        let ties: Vec<_> = ties.iter().map(|tie| tie.shown(py)).collect::<PyResult<_>>()?;
        let ties = if ties.is_empty() { String::new() } else { format!(", ties=[{}]", ties.join(", ")) };
        Ok(format!("Apportionment({seats}{ties})"))
    }
}
