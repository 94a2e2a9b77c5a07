//! Votes and a house size in, seats out: one election.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use sailau::Method;
use sailau::apportion::{
    ApportionError as Refused, Apportionment as Shared, Bounds, MarginError, certify, certify_within, margin,
    verify, verify_within,
};

use crate::certificate::Certificate;
use crate::error::{ApportionError, at, saying};
use crate::margins::Margins;
use crate::method::named;
use crate::positions::{Names, Positions, by_name, called, words};
use crate::seats::{Side, Wanted, not_seats};
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
    Ok(Apportionment { votes, names: names.map(Arc::new), house_size: seats, method, bounds: None, shared })
}

/// `apportion` with the fewest and the most seats of each party.
///
/// `at_least` and `at_most` are one number for all, a number for each in the order of the votes, or a dictionary of those that are
/// bound; None is no bound. Divisor methods give everybody the minimum and nobody more than the maximum, and otherwise the same
/// claims compete; largest remainders have a rule for them as well. Who has no vote gets the minimum alone.
///
/// Raises ApportionError as `apportion` does, for methods without such a rule, and for bounds that contradict themselves or the
/// house, with `party` where one is at fault and `nearest` where it is misspelt.
///
/// >>> import sailau
/// >>> votes = {"Large": 9100, "Middle": 900, "Small": 100}
/// >>> sailau.apportion(votes, 10, "dhondt").seats
/// {'Large': 10, 'Middle': 0, 'Small': 0}
/// >>> sailau.apportion_within(votes, 10, "dhondt", at_least=1, at_most={"Large": 6}).seats
/// {'Large': 6, 'Middle': 3, 'Small': 1}
#[pyfunction]
#[pyo3(signature = (votes, seats, method, *, at_least=None, at_most=None))]
pub(crate) fn apportion_within(
    votes: &Bound<'_, PyAny>,
    seats: u32,
    method: PyBackedStr,
    at_least: Option<&Bound<'_, PyAny>>,
    at_most: Option<&Bound<'_, PyAny>>,
) -> PyResult<Apportionment> {
    let py = votes.py();
    let Positions { votes, names } = Positions::of(votes)?;
    let method = named(&method)?;
    let (count, names) = (votes.len(), names.map(Arc::new));
    let wanted = |what| Wanted { what, side: Side::Party, count, names: names.as_deref() };
    let bounds = match Limit::of(at_least, wanted("minimum"))? {
        Limit::None => Bounds::none(),
        Limit::Same(seats) => Bounds::at_least(seats),
        Limit::Each(seats) => Bounds::at_least_each(or(seats, 0)),
    };
    let bounds = match Limit::of(at_most, wanted("maximum"))? {
        Limit::None => bounds,
        Limit::Same(seats) => bounds.at_most(seats),
        Limit::Each(seats) => bounds.at_most_each(or(seats, u32::MAX)),
    };
    let shared = sailau::apportion::apportion_within(&votes, seats, &method, &bounds);
    let shared = match shared {
        Ok(shared) => shared,
        Err(Refused::BoundsCross { position, least, most }) => {
            let party = called(py, names.as_deref(), position)?.str()?.to_string();
            let words = format!("`{party}` has a minimum of {least} seats and a maximum of {most}");
            return Err(at::<ApportionError>(words, Side::Party.place(party)));
        }
        Err(error) => return Err(saying::<ApportionError>(error.to_string())),
    };
    Ok(Apportionment { votes, names, house_size: seats, method, bounds: Some(bounds), shared })
}

/// The fewest or the most seats, as they are given.
enum Limit {
    None,
    Same(u32),
    /// None is no bound.
    Each(Vec<Option<u32>>),
}

impl Limit {
    fn of(given: Option<&Bound<'_, PyAny>>, wanted: Wanted<'_>) -> PyResult<Self> {
        let Some(given) = given else { return Ok(Self::None) };
        if given.try_iter().is_ok() {
            return wanted.each(given).map(Self::Each);
        }
        match given.extract() {
            Ok(seats) => Ok(Self::Same(seats)),
            Err(_) => Err(saying::<ApportionError>(not_seats(wanted.what, "all", given))),
        }
    }
}

fn or(seats: Vec<Option<u32>>, none: u32) -> Vec<u32> {
    seats.into_iter().map(|seats| seats.unwrap_or(none)).collect()
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
    /// Of `apportion_within`.
    bounds: Option<Bounds>,
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
        let (votes, house, method) = (&self.votes, self.house_size, &self.method);
        let why = match &self.bounds {
            Some(bounds) => certify_within(votes, house, method, bounds),
            None => certify(votes, house, method),
        };
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
        let Self { votes, house_size: house, method, shared, .. } = self;
        match &self.bounds {
            Some(bounds) => verify_within(votes, *house, method, bounds, shared, &certificate.why).is_ok(),
            None => verify(votes, *house, method, shared, &certificate.why).is_ok(),
        }
    }

    /// The fewest votes that change a seat: moved from one to another, added, or taken away. Exact.
    ///
    /// Raises ApportionError where that is more work than a minute or two, by the methods that are searched, and for seats within
    /// bounds, of which it is not worked out.
    ///
    /// >>> import sailau
    /// >>> margins = sailau.apportion({"North": 60, "South": 40, "East": 39}, 2, "dhondt").margins()
    /// >>> margins.transfer
    /// Change(votes=1, giver='North', taker='East')
    fn margins(&self, py: Python<'_>) -> PyResult<Margins> {
        if self.bounds.is_some() {
            return Err(saying::<ApportionError>(
                "how few votes change a seat is not worked out for seats within bounds",
            ));
        }
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
