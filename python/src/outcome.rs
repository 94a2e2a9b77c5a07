//! Who sits, what stayed open, and why.

use std::collections::HashSet;

use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};
use sailau::Votes as Cast;
use sailau::report::{Cell, Column, Kind, Table as Rows, TableError};
use sailau::system::Outcome as Counted;

use crate::error::{SailauError, of_unknown, saying};
use crate::json;
use crate::table::{Table, to_polars};
use crate::tie::Tie;

/// Who sits, what stayed open, and why.
///
/// Sure seats, tied seats and unfilled seats add up to the house. It is read as a data frame by whatever reads Arrow:
/// `polars.DataFrame(outcome)`; `outcome.to_pandas()` needs pandas alone.
#[pyclass(frozen, eq, module = "sailau")]
#[derive(PartialEq)]
pub(crate) struct Outcome {
    counted: Counted,
    /// Without those who fill appointed seats, for whom nobody could vote.
    parties: Vec<String>,
}

impl Outcome {
    pub(crate) fn new(counted: Counted, votes: &Cast) -> Self {
        let standing = votes.field().parties().iter().map(|party| &party.name);
        let standing: HashSet<&String> =
            standing.chain(votes.winners().iter().filter_map(|winner| winner.party.as_ref())).collect();
        let parties = counted.parties.iter().filter(|party| standing.contains(party)).cloned().collect();
        Self { counted, parties }
    }
}

#[pymethods]
impl Outcome {
    /// Seats of the house, filled or not.
    #[getter]
    fn house_size(&self) -> u32 {
        self.counted.house_size
    }

    /// Sure seats in all tiers by holder, most first; None stands for those without a party.
    #[getter]
    fn seats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (holder, seats) in self.counted.totals() {
            dict.set_item(holder, seats)?;
        }
        Ok(dict)
    }

    /// The parties that stood, with a seat or without.
    #[getter]
    fn parties(&self) -> Vec<String> {
        self.parties.clone()
    }

    /// The names of the tiers.
    #[getter]
    fn tiers(&self) -> Vec<String> {
        self.counted.tiers.clone()
    }

    /// Sure seats of a party in all tiers; 0 for one that stood and got none.
    ///
    /// Raises UnknownNameError, with `nearest`, for one that did not stand.
    fn seats_of(&self, party: &str) -> PyResult<u32> {
        self.counted.seats_of(party).map_err(|error| of_unknown(&error))
    }

    /// Sure seats of each party in one tier, of those who stood and got none as well.
    ///
    /// Raises UnknownNameError for a tier that the rules do not have.
    fn seats_in<'py>(&self, py: Python<'py>, tier: &str) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for party in &self.parties {
            dict.set_item(party, self.counted.seats_in(tier, party).map_err(|error| of_unknown(&error))?)?;
        }
        Ok(dict)
    }

    /// Seats that equal claims leave open.
    #[getter]
    fn ties(&self, py: Python<'_>) -> PyResult<Vec<Tie>> {
        self.counted.ties.iter().map(|tie| Tie::of_house(py, tie)).collect()
    }

    /// Seats that this count does not fill: tier, district, how many, and why.
    #[getter]
    fn unfilled(&self) -> Vec<(String, Option<String>, u32, String)> {
        let unfilled = self.counted.unfilled.iter();
        unfilled
            .map(|row| (row.tier.clone(), row.district.clone(), row.seats, row.reason.to_string()))
            .collect()
    }

    /// What the rules ask for, the votes do not give, and the count took as nothing; a sentence each.
    #[getter]
    fn taken_as_nothing(&self) -> Vec<String> {
        self.counted.taken_as_nothing.iter().map(ToString::to_string).collect()
    }

    /// The record of the count, as an election commission would print it: thresholds, quotas, remainders, ties, articles.
    #[getter]
    fn record(&self) -> String {
        self.counted.protocol.to_string()
    }

    /// Everything in numbers and words, the steps of the record too.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::value(py, &self.counted)
    }

    /// A row for each holder, with the seats in each tier and in all; seats that are open have rows of their own.
    fn table(&self) -> Table {
        Table(Rows::of(&self.counted))
    }

    /// A row for each tier, district and holder that has any sure seat.
    fn rows(&self) -> PyResult<Table> {
        rows(&self.counted).map(Table).map_err(|error| saying::<SailauError>(error.to_string()))
    }

    /// The table as a frame of pandas.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.table().to_pandas(py)
    }

    /// The table as a frame of polars.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        to_polars(slf.as_any())
    }

    /// Arrow's stream of the table, in a capsule.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        self.table().__arrow_c_stream__(py, requested_schema)
    }

    fn __str__(&self) -> String {
        self.counted.to_string()
    }

    fn __repr__(&self) -> String {
        let open: u32 = self.counted.ties.iter().map(|tie| tie.seats).sum();
        let open = if open == 0 { String::new() } else { format!(", {open} tied") };
        format!("<Outcome: {} seats, {} holders{open}>", self.counted.house_size, self.counted.totals().len())
    }

    fn _repr_html_(&self) -> String {
        Rows::of(&self.counted).to_html()
    }
}

fn rows(outcome: &Counted) -> Result<Rows, TableError> {
    let mut table = Rows::new([
        Column::new("tier", Kind::Text),
        Column::new("district", Kind::Text),
        Column::new("party", Kind::Text),
        Column::new("seats", Kind::Count),
    ])?;
    for row in &outcome.seats {
        let (tier, district) = (Cell::from(row.tier.clone()), Cell::from(row.district.clone()));
        table.push([tier, district, Cell::from(row.party.clone()), Cell::from(row.seats)])?;
    }
    Ok(table)
}
